package dev.postern.wire.it.stores;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.sql.Pending;
import java.util.Locale;

/**
 * Redis over TCP: commands by name with their key. Values pass unread. A command is read when its name and first argument are there; the rest of its
 * arguments, and answers, are passed over element by element, at most {@link #ELEMENTS_MAX} of one.
 */
public final class RedisDissector implements Dissector {
    static final int ELEMENTS_MAX = 1 << 20;
    /** Command with its name or typed line, line of an answer. */
    private static final int COMMAND_BYTES_MAX = 256, ANSWER_BYTES_MAX = 4096;

    private static final int LINE_BYTES_MAX = 64, NAME_BYTES_MAX = 32, KEY_BYTES_MAX = 128;

    /** What is left of the command or answer in hand, one side. */
    private static final class Side {
        private long elements;
        private long bytes;
    }

    private static final class Connection {
        private final Pending pending = new Pending();
        private final Side client = new Side();
        private final Side server = new Side();
        private String user;
    }

    @Override
    public String protocol() {
        return "redis";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 6379 || port == 26_379);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (fromClient) {
            // *2 CRLF $3 CRLF GET: a count, a length, and a name of that length.
            int at = header(pending, 0, '*');
            int name = at < 0 ? -1 : header(pending, at, '$');
            if (name < 0) return Recognition.NOT;
            long length = number(pending, at + 1);
            boolean word = length >= 2 && length <= NAME_BYTES_MAX && pending.has(name, (int) length + 2);
            for (int i = 0; word && i < length; i++) word = isLetter(pending.u8(name + i));
            return word && pending.u8(name + (int) length) == '\r' ? Recognition.CERTAIN : Recognition.NOT;
        }
        int first = pending.u8(0);
        boolean simple = first == '+' || first == '-' || first == ':';
        boolean sized = (first == '$' || first == '*') && header(pending, 0, first) > 0;
        return simple && line(pending, 0) > 0 || sized ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isLetter(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '.' || c == '|';
    }

    /** Offset after a line of {@code kind} and a number that begins at {@code at}, or -1. */
    private static int header(Bytes pending, int at, int kind) {
        if (pending.u8(at) != kind || number(pending, at + 1) < -1) return -1;
        // A line that ends far behind would be found or not, as the stream is cut.
        int end = line(pending, at);
        return end - at > LINE_BYTES_MAX ? -1 : end;
    }

    /** Offset after the line at {@code at}, or -1 if it does not end. */
    private static int line(Bytes pending, int at) {
        int end = pending.indexOf('\n', at);
        return end > at && pending.u8(end - 1) == '\r' ? end + 1 : -1;
    }

    /** Offset after the first line; {@link #NEED_MORE} before it ends, {@link #LOST} if it is too long. */
    private static int line(Bytes pending) {
        int end = line(pending, 0);
        if (end < 0 && pending.length() <= ANSWER_BYTES_MAX) return NEED_MORE;
        return end < 0 || end > ANSWER_BYTES_MAX ? LOST : end;
    }

    /** The number up to CR, or -2 if it is none. */
    private static long number(Bytes pending, int at) {
        if (pending.u8(at) == '-' && pending.u8(at + 1) == '1') return -1;
        long number = 0;
        int digits = 0;
        while (pending.has(at + digits, 1) && pending.u8(at + digits) != '\r') {
            int digit = pending.u8(at + digits) - '0';
            if (digit < 0 || digit > 9 || ++digits > 10) return -2;
            number = number * 10 + digit;
        }
        return digits == 0 ? -2 : number;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        Side side = turn.fromClient() ? connection.client : connection.server;
        if (side.bytes > 0) {
            int now = (int) Math.min(side.bytes, pending.length());
            side.bytes -= now;
            return now;
        }
        if (side.elements > 0) return element(pending, side);
        return turn.fromClient() ? command(pending, turn, connection) : answer(pending, turn, connection);
    }

    /** Passes over one element of an array. */
    private static int element(Bytes pending, Side side) {
        int end = line(pending);
        if (end <= 0) return end;
        side.elements--;
        int kind = pending.u8(0);
        long count = number(pending, 1);
        if (kind == '$' || kind == '=' || kind == '!') side.bytes = count < 0 ? 0 : count + 2;
        else if (kind == '*' || kind == '~' || kind == '>')
            side.elements = Math.min(ELEMENTS_MAX, side.elements + Math.max(0, count));
        else if (kind == '%') side.elements = Math.min(ELEMENTS_MAX, side.elements + 2 * Math.max(0, count));
        return end;
    }

    private static int command(Bytes pending, Turn turn, Connection connection) {
        if (pending.u8(0) != '*') return inline(pending, turn, connection);
        int at = header(pending, 0, '*');
        if (at < 0) return waits(pending);
        long elements = number(pending, 1);
        if (elements < 1 || elements > ELEMENTS_MAX) return elements == 0 ? at : LOST;
        int name = header(pending, at, '$');
        if (name < 0) return waits(pending);
        int length = (int) Math.min(number(pending, at + 1), NAME_BYTES_MAX + 1);
        if (length < 1 || length > NAME_BYTES_MAX) return LOST;
        int after = name + length + 2;
        if (!pending.has(0, after)) return waits(pending);
        if (!isWord(pending, name, length)) return LOST;
        int key = elements > 1 ? header(pending, after, '$') : -1;
        if (elements > 1 && key < 0 && pending.length() < after + LINE_BYTES_MAX) return NEED_MORE;
        long keyLength = key < 0 ? 0 : number(pending, after + 1);
        int shown = (int) Math.clamp(keyLength, 0, KEY_BYTES_MAX);
        if (key >= 0 && !pending.has(key, shown)) return NEED_MORE;
        tell(
                pending.ascii(name, length).toLowerCase(Locale.ROOT),
                key < 0 ? "" : pending.utf8(key, shown),
                elements,
                turn,
                connection);
        connection.client.elements = elements - 1;
        return after;
    }

