package dev.postern.wire.it.http;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.kerberos.Presented;
import dev.postern.wire.it.ntlm.Ntlm;
import dev.postern.wire.it.purpose.Purpose;
import java.util.ArrayDeque;
import java.util.Locale;

/**
 * HTTP/1 over TCP. Target is the path without its query, cut to {@link #TARGET_MAX} characters; answers are tied to requests in order, at
 * most {@link #WAITING_MAX} of which are remembered. Bodies pass unread and unkept; what follows a CONNECT or an upgrade
 * is recognised anew.
 */
public final class HttpDissector implements Dissector {
    static final int HEAD_BYTES_MAX = 32 * 1024;
    static final int TARGET_MAX = 128;
    static final int WAITING_MAX = 64;
    private static final String[] METHODS = {
        "GET",
        "POST",
        "HEAD",
        "PUT",
        "DELETE",
        "OPTIONS",
        "CONNECT",
        "PATCH",
        "TRACE",
        "PROPFIND",
        "PROPPATCH",
        "MKCOL",
        "MOVE",
        "COPY",
        "LOCK",
        "UNLOCK",
        "REPORT",
        "SEARCH",
        "SUBSCRIBE",
        "UNSUBSCRIBE",
        "NOTIFY",
        "RPC_IN_DATA",
        "RPC_OUT_DATA",
        "BITS_POST"
    };

    /** @param proof null where it brought none */
    private record Asked(String method, String target, long atNanos, Proof proof) {}

    private static final class Side {
        private final Body body = new Body();
        /** Bytes are missing in the body. */
        private boolean lost;

        /** Octets of the pending head in which no empty line was found. */
        private int scanned;

        private String told = "";
    }

    private static final class Connection {
        private final Side client = new Side();
        private final Side server = new Side();
        private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
        /** The last that was let in, told once. */
        private Proof inside;
        /** What follows on both sides are its frames. */
        private boolean webSocket;
    }

    @Override
    public String protocol() {
        return "http";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP
                && (port == 80 || port == 8080 || port == 8000 || port == 3128 || port == 5985 || port == 8530);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (isStatus(pending)) return Recognition.CERTAIN;
        String method = method(pending);
        if (method == null) return Recognition.NOT;
        int newline = pending.indexOf('\n', method.length());
        if (newline < 0) return pending.length() < TARGET_MAX * 64 ? Recognition.UNSURE : Recognition.NOT;
        return isRequest(pending, method, newline) ? Recognition.CERTAIN : Recognition.NOT;
    }

    /** Method, one target without blanks, version. */
    private static boolean isRequest(Bytes pending, String method, int newline) {
        int end = pending.u8(newline - 1) == '\r' ? newline - 1 : newline;
        int blank = pending.indexOf(' ', method.length() + 1);
        return blank == end - 9 && isVersion(pending, blank + 1);
    }

    private static boolean isVersion(Bytes pending, int at) {
        return pending.startsWith("HTTP/1.", at) && (pending.u8(at + 7) == '0' || pending.u8(at + 7) == '1');
    }

    private static boolean isStatus(Bytes pending) {
        if (!isVersion(pending, 0) || pending.u8(8) != ' ') return false;
        for (int i = 9; i < 12; i++) if (pending.u8(i) < '0' || pending.u8(i) > '9') return false;
        return true;
    }

    private static String method(Bytes pending) {
        for (String method : METHODS)
            if (pending.startsWith(method, 0) && pending.has(method.length(), 1) && pending.u8(method.length()) == ' ')
                return method;
        return null;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (connection.webSocket) return turn.handOver(WebSocketDissector.PROTOCOL);
        Side side = turn.fromClient() ? connection.client : connection.server;
        side.lost |= turn.isAfterGap();
        if (side.body.pending()) {
            // After a gap the remaining length means nothing; a new head at the start of a segment ends the body.
            if (!side.lost || !begins(pending, turn.fromClient())) {
                int skipped = side.body.skip(pending);
                return skipped == Body.MORE ? NEED_MORE : skipped == Body.BROKEN ? LOST : skipped;
            }
            side.body.none();
        }
        side.lost = false;
        int blank = blankLines(pending);
        if (blank > 0) return blank;
        return head(pending, turn, connection, side);
    }

