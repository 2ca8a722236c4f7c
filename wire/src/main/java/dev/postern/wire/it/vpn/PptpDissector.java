package dev.postern.wire.it.vpn;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** PPTP control connection over TCP, RFC 2637 section 2. What it tunnels goes in GRE beside it; its encryption has long been broken. */
public final class PptpDissector implements Dissector {
    private static final int LENGTH_MIN = 12, LENGTH_MAX = 512, TYPE = 2, COOKIE = 4, CONTROL = 8;
    private static final int MAGIC = 0x1A2B_3C4D;
    private static final int HOST = 28, VENDOR = 92, TEXT_BYTES = 64;

    private static final class Connection {
        private long askedNanos = -1;
    }

    @Override
    public String protocol() {
        return "pptp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 1723;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return isHeader(pending) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isHeader(Bytes pending) {
        int length = pending.u16(0);
        return length >= LENGTH_MIN && length <= LENGTH_MAX && pending.u16(TYPE) <= 2 && pending.i32(COOKIE) == MAGIC;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < LENGTH_MIN) return NEED_MORE;
        if (!isHeader(pending)) return LOST;
        int length = pending.u16(0);
        if (!pending.has(0, length)) {
            turn.need(length);
            return NEED_MORE;
        }
        message(new Bytes().wrap(pending, 0, length), turn);
        return length;
    }

    private static void message(Bytes message, Turn turn) {
        Connection connection = turn.state();
        int type = message.u16(CONTROL);
        boolean request = type == 1 || type == 3 || type == 5 || type == 7 || type == 9 || type == 12;
        boolean answer = type == 2 || type == 4 || type == 6 || type == 8 || type == 10;
        // Start replies bear their result behind the version, those of calls behind both call ids.
        long result = type == 2 ? message.u8(14) : type == 8 ? message.u8(16) : answer ? message.u8(12) : 0;
        Outcome outcome =
                request ? Outcome.REQUEST : !answer ? Outcome.NOTICE : result <= 1 ? Outcome.SUCCESS : Outcome.REFUSED;
        Turn.Draft draft = turn.message(name(type), Verb.SESSION, outcome).field("type", (long) type);
        if (answer) draft.field("result", result).answers(connection.askedNanos);
        if (request) connection.askedNanos = turn.atNanos();
        if (type <= 2) {
            String host = message.terminated(HOST, TEXT_BYTES);
            String vendor = message.terminated(VENDOR, TEXT_BYTES);
            draft.field("host", zeroEnded(host))
                    .field("vendor", zeroEnded(vendor))
                    .emit();
            turn.identity(turn.source(), Attribute.NAME, zeroEnded(host), 0.6);
            turn.identity(turn.source(), Attribute.VENDOR, zeroEnded(vendor), 0.6);
        } else {
            draft.emit();
        }
    }

    private static String zeroEnded(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String name(int type) {
        return switch (type) {
            case 1, 2 -> "start control connection";
            case 3, 4 -> "stop control connection";
            case 5, 6 -> "echo";
            case 7, 8 -> "outgoing call";
            case 9, 10, 11 -> "incoming call";
            case 12 -> "clear call";
            case 13 -> "disconnect call";
            case 14 -> "wan error";
            case 15 -> "set link info";
            default -> "message " + type;
        };
    }
}
