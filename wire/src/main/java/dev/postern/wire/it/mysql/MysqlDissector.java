package dev.postern.wire.it.mysql;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Skip;
import dev.postern.wire.it.sql.Pending;
import dev.postern.wire.it.sql.Statement;

/**
 * MySQL over TCP: greeting, login, commands and how they ended. A statement is told by its first word and what it is about; rows pass unread
 * and unkept. Reading ends where a client changes over to compression, where it asks for TLS the protocol ends.
 */
public final class MysqlDissector implements Dissector {
    private static final int HEADER_BYTES = 4;
    /** Of a longer packet only the beginning is looked at. */
    private static final int PAYLOAD_BYTES_MAX = Statement.TEXT_MAX + 1;

    private static final int OK = 0x00, ERROR = 0xFF;
    private static final int QUERY = 0x03, INIT_DATABASE = 0x02, SHUTDOWN = 0x08, CHANGE_USER = 0x11, PREPARE = 0x16;
    private static final int QUIT = 0x01, LONG_DATA = 0x18, CLOSE_STATEMENT = 0x19;
    private static final int ERROR_TEXT_MAX = 256;
    /** Octets of a statement looked at before it is believed to be one. */
    private static final int PROBED_BYTES = 8;

    private static final String[] COMMANDS = {
        "sleep",
        "quit",
        "use",
        "query",
        "field list",
        "create database",
        "drop database",
        "refresh",
        "shutdown",
        "statistics",
        "process list",
        "connect",
        "kill",
        "debug",
        "ping",
        "time",
        "delayed insert",
        "change user",
        "binlog dump",
        "table dump",
        "connect out",
        "register replica",
        "prepare",
        "execute",
        "long data",
        "close statement",
        "reset statement",
        "set option",
        "fetch",
        "daemon",
        "binlog dump",
        "reset connection"
    };

    private static final class Connection {
        private final Pending pending = new Pending();
        private boolean loggingIn;
        private boolean compressed;
        private boolean quiet;
        private String user;
        private final Skip skip = new Skip();
    }

