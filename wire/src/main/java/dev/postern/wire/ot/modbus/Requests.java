package dev.postern.wire.ot.modbus;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;

/** What a client asks: section 6 of the specification, request side. */
final class Requests {
    /** First byte after the function code. */
    static final int DATA = Modbus.FUNCTION + 1;

    private static final int MEI_CANOPEN = 13;
    private static final int MEI_DEVICE_IDENTIFICATION = 14;
    private static final int FILE_REFERENCE_TYPE = 6;
    private static final int ADDRESS_SPACE = 0x1_0000;
    private static final int WRITE_REGISTERS_WITH_READ_MAX = 121;
    private static final int COIL_ON = 0xFF00;

    private Requests() {}

    static ModbusState.Asked read(Function function, Pdu pdu, Turn turn) {
        return switch (function) {
            case READ_COILS, READ_DISCRETE_INPUTS, READ_HOLDING_REGISTERS, READ_INPUT_REGISTERS ->
                read(function, pdu, turn, DATA + 4);
            case WRITE_SINGLE_COIL, WRITE_SINGLE_REGISTER -> writeSingle(function, pdu, turn);
            case WRITE_MULTIPLE_COILS, WRITE_MULTIPLE_REGISTERS -> writeMultiple(function, pdu, turn);
            case MASK_WRITE_REGISTER -> maskWrite(function, pdu, turn);
            case READ_WRITE_MULTIPLE_REGISTERS -> readWrite(function, pdu, turn);
            case READ_FIFO_QUEUE -> fifo(function, pdu, turn);
            case READ_FILE_RECORD, WRITE_FILE_RECORD -> files(function, pdu, turn);
            case DIAGNOSTICS -> diagnostics(pdu, turn);
            case ENCAPSULATED_INTERFACE -> encapsulated(pdu, turn);
            case UMAS -> umas(pdu, turn);
            case READ_EXCEPTION_STATUS, GET_COMM_EVENT_COUNTER, GET_COMM_EVENT_LOG, REPORT_SERVER_ID -> {
                pdu.endsAt(DATA);
                yield plain(function, pdu, turn);
            }
            default -> plain(function, pdu, turn);
        };
    }

    static Turn.Draft start(String operation, Verb verb, Outcome outcome, Pdu pdu, Turn turn, String target) {
        return turn.message(operation, verb, outcome)
                .protocol(Modbus.NAME)
                .unit(pdu.unitText())
                .target(target)
                .field("transaction", pdu.transactionField())
                .field("function", (long) (pdu.code() & 0x7F));
    }

    private static Turn.Draft start(Function function, Pdu pdu, Turn turn, String target) {
        return start(function.operation, function.verb, Outcome.REQUEST, pdu, turn, target);
    }

    /** {@code holding 100 x10}. */
    static String target(Function function, int address, int quantity) {
        return function.table() + " " + address + " x" + quantity;
    }

    private static void check(Pdu pdu, int address, int quantity, int quantityMax, int quantityOffset) {
        if (quantity < 1 || quantity > quantityMax) pdu.malformed("quantity out of range", quantityOffset);
        else if (address + quantity > ADDRESS_SPACE) pdu.malformed("addresses beyond 65535", quantityOffset - 2);
    }

    private static ModbusState.Asked read(Function function, Pdu pdu, Turn turn, int end) {
        int address = pdu.u16(DATA);
        int quantity = pdu.u16(DATA + 2);
        pdu.endsAt(end);
        check(pdu, address, quantity, function.quantityMax(), DATA + 2);
        String target = target(function, address, quantity);
        start(function, pdu, turn, target)
                .field("address", (long) address)
                .field("quantity", (long) quantity)
                .emit();
        return pdu.asked(function.operation, function.verb, target, address, quantity);
    }

