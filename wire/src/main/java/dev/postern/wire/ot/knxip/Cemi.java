package dev.postern.wire.ot.knxip;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;

/**
 * A cEMI frame, KNX 3.6.3 section 4.1: what goes over the bus, or a property of the interface itself.
 *
 * <pre>
 *  0     1             then          +1     +2 +3     +4 +5         +6       +7    +8
 * +-----+-------------+-------------+------+--------+-------------+--------+-----------+
 * | code| added bytes | control 1   | ctrl2| source | destination | length | TPCI APCI | data
 * +-----+-------------+-------------+------+--------+-------------+--------+-----------+
 * </pre>
 */
final class Cemi {
    private static final int DATA_REQUEST = 0x11, DATA_CONFIRM = 0x2E, DATA_INDICATION = 0x29;
    private static final int PROPERTY_READ = 0xFC,
            PROPERTY_READ_CONFIRM = 0xFB,
            PROPERTY_WRITE = 0xF6,
            PROPERTY_WRITE_CONFIRM = 0xF5;
    private static final int PROPERTY_INFO = 0xF7, RESET_REQUEST = 0xF1, RESET_INDICATION = 0xF0;
    private static final int GROUP = 0x80, FAILED = 1;
    private static final int DATA_SHOWN_BYTES = 64;
    private static final int NUMBER_BYTES_MAX = 4;
    private static final int LOWEST_OF_SIXTEEN = 15, LOWEST_OF_FOUR = 3;

    private final Bytes bytes;
    private final int code;
    /** Control field 1, or the first octet of a property's address. */
    private final int at;

    private final KnxService service;
    private final Turn turn;

    /** @param from message code */
    Cemi(Bytes bytes, int from, KnxService service, Turn turn) {
        this.bytes = bytes;
        this.service = service;
        this.turn = turn;
        code = bytes.u8(from);
        at = code >= RESET_INDICATION ? from + 1 : from + 2 + bytes.u8(from + 1);
    }

    void read() {
        switch (code) {
            case DATA_REQUEST, DATA_CONFIRM, DATA_INDICATION -> data();
            case PROPERTY_READ, PROPERTY_READ_CONFIRM -> property("property read", Verb.READ);
            case PROPERTY_WRITE, PROPERTY_WRITE_CONFIRM -> property("property write", Verb.CONFIGURE);
            case PROPERTY_INFO -> property("property info", Verb.REPORT);
            case RESET_REQUEST ->
                start("reset", Verb.RESTART, Outcome.REQUEST, "", "").emit();
            case RESET_INDICATION ->
                start("reset", Verb.RESTART, Outcome.NOTICE, "", "").emit();
            default ->
                start("cemi message " + code, Verb.OTHER, Outcome.NOTICE, "", "")
                        .emit();
        }
    }

    private Turn.Draft start(String operation, Verb verb, Outcome outcome, String unit, String target) {
        return turn.message(operation, verb, outcome)
                .unit(unit)
                .target(target)
                .field("service", service.operation)
                .field("service_type", (long) service.code)
                .field("message_code", (long) code);
    }

    static String individual(int address) {
        return (address >> 12) + "." + (address >> 8 & 15) + "." + (address & 255);
    }

    /** Three levels, as they are written by the tool of the KNX Association. */
    static String group(int address) {
        return (address >> 11) + "/" + (address >> 8 & 7) + "/" + (address & 255);
    }

    private void data() {
        boolean group = (bytes.u8(at + 1) & GROUP) != 0;
        int destination = bytes.u16(at + 4);
        int length = bytes.u8(at + 6);
        boolean failed = code == DATA_CONFIRM && (bytes.u8(at) & FAILED) != 0;
        Outcome outcome = switch (code) {
            case DATA_REQUEST -> Outcome.REQUEST;
            case DATA_INDICATION -> Outcome.NOTICE;
            default -> failed ? Outcome.REFUSED : Outcome.SUCCESS;
        };
        int tpci = bytes.u8(at + 7);
        boolean control = (tpci & 0x80) != 0;
        int apci = control ? -1 : bytes.u16(at + 7) & 0x3FF;
        Apci apply = control || length < 1 ? null : Apci.of(apci);
        String operation = control ? transport(tpci) : apply != null ? apply.operation : "apci " + apci;
        Verb verb = control ? Verb.SESSION : apply != null ? apply.verb : Verb.OTHER;
        // That a key went out on the bus says nothing of whether the device took it.
        if (apply == Apci.AUTHORIZE_REQUEST && code == DATA_CONFIRM) verb = Verb.SESSION;
        if (apply == Apci.AUTHORIZE_RESPONSE && code == DATA_INDICATION) outcome = granted(bytes.u8(at + 9));
        String unit = group || destination == 0 ? "" : individual(destination);
        String target = group ? "group " + group(destination) : apply == null ? "" : object(apply, apci);
        Turn.Draft draft = start(operation, verb, outcome, unit, target)
                .field("source", individual(bytes.u16(at + 2)))
                .field("destination", group ? group(destination) : individual(destination));
        if (apci >= 0) draft.field("apci", (long) (apply == null ? apci : apply.code));
        if (apply != null && carriesData(apply)) value(apply, length, draft);
        pair(operation + " " + destination, operation, unit, target, draft);
        draft.emit();
    }

