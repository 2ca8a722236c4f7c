package dev.postern.wire.it.socks;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Guess;
import dev.postern.wire.it.purpose.Purpose;
import dev.postern.wire.it.tls.TlsStream;

/**
 * SOCKS 4, 4A and 5 over TCP: who is reached through the proxy. Target is {@code host:port}. With a good answer the protocol ends, and what goes
 * through is recognised anew.
 */
public final class SocksDissector implements Dissector {
    private static final int VERSION_4 = 4, VERSION_5 = 5, LOGIN_VERSION = 1;
    private static final int CONNECT = 1, BIND = 2, ASSOCIATE = 3;
    private static final int IPV4 = 1, NAME = 3, IPV6 = 4;
    private static final int PASSWORD = 2, NONE_ACCEPTABLE = 0xFF;
    private static final int METHODS_MAX = 16, TEXT_BYTES_MAX = 255;
    private static final int GRANTED_4 = 0x5A;
    private static final String[] REPLIES = {
        "ok",
        "general failure",
        "not allowed",
        "network unreachable",
        "host unreachable",
        "refused",
        "ttl expired",
        "command unknown",
        "address kind unknown"
    };

    private enum Step {
        GREETING,
        LOGIN,
        REQUEST,
        THROUGH
    }

    private static final class Proxy {
        private Step client = Step.GREETING;
        private Step server = Step.GREETING;
        private String operation = "connect";
        private String target = "";
        private String user;
        private long askedNanos = -1;
        /** What the client sent behind its request is nothing that is known. */
        private boolean unread;
    }

    @Override
    public String protocol() {
        return "socks";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 1080 || port == 9050 || port == 9150);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    /** A greeting of three octets is all a client sends at first, so only version 4, whose request is longer, is certain. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int length = pending.length();
        if (fromClient && pending.u8(0) == VERSION_4) {
            boolean request = length >= 9
                    && length <= 9 + 2 * TEXT_BYTES_MAX
                    && (pending.u8(1) == CONNECT || pending.u8(1) == BIND)
                    && pending.u16(2) != 0
                    && pending.u8(length - 1) == 0
                    && isText(pending, 8, length - 1);
            // Version 4A: an address that cannot be, then user and name.
            boolean named = request && pending.u24(4) == 0 && pending.u8(7) != 0 && length > 10;
            return named ? Recognition.CERTAIN : request ? Recognition.UNSURE : Recognition.NOT;
        }
        if (fromClient) {
            int methods = pending.u8(1);
            boolean greeting =
                    pending.u8(0) == VERSION_5 && methods >= 1 && methods <= METHODS_MAX && length == 2 + methods;
            for (int i = 0; greeting && i < methods; i++)
                greeting = pending.u8(2 + i) <= 9 || pending.u8(2 + i) >= 0x80;
            return greeting ? Recognition.UNSURE : Recognition.NOT;
        }
        boolean four = length == 8 && pending.u8(0) == 0 && pending.u8(1) >= GRANTED_4 && pending.u8(1) <= 0x5D;
        boolean five =
                length == 2 && pending.u8(0) == VERSION_5 && (pending.u8(1) <= 9 || pending.u8(1) == NONE_ACCEPTABLE);
        return four || five ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isText(Bytes pending, int from, int to) {
        for (int i = from; i < to; i++)
            if (pending.u8(i) != 0 && (pending.u8(i) < ' ' || pending.u8(i) > 126)) return false;
        return true;
    }

    @Override
    public Object newState() {
        return new Proxy();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Proxy proxy = turn.state();
        if (turn.fromClient() && proxy.client == Step.THROUGH) return through(pending, turn, proxy);
        return turn.fromClient() ? client(pending, turn, proxy) : server(pending, turn, proxy);
    }

    /** Where the answer is not seen, only what is certain of the first octets behind the request shows that the way was opened. */
    private static int through(Bytes pending, Turn turn, Proxy proxy) {
        if (proxy.unread) return pending.length();
        if (TlsStream.probe(pending) == Recognition.CERTAIN) return turn.handOver("tls");
        if (TlsStream.mayBegin(pending)) return NEED_MORE;
        proxy.unread = true;
        return pending.length();
    }

    private static int client(Bytes pending, Turn turn, Proxy proxy) {
        int version = pending.u8(0);
        if (version == VERSION_4 && proxy.client == Step.GREETING) return four(pending, turn, proxy);
        if (version == LOGIN_VERSION && proxy.client == Step.LOGIN) return login(pending, turn, proxy);
        if (version != VERSION_5) return LOST;
        if (proxy.client != Step.GREETING) return five(pending, turn, proxy);
        int length = 2 + pending.u8(1);
        if (!pending.has(0, length)) return NEED_MORE;
        // The server may choose to ask for a password; who sends a request right away is not asked.
        proxy.client = Step.LOGIN;
        return length;
    }

    private static int four(Bytes pending, Turn turn, Proxy proxy) {
        int userEnd = pending.indexOf(0, 8);
        if (userEnd < 0 && pending.length() <= TEXT_BYTES_MAX) return NEED_MORE;
        if (userEnd < 0 || userEnd > TEXT_BYTES_MAX) return LOST;
        boolean named = pending.u24(4) == 0 && pending.u8(7) != 0;
        int end = named ? pending.indexOf(0, userEnd + 1) : userEnd;
        if (end < 0 && pending.length() <= 3 * TEXT_BYTES_MAX) return NEED_MORE;
        if (end < 0 || end > 3 * TEXT_BYTES_MAX) return LOST;
        proxy.user = userEnd > 8 ? pending.ascii(8, userEnd - 8) : null;
        String host = named
                ? pending.ascii(userEnd + 1, end - userEnd - 1)
                : Address.ipv4(pending.i32(4)).toString();
        ask(VERSION_4, pending.u8(1), host, pending.u16(2), turn, proxy);
        return end + 1;
    }

