package dev.postern.wire.ot.s7comm;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.List;

/** Jobs and their acknowledgements: set up, variables, transfer of blocks, program invocation, stop. */
final class Job {
    static final int SETUP = 0xF0;
    static final int READ = 0x04;
    static final int WRITE = 0x05;
    static final int REQUEST_DOWNLOAD = 0x1A;
    static final int DOWNLOAD_BLOCK = 0x1B;
    static final int DOWNLOAD_ENDED = 0x1C;
    static final int START_UPLOAD = 0x1D;
    static final int UPLOAD = 0x1E;
    static final int END_UPLOAD = 0x1F;
    static final int PROGRAM_INVOCATION = 0x28;
    static final int STOP = 0x29;
    private static final int CPU_SERVICES = 0x00;

    private Job() {}

    static String operation(int function) {
        return switch (function) {
            case CPU_SERVICES -> "cpu services";
            case SETUP -> "setup communication";
            case READ -> "read var";
            case WRITE -> "write var";
            case REQUEST_DOWNLOAD -> "request download";
            case DOWNLOAD_BLOCK -> "download block";
            case DOWNLOAD_ENDED -> "download ended";
            case START_UPLOAD -> "start upload";
            case UPLOAD -> "upload";
            case END_UPLOAD -> "end upload";
            case PROGRAM_INVOCATION -> "pi service";
            case STOP -> "plc stop";
            default -> "function 0x" + Integer.toHexString(function);
        };
    }

    static Verb verb(int function) {
        return switch (function) {
            case SETUP -> Verb.SESSION;
            case READ -> Verb.READ;
            case WRITE -> Verb.WRITE;
            case REQUEST_DOWNLOAD, DOWNLOAD_BLOCK, DOWNLOAD_ENDED -> Verb.DOWNLOAD;
            case START_UPLOAD, UPLOAD, END_UPLOAD -> Verb.UPLOAD;
            case PROGRAM_INVOCATION -> Verb.OPERATE;
            case STOP -> Verb.STOP;
            default -> Verb.OTHER;
        };
    }

    static void request(S7comm.Parts parts, Turn turn, S7State state) {
        int function = parts.function();
        if (function < 0) {
            turn.malformed("job without parameters", S7comm.PARAMETER_LENGTH);
            return;
        }
        switch (function) {
            case SETUP -> setup(parts, turn, state);
            case READ, WRITE -> variables(parts, turn, state);
            case REQUEST_DOWNLOAD, DOWNLOAD_BLOCK, DOWNLOAD_ENDED, START_UPLOAD -> named(parts, turn, state);
            case UPLOAD, END_UPLOAD -> {
                long id = parts.pdu().u32(parts.parameter() + 4);
                ask(parts, turn, state, operation(function), verb(function), state.block(id), null)
                        .emit();
            }
            case PROGRAM_INVOCATION, STOP -> Invocation.request(parts, turn, state);
            default ->
                ask(parts, turn, state, operation(function), verb(function), "", null)
                        .field("data", shown(parts.pdu(), parts.parameter() + 1, parts.data()))
                        .emit();
        }
    }

    /** Starts the message of a request and remembers it for its answer. */
    static Turn.Draft ask(
            S7comm.Parts parts,
            Turn turn,
            S7State state,
            String operation,
            Verb verb,
            String target,
            List<Variables.Item> items) {
        state.asked(
                turn,
                new S7State.Asked(
                        turn.fromClient(),
                        parts.reference(),
                        parts.function(),
                        turn.atNanos(),
                        operation,
                        verb,
                        target,
                        items,
                        null));
        return turn.message(operation, verb, Outcome.REQUEST)
                .target(target)
                .field("type", (long) parts.type())
                .field("reference", (long) parts.reference())
                .field("function", (long) parts.function());
    }

    /** Up to 64 bytes in hex, or null if there are none. */
    static String shown(Bytes pdu, int from, int end) {
        return end <= from ? null : pdu.hex(from, Math.min(end - from, 64));
    }

    private static void setup(S7comm.Parts parts, Turn turn, S7State state) {
        limits(ask(parts, turn, state, operation(SETUP), Verb.SESSION, "", null), parts)
                .emit();
    }

    private static Turn.Draft limits(Turn.Draft draft, S7comm.Parts parts) {
        int at = parts.parameter();
        return draft.field("parallel_calling", (long) parts.u16(at + 2))
                .field("parallel_called", (long) parts.u16(at + 4))
                .field("pdu_bytes", (long) parts.u16(at + 6));
    }

