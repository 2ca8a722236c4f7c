package dev.postern.wire.it.rdp;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.tls.TlsStream;

/**
 * RDP over TCP: who wants in ({@code mstshash}), which security is agreed on, and with the oldest kind what the client says it is. With TLS the
 * handshake is read as such; all that follows passes unread, but for the sizes that tell whether a login with CredSSP succeeded
 * ({@link CredsspLogin}). Shares TPKT and X.224 with the protocols over COTP, whose connect requests carry
 * selectors where RDP has a cookie or its negotiation.
 *
 * <pre>{@code
 * TPKT   0 version 3 | 1 reserved | 2 length of all
 * X.224  4 length of the header without this octet | 5 type | 6 destination | 8 source | 10 class | 11 [cookie CR LF] [negotiation]
 * }</pre>
 */
public final class RdpDissector implements Dissector {
    private static final int TPKT_BYTES = 4, HEADER = 4, TYPE = 5, VARIABLE = 11;
    private static final int CONNECT_REQUEST = 0xE0, CONNECT_CONFIRM = 0xD0, DATA = 0xF0;
    private static final int NEGOTIATION_BYTES = 8;
    private static final int NEGOTIATION_REQUEST = 1, NEGOTIATION_RESPONSE = 2, NEGOTIATION_FAILURE = 3;
    private static final int COOKIE_BYTES_MAX = 256;
    /** Units read before a connection with the oldest security counts as secret. */
    static final int UNITS_MAX = 64;

    private static final int CREDSSP = 2, CREDSSP_EARLY = 8;
    private static final String COOKIE = "Cookie: ", USER_COOKIE = "Cookie: mstshash=";

    static final class Connection {
        private String user = "";
        private long atNanos = -1;
        private TlsStream tls;
        /** Null without CredSSP, and once it has told what it can. */
        private CredsspLogin login;

        private boolean secret;
        private int units;
    }

