package dev.postern.wire.it.tns;

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
import java.util.Locale;

/**
 * Oracle TNS over TCP: who connects to which service with which program, what statements it sends, ORA numbers that come back. The calls within data
 * packets are not taken apart: a statement is found by its first word, an error by its text. At most {@link #LOOKED_MAX} octets of a packet are
 * looked at.
 */
public final class TnsDissector implements Dissector {
    static final int LOOKED_MAX = 8192;
    private static final int HEADER_BYTES = 8, TYPE = 4;
    private static final int CONNECT = 1,
            ACCEPT = 2,
            REFUSE = 4,
            REDIRECT = 5,
            DATA = 6,
            RESEND = 11,
            MARKER = 12,
            CONTROL = 14;
    private static final int CONNECT_DATA_LENGTH = 24, CONNECT_DATA_OFFSET = 26, CONNECT_VERSION = 8;
    private static final int DATA_FLAGS_BYTES = 2;
    private static final int CALL = 3, AUTHENTICATE = 0x73, SESSION_KEY = 0x76;
    private static final int VALUE_MAX = 128;
    private static final String[] KEYWORDS = {
        "select ",
        "insert ",
        "update ",
        "delete ",
        "merge ",
        "begin ",
        "declare ",
        "create ",
        "alter ",
        "drop ",
        "grant ",
        "revoke ",
        "truncate ",
        "call ",
        "with ",
        "lock table "
    };

    private static final class Connection {
        private final Pending pending = new Pending();
        private String service = "";
        private final Skip skip = new Skip();
    }

    @Override
    public String protocol() {
        return "tns";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 1521 || port == 1522 || port == 2483);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    /** A connect packet brings a descriptor in brackets where it says; others have a type and checksums of zero. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!isHeader(pending)) return Recognition.NOT;
        int type = pending.u8(TYPE);
        if (fromClient && type == CONNECT) {
            int at = pending.u16(CONNECT_DATA_OFFSET);
            boolean version = pending.u16(CONNECT_VERSION) >= 300 && pending.u16(CONNECT_VERSION) < 400;
            return version && at >= 34 && pending.u8(at) == '('
                    ? Recognition.CERTAIN
                    : version ? Recognition.UNSURE : Recognition.NOT;
        }
        boolean side = fromClient ? type == DATA || type == MARKER : type != CONNECT;
        boolean fits = pending.u16(0) == pending.length() || pending.i32(0) == pending.length();
        return side && fits ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isHeader(Bytes pending) {
        if (!pending.has(0, HEADER_BYTES) || pending.u16(6) != 0 || (pending.u8(5) & 0xC0) != 0) return false;
        boolean length = pending.u16(0) >= HEADER_BYTES && pending.u16(2) == 0
                || pending.u16(0) == 0 && pending.u16(2) >= HEADER_BYTES;
        return length && isType(pending.u8(TYPE));
    }

    private static boolean isType(int type) {
        return switch (type) {
            case CONNECT, ACCEPT, 3, REFUSE, REDIRECT, DATA, 7, 9, RESEND, MARKER, 13, CONTROL, 15 -> true;
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
        int passed = connection.skip.pass(pending, turn);
        if (passed > 0) return passed;
        if (pending.length() < HEADER_BYTES) return NEED_MORE;
        if (!isHeader(pending)) return LOST;
        // A short length leaves the place of the long one's lower half zero, and the other way round.
        int length = pending.u16(0) == 0 ? pending.i32(0) : pending.u16(0);
        int looked = Math.min(length, LOOKED_MAX);
        if (pending.length() < looked) {
            turn.need(looked);
            return NEED_MORE;
        }
        packet(pending.u8(TYPE), new Bytes().wrap(pending, 0, looked), turn, connection);
        return connection.skip.pass(pending, turn, length);
    }

    private static void packet(int type, Bytes packet, Turn turn, Connection connection) {
        switch (type) {
            case CONNECT -> connect(packet, turn, connection);
            case ACCEPT ->
                connection
                        .pending
                        .answer(turn, Outcome.SUCCESS)
                        .field("version", (long) packet.u16(HEADER_BYTES))
                        .emit();
            case REFUSE -> refuse(packet, turn, connection);
            case REDIRECT ->
                connection
                        .pending
                        .answer(turn, Outcome.SUCCESS)
                        .field("redirected", true)
                        .field("address", value(packet.ascii(HEADER_BYTES, packet.length() - HEADER_BYTES), "host"))
                        .emit();
            case DATA -> {
                if (turn.fromClient()) request(packet, turn, connection);
                else answer(packet, turn, connection);
            }
            default -> {}
        }
    }

    private static void connect(Bytes packet, Turn turn, Connection connection) {
        int at = packet.u16(CONNECT_DATA_OFFSET);
        int length = Math.min(packet.u16(CONNECT_DATA_LENGTH), Math.max(0, packet.length() - at));
        String descriptor = packet.ascii(at, length);
        String service = value(descriptor, "service_name");
        if (service == null) service = value(descriptor, "sid");
        String client = descriptor.toLowerCase(Locale.ROOT).contains("(cid=")
                ? descriptor.substring(descriptor.toLowerCase(Locale.ROOT).indexOf("(cid="))
                : "";
        connection.service = service == null ? "" : service;
        String program = value(client, "program");
        String host = value(client, "host");
        String user = value(client, "user");
        String command = value(descriptor, "command");
        connection
                .pending
                .ask(
                        turn,
                        command == null ? "connect" : command.toLowerCase(Locale.ROOT),
                        command == null ? Verb.SESSION : Verb.DIAGNOSE,
                        connection.service)
                .field("version", (long) packet.u16(CONNECT_VERSION))
                .field("service", service)
                .field("program", program)
                .field("client_host", host)
                .field("user", user)
                .emit();
        turn.identity(turn.source(), Attribute.SOFTWARE, program, 0.7);
        turn.identity(
                turn.source(),
                Attribute.NAME,
                host == null || host.startsWith("__") ? null : host.toLowerCase(Locale.ROOT),
                0.7);
        turn.identity(turn.source(), Attribute.USER, user, 0.5);
        turn.identity(turn.destination(), Attribute.ROLE, "database server", 0.6);
    }

    /** {@code v} of {@code (name=v)}, in whatever case; null where it is missing or empty. */
    private static String value(String descriptor, String name) {
        String lower = descriptor.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("(" + name + "=");
        if (at < 0) return null;
        int start = at + name.length() + 2;
        int end = start;
        while (end < descriptor.length() && descriptor.charAt(end) != ')' && descriptor.charAt(end) != '(') end++;
        String value =
                descriptor.substring(start, Math.min(end, start + VALUE_MAX)).strip();
        return value.isEmpty() ? null : value;
    }

