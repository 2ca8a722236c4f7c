package dev.postern.wire.ot.cotp;

import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;

/**
 * Tells the protocols over COTP apart. A connect request says little: the selectors of S7 begin with the kind of connection, those of others
 * rarely do, and RDP has none. Sure is only the first data unit: {@link CotpDissector}, or S7comm if it was believed for the selectors alone, hands
 * the connection over to whom it belongs.
 */
public final class Upper {
    public static final String S7COMM = "s7comm";
    public static final String MMS = "mms";

    private static final String ROOT_TSAP = "SIMATIC-ROOT";
    private static final int S7_ID = 0x32, S7_PLUS_ID = 0x72;
    private static final int SESSION_DATA = 0x01000100, USER_DATA = 0x61;
    private static final int SESSION_CONNECT = 0x0D, SESSION_ACCEPT = 0x0E;
    /** First octets of the object identifiers of MMS, 1.0.9506.2. */
    private static final int MMS_OBJECT_ID = 0x28CA2202;

    private static final int SEARCHED_BYTES_MAX = 512;
    private static final int INITIATE_REQUEST = 0xA8, INITIATE_RESPONSE = 0xA9;

    private Upper() {}

    /** Whether the connect request or confirm at the start of {@code pending} opens a connection of S7. */
    public static Recognition probeS7Connect(Bytes pending) {
        if (!pending.has(0, Cotp.body(pending))) return Recognition.NOT;
        byte[] called = Cotp.calledTsap(pending);
        if (called == null) return Recognition.NOT;
        if (Cotp.tsapText(called).startsWith(ROOT_TSAP)) return Recognition.CERTAIN;
        return called.length == 2 && called[0] != 0 ? Recognition.UNSURE : Recognition.NOT;
    }

    /** True if {@code pending} begins with a data unit, no segment of an earlier one, that is of {@code protocol}. */
    public static boolean carries(Bytes pending, String protocol, CotpState state, boolean fromClient) {
        if (!Cotp.looksLike(pending) || Cotp.type(pending) != Cotp.DATA || state.part(fromClient).length > 0)
            return false;
        int body = Cotp.body(pending);
        if (Cotp.total(pending) == body || !pending.has(body, 1)) return false;
        int first = pending.u8(body);
        boolean s7 = first == S7_ID || first == S7_PLUS_ID;
        // A view of its own: looking ahead is no reading past the end of the message.
        return protocol.equals(S7COMM)
                ? s7
                : !s7 && probeMms(new Bytes().wrap(pending, 0, pending.length())) != Recognition.NOT;
    }

    /** Judges a data unit: session and presentation, or MMS with nothing between. */
    public static Recognition probeMms(Bytes pending) {
        int at = Cotp.body(pending);
        int length = Cotp.total(pending) - at;
        int first = pending.u8(at);
        if (length < 2 || !pending.has(at, 2)) return Recognition.NOT;
        return switch (first) {
            case 0x01 -> pending.i32(at) == SESSION_DATA ? probeData(pending, at + 4) : Recognition.NOT;
            case SESSION_CONNECT, SESSION_ACCEPT -> probeSession(pending, at, length);
            case INITIATE_REQUEST, INITIATE_RESPONSE -> probeInitiate(pending, at, length);
            // Confirmed and unconfirmed units right in COTP.
            case 0xA0, 0xA1, 0xA2, 0xA3 -> fits(pending, at, length) ? Recognition.UNSURE : Recognition.NOT;
            default -> Recognition.NOT;
        };
    }

    /** {@code 61 {30 {02 01 context, A0 {} unit of MMS or ACSE}}}; lengths have one to three octets. */
    private static Recognition probeData(Bytes pending, int at) {
        if (pending.u8(at) != USER_DATA) return Recognition.NOT;
        int list = body(pending, at);
        int context = body(pending, list);
        int value = context + 3;
        boolean shaped = pending.u8(list) == 0x30 && pending.u16(context) == 0x0201 && pending.u8(value) == 0xA0;
        int unit = pending.u8(body(pending, value));
        return shaped && (unit >= 0xA0 && unit <= 0xAD || unit >= 0x60 && unit <= 0x64 || unit == 0x8B || unit == 0x8C)
                ? Recognition.CERTAIN
                : Recognition.UNSURE;
    }

    /** Where the contents of the BER element at {@code at} begin. */
    private static int body(Bytes pending, int at) {
        int length = pending.u8(at + 1);
        return at + 2 + (length > 0x80 ? length & 3 : 0);
    }

    private static Recognition probeSession(Bytes pending, int at, int length) {
        int stated = pending.u8(at + 1);
        int parameters = at + (stated == 0xFF ? 4 : 2);
        int size = stated == 0xFF ? pending.u16(at + 2) : stated;
        boolean whole = Cotp.endOfUnit(pending);
        if (whole ? parameters + size != at + length : parameters + size < at + length) return Recognition.NOT;
        int end = Math.min(pending.length() - 3, at + Math.min(length, SEARCHED_BYTES_MAX));
        for (int i = parameters; i < end; i++) if (pending.i32(i) == MMS_OBJECT_ID) return Recognition.CERTAIN;
        return Recognition.UNSURE;
    }

    private static Recognition probeInitiate(Bytes pending, int at, int length) {
        if (!fits(pending, at, length)) return Recognition.NOT;
        int first = pending.u8(body(pending, at));
        return first == 0x80 || first == 0x81 ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    private static boolean fits(Bytes pending, int at, int length) {
        int stated = pending.u8(at + 1);
        if (stated == 0x81) stated = pending.u8(at + 2);
        else if (stated == 0x82) stated = pending.u16(at + 2);
        else if (stated >= 0x80) return false;
        return Cotp.endOfUnit(pending) && body(pending, at) + stated == at + length;
    }
}