    /** Value of a single write as it is shown: a coil is on or off, a register a number. */
    static Object single(Function function, Pdu pdu) {
        int value = pdu.u16(DATA + 2);
        if (function == Function.WRITE_SINGLE_REGISTER) return (long) value;
        if (value == COIL_ON || value == 0) return value == COIL_ON;
        pdu.malformed("coil neither on nor off", DATA + 2);
        return (long) value;
    }

    private static ModbusState.Asked writeSingle(Function function, Pdu pdu, Turn turn) {
        int address = pdu.u16(DATA);
        Object value = single(function, pdu);
        pdu.endsAt(DATA + 4);
        String target = target(function, address, 1);
        start(function, pdu, turn, target)
                .field("address", (long) address)
                .field("value", value)
                .emit();
        return pdu.asked(function.operation, function.verb, target, address, 1);
    }

    private static ModbusState.Asked writeMultiple(Function function, Pdu pdu, Turn turn) {
        int address = pdu.u16(DATA);
        int quantity = pdu.u16(DATA + 2);
        int count = pdu.u8(DATA + 4);
        check(pdu, address, quantity, function.quantityMax(), DATA + 2);
        if (count != (function.isBits() ? (quantity + 7) / 8 : 2 * quantity))
            pdu.malformed("byte count does not match quantity", DATA + 4);
        pdu.endsAt(DATA + 5 + count);
        String target = target(function, address, quantity);
        start(function, pdu, turn, target)
                .field("address", (long) address)
                .field("quantity", (long) quantity)
                .field(
                        "values",
                        function.isBits()
                                ? pdu.bits(DATA + 5, Math.min(quantity, 8 * count))
                                : pdu.registers(DATA + 5, Math.min(quantity, count / 2)))
                .emit();
        return pdu.asked(function.operation, function.verb, target, address, quantity);
    }

    private static ModbusState.Asked maskWrite(Function function, Pdu pdu, Turn turn) {
        int address = pdu.u16(DATA);
        pdu.endsAt(DATA + 6);
        String target = target(function, address, 1);
        start(function, pdu, turn, target)
                .field("address", (long) address)
                .field("and_mask", (long) pdu.u16(DATA + 2))
                .field("or_mask", (long) pdu.u16(DATA + 4))
                .emit();
        return pdu.asked(function.operation, function.verb, target, address, 1);
    }

    /** The target is what is written; what is read stands in fields. */
    private static ModbusState.Asked readWrite(Function function, Pdu pdu, Turn turn) {
        int readAddress = pdu.u16(DATA);
        int readQuantity = pdu.u16(DATA + 2);
        int address = pdu.u16(DATA + 4);
        int quantity = pdu.u16(DATA + 6);
        int count = pdu.u8(DATA + 8);
        check(pdu, readAddress, readQuantity, function.quantityMax(), DATA + 2);
        check(pdu, address, quantity, WRITE_REGISTERS_WITH_READ_MAX, DATA + 6);
        if (count != 2 * quantity) pdu.malformed("byte count does not match quantity", DATA + 8);
        pdu.endsAt(DATA + 9 + count);
        String target = target(function, address, quantity);
        start(function, pdu, turn, target)
                .field("read_address", (long) readAddress)
                .field("read_quantity", (long) readQuantity)
                .field("address", (long) address)
                .field("quantity", (long) quantity)
                .field("values", pdu.registers(DATA + 9, Math.min(quantity, count / 2)))
                .emit();
        return pdu.asked(function.operation, function.verb, target, readAddress, readQuantity);
    }

    private static ModbusState.Asked fifo(Function function, Pdu pdu, Turn turn) {
        int address = pdu.u16(DATA);
        pdu.endsAt(DATA + 2);
        String target = "fifo " + address;
        start(function, pdu, turn, target).field("address", (long) address).emit();
        return pdu.asked(function.operation, function.verb, target, address, -1);
    }

