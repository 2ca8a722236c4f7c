package dev.postern.wire.it.vpn;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** L2TP version 2 over UDP: control messages with what the ends say of themselves; data pass unread. At most {@link #PAIRS_MAX} pairs are read. */
public final class L2tpDissector implements Dissector {
    static final int PAIRS_MAX = 32;
    private static final int CONTROL_FLAGS = 0xC802, CONTROL_MASK = 0xCB0F;
    private static final int LENGTH = 2, TUNNEL = 4, SESSION = 6, PAIRS = 12;
    private static final int MESSAGE_TYPE = 0, RESULT = 1, FIRMWARE = 6, HOST = 7, VENDOR = 8, PROXY_NAME = 30;

    @Override
    public String protocol() {
        return "l2tp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 1701;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int flags = pending.u16(0);
        boolean control = (flags & CONTROL_MASK) == CONTROL_FLAGS && pending.u16(LENGTH) == pending.length();
        if (!control || pending.length() < PAIRS) return Recognition.NOT;
        if (pending.length() == PAIRS) return Recognition.UNSURE;
        boolean type = pending.u16(PAIRS + 2) == 0 && pending.u16(PAIRS + 4) == MESSAGE_TYPE;
        return type ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int flags = pending.u16(0);
        if ((flags & 0x8000) == 0) return pending.length();
        if ((flags & CONTROL_MASK) != CONTROL_FLAGS) {
            turn.malformed("control flags wrong", 0);
            return pending.length();
        }
        // A message without pairs acknowledges.
        if (pending.length() > PAIRS) control(pending, turn);
        return pending.length();
    }

    private static void control(Bytes pending, Turn turn) {
        int type = pending.u16(PAIRS + 6);
        String host = null;
        String vendor = null;
        String firmware = null;
        String user = null;
        long result = -1;
        int at = PAIRS;
        for (int i = 0; i < PAIRS_MAX && pending.has(at, 6); i++) {
            int length = pending.u16(at) & 0x3FF;
            if (length < 6 || !pending.has(at, length)) {
                turn.malformed("pair longer than the message", at);
                break;
            }
            boolean hidden = (pending.u16(at) & 0x4000) != 0 || pending.u16(at + 2) != 0;
            if (!hidden) {
                switch (pending.u16(at + 4)) {
                    case HOST -> host = pending.ascii(at + 6, length - 6);
                    case VENDOR -> vendor = pending.ascii(at + 6, length - 6);
                    case FIRMWARE -> firmware = Integer.toString(pending.u16(at + 6));
                    case RESULT -> result = pending.u16(at + 6);
                    case PROXY_NAME -> user = pending.ascii(at + 6, length - 6);
                    default -> {}
                }
            }
            at += length;
        }
        turn.message(name(type), Verb.SESSION, outcome(type))
                .field("type", (long) type)
                .field("tunnel", (long) pending.u16(TUNNEL))
                .field("session", (long) pending.u16(SESSION))
                .field("host", host)
                .field("vendor", vendor)
                .field("firmware", firmware)
                .field("user", user)
                .field("result", result < 0 ? null : (Object) result)
                .emit();
        turn.identity(turn.source(), Attribute.NAME, host, 0.7);
        turn.identity(turn.source(), Attribute.VENDOR, vendor, 0.7);
        if (vendor != null) turn.identity(turn.source(), Attribute.FIRMWARE, firmware, 0.5);
    }

    private static String name(int type) {
        return switch (type) {
            case 1, 2, 3 -> "start control connection";
            case 4 -> "stop control connection";
            case 6 -> "hello";
            case 7, 8, 9 -> "outgoing call";
            case 10, 11, 12 -> "incoming call";
            case 14 -> "disconnect call";
            case 15 -> "wan error";
            case 16 -> "set link info";
            default -> "message " + type;
        };
    }

    private static Outcome outcome(int type) {
        return switch (type) {
            case 1, 7, 10 -> Outcome.REQUEST;
            case 2, 8, 11 -> Outcome.SUCCESS;
            default -> Outcome.NOTICE;
        };
    }
}
