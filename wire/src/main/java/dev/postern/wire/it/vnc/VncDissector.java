package dev.postern.wire.it.vnc;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * VNC (RFB) over TCP: versions, security offered and taken, whether the login succeeded, name and size of the screen. With a security type other than none
 * and VNC's own password the rest is unknown and passes; after the initialisation everything passes.
 */
public final class VncDissector implements Dissector {
    private static final int VERSION_BYTES = 12, CHALLENGE_BYTES = 16, INIT_BYTES = 24;
    private static final int REASON_BYTES_MAX = 1024, NAME_BYTES_MAX = 256, TYPES_MAX = 32;
    private static final int TYPE_INVALID = 0, TYPE_NONE = 1, TYPE_PASSWORD = 2;
    private static final int MINOR_LIST = 7, MINOR_RESULT = 8;

    private enum Step {
        VERSION,
        SECURITY,
        CHALLENGE,
        RESULT,
        INIT,
        PASS
    }

    private static final class Connection {
        private Step client = Step.VERSION;
        private Step server = Step.VERSION;
        /** Of protocol version 3, as the client wants it. */
        private int minor;

        /** Security type taken, or -1. */
        private int type = -1;

        private long atNanos = -1;
    }

    @Override
    public String protocol() {
        return "vnc";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port >= 5900 && port <= 5909;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return isVersion(pending) ? Recognition.CERTAIN : Recognition.NOT;
    }

    /** {@code RFB 003.008} and a line end. */
    private static boolean isVersion(Bytes pending) {
        if (!pending.startsWith("RFB ", 0) || pending.u8(7) != '.' || pending.u8(11) != '\n') return false;
        for (int i = 4; i < 11; i++) if (i != 7 && (pending.u8(i) < '0' || pending.u8(i) > '9')) return false;
        return true;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        return turn.fromClient() ? client(pending, turn, connection) : server(pending, turn, connection);
    }

    private static boolean lacks(Bytes pending, int count, Turn turn) {
        if (pending.has(0, count)) return false;
        turn.need(count);
        return true;
    }

    private static int version(Bytes pending, Turn turn, Connection connection) {
        if (lacks(pending, VERSION_BYTES, turn)) return NEED_MORE;
        if (!isVersion(pending)) return LOST;
        Turn.Draft draft = turn.message("version", Verb.SESSION, turn.fromClient() ? Outcome.REQUEST : Outcome.NOTICE);
        draft.field("version", pending.ascii(4, 7)).emit();
        if (turn.fromClient()) {
            connection.client = Step.SECURITY;
            connection.minor = 10 * (pending.u8(9) - '0') + pending.u8(10) - '0';
        } else {
            connection.server = Step.SECURITY;
        }
        return VERSION_BYTES;
    }

    private static int client(Bytes pending, Turn turn, Connection connection) {
        return switch (connection.client) {
            case VERSION -> version(pending, turn, connection);
            case SECURITY -> {
                // Before 3.7 the server decides.
                if (connection.minor >= MINOR_LIST) {
                    take(pending.u8(0), turn, connection);
                    yield 1;
                }
                connection.client = connection.type == TYPE_PASSWORD ? Step.CHALLENGE : Step.PASS;
                yield client(pending, turn, connection);
            }
            case CHALLENGE -> {
                if (lacks(pending, CHALLENGE_BYTES, turn)) yield NEED_MORE;
                connection.client = Step.PASS;
                yield CHALLENGE_BYTES;
            }
            default -> pending.length();
        };
    }

    private static void take(int type, Turn turn, Connection connection) {
        connection.type = type;
        connection.atNanos = turn.atNanos();
        turn.message("login", Verb.LOGIN, Outcome.REQUEST)
                .field("security", (long) type)
                .field("security_name", name(type))
                .emit();
        connection.client = type == TYPE_PASSWORD ? Step.CHALLENGE : Step.PASS;
    }

    private static int server(Bytes pending, Turn turn, Connection connection) {
        return switch (connection.server) {
            case VERSION -> version(pending, turn, connection);
            case SECURITY ->
                connection.minor >= MINOR_LIST ? offer(pending, turn, connection) : decide(pending, turn, connection);
            case CHALLENGE -> challenge(pending, turn, connection);
            case RESULT -> result(pending, turn, connection);
            case INIT -> init(pending, turn, connection);
            case PASS -> pending.length();
        };
    }