    private static boolean isWord(Bytes pending, int at, int length) {
        for (int i = 0; i < length; i++) if (!isLetter(pending.u8(at + i))) return false;
        return true;
    }

    private static boolean isWord(String text) {
        if (text.isEmpty() || text.length() > NAME_BYTES_MAX) return false;
        for (int i = 0; i < text.length(); i++) if (!isLetter(text.charAt(i))) return false;
        return true;
    }

    private static int waits(Bytes pending) {
        return pending.length() > COMMAND_BYTES_MAX ? LOST : NEED_MORE;
    }

    /** What is typed into a plain connection: a line of words. */
    private static int inline(Bytes pending, Turn turn, Connection connection) {
        int end = pending.indexOf('\n', 0);
        if (end < 0) return waits(pending);
        if (end > COMMAND_BYTES_MAX) return LOST;
        String text = pending.ascii(0, Math.min(end, KEY_BYTES_MAX)).strip();
        if (text.isEmpty() || !isLetter(text.charAt(0))) return text.isEmpty() ? end + 1 : LOST;
        String[] words = text.split(" ", 3);
        tell(words[0].toLowerCase(Locale.ROOT), words.length > 1 ? words[1] : "", words.length, turn, connection);
        return end + 1;
    }

    private static void tell(String name, String first, long elements, Turn turn, Connection connection) {
        Verb verb = verb(name);
        if (name.equals("auth") || name.equals("hello")) {
            // With one argument that is the password, with two the first is the user.
            boolean user = name.equals("auth") && elements > 2;
            connection.user = user ? first : null;
            Turn.Draft draft = connection.pending.ask(turn, name, verb, "").field("user", connection.user);
            if (name.equals("auth")) draft.field("credentials", true);
            draft.emit();
            return;
        }
        boolean sub = name.equals("config")
                || name.equals("client")
                || name.equals("cluster")
                || name.equals("acl")
                || name.equals("module")
                || name.equals("script")
                || name.equals("debug");
        boolean named = sub && isWord(first);
        String operation = named ? name + " " + first.toLowerCase(Locale.ROOT) : name;
        boolean script = name.equals("eval") || name.equals("evalsha");
        Turn.Draft draft =
                connection.pending.ask(turn, operation, sub ? subVerb(operation) : verb, sub || script ? "" : first);
        // Whoever can do these can write files or run programs on the server.
        if (operation.equals("config set")
                || operation.equals("module load")
                || name.equals("slaveof")
                || name.equals("replicaof")) draft.field("system_access", operation);
        draft.emit();
    }

    private static Verb subVerb(String operation) {
        return switch (operation) {
            case "config set", "module load", "config rewrite", "cluster reset", "script flush" -> Verb.CONFIGURE;
            case "acl setuser", "acl deluser" -> Verb.PROTECT;
            default -> Verb.DIAGNOSE;
        };
    }

    private static Verb verb(String name) {
        return switch (name) {
            case "get",
                    "mget",
                    "hget",
                    "hgetall",
                    "hmget",
                    "lrange",
                    "smembers",
                    "zrange",
                    "exists",
                    "ttl",
                    "type",
                    "strlen",
                    "getrange",
                    "xread" -> Verb.READ;
            case "keys", "scan", "dbsize", "randomkey" -> Verb.BROWSE;
            case "set",
                    "mset",
                    "setex",
                    "hset",
                    "hmset",
                    "lpush",
                    "rpush",
                    "sadd",
                    "zadd",
                    "del",
                    "unlink",
                    "incr",
                    "decr",
                    "expire",
                    "append",
                    "xadd" -> Verb.WRITE;
            case "flushall", "flushdb", "restore", "rename" -> Verb.WRITE;
            case "slaveof", "replicaof", "bgrewriteaof", "failover" -> Verb.CONFIGURE;
            case "shutdown" -> Verb.STOP;
            case "auth" -> Verb.LOGIN;
            case "info", "monitor", "slowlog", "memory", "latency", "role", "time" -> Verb.DIAGNOSE;
            case "ping",
                    "echo",
                    "select",
                    "quit",
                    "hello",
                    "subscribe",
                    "psubscribe",
                    "unsubscribe",
                    "multi",
                    "exec",
                    "watch",
                    "reset" -> Verb.SESSION;
            default -> Verb.OTHER;
        };
    }

    private static int answer(Bytes pending, Turn turn, Connection connection) {
        int end = line(pending);
        if (end <= 0) return end;
        int kind = pending.u8(0);
        if ("+-:$*_#,(!=%~>|".indexOf(kind) < 0) return LOST;
        boolean good = kind != '-' && kind != '!';
        connection.server.elements = 1;
        element(pending, connection.server);
        // What is published comes without being asked.
        if (connection.pending.isEmpty() || kind == '>') return end;
        boolean login = connection.pending.next("auth");
        Turn.Draft draft = connection.pending.answer(turn, good ? Outcome.SUCCESS : Outcome.REFUSED);
        if (!good) draft.field("error_text", pending.ascii(1, Math.min(end - 3, KEY_BYTES_MAX)));
        if (login) draft.field("user", connection.user);
        draft.emit();
        if (login && good) turn.identity(turn.destination(), Attribute.USER, connection.user, 0.7);
        return end;
    }
}
