package dev.postern.wire.it.tds;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.ntlm.Ntlm;
import dev.postern.wire.it.sql.Pending;
import dev.postern.wire.it.sql.Statement;
import dev.postern.wire.it.tls.TlsStream;

/**
 * TDS over TCP: logins, statements and how they ended. Operation is the first word of a statement, target what it is about. Of a message in many
 * packets the first and the end of the last are read. Rows pass unread; TLS within is read up to its first encrypted record.
 */
public final class TdsDissector implements Dissector {
    private static final int HEADER_BYTES = 8, PACKET_BYTES_MAX = 32_768;
    private static final int TYPE = 0, STATUS = 1, LENGTH = 2, WINDOW = 7;
    private static final int BATCH = 1, OLD_LOGIN = 2, CALL = 3, ANSWER = 4, ATTENTION = 6, BULK = 7;
    private static final int FEDERATED = 8, TRANSACTION = 14, LOGIN = 16, SSPI = 17, PRELOGIN = 18;
    private static final int STATUS_END = 1, STATUS_MAX = 0x1F;
    private static final int TLS_HEADER = 5;
    private static final int OLD_NAME_BYTES = 30, OLD_HOST = 0, OLD_USER = 31;

    private static final class Connection {
        private final Pending pending = new Pending();
        private final TlsStream tls = new TlsStream();
        /** A message of this side goes on in the next packet. */
        private boolean clientGoesOn;

        private boolean serverGoesOn;
        private Tokens tokens;
        private String user;
    }