    private static boolean begins(Bytes pending, boolean fromClient) {
        if (!fromClient) return isStatus(pending);
        String method = method(pending);
        if (method == null) return false;
        int newline = pending.indexOf('\n', method.length());
        return newline > 0 && isRequest(pending, method, newline);
    }

    /** Empty lines before a request are ignored: RFC 9112 section 2.2. */
    private static int blankLines(Bytes pending) {
        int at = 0;
        while (at < pending.length() && (pending.u8(at) == '\r' || pending.u8(at) == '\n')) at++;
        return at;
    }

    private int head(Bytes pending, Turn turn, Connection connection, Side side) {
        Recognition looks = probe(pending, Transport.TCP, turn.fromClient());
        if (looks == Recognition.NOT && pending.length() >= 24) return LOST;
        int end = headEnd(pending, Math.max(0, side.scanned - 2));
        if (end < 0 || end > HEAD_BYTES_MAX) {
            side.scanned = pending.length();
            if (pending.length() < HEAD_BYTES_MAX) return NEED_MORE;
            side.scanned = 0;
            turn.malformed("header too long", HEAD_BYTES_MAX);
            return LOST;
        }
        side.scanned = 0;
        if (looks == Recognition.NOT) return LOST;
        Head head = new Head(pending, end);
        if (isStatus(pending)) response(head, turn, connection, side);
        else request(head, method(pending), turn, connection, side);
        if (head.lengthsDiffer) turn.malformed("content lengths differ", 0);
        return end;
    }

    /** Offset after the empty line that ends a head, or -1. */
    private static int headEnd(Bytes pending, int from) {
        for (int newline = pending.indexOf('\n', from); newline >= 0; newline = pending.indexOf('\n', newline + 1)) {
            int next = newline + 1;
            if (pending.has(next, 1) && pending.u8(next) == '\n') return next + 1;
            if (pending.has(next, 2) && pending.u8(next) == '\r' && pending.u8(next + 1) == '\n') return next + 2;
        }
        return -1;
    }

    private static void request(Head head, String method, Turn turn, Connection connection, Side side) {
        String uri = uri(head.firstLine, method);
        int query = uri.indexOf('?');
        String path = path(query < 0 ? uri : uri.substring(0, query));
        String target = path.length() > TARGET_MAX ? path.substring(0, TARGET_MAX) : path;
        if (connection.waiting.size() == WAITING_MAX) {
            connection.waiting.removeFirst();
            turn.forgot();
        }
        Ntlm ntlm = head.token == null ? null : Ntlm.find(head.token);
        connection.waiting.addLast(new Asked(method, target, turn.atNanos(), Proof.of(head, ntlm)));
        if (head.chunked) side.body.chunked();
        else side.body.length(head.contentLength);
        Turn.Draft draft = turn.message(method.toLowerCase(Locale.ROOT), verb(method), Outcome.REQUEST)
                .target(target)
                .field("host", head.host)
                .field("user_agent", head.userAgent)
                .field("content_type", head.contentType)
                .field("content_length", head.contentLength < 0 ? null : (Object) head.contentLength);
        if (query >= 0) draft.field("query_length", (long) uri.length() - query - 1);
        draft.field("credentials", head.credentials ? true : null)
                .field("user", head.user)
                .field("guessable", head.guessable);
        // A whole address instead of a path is how one asks a proxy.
        if (uri.length() > path.length() && uri.contains("://") && !uri.startsWith("/")) draft.field("proxied", true);
        draft.field("authorization", head.scheme).field("upgrade", head.upgrade).field("subprotocol", head.subProtocol);
        Purpose.fill(draft, purpose(head, method, path));
        windows(head, ntlm, draft, turn);
        turn.identity(turn.source(), Attribute.USER, head.user, 0.7);
        tell(turn, side, head.userAgent, 0.5);
    }

