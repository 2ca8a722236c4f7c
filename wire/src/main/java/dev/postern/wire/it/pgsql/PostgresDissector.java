package dev.postern.wire.it.pgsql;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Guess;
import dev.postern.wire.it.parts.Skip;
import dev.postern.wire.it.sql.Pending;
import dev.postern.wire.it.sql.Statement;
import dev.postern.wire.it.tls.TlsStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * PostgreSQL over TCP: login, statements and how they ended. A prepared statement is told each time it is bound; at most {@link #PREPARED_MAX} are
 * remembered. Rows pass unread and unkept; with an SSLRequest that is granted the protocol ends.
 */
public final class PostgresDissector implements Dissector {
    static final int PREPARED_MAX = 64;
    private static final int HEADER_BYTES = 5, LOOKED_MAX = Statement.TEXT_MAX;
    private static final int LENGTH_MAX = 1 << 30, PROBED_MAX = 1 << 20, STARTUP_BYTES_MAX = 10_000;
    private static final int VERSION_3 = 0x0003_0000, SSL = 80_877_103, CANCEL = 80_877_102, GSS = 80_877_104;
    private static final int TEXT_MAX = 256;
    private static final String PASSWORD = "password";
    private static final String FROM_CLIENT = "BCcDdEFfHPpQSX", FROM_SERVER = "123ACDdEGHIKNnRSsTtVvWZ";

    private static final class Connection {
        private final Pending pending = new Pending();
        private final Map<String, Statement> prepared = new LinkedHashMap<>();
        private boolean asksTls;
        private String authentication;
        private String user;
        private final Skip skip = new Skip();
    }

    @Override
    public String protocol() {
        return "pgsql";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 5432;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (fromClient && isStartup(pending)) return Recognition.CERTAIN;
        int type = pending.u8(0);
        if (!fromClient && pending.length() == 1)
            return type == 'S' || type == 'N' ? Recognition.UNSURE : Recognition.NOT;
        if (!isHeader(pending, 0, fromClient)) return Recognition.NOT;
        int next = 1 + pending.i32(1);
        if (next > PROBED_MAX) return Recognition.NOT;
        if (pending.has(next, HEADER_BYTES) && !isHeader(pending, next, fromClient)) return Recognition.NOT;
        return Recognition.UNSURE;
    }

    /** Its length is that of what is there, and its code is one of four. */
    private static boolean isStartup(Bytes pending) {
        int length = pending.i32(0);
        int code = pending.i32(4);
        boolean known = code == VERSION_3 && length > 8
                || (code == SSL || code == GSS) && length == 8
                || code == CANCEL && length == 16;
        return known && length == pending.length() && length <= STARTUP_BYTES_MAX;
    }

    private static boolean isHeader(Bytes pending, int at, boolean fromClient) {
        int length = pending.i32(at + 1);
        String types = fromClient ? FROM_CLIENT : FROM_SERVER;
        return pending.has(at, HEADER_BYTES)
                && types.indexOf(pending.u8(at)) >= 0
                && length >= 4
                && length <= LENGTH_MAX;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        int passed = connection.skip.pass(pending, turn);
        if (passed > 0) return passed;
        if (connection.asksTls && !turn.fromClient()) return tlsAnswer(pending, turn, connection);
        if (connection.asksTls && TlsStream.probe(pending) == Recognition.CERTAIN) return turn.handOver("tls");
        if (connection.asksTls && TlsStream.mayBegin(pending)) return NEED_MORE;
        if (turn.fromClient() && pending.u8(0) == 0) return startup(pending, turn, connection);
        if (pending.length() < HEADER_BYTES) return NEED_MORE;
        if (!isHeader(pending, 0, turn.fromClient())) return LOST;
        int length = pending.i32(1);
        boolean read = (turn.fromClient() ? "QPBXFp" : "RSECIs").indexOf(pending.u8(0)) >= 0;
        int looked = 1 + Math.min(length, LOOKED_MAX);
        if (read && pending.length() < looked) {
            turn.need(looked);
            return NEED_MORE;
        }
        if (read) {
            Bytes payload = new Bytes().wrap(pending, HEADER_BYTES, looked - HEADER_BYTES);
            if (turn.fromClient()) client(pending.u8(0), payload, turn, connection);
            else server(pending.u8(0), payload, turn, connection);
        }
        return connection.skip.pass(pending, turn, 1L + length);
    }

    private static int tlsAnswer(Bytes pending, Turn turn, Connection connection) {
        connection.asksTls = false;
        boolean yes = pending.u8(0) == 'S' || pending.u8(0) == 'G';
        if (pending.u8(0) == 'S') turn.over();
        connection.pending.answer(turn, yes ? Outcome.SUCCESS : Outcome.REFUSED).emit();
        return 1;
    }

    private static int startup(Bytes pending, Turn turn, Connection connection) {
        if (pending.length() < 8) return NEED_MORE;
        int length = pending.i32(0);
        if (length < 8 || length > STARTUP_BYTES_MAX) return LOST;
        if (pending.length() < length) {
            turn.need(length);
            return NEED_MORE;
        }
        Bytes message = new Bytes().wrap(pending, 0, length);
        switch (message.i32(4)) {
            case VERSION_3 -> login(message, turn, connection);
            case SSL, GSS -> {
                connection.asksTls = true;
                connection.pending.ask(turn, "starttls", Verb.SESSION, "").emit();
            }
            case CANCEL -> turn.message("cancel", Verb.SESSION, Outcome.NOTICE).emit();
            default -> turn.malformed("startup code unknown", 4);
        }
        return length;
    }

    private static void login(Bytes message, Turn turn, Connection connection) {
        String database = null;
        String application = null;
        for (int at = 8; message.u8(at) != 0; ) {
            String name = zeroEnded(message, at);
            at = after(message, at);
            String value = zeroEnded(message, at);
            at = after(message, at);
            switch (name) {
                case "user" -> connection.user = value;
                case "database" -> database = value;
                case "application_name" -> application = value;
                default -> {}
            }
        }
        connection
                .pending
                .ask(turn, "login", Verb.LOGIN, database == null ? "" : database)
                .field("user", connection.user)
                .field("application", application)
                .emit();
        turn.identity(turn.source(), Attribute.USER, connection.user, 0.6);
        turn.identity(turn.source(), Attribute.SOFTWARE, application, 0.6);
    }

    private static String zeroEnded(Bytes bytes, int at) {
        int end = bytes.indexOf(0, at);
        int length = (end < 0 ? bytes.length() : end) - at;
        return length <= 0 ? "" : bytes.utf8(at, Math.min(length, LOOKED_MAX));
    }

    private static int after(Bytes bytes, int at) {
        int end = bytes.indexOf(0, at);
        return end < 0 ? bytes.length() : end + 1;
    }

    private static void client(int type, Bytes payload, Turn turn, Connection connection) {
        switch (type) {
            case 'Q' ->
                connection
                        .pending
                        .ask(turn, Statement.of(zeroEnded(payload, 0)))
                        .emit();
            case 'P' -> prepare(payload, turn, connection);
            case 'B' -> {
                Statement statement = connection.prepared.get(zeroEnded(payload, after(payload, 0)));
                if (statement == null)
                    connection.pending.ask(turn, "execute", Verb.OTHER, "").emit();
                else connection.pending.ask(turn, statement).emit();
            }
            case 'F' ->
                connection.pending.ask(turn, "call function", Verb.OTHER, "").emit();
            case 'p' -> {
                if (PASSWORD.equals(connection.authentication))
                    turn.message(PASSWORD, Verb.LOGIN, Outcome.REQUEST)
                            .field("user", connection.user)
                            .field("credentials", true)
                            .field("guessable", Guess.of(connection.user, zeroEnded(payload, 0)))
                            .emit();
            }
            case 'X' -> turn.message("terminate", Verb.SESSION, Outcome.NOTICE).emit();
            default -> {}
        }
    }

    private static void prepare(Bytes payload, Turn turn, Connection connection) {
        String name = zeroEnded(payload, 0);
        if (connection.prepared.size() == PREPARED_MAX && !connection.prepared.containsKey(name)) {
            connection.prepared.remove(connection.prepared.keySet().iterator().next());
            turn.forgot();
        }
        connection.prepared.put(name, Statement.of(zeroEnded(payload, after(payload, 0))));
    }

    private static void server(int type, Bytes payload, Turn turn, Connection connection) {
        switch (type) {
            case 'R' -> authentication(payload, turn, connection);
            case 'S' -> {
                if (payload.startsWith("server_version\0", 0)) {
                    turn.identity(turn.source(), Attribute.SOFTWARE, "PostgreSQL " + zeroEnded(payload, 15), 0.9);
                    turn.identity(turn.source(), Attribute.ROLE, "database server", 0.8);
                }
            }
            case 'E' -> error(payload, turn, connection);
            default -> complete(type, payload, turn, connection);
        }
    }

    private static void authentication(Bytes payload, Turn turn, Connection connection) {
        int kind = payload.i32(0);
        if (kind != 0) {
            String asked = kind(kind);
            if (asked != null) connection.authentication = asked;
            return;
        }
        Turn.Draft draft = connection
                .pending
                .answer(turn, Outcome.SUCCESS)
                .field("user", connection.user)
                .field("authentication", connection.authentication == null ? "none" : connection.authentication);
        if (PASSWORD.equals(connection.authentication)) draft.field("credentials", true);
        draft.emit();
    }

    private static String kind(int kind) {
        return switch (kind) {
            case 2 -> "kerberos";
            case 3 -> PASSWORD;
            case 5 -> "md5";
            case 7 -> "gss";
            case 9 -> "sspi";
            case 10 -> "sasl";
            default -> null;
        };
    }

    private static void error(Bytes payload, Turn turn, Connection connection) {
        String state = null;
        String text = null;
        for (int at = 0; payload.u8(at) != 0; at = after(payload, at + 1)) {
            if (payload.u8(at) == 'C') state = zeroEnded(payload, at + 1);
            else if (payload.u8(at) == 'M') text = zeroEnded(payload, at + 1);
        }
        connection
                .pending
                .answer(turn, Outcome.REFUSED)
                .field("sql_state", state)
                .field("error_text", text == null || text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX))
                .emit();
        // What was sent along with the failing one is not carried out.
        connection.pending.clear();
    }

    /** {@code SELECT 5}: the last word is how many rows. */
    private static void complete(int type, Bytes payload, Turn turn, Connection connection) {
        if (connection.pending.isEmpty()) return;
        Turn.Draft draft = connection.pending.answer(turn, Outcome.SUCCESS);
        if (type == 'C') {
            String tag = zeroEnded(payload, 0);
            String last = tag.substring(tag.lastIndexOf(' ') + 1);
            long rows = 0;
            for (int i = 0; i < last.length() && rows >= 0; i++) {
                int digit = last.charAt(i) - '0';
                rows = digit < 0 || digit > 9 || i > 17 ? -1 : rows * 10 + digit;
            }
            if (rows >= 0 && !last.isEmpty()) draft.field("rows", rows);
        }
        draft.emit();
    }
}
