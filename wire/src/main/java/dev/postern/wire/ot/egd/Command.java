package dev.postern.wire.ot.egd;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import dev.postern.wire.it.parts.Waiting;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands about exchanges and what is in them, UDP 7937. Layouts as ProSoft's manual of the MVI69-EGD has them (section 5.2.2), which answers them; cells of a
 * masked write and of a summary are left to their octets.
 *
 * <pre>{@code
 * 0      1       2            4   5                          6        8                                                       little-endian
 * | type | flags | request id | 1 | status or option length | length | producer(4) | exchange(4) | by type ...
 *                                              read, write: | signature(2) | address type | cells | producer(4) | exchange(4) | time(8) | 0(4) | cells
 *                                                   a cell: | offset(2) | length(2) | (data to a multiple of 4)
 * }</pre>
 */
final class Command {
    static final int HEADER_BYTES = 8;
    private static final int FLAGS = 1, REQUEST = 2, PROTOCOL = 4, STATUS = 5, LENGTH = 6, PRODUCER = 8, EXCHANGE = 12;
    private static final int CONFIGURATION = 4, SUMMARY = 7, CAPABILITIES = 10, STATISTICS = 16, NAK = 18;
    private static final int READ = 32,
            READ_ANSWER = 33,
            WRITE = 34,
            WRITE_ANSWER = 35,
            MASKED = 36,
            MASKED_ANSWER = 37;
    private static final int SIGNATURE = 8, ADDRESS_TYPE = 10, CELL_COUNT = 11, CELL_PRODUCER = 12, CELL_EXCHANGE = 16;
    private static final int CELLS = 32, CELL_BYTES = 4, CELLS_MAX = 64, DATA_BYTES_MAX = 256;
    private static final int TEXT_MAX = 80;

    /** What an answer needs of its request. */
    record Asked(String operation, Verb verb, String unit, String target, long atNanos) {}

    private final Bytes bytes;
    private final Turn turn;
    private final Waiting<Integer, Asked> waiting;
    private final int type;

    Command(Bytes bytes, Turn turn) {
        this.bytes = bytes;
        this.turn = turn;
        // A flow in a snapshot of an earlier release keeps nothing; its answers then stand alone.
        Waiting<Integer, Asked> kept = turn.state();
        waiting = kept == null ? new Waiting<>() : kept;
        type = bytes.u8(0);
    }

    static boolean isType(int type) {
        return !operation(type).isEmpty();
    }

    /** It is of the one version there is and fills its datagram. */
    static boolean fits(Bytes bytes) {
        return bytes.length() >= least(bytes.u8(0))
                && bytes.u8(PROTOCOL) == 1
                && bytes.u16le(LENGTH) == bytes.length()
                && isType(bytes.u8(0));
    }

    private static String operation(int type) {
        return switch (type) {
            case 3, CONFIGURATION -> "retrieve configuration";
            case SUMMARY, 8 -> "summary";
            case 9, CAPABILITIES -> "capabilities";
            case 15, STATISTICS -> "statistics";
            case NAK -> "nak";
            case READ, READ_ANSWER -> "read exchange";
            case WRITE, WRITE_ANSWER -> "write exchange";
            case MASKED, MASKED_ANSWER -> "masked write exchange";
            default -> "";
        };
    }

    private static Verb verb(int type) {
        return switch (type) {
            case WRITE, WRITE_ANSWER, MASKED, MASKED_ANSWER -> Verb.WRITE;
            case 9, CAPABILITIES -> Verb.IDENTIFY;
            case 15, STATISTICS -> Verb.DIAGNOSE;
            case NAK -> Verb.OTHER;
            default -> Verb.READ;
        };
    }

    private static boolean isAnswer(int type) {
        return switch (type) {
            case CONFIGURATION, 8, CAPABILITIES, STATISTICS, NAK, READ_ANSWER, WRITE_ANSWER, MASKED_ANSWER -> true;
            default -> false;
        };
    }

    private static boolean hasCells(int type) {
        return type >= READ && type <= MASKED_ANSWER;
    }

    /** Octets without which a message says nothing of its kind; an answer that refuses may be as short as its header. */
    private static int least(int type) {
        return switch (type) {
            case 3, 15 -> 16;
            case SUMMARY -> 9;
            case READ, WRITE, MASKED -> CELLS;
            default -> HEADER_BYTES;
        };
    }

    void read() {
        if (bytes.length() < least(type)) {
            turn.malformed("command ends early", bytes.length());
            return;
        }
        if (bytes.u16le(LENGTH) != bytes.length()) turn.malformed("length does not fit datagram", LENGTH);
        boolean answers = isAnswer(type);
        int request = bytes.u16le(REQUEST);
        Asked asked = answers ? waiting.answer(request) : null;
        String operation = asked == null ? operation(type) : asked.operation();
        Verb verb = asked == null ? verb(type) : asked.verb();
        String unit = asked == null || !unit().isEmpty() ? unit() : asked.unit();
        String target = asked == null || !target().isEmpty() ? target() : asked.target();
        Turn.Draft draft = turn.message(operation, verb, outcome(answers))
                .unit(unit)
                .target(target)
                .field("type", (long) type)
                .field("flags", (long) bytes.u8(FLAGS))
                .field("version", (long) bytes.u8(PROTOCOL))
                .field("request", (long) request)
                .field("length", (long) bytes.u16le(LENGTH));
        if (answers) draft.field("status", (long) bytes.u8(STATUS));
        if (answers && asked != null) draft.answers(asked.atNanos());
        if (hasCells(type)) cells(draft);
        else described(draft);
        if (!answers) waiting.ask(turn, request, new Asked(operation, verb, unit, target, turn.atNanos()));
        draft.emit();
        if (type == CAPABILITIES && !identification().isEmpty())
            turn.identity(turn.source(), Attribute.NOTE, identification(), 0.6);
    }

