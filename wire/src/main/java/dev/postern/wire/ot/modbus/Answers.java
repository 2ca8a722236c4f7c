package dev.postern.wire.ot.modbus;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.List;

/** What a server answers when it does not refuse: section 6 of the specification, response side. */
final class Answers {
    private static final int DATA = Requests.DATA;
    private static final int MEI_DEVICE_IDENTIFICATION = 14;
    private static final int NAME_CHARACTERS_MIN = 5;
    private static final double IDENTITY = 0.95;
    private static final double IDENTITY_BY_TEXT = 0.7;

    private Answers() {}

    /** The byte count or echoed quantity by which an answer is told from others of the same transaction id; -1 if it has none. */
    static int statedBytes(Function function, Pdu pdu) {
        return switch (function) {
            case READ_COILS,
                    READ_DISCRETE_INPUTS,
                    READ_HOLDING_REGISTERS,
                    READ_INPUT_REGISTERS,
                    READ_WRITE_MULTIPLE_REGISTERS -> pdu.u8(DATA);
            case WRITE_MULTIPLE_COILS, WRITE_MULTIPLE_REGISTERS -> pdu.u16(DATA + 2);
            default -> -1;
        };
    }

    static boolean fits(Function function, int stated, int quantity) {
        if (stated < 0 || quantity < 0) return true;
        return switch (function) {
            case WRITE_MULTIPLE_COILS, WRITE_MULTIPLE_REGISTERS -> stated == quantity;
            case READ_COILS, READ_DISCRETE_INPUTS -> stated == (quantity + 7) / 8;
            default -> stated == 2 * quantity;
        };
    }

    static void read(Function function, Pdu pdu, Turn turn, ModbusState.Asked asked) {
        switch (function) {
            case READ_COILS,
                    READ_DISCRETE_INPUTS,
                    READ_HOLDING_REGISTERS,
                    READ_INPUT_REGISTERS,
                    READ_WRITE_MULTIPLE_REGISTERS -> values(function, pdu, turn, asked);
            case WRITE_SINGLE_COIL,
                    WRITE_SINGLE_REGISTER,
                    WRITE_MULTIPLE_COILS,
                    WRITE_MULTIPLE_REGISTERS,
                    MASK_WRITE_REGISTER -> echo(function, pdu, turn, asked);
            case READ_FIFO_QUEUE -> fifo(function, pdu, turn, asked);
            case DIAGNOSTICS -> diagnostics(pdu, turn, asked);
            case READ_EXCEPTION_STATUS -> {
                pdu.endsAt(DATA + 1);
                start(function, pdu, turn, asked)
                        .field("status", (long) pdu.u8(DATA))
                        .emit();
            }
            case GET_COMM_EVENT_COUNTER -> {
                pdu.endsAt(DATA + 4);
                start(function, pdu, turn, asked)
                        .field("status", (long) pdu.u16(DATA))
                        .field("events", (long) pdu.u16(DATA + 2))
                        .emit();
            }
            case GET_COMM_EVENT_LOG -> {
                pdu.endsAt(DATA + 1 + pdu.u8(DATA));
                start(function, pdu, turn, asked)
                        .field("status", (long) pdu.u16(DATA + 1))
                        .field("events", (long) pdu.u16(DATA + 3))
                        .field("messages", (long) pdu.u16(DATA + 5))
                        .field("log", pdu.hexFrom(DATA + 7))
                        .emit();
            }
            case REPORT_SERVER_ID -> serverId(function, pdu, turn, asked);
            case READ_FILE_RECORD, WRITE_FILE_RECORD -> {
                pdu.endsAt(DATA + 1 + pdu.u8(DATA));
                start(function, pdu, turn, asked)
                        .field("data", pdu.hexFrom(DATA + 1))
                        .emit();
            }
            case ENCAPSULATED_INTERFACE -> encapsulated(pdu, turn, asked);
            case UMAS -> umas(pdu, turn, asked);
            default ->
                start(function, pdu, turn, asked)
                        .field("data", pdu.hexFrom(DATA))
                        .emit();
        }
    }

    private static Turn.Draft start(Function function, Pdu pdu, Turn turn, ModbusState.Asked asked) {
        return start(function.operation, function.verb, Outcome.SUCCESS, pdu, turn, asked);
    }

    private static Turn.Draft start(
            String operation, Verb verb, Outcome outcome, Pdu pdu, Turn turn, ModbusState.Asked asked) {
        boolean known = asked != null;
        return Requests.start(
                        known ? asked.operation() : operation,
                        known ? asked.verb() : verb,
                        outcome,
                        pdu,
                        turn,
                        known ? asked.target() : "")
                .answers(known ? asked.atNanos() : -1);
    }

