package dev.postern.wire.ot.modbus;

import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;

/** Whether the lengths and counts inside a message agree with its MBAP length: what makes bytes Modbus beyond doubt. */
final class Shape {
    private Shape() {}

    static Recognition of(Bytes bytes, Function function, int length, boolean fromClient) {
        int data = Modbus.FUNCTION + 1;
        int dataBytes = length - 2;
        return switch (function) {
            case READ_COILS, READ_DISCRETE_INPUTS, READ_HOLDING_REGISTERS, READ_INPUT_REGISTERS ->
                fromClient
                        ? certainIf(dataBytes == 4 && quantityFits(bytes, function))
                        : countOnly(bytes, data, dataBytes);
            case WRITE_SINGLE_REGISTER -> certainIf(dataBytes == 4);
            case WRITE_SINGLE_COIL ->
                certainIf(dataBytes == 4 && (bytes.u16(data + 2) == 0 || bytes.u16(data + 2) == 0xFF00));
            case WRITE_MULTIPLE_COILS, WRITE_MULTIPLE_REGISTERS ->
                certainIf(
                        fromClient
                                ? quantityFits(bytes, function) && bytes.u8(data + 4) == dataBytes - 5
                                : dataBytes == 4 && quantityFits(bytes, function));
            case READ_WRITE_MULTIPLE_REGISTERS ->
                fromClient ? certainIf(bytes.u8(data + 8) == dataBytes - 9) : countOnly(bytes, data, dataBytes);
            case MASK_WRITE_REGISTER -> certainIf(dataBytes == 6);
            case READ_FILE_RECORD, WRITE_FILE_RECORD -> countOnly(bytes, data, dataBytes);
            case ENCAPSULATED_INTERFACE -> certainIf((bytes.u8(data) == 14 || bytes.u8(data) == 13) && dataBytes >= 3);
            case UMAS ->
                fromClient || bytes.u8(data + 1) >= Umas.ERROR && dataBytes >= 2 ? Recognition.UNSURE : Recognition.NOT;
            case READ_EXCEPTION_STATUS -> unsureIf(dataBytes == (fromClient ? 0 : 1));
            case GET_COMM_EVENT_COUNTER -> unsureIf(dataBytes == (fromClient ? 0 : 4));
            case GET_COMM_EVENT_LOG, REPORT_SERVER_ID ->
                fromClient ? unsureIf(dataBytes == 0) : countOnly(bytes, data, dataBytes);
            case DIAGNOSTICS -> unsureIf(dataBytes >= 4 && dataBytes % 2 == 0);
            case READ_FIFO_QUEUE -> unsureIf(fromClient ? dataBytes == 2 : bytes.u16(data) == dataBytes - 2);
            // Nothing inside to check: only a header that fits the segment speaks for it.
            default -> Recognition.NOT;
        };
    }

    private static Recognition certainIf(boolean fits) {
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static Recognition unsureIf(boolean fits) {
        return fits ? Recognition.UNSURE : Recognition.NOT;
    }

    /** A single agreeing byte: likely, not sure. */
    private static Recognition countOnly(Bytes bytes, int at, int dataBytes) {
        return dataBytes >= 2 && bytes.u8(at) == dataBytes - 1 ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean quantityFits(Bytes bytes, Function function) {
        int quantity = bytes.u16(Modbus.FUNCTION + 3);
        return quantity >= 1 && quantity <= function.quantityMax();
    }
}