    /**
     * KNX 3.3.7, A_Authorize_Response: 0 is the highest level. Who has no valid key gets the lowest: 15, or 3 of a device with four levels, where another
     * device may have granted it.
     */
    private static Outcome granted(int level) {
        return switch (level) {
            case LOWEST_OF_SIXTEEN -> Outcome.REFUSED;
            case LOWEST_OF_FOUR -> Outcome.NOTICE;
            default -> Outcome.SUCCESS;
        };
    }

    /** A confirmation repeats its request. */
    private void pair(String key, String operation, String unit, String target, Turn.Draft draft) {
        Waiting<String, KnxIpDissector.Asked> state = turn.state();
        if (code == DATA_REQUEST || code == PROPERTY_READ || code == PROPERTY_WRITE) {
            state.ask(turn, key, new KnxIpDissector.Asked(operation, unit, target, turn.atNanos()));
        } else if (code == DATA_CONFIRM || code == PROPERTY_READ_CONFIRM || code == PROPERTY_WRITE_CONFIRM) {
            KnxIpDissector.Asked asked = state.answer(key);
            if (asked != null) draft.answers(asked.atNanos());
        }
    }

    private static String transport(int tpci) {
        return switch (tpci & 0xC3) {
            case 0x80 -> "connect device";
            case 0x81 -> "disconnect device";
            case 0xC2 -> "acknowledge";
            case 0xC3 -> "negative acknowledge";
            default -> "transport control";
        };
    }

    private String object(Apci service, int apci) {
        if (service.isMemory()) return "memory " + bytes.u16(at + 9) + " x" + (apci & 0x3F);
        if (service.isProperty()) return "object " + bytes.u8(at + 9) + " property " + bytes.u8(at + 10);
        return "";
    }

    private static boolean carriesData(Apci service) {
        return service != Apci.GROUP_VALUE_READ
                && service != Apci.AUTHORIZE_REQUEST
                && service != Apci.KEY_WRITE
                && service != Apci.SECURE_SERVICE;
    }

    /** Up to six bits stand beside the service; what the bits mean is known to the project only, so they are shown as a number or hex. */
    private void value(Apci service, int length, Turn.Draft draft) {
        int from = at + 9;
        int count = length - 1;
        if (count <= 0) {
            draft.field("value", (long) (bytes.u8(at + 8) & 0x3F)).field("bits", 6L);
            return;
        }
        if (service.isMemory()) {
            from += 2;
            count -= 2;
        } else if (service.isProperty()) {
            int skipped = service.code < Apci.PROPERTY_VALUE_READ.code ? 2 : 4;
            from += skipped;
            count -= skipped;
        }
        if (count <= 0) return;
        if (service.isGroup()) draft.field("bits", 8L * count);
        if (service.isGroup() && count <= NUMBER_BYTES_MAX) draft.field("value", number(from, count));
        draft.field("data", bytes.hex(from, Math.clamp(bytes.length() - from, 0, Math.min(count, DATA_SHOWN_BYTES))));
    }

    private long number(int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) value = value << 8 | bytes.u8(from + i);
        return value;
    }

    /** A property of the interface: object type, instance, property, count and first element, data. */
    private void property(String operation, Verb verb) {
        boolean answer = code == PROPERTY_READ_CONFIRM || code == PROPERTY_WRITE_CONFIRM;
        int elements = bytes.u8(at + 4) >> 4;
        boolean refused = answer && elements == 0;
        Outcome outcome = code == PROPERTY_INFO
                ? Outcome.NOTICE
                : !answer ? Outcome.REQUEST : refused ? Outcome.REFUSED : Outcome.SUCCESS;
        String target = "object type " + bytes.u16(at) + "/" + bytes.u8(at + 2) + " property " + bytes.u8(at + 3);
        Turn.Draft draft = start(operation, verb, outcome, "", target)
                .field("elements", (long) elements)
                .field("start", (long) (bytes.u16(at + 4) & 0xFFF));
        int count = bytes.length() - at - 6;
        if (count > 0 && refused) draft.field("error_code", (long) bytes.u8(at + 6));
        else if (count > 0) draft.field("data", bytes.hex(at + 6, Math.min(count, DATA_SHOWN_BYTES)));
        pair(operation + " " + target, operation, "", target, draft);
        draft.emit();
    }
}
