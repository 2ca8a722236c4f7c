package dev.postern.wire.ot.c1222;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * C12.22: one ACSE unit after the other, in each an EPSEM unit with services ({@link Epsem}).
 *
 * <pre>{@code
 * 60 { A2 called title, A4 called invocation id, A6 calling title, A8 calling invocation id, AC authentication,
 *      BE { 28 { 81 EPSEM } } }
 * }</pre>
 */
public final class C1222Dissector implements Dissector {
    static final int PORT = 1153;
    private static final int UNIT = 0x60;
    private static final int CONTEXT = 0xA1, CALLED_TITLE = 0xA2, CALLED_INVOCATION = 0xA4, CALLING_TITLE = 0xA6;
    private static final int QUALIFIER = 0xA7,
            CALLING_INVOCATION = 0xA8,
            MECHANISM = 0x8B,
            AUTHENTICATION = 0xAC,
            USER = 0xBE;
    private static final int EXTERNAL = 0x28, OCTETS = 0x81;
    private static final int UNIT_BYTES_MAX = 65_536;

    @Override
    public String protocol() {
        return "c1222";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new C1222State();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u8(0) != UNIT || pending.length() < 2) return Recognition.NOT;
        int total = end(pending, 0);
        if (total < 0) return Recognition.NOT;
        if (pending.length() < total) return transport == Transport.TCP ? probeStart(pending) : Recognition.NOT;
        Bytes unit = new Bytes().wrap(pending, 0, total);
        boolean titled = false;
        for (int at = body(unit, 0); at < total; at = end(unit, at)) {
            if (!isElement(unit.u8(at)) || end(unit, at) > total || end(unit, at) <= at) return Recognition.NOT;
            titled |= unit.u8(at) == CALLED_TITLE || unit.u8(at) == CALLING_TITLE;
            if (unit.u8(at) == USER) return titled && epsem(unit, at) > 0 ? Recognition.CERTAIN : Recognition.NOT;
        }
        return Recognition.NOT;
    }

    private static Recognition probeStart(Bytes pending) {
        int first = body(pending, 0);
        return pending.has(first, 1) && !isElement(pending.u8(first)) ? Recognition.NOT : Recognition.UNSURE;
    }

    private static boolean isElement(int tag) {
        return switch (tag) {
            case CONTEXT,
                    CALLED_TITLE,
                    CALLED_INVOCATION,
                    CALLING_TITLE,
                    QUALIFIER,
                    CALLING_INVOCATION,
                    MECHANISM,
                    AUTHENTICATION,
                    USER -> true;
            default -> false;
        };
    }

    /** Offset behind the element at {@code at}, or -1 where its length has more than two octets. */
    private static int end(Bytes bytes, int at) {
        int first = bytes.u8(at + 1);
        if (first < 0x80) return at + 2 + first;
        return first == 0x81 ? at + 3 + bytes.u8(at + 2) : first == 0x82 ? at + 4 + bytes.u16(at + 2) : -1;
    }

    private static int body(Bytes bytes, int at) {
        int first = bytes.u8(at + 1);
        return at + 2 + (first > 0x80 ? first & 3 : 0);
    }

    /** Where EPSEM begins within the user information at {@code at}, or -1 where there is none or its length is none. */
    private static int epsem(Bytes unit, int at) {
        int external = body(unit, at);
        if (unit.u8(external) != EXTERNAL) return -1;
        for (int inner = body(unit, external); inner > external && inner < end(unit, at); inner = end(unit, inner))
            if (unit.u8(inner) == OCTETS)
                return end(unit, inner) > inner && end(unit, inner) <= unit.length() ? inner : -1;
        return -1;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        C1222State state = turn.state();
        boolean stream = turn.conversation().transport() == Transport.TCP;
        if (stream && pending.length() < 4 && pending.u8(0) == UNIT) return NEED_MORE;
        int total = pending.length() < 2 ? -1 : end(pending, 0);
        if (pending.u8(0) != UNIT || total < 0 || total > UNIT_BYTES_MAX) {
            if (!stream || state.lost(turn.fromClient(), true)) turn.malformed("no ACSE unit", 0);
            return stream ? LOST : pending.length();
        }
        if (pending.length() < total) {
            if (!stream) turn.malformed("unit ends early", pending.length());
            turn.need(total);
            return stream ? NEED_MORE : pending.length();
        }
        state.lost(turn.fromClient(), false);
        unit(new Bytes().wrap(pending, 0, total), turn, state);
        return total;
    }

    private static void unit(Bytes unit, Turn turn, C1222State state) {
        Epsem.Head head = new Epsem.Head();
        for (int at = body(unit, 0); at < unit.length(); at = end(unit, at)) {
            int body = body(unit, at);
            if (end(unit, at) > unit.length() || end(unit, at) <= at) {
                turn.malformed("element does not fit", at);
                return;
            }
            switch (unit.u8(at)) {
                case CALLED_TITLE -> head.called = title(unit, body, end(unit, at));
                case CALLING_TITLE -> head.calling = title(unit, body, end(unit, at));
                case CALLED_INVOCATION -> head.answers = number(unit, body, end(unit, at));
                case CALLING_INVOCATION -> head.invocation = number(unit, body, end(unit, at));
                case AUTHENTICATION -> head.authenticated = true;
                case USER -> {
                    int epsem = epsem(unit, at);
                    if (epsem < 0) turn.malformed("user information is no EPSEM", at);
                    else Epsem.read(unit, body(unit, epsem), end(unit, epsem), head, turn, state);
                }
                default -> {
                    // Context, qualifier and mechanism are the same in all units.
                }
            }
        }
    }

    private static long number(Bytes unit, int at, int limit) {
        long number = 0;
        int end = Math.min(end(unit, at), limit);
        for (int i = body(unit, at); i < end; i++) number = number << 8 | unit.u8(i);
        return number;
    }

    /** An object identifier, absolute (tag 06) or below the branch of C12.22 (tag 80), which then begins with a dot. */
    private static String title(Bytes unit, int at, int limit) {
        return arcs(unit, body(unit, at), Math.min(end(unit, at), limit), unit.u8(at) == 0x80);
    }

    static String arcs(Bytes unit, int from, int end, boolean relative) {
        StringBuilder text = new StringBuilder();
        long arc = 0;
        boolean first = !relative;
        for (int i = from; i < end; i++) {
            arc = arc << 7 | unit.u8(i) & 0x7F;
            if ((unit.u8(i) & 0x80) != 0) continue;
            if (first) text.append(Math.min(arc / 40, 2)).append('.').append(arc - 40 * Math.min(arc / 40, 2));
            else text.append('.').append(arc);
            first = false;
            arc = 0;
        }
        return text.toString();
    }
}
