package dev.postern.wire.ot.dlms;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** Units under a key, IEC 62056-5-3 clause 9.2.7: which service, how it is protected, and the counter; never what it says. */
final class Ciphering {
    private static final int ENCRYPTED = 0x20;
    private static final int GENERAL_GLOBAL = 0xDB, GENERAL_DEDICATED = 0xDC;

    private Ciphering() {}

    static boolean isCiphered(int tag) {
        return operation(tag) != null;
    }

    /** Whether the length of the ciphered part is the rest of the unit. */
    static boolean fits(Bytes unit, int length) {
        int at = lengthAt(unit);
        int first = unit.u8(at);
        int stated = first == 0x81 ? unit.u8(at + 1) : first == 0x82 ? unit.u16(at + 1) : first;
        return at + 1 + (first > 0x80 ? first & 3 : 0) + stated == length;
    }

    /** A general unit names the system first. */
    private static int lengthAt(Bytes unit) {
        boolean general = unit.u8(0) == GENERAL_GLOBAL || unit.u8(0) == GENERAL_DEDICATED;
        return general ? 2 + unit.u8(1) : 1;
    }

    private static String operation(int tag) {
        return switch (tag) {
            case 0x21, 0x28 -> "initiate";
            case 0x25, 0x2C -> "read";
            case 0x26, 0x2D -> "write";
            case 0xC8, 0xCC, 0xD0, 0xD4 -> "get";
            case 0xC9, 0xCD, 0xD1, 0xD5 -> "set";
            case 0xCA, 0xD2 -> "event notification";
            case 0xCB, 0xCF, 0xD3, 0xD7 -> "action";
            case GENERAL_GLOBAL, GENERAL_DEDICATED -> "ciphered";
            default -> null;
        };
    }

    private static Verb verb(String operation) {
        return switch (operation) {
            case "get", "read" -> Verb.READ;
            case "set", "write", "action" -> Verb.WRITE;
            case "event notification" -> Verb.REPORT;
            case "initiate" -> Verb.SESSION;
            default -> Verb.OTHER;
        };
    }

    private static boolean answers(int tag) {
        return tag >= 0x28 && tag <= 0x2D || tag >= 0xCC && tag <= 0xCF || tag >= 0xD4 && tag <= 0xD7;
    }

    static void read(Bytes unit, Apdu.Ends ends, Turn turn, DlmsState state) {
        int tag = unit.u8(0);
        String operation = operation(tag);
        boolean general = tag == GENERAL_GLOBAL || tag == GENERAL_DEDICATED;
        boolean answer = answers(tag) || general && !turn.fromClient();
        boolean alone = operation.equals("event notification");
        long key = DlmsState.key(ends.client(), ends.server(), 0xC8, operation.charAt(0));
        DlmsState.Asked asked = answer ? state.answered(key, true) : null;
        if (!answer && !alone)
            state.asked(turn, key, new DlmsState.Asked(turn.atNanos(), operation, verb(operation), ""));
        int at = lengthAt(unit);
        int header = at + 1 + (unit.u8(at) > 0x80 ? unit.u8(at) & 3 : 0);
        Turn.Draft draft = turn.message(
                        operation, verb(operation), answer ? Outcome.SUCCESS : alone ? Outcome.NOTICE : Outcome.REQUEST)
                .answers(asked == null ? -1 : asked.atNanos());
        ends.on(draft)
                .field("service", (long) tag)
                .field("ciphered", (unit.u8(header) & ENCRYPTED) != 0)
                .field("security_control", (long) unit.u8(header))
                .field("invocation_counter", unit.u32(header + 1));
        if (general && unit.u8(1) > 0) draft.field("system_title", unit.hex(2, Math.min(unit.u8(1), 16)));
        draft.emit();
    }
}