    /** RFC 1929: the password is passed over. */
    private static int login(Bytes pending, Turn turn, Proxy proxy) {
        int user = pending.u8(1);
        int length = 3 + user + pending.u8(2 + user);
        if (!pending.has(0, length)) return NEED_MORE;
        proxy.user = pending.utf8(2, user);
        proxy.askedNanos = turn.atNanos();
        turn.message("login", Verb.LOGIN, Outcome.REQUEST)
                .field("user", proxy.user)
                .field("credentials", true)
                .field("guessable", Guess.of(proxy.user, pending.utf8(3 + user, length - 3 - user)))
                .emit();
        turn.identity(turn.source(), Attribute.USER, proxy.user, 0.6);
        return length;
    }

    private static int five(Bytes pending, Turn turn, Proxy proxy) {
        int length = lengthWithAddress(pending);
        if (length < 0) return LOST;
        if (!pending.has(0, length)) return NEED_MORE;
        ask(VERSION_5, pending.u8(1), host(pending), pending.u16(length - 2), turn, proxy);
        return length;
    }

    /** Octets of a request or reply of version 5, or -1 if its address is of no known kind. */
    private static int lengthWithAddress(Bytes pending) {
        if (pending.length() < 5) return 5;
        return switch (pending.u8(3)) {
            case IPV4 -> 10;
            case NAME -> 7 + pending.u8(4);
            case IPV6 -> 22;
            default -> -1;
        };
    }

    private static String host(Bytes pending) {
        return switch (pending.u8(3)) {
            case IPV4 -> Address.ipv4(pending.i32(4)).toString();
            case NAME -> pending.ascii(5, pending.u8(4));
            default -> "[" + Address.ipv6(pending.i64(4), pending.i64(12)) + "]";
        };
    }

    private static void ask(int version, int command, String host, int port, Turn turn, Proxy proxy) {
        proxy.client = Step.THROUGH;
        proxy.server = Step.REQUEST;
        proxy.operation = command == CONNECT
                ? "connect"
                : command == BIND ? "bind" : command == ASSOCIATE ? "associate" : "command " + command;
        proxy.target = host.toLowerCase(java.util.Locale.ROOT) + ":" + port;
        proxy.askedNanos = turn.atNanos();
        Turn.Draft draft = turn.message(proxy.operation, Verb.SESSION, Outcome.REQUEST)
                .target(proxy.target)
                .field("version", (long) version)
                .field("host", host)
                .field("port", (long) port)
                .field("user", proxy.user);
        Purpose.fill(draft, Purpose.ofHost(host.toLowerCase(java.util.Locale.ROOT)))
                .emit();
    }

    private static int server(Bytes pending, Turn turn, Proxy proxy) {
        if (pending.length() < 2) return NEED_MORE;
        int version = pending.u8(0);
        if (version == 0 && proxy.server != Step.GREETING) return fourAnswer(pending, turn, proxy);
        if (version == LOGIN_VERSION && proxy.server == Step.LOGIN) {
            boolean good = pending.u8(1) == 0;
            turn.message("login", Verb.LOGIN, good ? Outcome.SUCCESS : Outcome.REFUSED)
                    .answers(proxy.askedNanos)
                    .field("user", proxy.user)
                    .emit();
            proxy.server = Step.REQUEST;
            return 2;
        }
        if (version != VERSION_5) return LOST;
        if (proxy.server != Step.REQUEST) return choice(pending, turn, proxy);
        int length = lengthWithAddress(pending);
        if (length < 0) return LOST;
        if (!pending.has(0, length)) return NEED_MORE;
        int reply = pending.u8(1);
        answer(reply == 0, reply < REPLIES.length ? REPLIES[reply] : "reply " + reply, turn, proxy);
        return length;
    }

    private static int choice(Bytes pending, Turn turn, Proxy proxy) {
        int method = pending.u8(1);
        proxy.server = method == PASSWORD ? Step.LOGIN : Step.REQUEST;
        turn.message("greeting", Verb.SESSION, method == NONE_ACCEPTABLE ? Outcome.REFUSED : Outcome.SUCCESS)
                .field("method", (long) method)
                .emit();
        turn.identity(turn.source(), Attribute.ROLE, "proxy", 0.7);
        return 2;
    }

    private static int fourAnswer(Bytes pending, Turn turn, Proxy proxy) {
        if (pending.length() < 8) return NEED_MORE;
        int reply = pending.u8(1);
        answer(reply == GRANTED_4, reply == GRANTED_4 ? "ok" : "reply " + reply, turn, proxy);
        turn.identity(turn.source(), Attribute.ROLE, "proxy", 0.7);
        return 8;
    }

    private static void answer(boolean good, String text, Turn turn, Proxy proxy) {
        if (good) turn.over();
        turn.message(proxy.operation, Verb.SESSION, good ? Outcome.SUCCESS : Outcome.REFUSED)
                .target(proxy.target)
                .answers(proxy.askedNanos)
                .field("status", text)
                .emit();
    }
}