    /** Groups of reference type, file, record and length, followed by the data in a write (sections 6.14 and 6.15). */
    private static ModbusState.Asked files(Function function, Pdu pdu, Turn turn) {
        int end = DATA + 1 + pdu.u8(DATA);
        pdu.endsAt(end);
        StringBuilder target = new StringBuilder();
        int at = DATA + 1;
        while (at + 7 <= Math.min(end, pdu.end())) {
            if (pdu.u8(at) != FILE_REFERENCE_TYPE) pdu.malformed("reference type not 6", at);
            if (!target.isEmpty()) target.append(", ");
            int registers = pdu.u16(at + 5);
            target.append("file ")
                    .append(pdu.u16(at + 1))
                    .append(" record ")
                    .append(pdu.u16(at + 3))
                    .append(" x")
                    .append(registers);
            at += 7 + (function == Function.WRITE_FILE_RECORD ? 2 * registers : 0);
        }
        if (at != end) pdu.malformed("byte count does not match records", DATA);
        start(function, pdu, turn, target.toString())
                .field("data", function == Function.WRITE_FILE_RECORD ? pdu.hexFrom(DATA + 1) : null)
                .emit();
        return pdu.asked(function.operation, function.verb, target.toString(), -1, -1);
    }

    private static ModbusState.Asked diagnostics(Pdu pdu, Turn turn) {
        int code = pdu.u16(DATA);
        String operation = "diagnostics: " + Function.diagnostic(code);
        Verb verb = Function.diagnosticVerb(code);
        if (code != 0 && code != 21) pdu.endsAt(DATA + 4);
        start(operation, verb, Outcome.REQUEST, pdu, turn, "")
                .field("sub_function", (long) code)
                .field("data", pdu.hexFrom(DATA + 2))
                .emit();
        return pdu.asked(operation, verb, "", -1, -1);
    }

    private static ModbusState.Asked encapsulated(Pdu pdu, Turn turn) {
        int type = pdu.u8(DATA);
        String operation = mei(type);
        Verb verb = type == MEI_DEVICE_IDENTIFICATION ? Verb.IDENTIFY : Verb.OTHER;
        Turn.Draft draft =
                start(operation, verb, Outcome.REQUEST, pdu, turn, "").field("mei_type", (long) type);
        if (type == MEI_DEVICE_IDENTIFICATION) {
            int code = pdu.u8(DATA + 1);
            if (code < 1 || code > 4) pdu.malformed("read device id code out of range", DATA + 1);
            pdu.endsAt(DATA + 3);
            draft.field("read_device_id", (long) code).field("object_id", (long) pdu.u8(DATA + 2));
        } else {
            draft.field("data", pdu.hexFrom(DATA + 1));
        }
        draft.emit();
        return pdu.asked(operation, verb, "", -1, -1);
    }

    static String mei(int type) {
        return switch (type) {
            case MEI_CANOPEN -> "canopen general reference";
            case MEI_DEVICE_IDENTIFICATION -> "read device identification";
            default -> "encapsulated interface " + type;
        };
    }

    private static ModbusState.Asked umas(Pdu pdu, Turn turn) {
        int code = pdu.u8(DATA + 1);
        String operation = Umas.operation(code);
        Verb verb = Umas.verb(code);
        String target = Umas.target(code, pdu, DATA + 2);
        start(operation, verb, Outcome.REQUEST, pdu, turn, target)
                .field("session", (long) pdu.u8(DATA))
                .field("umas_function", (long) code)
                .field("client", Umas.client(code, pdu, DATA + 2))
                .field("values", Umas.values(code, pdu, DATA + 2))
                .field("data", pdu.hexFrom(DATA + 2))
                .emit();
        return pdu.asked(operation, verb, target, -1, code);
    }

    private static ModbusState.Asked plain(Function function, Pdu pdu, Turn turn) {
        start(function, pdu, turn, "").field("data", pdu.hexFrom(DATA)).emit();
        return pdu.asked(function.operation, function.verb, "", -1, -1);
    }
}
