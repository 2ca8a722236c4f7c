package dev.postern.wire.ot.dnp3;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * The link layer of DNP3, IEEE 1815 clause 9: frames with their checks, and what is said in them alone (reset, test, status). User data goes
 * through the transport function of {@link Dnp3State} to {@link Application}.
 *
 * <pre>
 *  0    1    2      3       4 5          6 7      8 9
 * +----+----+------+-------+------------+--------+-----+ then blocks of up to 16 octets, each with 2 of check
 * | 05 | 64 |length|control|destination | source | CRC |
 * +----+----+------+-------+------------+--------+-----+
 * </pre>
 */
public final class Dnp3Dissector implements Dissector {
    static final int PORT = 20_000;
    private static final int START = 0x0564;
    private static final int HEADER_BYTES = 10;
    private static final int BLOCK_BYTES = 16;
    private static final int CRC_BYTES = 2;
    private static final int LENGTH_MIN = 5;
    private static final int LENGTH = 2, CONTROL = 3, DESTINATION = 4, SOURCE = 6, CRC = 8;
    private static final int FROM_MASTER = 0x80, PRIMARY = 0x40;
    private static final int CONFIRMED_USER_DATA = 3, UNCONFIRMED_USER_DATA = 4;

    @Override
    public String protocol() {
        return "dnp3";
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
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.length() < 2 || pending.u16(0) != START) return Recognition.NOT;
        if (pending.length() < HEADER_BYTES) return Recognition.UNSURE;
        return pending.u8(LENGTH) >= LENGTH_MIN && LinkCrc.holds(pending, 0, CRC)
                ? Recognition.CERTAIN
                : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Dnp3State();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        if (stream) return frame(pending, turn, true);
        int at = 0;
        while (at < pending.length()) {
            Bytes rest = new Bytes().wrap(pending, at, pending.length() - at);
            int consumed = frame(rest, turn, false);
            if (consumed <= 0) break;
            at += consumed;
        }
        return pending.length();
    }

    private static int frame(Bytes pending, Turn turn, boolean stream) {
        int start = startOf(pending);
        if (start > 0) {
            turn.malformed("octets between link frames", 0);
            return start;
        }
        if (pending.length() < HEADER_BYTES) {
            if (!stream) turn.malformed("link header ends early", pending.length());
            turn.need(HEADER_BYTES);
            return stream ? NEED_MORE : LOST;
        }
        if (!LinkCrc.holds(pending, 0, CRC)) {
            turn.malformed("link header check", CRC);
            return CRC_BYTES;
        }
        if (pending.u8(LENGTH) < LENGTH_MIN) {
            turn.malformed("link length below 5", LENGTH);
            return HEADER_BYTES;
        }
        int userBytes = pending.u8(LENGTH) - LENGTH_MIN;
        int blocks = (userBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
        int total = HEADER_BYTES + userBytes + CRC_BYTES * blocks;
        if (pending.length() < total) {
            if (!stream) turn.malformed("link frame ends early", pending.length());
            turn.need(total);
            return stream ? NEED_MORE : LOST;
        }
        byte[] user = userData(pending, userBytes, turn);
        if (user != null) link(pending, user, turn);
        return total;
    }

    /** Where the next link header begins; all of it if nowhere. A last octet 05 may be the first half of one. */
    private static int startOf(Bytes pending) {
        for (int at = 0; ; at++) {
            at = pending.indexOf(START >> 8, at);
            if (at < 0) return pending.length();
            if (at + 1 == pending.length() || pending.u8(at + 1) == (START & 0xFF)) return at;
        }
    }

    /** User data without its checks, or null if a check fails. */
    private static byte[] userData(Bytes frame, int userBytes, Turn turn) {
        byte[] user = new byte[userBytes];
        int at = HEADER_BYTES;
        for (int done = 0; done < userBytes; done += BLOCK_BYTES) {
            int block = Math.min(BLOCK_BYTES, userBytes - done);
            if (!LinkCrc.holds(frame, at, block)) {
                turn.malformed("link data check", at + block);
                return null;
            }
            System.arraycopy(frame.array(), frame.arrayOffset() + at, user, done, block);
            at += block + CRC_BYTES;
        }
        return user;
    }

    private static void link(Bytes frame, byte[] user, Turn turn) {
        int control = frame.u8(CONTROL);
        int function = control & 15;
        LinkAddress link = new LinkAddress(frame.u16le(SOURCE), frame.u16le(DESTINATION), (control & FROM_MASTER) != 0);
        boolean primary = (control & PRIMARY) != 0;
        if (primary && (function == CONFIRMED_USER_DATA || function == UNCONFIRMED_USER_DATA)) {
            Dnp3State state = turn.state();
            byte[] fragment = state.segment(link, user, turn);
            if (fragment != null) Application.read(new Bytes().wrap(fragment), link, turn);
            return;
        }
        if (primary) primaryAlone(link, control, turn);
        else secondaryAlone(link, control, turn);
    }

    private static void primaryAlone(LinkAddress link, int control, Turn turn) {
        String operation = switch (control & 15) {
            case 0 -> "reset link";
            case 1 -> "reset user process";
            case 2 -> "test link";
            case 9 -> "request link status";
            default -> "link function " + (control & 15);
        };
        Dnp3State state = turn.state();
        state.linkAsked(turn, link, operation);
        link.on(turn.message(operation, Verb.SESSION, Outcome.REQUEST))
                .field("linkFunction", (long) (control & 15))
                .emit();
    }

    private static void secondaryAlone(LinkAddress link, int control, Turn turn) {
        int function = control & 15;
        Dnp3State.LinkAsked asked = turn.<Dnp3State>state().linkAnswered(link);
        String answer = switch (function) {
            case 0 -> "ack";
            case 1 -> "nack";
            case 11 -> "link status";
            case 14 -> "link not functioning";
            case 15 -> "link function not supported";
            default -> "link function " + function;
        };
        Outcome outcome = function == 0 || function == 11 ? Outcome.SUCCESS : Outcome.REFUSED;
        link.on(turn.message(asked == null ? answer : asked.operation(), Verb.SESSION, outcome))
                .answers(asked == null ? -1 : asked.atNanos())
                .field("linkFunction", (long) function)
                .field("answer", answer)
                .emit();
    }
}
