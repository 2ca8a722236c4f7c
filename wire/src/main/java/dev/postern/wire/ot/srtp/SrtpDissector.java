package dev.postern.wire.ot.srtp;

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
 * GE SRTP (TCP 18245): a header of 56 octets in which a mailbox message stands, and text behind it. An answer is found by its sequence number.
 * That a controller was set to run or stop is told by the first answer that shows it ({@link PlcStatus}): what the request itself says is not public.
 *
 * <pre>{@code
 * 0      2          4             30         31     36         40       42        43        44      46
 * | type | sequence | text length | .. | sequence | kind | mailbox | packet n of m | service | segment | index | count     little-endian
 * kind C0: all within, 80: the same from 48 on and text behind; D4: six octets of data at 44, 94: text behind; D1: error at 42
 * }</pre>
 */
public final class SrtpDissector implements Dissector {
    private static final int TYPE = 0,
            SEQUENCE = 2,
            TEXT_LENGTH = 4,
            KIND = 31,
            PACKET = 40,
            SERVICE = 42,
            PACKET_OF_TEXT = 48,
            SERVICE_OF_TEXT = 50;
    private static final int DATA_WITHIN = 44, DATA_WITHIN_BYTES = 6;
    private static final int HEADER_BYTES = 56, OPENING_ZEROS_FROM = 16;
    private static final int INIT = 0, INIT_ACK = 1, REQUEST = 2, REPLY = 3;
    private static final int KIND_SHORT = 0xC0,
            KIND_TEXT = 0x80,
            KIND_ACK = 0xD4,
            KIND_ACK_TEXT = 0x94,
            KIND_NACK = 0xD1;
    private static final int FIRST_OF_ONE = 0x0101;
    private static final int CPU_ID_CHARACTERS = 8;
    private static final double IDENTITY = 0.9;

    @Override
    public String protocol() {
        return "gesrtp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 18245;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new SrtpState();
    }

    /** The first message of a connection is 56 zeros, which alone proves nothing. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!pending.has(0, HEADER_BYTES)) return Recognition.NOT;
        int type = pending.u8(TYPE);
        int kind = pending.u8(KIND);
        if (type == INIT || type == INIT_ACK) {
            return pending.length() == HEADER_BYTES && isEmpty(pending) ? Recognition.UNSURE : Recognition.NOT;
        }
        if (pending.u8(1) != 0) return Recognition.NOT;
        if (type == REQUEST) {
            int service = service(pending);
            boolean known = Service.name(pending.u8(service)) != null && pending.u16(service - 2) == FIRST_OF_ONE;
            return known && (kind == KIND_SHORT || kind == KIND_TEXT) ? Recognition.CERTAIN : Recognition.NOT;
        }
        boolean answer = type == REPLY && (kind == KIND_ACK || kind == KIND_ACK_TEXT || kind == KIND_NACK);
        return !answer
                ? Recognition.NOT
                : pending.length() == HEADER_BYTES + pending.u16le(TEXT_LENGTH)
                        ? Recognition.CERTAIN
                        : Recognition.UNSURE;
    }

    /** Opening and its answer have no mailbox message. */
    private static boolean isEmpty(Bytes bytes) {
        for (int at = OPENING_ZEROS_FROM; at < HEADER_BYTES; at++) if (bytes.u8(at) != 0) return false;
        return true;
    }

    private static boolean isMailbox(Bytes bytes) {
        int kind = bytes.u8(KIND);
        boolean asks = kind == KIND_SHORT || kind == KIND_TEXT;
        boolean answers = kind == KIND_ACK || kind == KIND_ACK_TEXT || kind == KIND_NACK;
        return bytes.u8(1) == 0 && (bytes.u8(TYPE) == REQUEST ? asks : answers);
    }