    private static void values(Function function, Pdu pdu, Turn turn, ModbusState.Asked asked) {
        int count = pdu.u8(DATA);
        pdu.endsAt(DATA + 1 + count);
        if (asked != null && !fits(function, count, asked.quantity()))
            pdu.malformed("byte count does not match quantity", DATA);
        else if (!function.isBits() && count % 2 != 0) pdu.malformed("odd byte count", DATA);
        int shown = function.isBits() ? 8 * count : count / 2;
        if (asked != null) shown = Math.min(shown, asked.quantity());
        Turn.Draft draft = start(function, pdu, turn, asked);
        if (asked != null) {
            boolean also = function == Function.READ_WRITE_MULTIPLE_REGISTERS;
            draft.field(also ? "read_address" : "address", (long) asked.address())
                    .field(also ? "read_quantity" : "quantity", (long) asked.quantity());
        }
        draft.field("values", function.isBits() ? pdu.bits(DATA + 1, shown) : pdu.registers(DATA + 1, shown))
                .emit();
    }

    /** A write is confirmed by repeating where, and for a single one also what. */
    private static void echo(Function function, Pdu pdu, Turn turn, ModbusState.Asked asked) {
        int address = pdu.u16(DATA);
        boolean multiple = function == Function.WRITE_MULTIPLE_COILS || function == Function.WRITE_MULTIPLE_REGISTERS;
        int quantity = multiple ? pdu.u16(DATA + 2) : 1;
        pdu.endsAt(function == Function.MASK_WRITE_REGISTER ? DATA + 6 : DATA + 4);
        if (asked != null && (asked.address() != address || asked.quantity() != quantity))
            pdu.malformed("answer names another address", DATA);
        Turn.Draft draft = start(function, pdu, turn, asked);
        if (asked == null) draft.target(Requests.target(function, address, quantity));
        draft.field("address", (long) address);
        if (multiple) draft.field("quantity", (long) quantity);
        else if (function == Function.MASK_WRITE_REGISTER)
            draft.field("and_mask", (long) pdu.u16(DATA + 2)).field("or_mask", (long) pdu.u16(DATA + 4));
        else draft.field("value", Requests.single(function, pdu));
        draft.emit();
    }

    private static void fifo(Function function, Pdu pdu, Turn turn, ModbusState.Asked asked) {
        int count = pdu.u16(DATA + 2);
        if (count > 31) pdu.malformed("fifo count out of range", DATA + 2);
        if (pdu.u16(DATA) != 2 + 2 * count) pdu.malformed("byte count does not match quantity", DATA);
        pdu.endsAt(DATA + 2 + pdu.u16(DATA));
        start(function, pdu, turn, asked)
                .field("values", pdu.registers(DATA + 4, count))
                .emit();
    }

    private static void diagnostics(Pdu pdu, Turn turn, ModbusState.Asked asked) {
        int code = pdu.u16(DATA);
        start(
                        "diagnostics: " + Function.diagnostic(code),
                        Function.diagnosticVerb(code),
                        Outcome.SUCCESS,
                        pdu,
                        turn,
                        asked)
                .field("sub_function", (long) code)
                .field("data", pdu.hexFrom(DATA + 2))
                .emit();
    }

    /** Units other than these stand behind the address, on a serial line: Messaging on TCP/IP, 4.4.1.2. */
    private static String place(Pdu pdu) {
        int unit = pdu.unit();
        return unit <= 1 || unit == 255 ? "" : "unit " + unit;
    }

    private static void tell(Attribute attribute, String value, double confidence, Pdu pdu, Turn turn) {
        turn.identity(turn.source(), place(pdu), attribute, value, confidence);
    }

    /** What the id means is up to the device (section 6.13); text in it is its name. */
    private static void serverId(Function function, Pdu pdu, Turn turn, ModbusState.Asked asked) {
        int count = pdu.u8(DATA);
        pdu.endsAt(DATA + 1 + count);
        String name = longestText(pdu, DATA + 1);
        start(function, pdu, turn, asked)
                .field("name", name)
                .field("data", pdu.hexFrom(DATA + 1))
                .emit();
        tell(Attribute.MODEL, name, IDENTITY_BY_TEXT, pdu, turn);
    }