    private static Purpose purpose(Head head, String method, String path) {
        String host = method.equals("CONNECT") ? path : head.host;
        int port = host == null ? -1 : host.lastIndexOf(':');
        Purpose known = Purpose.ofHost(port < 0 ? host : host.substring(0, port));
        if (known == null) known = Purpose.ofAgent(head.userAgent);
        return known != null ? known : Purpose.ofPath(path);
    }

    /** Ends the message with what a login of Windows says. */
    private static void windows(Head head, Ntlm ntlm, Turn.Draft draft, Turn turn) {
        Presented ticket = head.token == null || ntlm != null ? null : Presented.find(head.token);
        if (ntlm != null) ntlm.fill(draft);
        if (ticket != null) ticket.fill(draft);
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
    }

    /** Between method and version; an absolute form loses scheme and host. */
    private static String uri(String line, String method) {
        int end = line.lastIndexOf(' ');
        return end <= method.length()
                ? ""
                : line.substring(method.length() + 1, end).strip();
    }

    private static String path(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0 || uri.startsWith("/")) return uri;
        int slash = uri.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    private static Verb verb(String method) {
        return method.equals("PUT") ? Verb.FILE_WRITE : Verb.OTHER;
    }

    private static void response(Head head, Turn turn, Connection connection, Side side) {
        int status = Integer.parseInt(head.firstLine.substring(9, 12));
        boolean interim = status < 200 && status != 101;
        Asked asked = interim ? connection.waiting.peekFirst() : connection.waiting.pollFirst();
        String method = asked == null ? "" : asked.method();
        boolean tunnel = status == 101 || method.equals("CONNECT") && status < 300 && !interim;
        Turn.Draft draft = turn.message(
                        asked == null ? "response" : method.toLowerCase(Locale.ROOT),
                        asked == null ? Verb.OTHER : verb(method),
                        interim ? Outcome.NOTICE : status >= 400 ? Outcome.REFUSED : Outcome.SUCCESS)
                .field("status", (long) status)
                .field("server", head.server)
                .field("content_type", head.contentType)
                .field("content_length", head.contentLength < 0 ? null : (Object) head.contentLength)
                .field("location", head.location)
                .field("authenticate", head.scheme)
                .field("upgrade", head.upgrade)
                .field("subprotocol", head.subProtocol);
        if (asked != null) draft.target(asked.target()).answers(asked.atNanos());
        windows(head, head.token == null ? null : Ntlm.find(head.token), draft, turn);
        if (asked != null && asked.proof() != null && !interim) login(asked, head, status, turn, connection);
        tell(turn, side, head.server, 0.7);
        connection.webSocket = status == 101 && WebSocketDissector.PROTOCOL.equals(head.upgrade);
        if (tunnel && !connection.webSocket) turn.over();
        if (interim || tunnel || method.equals("HEAD") || status == 204 || status == 304) side.body.none();
        else if (head.chunked) side.body.chunked();
        else if (head.contentLength >= 0) side.body.length(head.contentLength);
        else side.body.toClose();
    }

    /** Of one that is let in again and again on a connection the first time is told. */
    private static void login(Asked asked, Head answer, int status, Turn turn, Connection connection) {
        Outcome outcome = asked.proof().judged(status, answer);
        if (outcome == null || outcome == Outcome.SUCCESS && asked.proof().equals(connection.inside)) return;
        connection.inside = outcome == Outcome.SUCCESS ? asked.proof() : null;
        asked.proof().tell(turn, outcome, asked.atNanos());
    }

    /** Once per connection and value. */
    private static void tell(Turn turn, Side side, String software, double confidence) {
        if (software == null || software.equals(side.told)) return;
        side.told = software;
        turn.identity(turn.source(), Attribute.SOFTWARE, software, confidence);
    }
}