    @Override
    public String protocol() {
        return "rdp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 3389;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int total = pending.u16(2);
        int header = pending.u8(HEADER);
        int type = pending.u8(TYPE);
        boolean connect = type == CONNECT_REQUEST || type == CONNECT_CONFIRM;
        // A connect unit has no data behind its header.
        if (pending.u16(0) != 0x0300 || !connect || HEADER + 1 + header != total || total < VARIABLE)
            return Recognition.NOT;
        if (type == CONNECT_REQUEST && pending.startsWith(COOKIE, VARIABLE)) return Recognition.CERTAIN;
        if (total == VARIABLE)
            return pending.u16(6) == 0 || type == CONNECT_CONFIRM ? Recognition.UNSURE : Recognition.NOT;
        boolean negotiates =
                total == VARIABLE + NEGOTIATION_BYTES && isNegotiation(pending, VARIABLE, type == CONNECT_REQUEST);
        return negotiates ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isNegotiation(Bytes pending, int at, boolean request) {
        int kind = pending.u8(at);
        boolean known =
                request ? kind == NEGOTIATION_REQUEST : kind == NEGOTIATION_RESPONSE || kind == NEGOTIATION_FAILURE;
        return known && pending.u16le(at + 2) == NEGOTIATION_BYTES && pending.u32le(at + 4) < 0x100;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (connection.tls != null && !connection.secret) return sealed(pending, turn, connection);
        if (connection.secret) return pending.length();
        if (pending.length() < TPKT_BYTES + 2) {
            turn.need(TPKT_BYTES + 2);
            return NEED_MORE;
        }
        int total = pending.u16(2);
        if (pending.u16(0) != 0x0300 || total < TPKT_BYTES + 3) {
            // The short form that follows once the connection stands.
            if (connection.units > 0) connection.secret = true;
            return connection.units > 0 ? pending.length() : LOST;
        }
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        unit(new Bytes().wrap(pending, 0, total), turn, connection);
        if (++connection.units >= UNITS_MAX) connection.secret = true;
        return total;
    }

    private static int sealed(Bytes pending, Turn turn, Connection connection) {
        if (connection.login == null || !connection.tls.encrypts(pending, turn.fromClient()))
            return connection.tls.dissect(pending, turn);
        int taken = connection.login.record(pending, turn, connection.user);
        connection.secret = connection.login.isSettled();
        return taken;
    }

    @Override
    public void ended(Turn turn) {
        Connection connection = turn.state();
        if (connection.login != null) connection.login.ended(turn, connection.user);
    }

    private static void unit(Bytes unit, Turn turn, Connection connection) {
        int body = HEADER + 1 + unit.u8(HEADER);
        if (body > unit.length()) {
            turn.malformed("header longer than the unit", HEADER);
            return;
        }
        switch (unit.u8(TYPE) & 0xF0) {
            case CONNECT_REQUEST -> request(unit, turn, connection);
            case CONNECT_CONFIRM -> confirm(unit, turn, connection);
            case DATA -> data(unit, body, turn, connection);
            default -> {}
        }
    }

    private static void request(Bytes unit, Turn turn, Connection connection) {
        int at = VARIABLE;
        String cookie = null;
        if (unit.startsWith(COOKIE, at)) {
            int end = unit.indexOf('\n', at);
            int stop = end < 0 ? unit.length() : end > at && unit.u8(end - 1) == '\r' ? end - 1 : end;
            cookie = unit.ascii(at, Math.min(stop - at, COOKIE_BYTES_MAX));
            if (end < 0) turn.malformed("cookie without end", at);
            at = end < 0 ? unit.length() : end + 1;
        }
        boolean user = cookie != null && cookie.startsWith(USER_COOKIE);
        connection.user = user ? cookie.substring(USER_COOKIE.length()) : "";
        connection.atNanos = turn.atNanos();
        Turn.Draft draft = turn.message("connect", Verb.LOGIN, Outcome.REQUEST).target(connection.user);
        draft.field(user ? "user" : "cookie", user ? connection.user : cookie);
        if (unit.has(at, NEGOTIATION_BYTES) && isNegotiation(unit, at, true))
            draft.field("requested", unit.u32le(at + 4))
                    .field("restricted_admin", (unit.u8(at + 1) & 1) != 0 ? true : null);
        draft.emit();
        turn.identity(turn.source(), Attribute.USER, connection.user, 0.5);
    }

    private static void confirm(Bytes unit, Turn turn, Connection connection) {
        boolean negotiated = unit.has(VARIABLE, NEGOTIATION_BYTES) && isNegotiation(unit, VARIABLE, false);
        boolean failed = negotiated && unit.u8(VARIABLE) == NEGOTIATION_FAILURE;
        long value = negotiated ? unit.u32le(VARIABLE + 4) : 0;
        boolean credssp = value == CREDSSP || value == CREDSSP_EARLY;
        // With CredSSP the login comes after, and shows by itself.
        Verb verb = credssp && !failed ? Verb.SESSION : Verb.LOGIN;
        Turn.Draft draft = turn.message("connect", verb, failed ? Outcome.REFUSED : Outcome.SUCCESS)
                .target(connection.user)
                .answers(connection.atNanos);
        if (failed) draft.field("failure", value).field("failure_name", failure(value));
        else draft.field("selected", value).field("security", security(value));
        draft.emit();
        if (failed || value == 0) return;
        connection.tls = new TlsStream();
        if (credssp) connection.login = new CredsspLogin();
    }

    private static String security(long selected) {
        return switch ((int) selected) {
            case 0 -> "rdp";
            case 1 -> "tls";
            case CREDSSP -> "credssp";
            case 4 -> "rdstls";
            case CREDSSP_EARLY -> "credssp early";
            case 16 -> "rdsaad";
            default -> "protocol " + selected;
        };
    }

    private static String failure(long code) {
        return switch ((int) code) {
            case 1 -> "tls required";
            case 2 -> "tls not allowed";
            case 3 -> "no certificate";
            case 4 -> "inconsistent flags";
            case 5 -> "credssp required";
            case 6 -> "tls with client certificate required";
            default -> "code " + code;
        };
    }

    private static void data(Bytes unit, int body, Turn turn, Connection connection) {
        int tag = unit.u16(body);
        if (tag == Settings.CONNECT_INITIAL) Settings.client(unit, body, turn);
        else if (tag == Settings.CONNECT_RESPONSE) Settings.server(unit, body, turn);
        else if (unit.u8(body) == Info.SEND_DATA_REQUEST && Info.read(unit, body, turn)) connection.secret = true;
    }
}
