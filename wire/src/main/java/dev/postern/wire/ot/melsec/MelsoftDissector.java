package dev.postern.wire.ot.melsec;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * MELSOFT, by which GX Works and its kin program a controller. Unpublished; commands that neither the public analysis nor what they carry names are told as their
 * number. An answer is found by the packet reference.
 *
 * <pre>{@code
 * 0            2          5       9         10     11       19        21
 * | 57 / D7 .. | sequence | 11 11 | network | unit | module | length  | command header | command | reference | data
 * command header: 24 octets in a request, 26 in an answer (status at 4); the length counts from it on
 * 5A 00 00 kind: search, answered with DA 00 00 kind
 * }</pre>
 */
public final class MelsoftDissector implements Dissector {
    private static final int REQUEST = 0x57, ANSWER = 0xD7, SEARCH = 0x5A, FOUND = 0xDA;
    private static final int MARK = 5, MARK_VALUE = 0x1111;
    private static final int SEQUENCE = 2, NETWORK = 9, UNIT = 10, LENGTH = 19, HEADER = 21;
    private static final int REQUEST_HEADER_BYTES = 24, ANSWER_HEADER_BYTES = 26, STATUS = 4;
    private static final int REFERENCE = 2;
    private static final int SEARCH_BYTES = 4,
            FIND_ADDRESS = 1,
            FOUND_ADDRESS_BYTES = 14,
            FIND_ALL = 0xFF,
            FOUND_ALL_BYTES = 28;
    private static final int LENGTH_MAX = 8192;
    private static final int MODEL_CHARACTERS = 16;
    private static final int OPEN_INITIAL = 0x0121;
    /** Not named by the analysis: one has a path and is answered with name, date and size; one has a path and is answered with the number that reading, writing and the last have. */
    private static final int FILE_SEARCH = 0x185F, FILE_OPEN = 0x1867, FILE_CLOSE = 0x186A;

    private static final int NAME_OCTETS_MAX = 512;
    private static final double IDENTITY = 0.9;