    private static int service(Bytes bytes) {
        return bytes.u8(KIND) == KIND_TEXT && bytes.u16(PACKET_OF_TEXT) == FIRST_OF_ONE ? SERVICE_OF_TEXT : SERVICE;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < HEADER_BYTES) {
            turn.need(HEADER_BYTES);
            return NEED_MORE;
        }
        int type = pending.u8(TYPE);
        boolean opening = type == INIT || type == INIT_ACK;
        if (type > REPLY || opening && !isEmpty(pending)) return LOST;
        if (!opening && !isMailbox(pending)) {
            turn.malformed("no mailbox message", KIND);
            return LOST;
        }
        int total = HEADER_BYTES + (opening ? 0 : pending.u16le(TEXT_LENGTH));
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        SrtpState state = turn.state();
        Pending waiting = state.waiting;
        switch (type) {
            case INIT -> {
                turn.message("init", Verb.SESSION, Outcome.REQUEST).emit();
                waiting.asked(-1, turn, "init", Verb.SESSION, "", 0);
            }
            case INIT_ACK ->
                Pending.answer(turn, waiting.answered(-1), "init", Verb.SESSION, Outcome.SUCCESS)
                        .emit();
            case REQUEST -> request(pending, total, turn, waiting);
            default -> answer(pending, total, turn, state);
        }
        return total;
    }

    private static void request(Bytes bytes, int end, Turn turn, Pending waiting) {
        if (bytes.u16(PACKET) != FIRST_OF_ONE && bytes.u8(PACKET) > bytes.u8(PACKET + 1))
            turn.malformed("packet number above their count", PACKET);
        int at = service(bytes);
        int service = bytes.u8(at);
        String operation = Service.operation(service);
        Verb verb = Service.verb(service);
        boolean memory = Service.hasPlace(service);
        int segment = bytes.u8(at + 1);
        int index = bytes.u16le(at + 2);
        int count = bytes.u16le(at + 4);
        String target = memory ? Segment.target(segment, index, count) : "";
        long sequence = bytes.u16le(SEQUENCE);
        Turn.Draft draft = turn.message(operation, verb, Outcome.REQUEST)
                .target(target)
                .field("service", (long) service)
                .field("sequence", sequence);
        if (memory)
            draft.field("segment", (long) segment)
                    .field("address", (long) index)
                    .field("quantity", (long) count);
        // What a programmer logs on with may be a password.
        if (end > HEADER_BYTES && service != Service.LOGON && service != Service.PRIVILEGE)
            values(draft, bytes, segment, memory, HEADER_BYTES, end);
        draft.emit();
        waiting.asked(sequence, turn, operation, verb, target, memory ? (long) segment << 16 | count : -1);
    }

    private static void values(Turn.Draft draft, Bytes bytes, int segment, boolean memory, int at, int end) {
        if (memory && Segment.isWord(segment)) draft.field("values", Values.wordsLittle(bytes, at, (end - at) / 2));
        else draft.field("data", Values.hex(bytes, at, end));
    }

    private static void answer(Bytes bytes, int end, Turn turn, SrtpState state) {
        int kind = bytes.u8(KIND);
        long sequence = bytes.u16le(SEQUENCE);
        Pending.Asked asked = state.waiting.answered(sequence);
        boolean refused = kind == KIND_NACK;
        Turn.Draft draft = Pending.answer(
                        turn, asked, "answer", Verb.OTHER, refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .field("sequence", sequence);
        if (refused) {
            draft.field("error", (long) bytes.u8(SERVICE))
                    .field("minor_error", (long) bytes.u8(SERVICE + 1))
                    .field("name", Service.error(bytes.u8(SERVICE)))
                    .emit();
            return;
        }
        boolean told = PlcStatus.isThere(bytes, kind == KIND_ACK_TEXT);
        if (told) PlcStatus.describe(bytes, draft);
        contents(bytes, end, draft, asked);
        draft.emit();
        if (kind == KIND_ACK_TEXT && asked != null && asked.operation().equals(Service.operation(Service.CONTROLLER)))
            identity(bytes, end, turn);
        if (asked != null && asked.verb() == Verb.MODE) state.granted(asked);
        if (told) changed(state.says(PlcStatus.running(bytes), turn.atNanos()), PlcStatus.running(bytes), turn);
    }

    private static void contents(Bytes bytes, int end, Turn.Draft draft, Pending.Asked asked) {
        boolean memory = asked != null && asked.detail() >= 0;
        int segment = memory ? (int) (asked.detail() >> 16) : 0;
        boolean reads = asked != null && asked.verb() != Verb.WRITE;
        if (bytes.u8(KIND) == KIND_ACK_TEXT) {
            values(draft, bytes, segment, memory, HEADER_BYTES, end);
        } else if (reads) {
            int octets = memory
                    ? Math.min(DATA_WITHIN_BYTES, Segment.octets(segment, (int) asked.detail() & 0xFFFF))
                    : DATA_WITHIN_BYTES;
            values(draft, bytes, segment, memory, DATA_WITHIN, DATA_WITHIN + octets);
        }
    }

    private static void changed(Pending.Asked cause, int running, Turn turn) {
        if (cause == null) return;
        boolean runs = running == PlcStatus.RUNNING;
        turn.message(runs ? "plc run" : "plc stop", runs ? Verb.START : Verb.STOP, Outcome.SUCCESS)
                .answers(cause.atNanos())
                .emit();
    }

    /** The text begins with the name that the user gave the CPU, filled up with zeros, and the numbers of its type. */
    private static void identity(Bytes bytes, int end, Turn turn) {
        if (end < HEADER_BYTES + CPU_ID_CHARACTERS + 2) return;
        String name = bytes.terminated(HEADER_BYTES, CPU_ID_CHARACTERS);
        if (!name.contains(".")) turn.identity(turn.source(), Attribute.NAME, name, IDENTITY);
        int type = HEADER_BYTES + CPU_ID_CHARACTERS;
        turn.identity(
                turn.source(),
                Attribute.TYPE,
                "GE controller type " + bytes.u8(type) + "." + bytes.u8(type + 1),
                IDENTITY);
    }
}