    @Override
    public String protocol() {
        return "mysql";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 3306 || port == 33060);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.length() <= HEADER_BYTES) return Recognition.NOT;
        int length = length(pending);
        int sequence = pending.u8(3);
        Bytes payload = new Bytes().wrap(pending, HEADER_BYTES, length);
        if (!fromClient && sequence == 0) return Handshake.isGreeting(payload) ? Recognition.CERTAIN : Recognition.NOT;
        if (length == 0 || HEADER_BYTES + length < pending.length() && fromClient) return Recognition.NOT;
        if (fromClient && sequence == 1)
            return length >= 32 && Handshake.isResponse(payload) ? Recognition.CERTAIN : Recognition.NOT;
        boolean whole = HEADER_BYTES + length <= pending.length();
        boolean plausible = fromClient ? sequence == 0 && isText(payload) : whole && sequence == 1 && isAnswer(payload);
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    /** A query or a statement to prepare; other commands look too much like anything with a length before it. */
    private static boolean isText(Bytes payload) {
        int code = payload.u8(0);
        if (code != QUERY && code != PREPARE || payload.length() < PROBED_BYTES) return false;
        for (int i = 1; i < PROBED_BYTES; i++)
            if (payload.u8(i) < ' ' && payload.u8(i) != '\n' || payload.u8(i) > 126) return false;
        return true;
    }

    /** OK with its counts and states, an error with its state, or the number of columns. */
    private static boolean isAnswer(Bytes payload) {
        int first = payload.u8(0);
        if (first == OK) return payload.length() >= 7 && payload.length() < 64;
        if (first == ERROR) return payload.u8(3) == '#' && payload.length() > 9;
        return payload.length() == 1 && first < 0xFB;
    }

    private static int length(Bytes pending) {
        return pending.u8(0) | pending.u8(1) << 8 | pending.u8(2) << 16;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (connection.quiet) return pending.length();
        int passed = connection.skip.pass(pending, turn);
        if (passed > 0) return passed;
        if (pending.length() < HEADER_BYTES) return NEED_MORE;
        int length = length(pending);
        int looked = HEADER_BYTES + Math.min(length, PAYLOAD_BYTES_MAX);
        int sequence = pending.u8(3);
        boolean row = !turn.fromClient() && sequence > 1 && !connection.loggingIn;
        if (row) return connection.skip.pass(pending, turn, HEADER_BYTES + (long) length);
        if (pending.length() < looked) {
            turn.need(looked);
            return NEED_MORE;
        }
        Bytes payload = new Bytes().wrap(pending, HEADER_BYTES, looked - HEADER_BYTES);
        if (turn.fromClient()) client(payload, sequence, turn, connection);
        else server(payload, sequence, turn, connection);
        if (looked < HEADER_BYTES + length) connection.skip.pass(pending, turn, HEADER_BYTES + (long) length);
        return Math.min(pending.length(), HEADER_BYTES + length);
    }

    private static void client(Bytes payload, int sequence, Turn turn, Connection connection) {
        if (payload.length() == 0) return;
        if (sequence == 0) command(payload, turn, connection);
        else if (sequence == 1 && Handshake.asksTls(payload)) turn.over();
        else if (sequence == 1 && (connection.loggingIn || Handshake.isResponse(payload)))
            login(payload, turn, connection);
    }

    private static void login(Bytes payload, Turn turn, Connection connection) {
        connection.loggingIn = true;
        connection.user = Handshake.user(payload);
        connection.compressed &= (payload.i32le(0) & Handshake.COMPRESS) != 0;
        Turn.Draft draft = connection
                .pending
                .ask(turn, "login", Verb.LOGIN, Handshake.database(payload))
                .field("user", connection.user);
        Handshake.fill(payload, draft, turn);
        turn.identity(turn.source(), Attribute.USER, connection.user, 0.6);
    }

    private static void command(Bytes payload, Turn turn, Connection connection) {
        int code = payload.u8(0);
        String name = code < COMMANDS.length ? COMMANDS[code] : "command " + code;
        // What was asked before and not answered belongs to a stream with gaps.
        connection.pending.clear();
        connection.loggingIn = code == CHANGE_USER;
        if (code == QUERY || code == PREPARE) {
            Statement statement = Statement.of(payload.utf8(1, Math.min(payload.length() - 1, Statement.TEXT_MAX)));
            Turn.Draft draft = connection.pending.ask(turn, statement).field("command", (long) code);
            if (code == PREPARE) draft.field("prepared", true);
            draft.emit();
        } else if (code == QUIT || code == LONG_DATA || code == CLOSE_STATEMENT) {
            turn.message(name, Verb.SESSION, Outcome.NOTICE)
                    .field("command", (long) code)
                    .emit();
        } else {
            String target = code == INIT_DATABASE ? payload.utf8(1, Math.min(payload.length() - 1, 128)) : "";
            connection
                    .pending
                    .ask(turn, name, verb(code), target)
                    .field("command", (long) code)
                    .emit();
        }
    }

    private static Verb verb(int code) {
        return switch (code) {
            case SHUTDOWN -> Verb.STOP;
            case 0x04, 0x0A -> Verb.BROWSE;
            case 0x05, 0x06, 0x07, 0x1B -> Verb.CONFIGURE;
            case 0x0C, 0x0D -> Verb.DIAGNOSE;
            case CHANGE_USER -> Verb.LOGIN;
            case 0x12, 0x13, 0x1C, 0x1E -> Verb.READ;
            case 0x17 -> Verb.OTHER;
            default -> Verb.SESSION;
        };
    }

    private static void server(Bytes payload, int sequence, Turn turn, Connection connection) {
        if (sequence == 0 && Handshake.isGreeting(payload)) {
            greeting(payload, turn, connection);
            return;
        }
        int first = payload.u8(0);
        if (first == ERROR) {
            refused(payload, turn, connection);
            return;
        }
        if (connection.loggingIn) {
            if (first != OK) return;
            connection.loggingIn = false;
            connection
                    .pending
                    .answer(turn, Outcome.SUCCESS)
                    .field("user", connection.user)
                    .emit();
            connection.quiet = connection.compressed;
            return;
        }
        if (sequence != 1 || connection.pending.isEmpty()) return;
        Turn.Draft draft = connection.pending.answer(turn, Outcome.SUCCESS);
        // OK tells how many rows changed; anything else but its end is the number of columns of rows that follow.
        if (first == OK && payload.length() >= 7) draft.field("rows", affected(payload));
        else if (first > OK && first < 0xFB) draft.field("columns", (long) first);
        draft.emit();
    }

    /** A length-encoded integer. */
    private static long affected(Bytes payload) {
        return switch (payload.u8(1)) {
            case 0xFC -> payload.u16le(2);
            case 0xFD -> payload.u16le(2) | (long) payload.u8(4) << 16;
            case 0xFE -> payload.i64le(2);
            default -> payload.u8(1);
        };
    }

    private static void greeting(Bytes payload, Turn turn, Connection connection) {
        String version = Handshake.version(payload);
        connection.loggingIn = true;
        connection.compressed = (Handshake.capabilities(payload) & Handshake.COMPRESS) != 0;
        boolean tls = (Handshake.capabilities(payload) & Handshake.SSL) != 0;
        turn.message("greeting", Verb.SESSION, Outcome.NOTICE)
                .field("version", version)
                .field("tls_offered", tls)
                .emit();
        boolean maria = version.contains("MariaDB");
        turn.identity(turn.source(), Attribute.SOFTWARE, (maria ? "MariaDB " : "MySQL ") + version, 0.9);
        turn.identity(turn.source(), Attribute.ROLE, "database server", 0.8);
    }

    private static void refused(Bytes payload, Turn turn, Connection connection) {
        boolean login = connection.loggingIn;
        boolean state = payload.u8(3) == '#';
        int textAt = state ? 9 : 3;
        Turn.Draft draft = connection
                .pending
                .answer(turn, Outcome.REFUSED)
                .field("error", (long) payload.u16le(1))
                .field("sql_state", state ? payload.ascii(4, 5) : null)
                .field("error_text", payload.utf8(textAt, Math.clamp(payload.length() - textAt, 0, ERROR_TEXT_MAX)));
        if (login) draft.field("user", connection.user);
        draft.emit();
    }
}
