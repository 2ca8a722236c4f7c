package dev.postern.wire.ot.phoenix;

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
 * PC Worx with ILC controllers (TCP 1962): length and sequence are certain, of the services three are known. An answer is found by
 * sequence and service.
 *
 * <pre>{@code
 * 0           1         2        4
 * | 01 or 81  | service | length | sequence | ...       the length counts all, answers have the upper bit
 * }</pre>
 */
public final class PcworxDissector implements Dissector {
    private static final int KIND = 0, SERVICE = 1, LENGTH = 2, SEQUENCE = 4, DATA = 6;
    private static final int REQUEST = 0x01, ANSWER = 0x81;
    private static final int FRAME_BYTES_MIN = 10, FRAME_BYTES_MAX = 4096;
    private static final int SESSION = 1, LOGON = 5, INFORMATION = 6;
    /** In the answer to a request for information; each up to a zero. */
    private static final int MODEL = 30, FIRMWARE = 66, ORDER_NUMBER = 152;

    private static final int INFORMATION_BYTES_MIN = 160;
    private static final String CLIENT_NAME = "IBETH";
    private static final int CLIENT_NAME_AT = 14;
    private static final double IDENTITY = 0.9;

    @Override
    public String protocol() {
        return "pcworx";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 1962;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    /** Certain is only the opening, in which the client says its name. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int kind = pending.u8(KIND);
        int length = pending.u16(LENGTH);
        if (kind != REQUEST && kind != ANSWER || length < FRAME_BYTES_MIN || pending.length() != length)
            return Recognition.NOT;
        boolean opening =
                kind == REQUEST && pending.u8(SERVICE) == SESSION && pending.startsWith(CLIENT_NAME, CLIENT_NAME_AT);
        return opening ? Recognition.CERTAIN : pending.u8(SERVICE) <= 0x20 ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < FRAME_BYTES_MIN) {
            turn.need(FRAME_BYTES_MIN);
            return NEED_MORE;
        }
        int kind = pending.u8(KIND);
        int total = pending.u16(LENGTH);
        if (kind != REQUEST && kind != ANSWER) return LOST;
        if (total < FRAME_BYTES_MIN || total > FRAME_BYTES_MAX) {
            turn.malformed("length out of range", LENGTH);
            return LOST;
        }
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        int service = pending.u8(SERVICE);
        long sequence = pending.u16(SEQUENCE);
        String operation = operation(service);
        Pending waiting = turn.state();
        long key = sequence << 8 | service;
        boolean informs = kind == ANSWER && service == INFORMATION && total >= INFORMATION_BYTES_MIN;
        Turn.Draft draft = kind == REQUEST
                ? turn.message(operation, verb(service), Outcome.REQUEST)
                : Pending.answer(turn, waiting.answered(key), operation, verb(service), Outcome.SUCCESS);
        draft.field("service", (long) service).field("sequence", sequence);
        if (informs)
            draft.field("model", text(pending, MODEL, total)).field("firmware", text(pending, FIRMWARE, total));
        draft.field("data", Values.hex(pending, DATA, total)).emit();
        if (kind == REQUEST) waiting.asked(key, turn, operation, verb(service), "", 0);
        if (informs) identity(pending, total, turn);
        return total;
    }

    private static void identity(Bytes bytes, int end, Turn turn) {
        turn.identity(turn.source(), Attribute.VENDOR, "Phoenix Contact", IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, text(bytes, MODEL, end), IDENTITY);
        turn.identity(turn.source(), Attribute.FIRMWARE, text(bytes, FIRMWARE, end), IDENTITY);
        turn.identity(turn.source(), Attribute.NOTE, "order number " + text(bytes, ORDER_NUMBER, end), IDENTITY);
    }

    /** Up to a zero. */
    static String text(Bytes bytes, int at, int end) {
        int zero = bytes.indexOf(0, at);
        int last = zero < 0 || zero > end ? end : zero;
        return at >= last ? "" : bytes.ascii(at, last - at);
    }

    private static String operation(int service) {
        return switch (service) {
            case SESSION -> "open session";
            case LOGON -> "confirm session";
            case INFORMATION -> "read device information";
            default -> "service " + service;
        };
    }

    private static Verb verb(int service) {
        return service == INFORMATION
                ? Verb.IDENTIFY
                : service == SESSION || service == LOGON ? Verb.SESSION : Verb.OTHER;
    }
}