    private static void variables(S7comm.Parts parts, Turn turn, S7State state) {
        int function = parts.function();
        int count = parts.u8(parts.parameter() + 1);
        List<Variables.Item> items = Variables.items(parts.pdu(), turn, parts.parameter() + 2, count, parts.data());
        Turn.Draft draft = ask(parts, turn, state, operation(function), verb(function), Variables.target(items), items)
                .field("count", (long) count)
                .field("items", Variables.targets(items))
                .field("types", Variables.types(items));
        if (function == WRITE)
            Variables.values(parts.pdu(), turn, parts.data(), count, parts.end(), items, false)
                    .tellWritten(draft);
        draft.emit();
    }

    /** Requests that carry the name of a block: status, ids, length, name; a download also its lengths. */
    private static void named(S7comm.Parts parts, Turn turn, S7State state) {
        Bytes pdu = parts.pdu();
        int function = parts.function();
        int at = parts.parameter() + 8;
        int length = parts.u8(at);
        if (at + 1 + length > parts.data()) {
            turn.malformed("block name beyond parameters", at);
            length = Math.max(0, parts.data() - at - 1);
        }
        String block = Blocks.name(pdu, at + 1, length);
        Turn.Draft draft = ask(parts, turn, state, operation(function), verb(function), block, null)
                .field("block", block)
                .field("file_system", Blocks.fileSystem(pdu, at + 1, length));
        int second = at + 1 + length;
        if (function == REQUEST_DOWNLOAD && second + 14 <= parts.data()) {
            draft.field("load_memory_bytes", number(pdu, second + 2)).field("code_bytes", number(pdu, second + 8));
        }
        draft.emit();
    }

    /** Six decimal digits, or null. */
    private static Long number(Bytes pdu, int at) {
        return number(pdu.ascii(at, 6));
    }

    static Long number(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') return null;
            value = 10 * value + digit - '0';
        }
        return digits.isEmpty() ? null : value;
    }

    static void answer(S7comm.Parts parts, Turn turn, S7State state) {
        int named = parts.function();
        S7State.Asked asked = named < 0
                ? state.answered(turn.fromClient(), parts.reference())
                : state.answered(turn.fromClient(), parts.reference(), named);
        int function = named < 0 && asked != null ? asked.function() : named;
        int error = parts.u16(S7comm.ERROR);
        Variables.Values values = error == 0 ? itemValues(parts, turn, function, asked) : null;
        boolean refused = error != 0 || values != null && !values.refused.isEmpty();
        Turn.Draft draft = turn.message(
                        asked == null ? function < 0 ? "acknowledge" : operation(function) : asked.operation(),
                        asked == null ? verb(function) : asked.verb(),
                        refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("type", (long) parts.type())
                .field("reference", (long) parts.reference())
                .field("function", function < 0 ? null : (long) function);
        if (error != 0) draft.field("error", (long) error).field("name", Errors.error(error));
        else details(parts, turn, draft, state, function, asked);
        if (values != null) {
            draft.field("count", (long) parts.u8(parts.parameter() + 1));
            if (function == READ) values.tell(draft);
            if (!values.refused.isEmpty())
                draft.field("refused", values.refused).field("name", values.refused.getFirst());
        }
        draft.emit();
    }

    private static Variables.Values itemValues(S7comm.Parts parts, Turn turn, int function, S7State.Asked asked) {
        int count = parts.data() >= parts.parameter() + 2 ? parts.u8(parts.parameter() + 1) : 0;
        if (function == READ) {
            if (asked != null && asked.items() != null && asked.items().size() != count)
                turn.malformed("answer has another item count", parts.parameter() + 1);
            return Variables.values(
                    parts.pdu(), turn, parts.data(), count, parts.end(), asked == null ? null : asked.items(), true);
        }
        return function == WRITE ? Variables.confirmations(parts.pdu(), turn, parts.data(), count, parts.end()) : null;
    }

    private static void details(
            S7comm.Parts parts, Turn turn, Turn.Draft draft, S7State state, int function, S7State.Asked asked) {
        Bytes pdu = parts.pdu();
        int at = parts.parameter();
        switch (function) {
            case SETUP -> limits(draft, parts);
            case START_UPLOAD -> {
                if (asked != null) state.transfer(turn, pdu.u32(at + 4), asked.target());
                if (parts.data() > at + 9)
                    draft.field("block_bytes", number(pdu.ascii(at + 9, Math.min(parts.u8(at + 8), 10))));
            }
            case UPLOAD, DOWNLOAD_BLOCK -> {
                if (parts.end() >= parts.data() + 4) draft.field("bytes", (long) parts.u16(parts.data()));
                draft.field("more_follows", (parts.u8(at + 1) & 1) == 1);
            }
            default -> {
                // The acknowledgement itself is all there is.
            }
        }
    }
}