    private static void refuse(Bytes packet, Turn turn, Connection connection) {
        String text = packet.ascii(12, Math.max(0, packet.length() - 12));
        Turn.Draft draft = connection.pending.answer(turn, Outcome.REFUSED);
        String error = value(text, "err");
        if (error != null) draft.field("error", number(error, 0));
        draft.emit();
    }

    private static Object number(String text, int from) {
        long number = 0;
        int at = from;
        while (at < text.length() && at < from + 9 && text.charAt(at) >= '0' && text.charAt(at) <= '9')
            number = number * 10 + text.charAt(at++) - '0';
        return at == from ? null : (Object) number;
    }

    private static void request(Bytes packet, Turn turn, Connection connection) {
        int at = HEADER_BYTES + DATA_FLAGS_BYTES;
        if (packet.u8(at) == CALL && (packet.u8(at + 1) == SESSION_KEY || packet.u8(at + 1) == AUTHENTICATE)) {
            login(packet, turn, connection, packet.u8(at + 1) == SESSION_KEY);
            return;
        }
        int statement = statement(packet, at);
        if (statement < 0) return;
        int length = packet.length() - statement;
        connection
                .pending
                .ask(turn, Statement.of(packet.ascii(statement, Math.min(length, Statement.TEXT_MAX))))
                .emit();
    }

    /** The user stands before the first name of the pairs that follow; a length comes before both. */
    private static void login(Bytes packet, Turn turn, Connection connection, boolean first) {
        if (!first) return;
        int names = find(packet, "AUTH_");
        String user = names < 0 ? null : userBefore(packet, names);
        connection
                .pending
                .ask(turn, "login", Verb.LOGIN, connection.service)
                .field("user", user)
                .emit();
        turn.identity(turn.source(), Attribute.USER, user, 0.6);
    }

    private static String userBefore(Bytes packet, int names) {
        int end = names;
        // Counts and lengths between user and name are no printable characters.
        while (end > HEADER_BYTES && !isWord(packet.u8(end - 1))) end--;
        int start = end;
        while (start > HEADER_BYTES && end - start < 30 && isWord(packet.u8(start - 1))) start--;
        return end - start < 2 ? null : packet.ascii(start, end - start);
    }

    private static boolean isWord(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '$' || c == '#';
    }

    private static int find(Bytes packet, String text) {
        for (int at = packet.indexOf(text.charAt(0), HEADER_BYTES);
                at >= 0;
                at = packet.indexOf(text.charAt(0), at + 1)) if (packet.startsWith(text, at)) return at;
        return -1;
    }

    private static int statement(Bytes packet, int from) {
        for (int at = from; at < packet.length() - 6; at++) {
            int c = packet.u8(at) | 0x20;
            if (c < 'a' || c > 'w' || isWord(packet.u8(at - 1)) && packet.u8(at - 1) < 'A') continue;
            for (String keyword : KEYWORDS) if (c == keyword.charAt(0) && begins(packet, at, keyword)) return at;
        }
        return -1;
    }

    private static boolean begins(Bytes packet, int at, String keyword) {
        for (int i = 0; i < keyword.length(); i++) {
            int c = packet.u8(at + i);
            if ((keyword.charAt(i) == ' ' ? c : c | 0x20) != keyword.charAt(i)) return false;
        }
        return true;
    }

    private static void answer(Bytes packet, Turn turn, Connection connection) {
        if (connection.pending.isEmpty()) return;
        int error = find(packet, "ORA-");
        Turn.Draft draft = connection.pending.answer(turn, error < 0 ? Outcome.SUCCESS : Outcome.REFUSED);
        if (error >= 0) draft.field("error", number(packet.ascii(error + 4, 5), 0));
        draft.emit();
    }
}
