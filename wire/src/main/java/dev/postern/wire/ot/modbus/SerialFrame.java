package dev.postern.wire.ot.modbus;

import dev.postern.wire.Bytes;

/** Length and check of a frame on a serial line: Modbus over Serial Line V1.02, sections 2.5.1 and 6.2.2. */
final class SerialFrame {
    static final int CHECK_BYTES = 2;
    static final int LENGTH_MAX = 256;
    private static final int UNIT = 0, FUNCTION = 1, DATA = 2;
    private static final int LENGTH_MIN = DATA + CHECK_BYTES;
    private static final int UNIT_MAX = 247;
    private static final int EXCEPTION_BIT = 0x80;
    private static final int POLYNOMIAL = 0xA001;
    private static final int MEI_DEVICE_IDENTIFICATION = 14;
    private static final int EXCEPTION_MAX = 11, DIAGNOSTIC_MAX = 21;
    private static final int COIL_ON = 0xFF00;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ POLYNOMIAL : crc >> 1;
            TABLE[i] = crc;
        }
    }

    private SerialFrame() {}

    /** Octets of the frame that begins here as a request or an answer, with its check; 0 if its function has no known length. */
    static int length(Bytes bytes, boolean asks) {
        int code = bytes.u8(FUNCTION);
        if ((code & EXCEPTION_BIT) != 0) return asks ? 0 : DATA + 1 + CHECK_BYTES;
        Function function = Function.of(code);
        int data = function == null ? -1 : asks ? request(bytes, function) : answer(bytes, function);
        return data < 0 ? 0 : DATA + data + CHECK_BYTES;
    }

    /** The frame is whole, of a plausible unit, and its check fits. */
    static boolean checks(Bytes bytes, int length) {
        if (length < LENGTH_MIN || length > LENGTH_MAX || !bytes.has(0, length) || bytes.u8(UNIT) > UNIT_MAX)
            return false;
        if ((bytes.u8(FUNCTION) & ~EXCEPTION_BIT) == 0) return false;
        int crc = 0xFFFF;
        for (int i = 0; i < length - CHECK_BYTES; i++) crc = crc >> 8 ^ TABLE[(crc ^ bytes.u8(i)) & 0xFF];
        return crc == bytes.u16le(length - CHECK_BYTES);
    }

    /** Octets after the function; -1 if unknown. */
    private static int request(Bytes bytes, Function function) {
        return switch (function) {
            case READ_COILS,
                    READ_DISCRETE_INPUTS,
                    READ_HOLDING_REGISTERS,
                    READ_INPUT_REGISTERS,
                    WRITE_SINGLE_COIL,
                    WRITE_SINGLE_REGISTER,
                    DIAGNOSTICS -> 4;
            case READ_EXCEPTION_STATUS, GET_COMM_EVENT_COUNTER, GET_COMM_EVENT_LOG, REPORT_SERVER_ID -> 0;
            case WRITE_MULTIPLE_COILS, WRITE_MULTIPLE_REGISTERS -> 5 + bytes.u8(DATA + 4);
            case READ_FILE_RECORD, WRITE_FILE_RECORD -> 1 + bytes.u8(DATA);
            case MASK_WRITE_REGISTER -> 6;
            case READ_WRITE_MULTIPLE_REGISTERS -> 9 + bytes.u8(DATA + 8);
            case READ_FIFO_QUEUE -> 2;
            case ENCAPSULATED_INTERFACE -> bytes.u8(DATA) == MEI_DEVICE_IDENTIFICATION ? 3 : -1;
            default -> -1;
        };
    }

    private static int answer(Bytes bytes, Function function) {
        return switch (function) {
            case READ_COILS,
                    READ_DISCRETE_INPUTS,
                    READ_HOLDING_REGISTERS,
                    READ_INPUT_REGISTERS,
                    READ_WRITE_MULTIPLE_REGISTERS,
                    GET_COMM_EVENT_LOG,
                    REPORT_SERVER_ID,
                    READ_FILE_RECORD,
                    WRITE_FILE_RECORD -> 1 + bytes.u8(DATA);
            case WRITE_SINGLE_COIL,
                    WRITE_SINGLE_REGISTER,
                    WRITE_MULTIPLE_COILS,
                    WRITE_MULTIPLE_REGISTERS,
                    DIAGNOSTICS,
                    GET_COMM_EVENT_COUNTER -> 4;
            case READ_EXCEPTION_STATUS -> 1;
            case MASK_WRITE_REGISTER -> 6;
            case READ_FIFO_QUEUE -> 2 + bytes.u16(DATA);
            case ENCAPSULATED_INTERFACE -> identification(bytes);
            default -> -1;
        };
    }

    /** Objects of number, length and text each. */
    private static int identification(Bytes bytes) {
        if (bytes.u8(DATA) != MEI_DEVICE_IDENTIFICATION) return -1;
        int at = DATA + 6;
        int objects = bytes.u8(DATA + 5);
        for (int i = 0; i < objects && at < LENGTH_MAX; i++) at += 2 + bytes.u8(at + 1);
        return at - DATA;
    }

    /** Quantities and counts are what the function allows, as far as it has any. */
    static boolean counts(Bytes bytes, boolean asks) {
        Function function = Function.of(bytes.u8(FUNCTION));
        int quantity = bytes.u16(DATA + 2);
        boolean inRange = function != null && quantity >= 1 && quantity <= function.quantityMax();
        if ((bytes.u8(FUNCTION) & EXCEPTION_BIT) != 0) return bytes.u8(DATA) >= 1 && bytes.u8(DATA) <= EXCEPTION_MAX;
        return switch (function) {
            case null -> false;
            case READ_COILS, READ_DISCRETE_INPUTS -> asks ? inRange : bytes.u8(DATA) >= 1;
            case READ_HOLDING_REGISTERS, READ_INPUT_REGISTERS -> asks ? inRange : isRegisters(bytes.u8(DATA));
            case WRITE_SINGLE_COIL -> quantity == 0 || quantity == COIL_ON;
            case WRITE_MULTIPLE_COILS -> inRange && (!asks || bytes.u8(DATA + 4) == (quantity + 7) / 8);
            case WRITE_MULTIPLE_REGISTERS -> inRange && (!asks || bytes.u8(DATA + 4) == 2 * quantity);
            case READ_WRITE_MULTIPLE_REGISTERS ->
                asks ? inRange && isRegisters(bytes.u8(DATA + 8)) : isRegisters(bytes.u8(DATA));
            case DIAGNOSTICS -> bytes.u16(DATA) <= DIAGNOSTIC_MAX;
            default -> true;
        };
    }

    private static boolean isRegisters(int count) {
        return count >= 2 && count % 2 == 0;
    }
}