    private static int offer(Bytes pending, Turn turn, Connection connection) {
        int count = pending.u8(0);
        if (count == 0) return refuse(pending, 1, turn, connection);
        if (lacks(pending, 1 + count, turn)) return NEED_MORE;
        List<Object> types = new ArrayList<>();
        List<Object> names = new ArrayList<>();
        for (int i = 0; i < Math.min(count, TYPES_MAX); i++) {
            types.add((long) pending.u8(1 + i));
            names.add(name(pending.u8(1 + i)));
        }
        turn.message("security", Verb.SESSION, Outcome.NOTICE)
                .field("offered", types)
                .field("offered_names", names)
                .field("unprotected", types.contains((long) TYPE_NONE) ? true : null)
                .emit();
        connection.server = Step.CHALLENGE;
        return 1 + count;
    }

    private static int decide(Bytes pending, Turn turn, Connection connection) {
        if (lacks(pending, 4, turn)) return NEED_MORE;
        int type = (int) Math.min(pending.u32(0), 255);
        if (type == TYPE_INVALID) return refuse(pending, 4, turn, connection);
        connection.type = type;
        connection.atNanos = turn.atNanos();
        turn.message("security", Verb.SESSION, Outcome.NOTICE)
                .field("offered", List.of((long) type))
                .field("offered_names", List.of(name(type)))
                .field("unprotected", type == TYPE_NONE ? true : null)
                .emit();
        connection.server = type == TYPE_PASSWORD ? Step.CHALLENGE : type == TYPE_NONE ? Step.INIT : Step.PASS;
        return 4;
    }

    /** What follows the offer depends on what the client took. */
    private static int challenge(Bytes pending, Turn turn, Connection connection) {
        if (connection.type == TYPE_NONE) {
            connection.server = connection.minor >= MINOR_RESULT ? Step.RESULT : Step.INIT;
            return server(pending, turn, connection);
        }
        if (connection.type != TYPE_PASSWORD) {
            connection.server = Step.PASS;
            return pending.length();
        }
        if (lacks(pending, CHALLENGE_BYTES, turn)) return NEED_MORE;
        connection.server = Step.RESULT;
        return CHALLENGE_BYTES;
    }

    private static int result(Bytes pending, Turn turn, Connection connection) {
        if (lacks(pending, 4, turn)) return NEED_MORE;
        long result = pending.u32(0);
        if (result != 0 && connection.minor >= MINOR_RESULT) return refuse(pending, 4, turn, connection);
        turn.message("login", Verb.LOGIN, result == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .answers(connection.atNanos)
                .field("result", result)
                .emit();
        connection.server = result == 0 ? Step.INIT : Step.PASS;
        return 4;
    }

    /**
     * No, and why.
     *
     * @param at of the length of the reason
     */
    private static int refuse(Bytes pending, int at, Turn turn, Connection connection) {
        if (lacks(pending, at + 4, turn)) return NEED_MORE;
        long length = pending.u32(at);
        if (length > REASON_BYTES_MAX) return LOST;
        int total = at + 4 + (int) length;
        if (lacks(pending, total, turn)) return NEED_MORE;
        turn.message("login", Verb.LOGIN, Outcome.REFUSED)
                .answers(connection.atNanos)
                .field("reason", pending.utf8(at + 4, (int) length))
                .emit();
        connection.server = Step.PASS;
        return total;
    }

    private static int init(Bytes pending, Turn turn, Connection connection) {
        if (lacks(pending, INIT_BYTES, turn)) return NEED_MORE;
        long length = pending.u32(20);
        if (length > NAME_BYTES_MAX) return LOST;
        int total = INIT_BYTES + (int) length;
        if (lacks(pending, total, turn)) return NEED_MORE;
        String name = pending.utf8(INIT_BYTES, (int) length);
        turn.message("desktop", Verb.IDENTIFY, Outcome.NOTICE)
                .field("name", name)
                .field("width", (long) pending.u16(0))
                .field("height", (long) pending.u16(2))
                .emit();
        turn.identity(turn.source(), Attribute.NOTE, "desktop " + name, 0.7);
        connection.server = Step.PASS;
        return total;
    }

    private static String name(int type) {
        return switch (type) {
            case TYPE_NONE -> "none";
            case TYPE_PASSWORD -> "vnc password";
            case 5 -> "ra2";
            case 6 -> "ra2ne";
            case 16 -> "tight";
            case 17 -> "ultra";
            case 18 -> "tls";
            case 19 -> "vencrypt";
            case 20 -> "sasl";
            case 30, 33, 35 -> "apple";
            case 113 -> "ms-logon";
            default -> "type " + type;
        };
    }
}
