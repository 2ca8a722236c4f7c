package dev.postern.wire.ot.bsap;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.List;

/** Remote database access and the other application functions: D4052, chapters on RDB and on function codes. */
final class Database {
    static final int RDB = 0xA0, RDB_EXTENSION = 0xA1;
    private static final int READ_BY_NAME = 0x04, READ_LOGICAL_BY_NAME = 0x06, WRITE_BY_NAME = 0x84;
    /** In the first field selector: a second, a third, a fourth one follow. */
    private static final int SELECTOR_SECOND = 1, SELECTOR_THIRD = 2, SELECTOR_FOURTH = 4;

    private static final int ALL_FAILED = 0x80;
    private static final int WRITE_ANALOG = 0x0B;
    private static final int NAMES_SHOWN_MAX = 32, NAME_CHARACTERS_MAX = 32;

    private Database() {}

    /** Starts the request that stands at {@code at} with its function code, and remembers it under {@code key}. */
    static Turn.Draft request(Bytes bytes, int at, int end, long key, Turn turn) {
        int code = bytes.u8(at);
        String operation = operation(code);
        Verb verb = (code & 0x80) != 0 ? Verb.WRITE : Verb.READ;
        boolean read = code == READ_BY_NAME || code == READ_LOGICAL_BY_NAME;
        // A read says which fields it wants; both have a security level, then how many.
        int count = at + 1 + (read ? selectors(bytes.u8(at + 1)) : 0) + 1;
        String target = read || code == WRITE_BY_NAME
                ? names(bytes, count + 1, end, bytes.u8(count), code == WRITE_BY_NAME)
                : "";
        Pending waiting = turn.state();
        waiting.asked(key, turn, operation, verb, target, read ? Elements.selected(bytes, at + 1) : 0);
        Turn.Draft draft =
                turn.message(operation, verb, Outcome.REQUEST).target(target).field("rdb_function", (long) code);
        int behind = count + 1 + target.length() + 1;
        if (code == WRITE_BY_NAME && bytes.u8(count) == 1 && behind < end) {
            draft.field("write_field", (long) bytes.u8(behind));
            if (bytes.u8(behind) == WRITE_ANALOG && behind + 5 <= end)
                draft.field("value", (double) bytes.f32le(behind + 1));
        }
        return draft.field("data", Values.hex(bytes, at + 1, end));
    }

    private static int selectors(int first) {
        return 1
                + (first & SELECTOR_SECOND)
                + (first & SELECTOR_THIRD) / SELECTOR_THIRD
                + (first & SELECTOR_FOURTH) / SELECTOR_FOURTH;
    }

    /** Signal names, each up to a zero; of a write only the first, as a value stands behind it. */
    private static String names(Bytes bytes, int from, int end, int count, boolean write) {
        StringBuilder names = new StringBuilder();
        int at = from;
        for (int i = 0; i < Math.min(write ? 1 : count, NAMES_SHOWN_MAX) && at < end; i++) {
            int zero = bytes.indexOf(0, at);
            if (zero < 0 || zero > end) zero = end;
            names.append(i == 0 ? "" : ", ").append(bytes.ascii(at, Math.min(zero - at, NAME_CHARACTERS_MAX)));
            at = zero + 1;
        }
        return names.toString();
    }

    /** An answer from its status on. The upper bit of that says that all elements failed; others tell that some did. */
    static Turn.Draft answer(Bytes bytes, int at, int end, Pending.Asked asked, Turn turn) {
        int status = bytes.u8(at);
        int elements = bytes.u8(at + 1);
        Outcome outcome = (status & ALL_FAILED) != 0 ? Outcome.REFUSED : Outcome.SUCCESS;
        Turn.Draft draft = Pending.answer(turn, asked, "answer", Verb.OTHER, outcome)
                .field("status", (long) status)
                .field("elements", (long) elements);
        // Where some failed, each element says how it went.
        List<Object> values =
                asked == null || status != 0 ? null : Elements.values(bytes, at + 2, end, elements, asked.detail());
        if (values == null) return draft.field("data", Values.hex(bytes, at + 2, end));
        String[] points = asked.target().split(", ");
        return draft.field("points", points.length == values.size() ? List.of((Object[]) points) : null)
                .field("values", values);
    }

    private static String operation(int code) {
        return switch (code) {
            case 0x00 -> "read signal by address";
            case 0x02 -> "read logical by address";
            case READ_BY_NAME -> "read signal by name";
            case READ_LOGICAL_BY_NAME -> "read logical by name";
            case 0x0C -> "read signal by list start";
            case 0x0D -> "read signal by list continue";
            case 0x0E -> "read logical by list start";
            case 0x0F -> "read logical by list continue";
            case 0x80 -> "write signal by address";
            case WRITE_BY_NAME -> "write signal by name";
            case 0x8C -> "write signal by list start";
            case 0x8D -> "write signal by list continue";
            default -> "rdb function " + code;
        };
    }

    static String application(int code) {
        return switch (code) {
            case 0x03 -> "pei pc";
            case 0x40 -> "pei rtu";
            case 0x48 -> "diagnostics";
            case 0x60 -> "communication buffer override";
            case 0x68 -> "flash download";
            case 0x6A -> "flash configuration";
            case 0x70 -> "command handler request";
            case 0x71 -> "command handler response";
            case 0x78 -> "download";
            case 0x81 -> "dial-up acknowledge";
            case 0x83 -> "message discarded";
            case 0x85 -> "poll";
            case 0x86 -> "down transmit acknowledge";
            case 0x87 -> "acknowledge no data";
            case 0x88 -> "time synchronisation and node routing table";
            case 0x89 -> "request time synchronisation and node routing table";
            case 0x8A, 0x8B -> "up acknowledge";
            case 0x95 -> "negative acknowledge";
            case RDB -> "remote database";
            case RDB_EXTENSION -> "remote database extension";
            case 0xA2 -> "report by exception firmware";
            case 0xA3 -> "report by exception manager";
            case 0xA8 -> "alarm acknowledge";
            case 0xA9 -> "alarm initialise";
            case 0xAA -> "alarm report";
            case 0xB0 -> "peer to peer master";
            case 0xB1 -> "peer to peer slave";
            default -> "application function " + code;
        };
    }

    static Verb verb(int code) {
        return switch (code) {
            case 0x48 -> Verb.DIAGNOSE;
            case 0x68 -> Verb.FIRMWARE;
            case 0x6A -> Verb.CONFIGURE;
            case 0x78 -> Verb.DOWNLOAD;
            case 0x88 -> Verb.CLOCK;
            case 0xA2, 0xA3, 0xAA -> Verb.REPORT;
            default -> Verb.OTHER;
        };
    }
}