    /** In answers to reading and writing the manual calls the octet of the status the length of options, so that it refuses nothing there. */
    private Outcome outcome(boolean answers) {
        if (!answers) return Outcome.REQUEST;
        if (type == NAK) return Outcome.REFUSED;
        if (bytes.u8(STATUS) == 0) return Outcome.SUCCESS;
        return type == READ_ANSWER || type == WRITE_ANSWER ? Outcome.NOTICE : Outcome.REFUSED;
    }

    private int producerAt() {
        return hasCells(type) ? CELL_PRODUCER : PRODUCER;
    }

    private boolean isOfExchange() {
        if (hasCells(type)) return bytes.length() >= CELLS && bytes.u8(ADDRESS_TYPE) == 0;
        return type != SUMMARY && type != 8 && type != 9 && type != CAPABILITIES && bytes.length() >= EXCHANGE + 4;
    }

    private String unit() {
        return isOfExchange() ? EgdDissector.producer(bytes, producerAt()) : "";
    }

    private String target() {
        if (isOfExchange()) return "exchange " + bytes.u32le(hasCells(type) ? CELL_EXCHANGE : EXCHANGE);
        boolean address = hasCells(type) && bytes.length() >= CELLS;
        return address ? "address " + bytes.hex(CELL_PRODUCER, 8) : "";
    }

    private void described(Turn.Draft draft) {
        int length = bytes.length();
        if (isOfExchange())
            draft.field("producer", EgdDissector.producer(bytes, PRODUCER)).field("exchange", bytes.u32le(EXCHANGE));
        if (type == CONFIGURATION && length >= 74) configuration(draft);
        else if (type == SUMMARY) draft.field("index", (long) bytes.u8(8));
        else if (type == CAPABILITIES && length >= 28)
            draft.field("most_exchanges", bytes.u32le(16))
                    .field("capabilities", bytes.u32le(20))
                    .field("identification", identification());
        else if (type == STATISTICS && length >= 44)
            draft.field("state", bytes.u32le(24))
                    .field("exchange_length", bytes.u32le(28))
                    .field("messages", bytes.u32le(32))
                    .field("missed", bytes.u32le(36))
                    .field("refresh_errors", bytes.u32le(40));
        else if (type == NAK && length >= 36)
            draft.field("error_code", (long) bytes.u16le(16))
                    .field("error", bytes.ascii(36, Math.min(TEXT_MAX, length - 36)));
        else if (length > HEADER_BYTES && isAnswer(type)) draft.field("data", Values.hex(bytes, HEADER_BYTES, length));
    }

    private void configuration(Turn.Draft draft) {
        draft.field("production_period", bytes.u32le(16))
                .field("destination_type", (long) bytes.u16le(22))
                .field("destination", EgdDissector.producer(bytes, 24))
                .field("state", (long) bytes.u16le(56))
                .field("exchange_length", (long) bytes.u16le(58))
                .field("port", (long) bytes.u16le(64))
                .field("signature", (long) bytes.u16le(68))
                .field("mode", (long) bytes.u16le(70));
    }

    private String identification() {
        if (bytes.length() <= 28) return "";
        String text = bytes.ascii(28, Math.min(TEXT_MAX, bytes.length() - 28));
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private void cells(Turn.Draft draft) {
        if (bytes.length() < CELLS) return;
        draft.field("signature", (long) bytes.u16le(SIGNATURE))
                .field("address_type", (long) bytes.u8(ADDRESS_TYPE))
                .field("cells", (long) bytes.u8(CELL_COUNT));
        if (isOfExchange())
            draft.field("producer", EgdDissector.producer(bytes, CELL_PRODUCER))
                    .field("exchange", bytes.u32le(CELL_EXCHANGE));
        boolean known = (type == READ || type == READ_ANSWER || type == WRITE) && bytes.u8(STATUS) == 0;
        if (!(known && taken(draft)) && bytes.length() > CELLS)
            draft.field("data", Values.hex(bytes, CELLS, Math.min(bytes.length(), CELLS + DATA_BYTES_MAX)));
    }

    /** False where the cells are not as many as the number says. */
    private boolean taken(Turn.Draft draft) {
        List<Object> offsets = new ArrayList<>();
        List<Object> sizes = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        boolean data = type != READ;
        int at = CELLS;
        for (int left = bytes.u8(CELL_COUNT); left > 0; left--) {
            if (!bytes.has(at, CELL_BYTES)) return false;
            int size = bytes.u16le(at + 2);
            int end = at + CELL_BYTES + (data ? size : 0);
            if (end > bytes.length()) return false;
            if (offsets.size() < CELLS_MAX) {
                offsets.add((long) bytes.u16le(at));
                sizes.add((long) size);
                if (data) values.add(bytes.hex(at + CELL_BYTES, Math.min(size, DATA_BYTES_MAX)));
            }
            // The last one may end without being filled up.
            at = data ? Math.min(bytes.length(), at + CELL_BYTES + (size + 3) / 4 * 4) : end;
        }
        if (at != bytes.length() || offsets.isEmpty()) return false;
        draft.field("offsets", offsets).field("sizes", sizes).field("contents", data ? values : null);
        return true;
    }
}