    @Override
    public String protocol() {
        return "tds";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 1433 || port == 2433);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    /** Certain of a prelogin or login whose own lengths fit the packet's. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!isHeader(pending)) return Recognition.NOT;
        int type = pending.u8(TYPE);
        int bytes = pending.u16(LENGTH) - HEADER_BYTES;
        Bytes payload = new Bytes().wrap(pending, HEADER_BYTES, bytes);
        if (fromClient == (type == ANSWER)) return Recognition.NOT;
        if (payload.length() == bytes
                && pending.length() > HEADER_BYTES + bytes
                && !isHeader(new Bytes().wrap(pending, HEADER_BYTES + bytes, HEADER_BYTES))) return Recognition.NOT;
        if (type == PRELOGIN && Prelogin.looks(payload)) return Recognition.CERTAIN;
        if (type == LOGIN && Login.looks(payload, bytes)) return Recognition.CERTAIN;
        if (type == ANSWER && pending.has(HEADER_BYTES, 1)) {
            boolean token = Tokens.isToken(payload.u8(0)) || Prelogin.looks(payload);
            return token ? Recognition.UNSURE : Recognition.NOT;
        }
        return bytes > 0 || type == ATTENTION ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isHeader(Bytes pending) {
        int length = pending.u16(LENGTH);
        return pending.has(0, HEADER_BYTES)
                && isType(pending.u8(TYPE))
                && pending.u8(STATUS) <= STATUS_MAX
                && length >= HEADER_BYTES
                && length <= PACKET_BYTES_MAX
                && pending.u8(WINDOW) == 0;
    }

    private static boolean isType(int type) {
        return switch (type) {
            case BATCH, OLD_LOGIN, CALL, ANSWER, ATTENTION, BULK, FEDERATED, TRANSACTION, LOGIN, SSPI, PRELOGIN -> true;
            default -> false;
        };
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (pending.length() < TLS_HEADER) return NEED_MORE;
        // The login, or everything after it, goes in records of TLS without a packet around them.
        boolean record = pending.u8(0) >= 20 && pending.u8(0) <= 23 && pending.u8(1) == 3;
        if (!record && pending.length() < HEADER_BYTES) return NEED_MORE;
        if (!record && !isHeader(pending)) return LOST;
        int length = record ? TLS_HEADER + pending.u16(3) : pending.u16(LENGTH);
        if (!pending.has(0, length)) {
            turn.need(length);
            return NEED_MORE;
        }
        if (record) return length;
        Bytes payload = new Bytes().wrap(pending, HEADER_BYTES, length - HEADER_BYTES);
        boolean ends = (pending.u8(STATUS) & STATUS_END) != 0;
        if (turn.fromClient()) {
            boolean first = !connection.clientGoesOn;
            connection.clientGoesOn = !ends;
            if (first) request(pending.u8(TYPE), payload, turn, connection);
        } else {
            answer(payload, ends, turn, connection);
        }
        return length;
    }

    private static void request(int type, Bytes payload, Turn turn, Connection connection) {
        switch (type) {
            case PRELOGIN -> prelogin(payload, turn, connection);
            case LOGIN -> login(payload, turn, connection);
            case OLD_LOGIN -> oldLogin(payload, turn, connection);
            case BATCH -> statement(Request.batch(payload), turn, connection);
            case CALL -> statement(Request.call(payload), turn, connection);
            case BULK ->
                connection.pending.ask(turn, "bulk load", Verb.WRITE, "").emit();
            case ATTENTION ->
                turn.message("attention", Verb.SESSION, Outcome.NOTICE).emit();
            case TRANSACTION ->
                connection.pending.ask(turn, "transaction", Verb.SESSION, "").emit();
            case SSPI -> {
                Ntlm ntlm = Ntlm.find(payload);
                if (ntlm != null && ntlm.provesUser()) connection.user = ntlm.account();
                token(ntlm, turn);
            }
            default ->
                connection.pending.ask(turn, "federated login", Verb.LOGIN, "").emit();
        }
    }

    private static void prelogin(Bytes payload, Turn turn, Connection connection) {
        if (!Prelogin.looks(payload)) {
            connection.tls.dissect(payload, turn);
            return;
        }
        Prelogin.read(payload)
                .fill(connection.pending.ask(turn, "prelogin", Verb.SESSION, ""))
                .emit();
    }

    private static void login(Bytes payload, Turn turn, Connection connection) {
        Login login = Login.read(payload);
        connection.user = login.user();
        String target = login.database() == null ? "" : login.database();
        login.fill(connection.pending.ask(turn, "login", Verb.LOGIN, target)).emit();
        login.tell(turn);
    }

    private static void oldLogin(Bytes payload, Turn turn, Connection connection) {
        String host = payload.ascii(OLD_HOST, Math.min(OLD_NAME_BYTES, payload.u8(OLD_HOST + OLD_NAME_BYTES)));
        connection.user = payload.ascii(OLD_USER, Math.min(OLD_NAME_BYTES, payload.u8(OLD_USER + OLD_NAME_BYTES)));
        connection
                .pending
                .ask(turn, "login", Verb.LOGIN, "")
                .field("host", host)
                .field("user", connection.user)
                .field("credentials", true)
                .emit();
        turn.identity(turn.source(), Attribute.NAME, host, 0.7);
        turn.identity(turn.source(), Attribute.USER, connection.user, 0.6);
    }

    private static void statement(Request request, Turn turn, Connection connection) {
        Statement statement = request.statement();
        Turn.Draft draft = statement == null
                ? connection.pending.ask(turn, "exec", Verb.OTHER, request.procedure())
                : connection.pending.ask(turn, statement);
        draft.field("procedure", request.procedure()).emit();
    }

    private static void answer(Bytes payload, boolean ends, Turn turn, Connection connection) {
        boolean first = !connection.serverGoesOn;
        connection.serverGoesOn = !ends;
        if (first && Prelogin.looks(payload)) {
            preloginAnswer(payload, turn, connection);
            return;
        }
        if (TlsStream.probe(payload) != Recognition.NOT && first && !Tokens.isToken(payload.u8(0))) {
            connection.tls.dissect(payload, turn);
            return;
        }
        if (first) {
            connection.tokens = new Tokens();
            connection.tokens.read(payload);
        }
        if (ends && connection.tokens != null) connection.tokens.readEnd(payload);
        if (!ends || connection.tokens == null) return;
        if (connection.tokens.asksToken()) {
            token(connection.tokens.ntlm, turn);
            connection.tokens = null;
            return;
        }
        answered(connection.tokens, turn, connection);
        connection.tokens = null;
    }

    private static void preloginAnswer(Bytes payload, Turn turn, Connection connection) {
        Prelogin options = Prelogin.read(payload);
        options.fill(connection.pending.answer(turn, Outcome.SUCCESS)).emit();
        turn.identity(turn.source(), Attribute.SOFTWARE, "Microsoft SQL Server " + options.version, 0.8);
        turn.identity(turn.source(), Attribute.ROLE, "database server", 0.8);
    }

    /** Goes on with a login that has not been answered yet. */
    private static void token(Ntlm ntlm, Turn turn) {
        Turn.Draft draft = turn.message("sspi", Verb.LOGIN, turn.fromClient() ? Outcome.REQUEST : Outcome.NOTICE);
        if (ntlm != null) ntlm.fill(draft);
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
    }

    private static void answered(Tokens tokens, Turn turn, Connection connection) {
        boolean login = tokens.product != null || connection.pending.next("login");
        Turn.Draft draft = connection.pending.answer(turn, tokens.failed ? Outcome.REFUSED : Outcome.SUCCESS);
        if (login) draft.field("user", connection.user);
        if (tokens.error >= 0)
            draft.field("error", tokens.error)
                    .field("error_class", tokens.errorClass)
                    .field("error_text", tokens.errorText);
        if (tokens.rows >= 0) draft.field("rows", tokens.rows);
        if (tokens.returnStatus != Long.MIN_VALUE) draft.field("return_status", tokens.returnStatus);
        draft.field("product", tokens.product)
                .field("product_version", tokens.productVersion)
                .field("database", tokens.database);
        draft.emit();
        if (tokens.product != null)
            turn.identity(turn.source(), Attribute.SOFTWARE, tokens.product + " " + tokens.productVersion, 0.9);
        turn.identity(turn.source(), Attribute.NAME, tokens.server, 0.7);
    }
}