    @Override
    public String protocol() {
        return "melsoft";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP
                ? port == 5007 || port == 5562 || port == 5001
                : transport == Transport.UDP && (port == 5006 || port == 5560);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int first = pending.u8(0);
        if (first == SEARCH || first == FOUND) {
            boolean plain = pending.u16(1) == 0
                    && pending.has(0, SEARCH_BYTES)
                    && (first == FOUND || pending.length() == SEARCH_BYTES);
            return plain ? Recognition.UNSURE : Recognition.NOT;
        }
        boolean fits = (first == REQUEST || first == ANSWER)
                && pending.u8(1) <= 1
                && pending.u16(MARK) == MARK_VALUE
                && pending.has(0, HEADER + 4)
                && pending.u16le(LENGTH) <= LENGTH_MAX
                && pending.u8(HEADER + 2) == (first == REQUEST ? 0x16 : 0x18);
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        int first = pending.u8(0);
        if (first == SEARCH || first == FOUND) return search(pending, turn, first, stream);
        if (pending.length() < HEADER && stream) {
            turn.need(HEADER);
            return NEED_MORE;
        }
        if (first != REQUEST && first != ANSWER || pending.u16(MARK) != MARK_VALUE) {
            if (!stream) turn.malformed("unknown frame", 0);
            return stream ? LOST : pending.length();
        }
        int total = HEADER + pending.u16le(LENGTH);
        if (stream && total > HEADER + LENGTH_MAX) {
            turn.malformed("length out of range", LENGTH);
            return LOST;
        }
        if (stream && pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        if (stream) pending.endAt(total);
        if (!stream && pending.length() != total)
            turn.malformed("length does not fit datagram", Math.min(LENGTH, pending.length()));
        command(pending, Math.min(total, pending.length()), turn, first == REQUEST);
        return stream ? total : pending.length();
    }

    /** The answer has no length of its own; those of the two kinds that are known were always the same. */
    private static int search(Bytes pending, Turn turn, int first, boolean stream) {
        int kind = pending.u8(3);
        boolean asks = first == SEARCH;
        int total = asks
                ? SEARCH_BYTES
                : kind == FIND_ADDRESS ? FOUND_ADDRESS_BYTES : kind == FIND_ALL ? FOUND_ALL_BYTES : 0;
        if (stream && pending.length() >= SEARCH_BYTES && total == 0) return LOST;
        if (pending.length() < Math.max(SEARCH_BYTES, total)) {
            turn.need(Math.max(SEARCH_BYTES, total));
            if (stream) return NEED_MORE;
            turn.malformed("frame ends early", pending.length());
            return pending.length();
        }
        int end = stream ? total : pending.length();
        Pending waiting = turn.state();
        Pending.Asked asked = asks ? null : waiting.answered(-1 - kind);
        Pending.answer(turn, asked, "search " + kind, Verb.IDENTIFY, asks ? Outcome.REQUEST : Outcome.SUCCESS)
                .field("data", Values.hex(pending, SEARCH_BYTES, end))
                .emit();
        if (asks) waiting.asked(-1 - kind, turn, "search " + kind, Verb.IDENTIFY, "", 0);
        return end;
    }

    private static void command(Bytes bytes, int end, Turn turn, boolean request) {
        int at = HEADER + (request ? REQUEST_HEADER_BYTES : ANSWER_HEADER_BYTES);
        if (end < at + 4) {
            turn.malformed("command ends early", end);
            return;
        }
        int code = bytes.u16(at);
        long reference = bytes.u16le(at + REFERENCE);
        String operation = operation(code);
        long key = reference << 16 | code;
        Pending waiting = turn.state();
        if (request) {
            boolean access = MelsoftAccess.is(code);
            String target = access ? MelsoftAccess.target(bytes, at + 4, end) : fileName(bytes, at + 4, end);
            Turn.Draft draft = turn.message(operation, verb(code), Outcome.REQUEST)
                    .unit(bytes.u8(NETWORK) + "." + bytes.u8(UNIT))
                    .target(target)
                    .field("command", (long) code)
                    .field("reference", reference)
                    .field("sequence", (long) bytes.u8(SEQUENCE));
            if (access && !target.isEmpty()) MelsoftAccess.written(bytes, at + 4, end, target, draft);
            else draft.field("data", isSecret(code) ? null : Values.hex(bytes, at + 4, end));
            draft.emit();
            waiting.asked(
                    key, turn, operation, verb(code), target, access ? MelsoftAccess.detail(bytes, at + 4, end) : 0);
            return;
        }
        int status = bytes.u16(HEADER + STATUS);
        Pending.Asked asked = waiting.answered(key);
        Turn.Draft draft = Pending.answer(
                        turn, asked, operation, verb(code), status == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .field("command", (long) code)
                .field("reference", reference)
                .field("sequence", (long) bytes.u8(SEQUENCE))
                .field("status", (long) status);
        boolean named = code == OPEN_INITIAL && status == 0 && end >= at + 6 + MODEL_CHARACTERS;
        String model = named ? bytes.ascii(at + 6, MODEL_CHARACTERS) : null;
        if (code == MelsoftAccess.READ && asked != null)
            MelsoftAccess.read(bytes, at + 4, end, asked.target(), asked.detail(), draft);
        else draft.field("model", model).field("data", isSecret(code) ? null : Values.hex(bytes, at + 4, end));
        draft.emit();
        if (!named) return;
        turn.identity(turn.source(), Attribute.VENDOR, "Mitsubishi Electric", IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, model, IDENTITY);
    }

    /** First path in the data: its length in octets, then UTF-16 that begins with {@code $}, as all paths of a project do. */
    private static String fileName(Bytes bytes, int from, int end) {
        for (int at = from; at + 4 <= end; at++) {
            if (bytes.u16le(at + 2) != '$') continue;
            int octets = bytes.u16le(at);
            if (octets < 4 || octets % 2 != 0 || octets > NAME_OCTETS_MAX || at + 2 + octets > end) continue;
            String name = bytes.utf16le(at + 2, octets);
            int zero = name.indexOf('\0');
            return zero < 0 ? name : name.substring(0, zero);
        }
        return "";
    }

    /** Names and passwords of users. */
    private static boolean isSecret(int code) {
        return code == 0x0131 || code == 0x0132 || code == 0x0133 || code == 0x0134 || code == 0x1133;
    }

    private static String operation(int code) {
        return switch (code) {
            case OPEN_INITIAL -> "open initial";
            case MelsoftAccess.READ -> "device read";
            case MelsoftAccess.WRITE -> "device write";
            case 0x0131 -> "username login";
            case 0x0132 -> "password login";
            case 0x0133, 0x0134 -> "read user information";
            case 0x0150 -> "safety run mode read";
            case 0x1001 -> "remote run";
            case 0x1002 -> "remote stop";
            case 0x1003 -> "remote pause";
            case 0x1006 -> "remote reset";
            case 0x1120 -> "safety run mode change";
            case 0x1133 -> "user information registration";
            case 0x1859 -> "file list read";
            case FILE_SEARCH -> "file search";
            case FILE_OPEN -> "file open";
            case FILE_CLOSE -> "file close";
            case 0x1868 -> "file read";
            case 0x1869 -> "file write";
            default -> "command " + Integer.toHexString(0x10000 | code).substring(1);
        };
    }

    /** Files of a controller are its program and parameters. */
    private static Verb verb(int code) {
        return switch (code) {
            case OPEN_INITIAL -> Verb.IDENTIFY;
            case 0x0131, 0x0132 -> Verb.LOGIN;
            case 0x0133, 0x0134, 0x0150 -> Verb.READ;
            case 0x1001 -> Verb.START;
            case 0x1002, 0x1003 -> Verb.STOP;
            case 0x1006 -> Verb.RESTART;
            case 0x1120 -> Verb.MODE;
            case 0x1133 -> Verb.PROTECT;
            case 0x1859, FILE_SEARCH -> Verb.BROWSE;
            case FILE_OPEN, FILE_CLOSE -> Verb.SESSION;
            case MelsoftAccess.READ -> Verb.READ;
            case MelsoftAccess.WRITE -> Verb.WRITE;
            case 0x1868 -> Verb.UPLOAD;
            case 0x1869 -> Verb.DOWNLOAD;
            default -> Verb.OTHER;
        };
    }
}
