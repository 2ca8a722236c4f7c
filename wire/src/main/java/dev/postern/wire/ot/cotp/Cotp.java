package dev.postern.wire.ot.cotp;

import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Takes one TPKT from a stream and puts the segments of a data unit together.
 *
 * <pre>{@code
 * TPKT  0 version 3 | 1 reserved | 2..3 length of all
 * COTP  4 length of its header without this byte | 5 type | DT: 6 end of unit (0x80) and number
 * }</pre>
 */
public final class Cotp {
    public static final int TPKT_BYTES = 4;
    public static final int CONNECT_REQUEST = 0xE0;
    public static final int CONNECT_CONFIRM = 0xD0;
    public static final int DISCONNECT_REQUEST = 0x80;
    public static final int DATA = 0xF0;

    private static final int VERSION = 3;
    private static final int LENGTH = 2;
    private static final int HEADER_LENGTH = 4;
    private static final int TYPE = 5;
    private static final int END_OF_UNIT = 6;
    private static final int CONNECT_PARAMETERS = 11;
    private static final int TOTAL_MIN = 7;
    private static final int TSAP_CALLING = 0xC1;
    private static final int TSAP_CALLED = 0xC2;

    private Cotp() {}

    public enum Kind {
        /** {@link Unit#consumed} is what the dissector must return: nothing was taken. */
        NOTHING,
        CONNECT_REQUEST,
        CONNECT_CONFIRM,
        DISCONNECT,
        /** A segment that more will follow. */
        PARTIAL,
        /** A complete data unit. */
        DATA,
        /** Any other transport unit. */
        OTHER
    }

    /**
     * @param consumed bytes taken, or the reason why none were, as {@link Dissector#dissect} returns it
     * @param data the data unit; empty unless {@code kind} is {@link Kind#DATA}
     */
    public record Unit(Kind kind, int consumed, Bytes data) {}

    /** Reads what is first in {@code pending}; complaints go out under {@code tpkt} and {@code cotp}. */
    public static Unit read(Bytes pending, Turn turn, CotpState state) {
        boolean fromClient = turn.fromClient();
        if (pending.length() < TOTAL_MIN) {
            if (pending.u8(0) != VERSION) return lost(turn, state, "version not 3", 0);
            turn.need(TOTAL_MIN);
            return new Unit(Kind.NOTHING, Dissector.NEED_MORE, new Bytes());
        }
        int total = pending.u16(LENGTH);
        if (pending.u8(0) != VERSION) return lost(turn, state, "version not 3", 0);
        if (total < TOTAL_MIN) return lost(turn, state, "length out of range", LENGTH);
        if (pending.length() < total) {
            turn.need(total);
            return new Unit(Kind.NOTHING, Dissector.NEED_MORE, new Bytes());
        }
        state.inStep(fromClient, true);
        int header = pending.u8(HEADER_LENGTH);
        int body = HEADER_LENGTH + 1 + header;
        if (header < 2 || body > total) {
            turn.malformed("cotp", "header length out of range", 0);
            return new Unit(Kind.OTHER, total, new Bytes());
        }
        return switch (pending.u8(TYPE) & 0xF0) {
            case DATA -> data(pending, turn, state, body, total);
            case CONNECT_REQUEST -> {
                names(pending, turn, state, body);
                yield new Unit(Kind.CONNECT_REQUEST, total, new Bytes());
            }
            case CONNECT_CONFIRM -> new Unit(Kind.CONNECT_CONFIRM, total, new Bytes());
            case DISCONNECT_REQUEST -> new Unit(Kind.DISCONNECT, total, new Bytes());
            default -> new Unit(Kind.OTHER, total, new Bytes());
        };
    }

    private static Unit lost(Turn turn, CotpState state, String rule, int offset) {
        if (state.inStep(turn.fromClient())) turn.malformed("tpkt", rule, offset);
        state.inStep(turn.fromClient(), false);
        return new Unit(Kind.NOTHING, Dissector.LOST, new Bytes());
    }

    private static Unit data(Bytes pending, Turn turn, CotpState state, int body, int total) {
        boolean fromClient = turn.fromClient();
        boolean last = (pending.u8(END_OF_UNIT) & 0x80) != 0;
        CotpState.Part part = state.part(fromClient);
        int length = total - body;
        if (part.length == 0 && last) return new Unit(Kind.DATA, total, new Bytes().wrap(pending, body, length));
        if (part.length + length > CotpState.UNIT_BYTES_MAX) {
            turn.malformed("cotp", "data unit beyond limit", 0);
            state.givenUp++;
            part.clear();
            return new Unit(Kind.OTHER, total, new Bytes());
        }
        part.append(pending, body, length);
        if (!last) return new Unit(Kind.PARTIAL, total, new Bytes());
        Unit whole = new Unit(Kind.DATA, total, new Bytes().wrap(part.bytes, 0, part.length));
        part.clear();
        return whole;
    }

    private static void names(Bytes pending, Turn turn, CotpState state, int body) {
        int at = CONNECT_PARAMETERS;
        while (at + 2 <= body) {
            int length = pending.u8(at + 1);
            if (at + 2 + length > body) {
                turn.malformed("cotp", "parameter beyond header", at - HEADER_LENGTH);
                return;
            }
            if (pending.u8(at) == TSAP_CALLING) state.callingTsap = pending.copy(at + 2, length);
            if (pending.u8(at) == TSAP_CALLED) state.calledTsap = pending.copy(at + 2, length);
            at += 2 + length;
        }
    }

    /** True if these bytes begin with a TPKT that holds a COTP unit, as far as they go. */
    public static boolean looksLike(Bytes pending) {
        if (!pending.has(0, TOTAL_MIN) || pending.u8(0) != VERSION || pending.u8(1) != 0) return false;
        int total = pending.u16(LENGTH);
        int header = pending.u8(HEADER_LENGTH);
        return total >= TOTAL_MIN && header >= 2 && HEADER_LENGTH + 1 + header <= total;
    }

    /** Type of the unit that {@link #looksLike} accepted. */
    public static int type(Bytes pending) {
        return pending.u8(TYPE) & 0xF0;
    }

    /** Offset of the user data of a data unit that {@link #looksLike} accepted. */
    public static int body(Bytes pending) {
        return HEADER_LENGTH + 1 + pending.u8(HEADER_LENGTH);
    }

    public static int total(Bytes pending) {
        return pending.u16(LENGTH);
    }

    public static boolean endOfUnit(Bytes pending) {
        return (pending.u8(END_OF_UNIT) & 0x80) != 0;
    }

    /**
     * The called transport selector of a connect request or confirm, or null if its parameters are none: the connect request of RDP carries
     * a cookie or a negotiation request there and no selectors.
     */
    public static byte[] calledTsap(Bytes pending) {
        int body = body(pending);
        byte[] called = null;
        int at = CONNECT_PARAMETERS;
        while (at + 2 <= body) {
            int code = pending.u8(at);
            int length = pending.u8(at + 1);
            if (code < 0x80 || at + 2 + length > body) return null;
            if (code == TSAP_CALLED) called = pending.copy(at + 2, length);
            at += 2 + length;
        }
        return at == body ? called : null;
    }

    /** A selector as people write it: text if it is text, else hex. */
    public static String tsapText(byte[] tsap) {
        Bytes bytes = new Bytes().wrap(tsap);
        String text = bytes.ascii(0, tsap.length);
        boolean printable = text.length() == tsap.length && text.length() > 2 && text.indexOf('.') < 0;
        return printable ? text : bytes.hex(0, tsap.length);
    }
}