    /** The longest run of printable characters from {@code from} on, or null if none is long enough to be a name. */
    private static String longestText(Pdu pdu, int from) {
        int best = from;
        int bestLength = 0;
        int run = from;
        for (int at = from; at <= pdu.end(); at++) {
            if (at < pdu.end() && pdu.u8(at) >= ' ' && pdu.u8(at) < 127) continue;
            if (at - run > bestLength) {
                best = run;
                bestLength = at - run;
            }
            run = at + 1;
        }
        return bestLength < NAME_CHARACTERS_MIN ? null : pdu.ascii(best, bestLength);
    }

    private static void encapsulated(Pdu pdu, Turn turn, ModbusState.Asked asked) {
        int type = pdu.u8(DATA);
        boolean identification = type == MEI_DEVICE_IDENTIFICATION;
        Turn.Draft draft = start(
                        Requests.mei(type),
                        identification ? Verb.IDENTIFY : Verb.OTHER,
                        Outcome.SUCCESS,
                        pdu,
                        turn,
                        asked)
                .field("mei_type", (long) type);
        if (!identification) {
            draft.field("data", pdu.hexFrom(DATA + 1)).emit();
            return;
        }
        draft.field("read_device_id", (long) pdu.u8(DATA + 1))
                .field("conformity", (long) pdu.u8(DATA + 2))
                .field("more_follows", pdu.u8(DATA + 3) == 0xFF);
        int objects = pdu.u8(DATA + 5);
        int at = DATA + 6;
        for (int i = 0; i < objects && at + 2 <= pdu.end(); i++) {
            int length = pdu.u8(at + 1);
            String text = pdu.ascii(at + 2, length);
            draft.field(objectName(pdu.u8(at)), text);
            told(pdu.u8(at), text, pdu, turn);
            at += 2 + length;
        }
        pdu.endsAt(at);
        draft.emit();
    }

    /** Object ids of section 6.21. */
    private static final List<String> OBJECT_NAMES = List.of(
            "vendor_name",
            "product_code",
            "revision",
            "vendor_url",
            "product_name",
            "model_name",
            "user_application_name");

    private static String objectName(int id) {
        return id < OBJECT_NAMES.size() ? OBJECT_NAMES.get(id) : "object_" + id;
    }

    private static void told(int id, String text, Pdu pdu, Turn turn) {
        Attribute attribute = switch (id) {
            case 0 -> Attribute.VENDOR;
            case 1 -> Attribute.MODEL;
            case 2 -> Attribute.FIRMWARE;
            case 4, 5 -> Attribute.TYPE;
            case 6 -> Attribute.NOTE;
            default -> null;
        };
        if (attribute != null) tell(attribute, text, IDENTITY, pdu, turn);
    }

    private static void umas(Pdu pdu, Turn turn, ModbusState.Asked asked) {
        int status = pdu.u8(DATA + 1);
        if (status != Umas.OK && status != Umas.ERROR) pdu.malformed("umas status neither yes nor no", DATA + 1);
        int function = asked != null && status == Umas.OK ? asked.quantity() : -1;
        String model = function == Umas.READ_ID ? Umas.model(pdu, DATA + 2) : null;
        String name = model != null ? model : function == Umas.READ_ID ? longestText(pdu, DATA + 2) : null;
        String project = function == Umas.READ_PROJECT ? Umas.project(pdu, DATA + 2) : null;
        String program = function == Umas.READ_PLC ? Umas.program(pdu, DATA + 2) : null;
        Turn.Draft draft = start(
                        "umas", Verb.OTHER, status == Umas.ERROR ? Outcome.REFUSED : Outcome.SUCCESS, pdu, turn, asked)
                .field("session", (long) pdu.u8(DATA))
                .field("status", (long) status)
                .field("name", name)
                .field("project", project)
                .field("program", program);
        if (model != null)
            draft.field("firmware", Umas.firmware(pdu, DATA + 2))
                    .field("hardware", (long) Umas.hardware(pdu, DATA + 2));
        draft.field("data", pdu.hexFrom(DATA + 2)).emit();
        tell(Attribute.MODEL, name, IDENTITY, pdu, turn);
        if (name != null) tell(Attribute.VENDOR, "Schneider Electric", IDENTITY, pdu, turn);
        if (model != null) tell(Attribute.FIRMWARE, Umas.firmware(pdu, DATA + 2), IDENTITY, pdu, turn);
        tell(Attribute.PROGRAM, program, IDENTITY, pdu, turn);
        if (project != null) tell(Attribute.NOTE, "project " + project, IDENTITY, pdu, turn);
    }
}
