package dev.postern.wire.it.telnet;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Telnet over TCP: commands are taken out of the stream, what remains is a {@link Dialogue}. Everything pending is read at once, so nothing is kept but the
 * place within a command and {@link #SUB_BYTES_MAX} octets of a subnegotiation.
 */
public final class TelnetDissector implements Dissector {
    static final int SUB_BYTES_MAX = 128;
    private static final int IAC = 255, WILL = 251, DONT = 254, SB = 250, SE = 240;
    private static final int OPTION_STANDARD_MAX = 49, OPTION_OTHERS_MIN = 128;
    private static final int TERMINAL_TYPE = 24, ENVIRONMENT = 39;
    private static final int IS = 0, INFO = 2, VARIABLE = 0, VALUE = 1;

    private enum Place {
        TEXT,
        COMMAND,
        OPTION,
        SUB,
        SUB_COMMAND
    }

    private static final class Side {
        private Place place = Place.TEXT;
        private final byte[] sub = new byte[SUB_BYTES_MAX];
        private int subBytes;
    }

    private static final class Connection {
        private final Side client = new Side();
        private final Side server = new Side();
        private final Dialogue dialogue = new Dialogue();
    }

    @Override
    public String protocol() {
        return "telnet";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 23 || port == 2323);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    /** Two options negotiated in a row, or one alone; a server may also ask who is there at once. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (isNegotiation(pending, 0)) return isNegotiation(pending, 3) ? Recognition.CERTAIN : Recognition.UNSURE;
        if (fromClient || pending.length() < 6 || pending.length() > 1024) return Recognition.NOT;
        int last = pending.length() - 1;
        while (last > 0 && pending.u8(last) == ' ') last--;
        boolean asks = pending.startsWith("ogin:", last - 4)
                || pending.startsWith("sername:", last - 7)
                || pending.startsWith("assword:", last - 7);
        return asks ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isNegotiation(Bytes pending, int at) {
        int command = pending.u8(at + 1);
        int option = pending.u8(at + 2);
        boolean known = option <= OPTION_STANDARD_MAX || option >= OPTION_OTHERS_MIN && option < IAC;
        return pending.has(at, 3) && pending.u8(at) == IAC && command >= WILL && command <= DONT && known;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        Side side = turn.fromClient() ? connection.client : connection.server;
        StringBuilder text = new StringBuilder(pending.length());
        for (int i = 0; i < pending.length(); i++) octet(pending.u8(i), text, side, connection, turn);
        talk(text, connection, turn);
        return pending.length();
    }

    private static void talk(StringBuilder text, Connection connection, Turn turn) {
        if (text.isEmpty()) return;
        if (turn.fromClient()) connection.dialogue.typed(text.toString(), turn);
        else connection.dialogue.shown(text.toString(), turn);
        text.setLength(0);
    }

    private static void octet(int octet, StringBuilder text, Side side, Connection connection, Turn turn) {
        switch (side.place) {
            case TEXT -> {
                if (octet == IAC) side.place = Place.COMMAND;
                else text.append((char) octet);
            }
            case COMMAND -> {
                side.place = octet >= WILL && octet <= DONT ? Place.OPTION : octet == SB ? Place.SUB : Place.TEXT;
                side.subBytes = 0;
            }
            case OPTION -> side.place = Place.TEXT;
            case SUB -> {
                if (octet == IAC) side.place = Place.SUB_COMMAND;
                else if (side.subBytes < SUB_BYTES_MAX) side.sub[side.subBytes++] = (byte) octet;
            }
            case SUB_COMMAND -> {
                side.place = octet == SE ? Place.TEXT : Place.SUB;
                if (octet != SE) return;
                talk(text, connection, turn);
                told(new Bytes().wrap(side.sub, 0, side.subBytes), connection, turn);
            }
        }
    }

    /** What a subnegotiation says of the client. */
    private static void told(Bytes sub, Connection connection, Turn turn) {
        int kind = sub.length() < 2 ? -1 : sub.u8(1);
        if (sub.u8(0) == TERMINAL_TYPE && kind == IS) {
            turn.message("terminal type", Verb.SESSION, Outcome.NOTICE)
                    .field("terminal", sub.ascii(2, sub.length() - 2))
                    .emit();
        } else if (sub.u8(0) == ENVIRONMENT && (kind == IS || kind == INFO)) {
            String user = variable(sub, "USER");
            if (user == null) return;
            connection.dialogue.user(user);
            turn.message("environment", Verb.SESSION, Outcome.NOTICE)
                    .field("user", user)
                    .emit();
            turn.identity(turn.source(), Attribute.USER, user, 0.6);
        }
    }

    /** {@code VAR name VALUE value}, or null. */
    private static String variable(Bytes sub, String name) {
        for (int at = 2; at < sub.length(); at++) {
            boolean here =
                    sub.u8(at) == VARIABLE && sub.startsWith(name, at + 1) && sub.u8(at + 1 + name.length()) == VALUE;
            if (!here) continue;
            int from = at + 2 + name.length();
            int end = from;
            while (end < sub.length() && sub.u8(end) >= ' ') end++;
            return sub.ascii(from, end - from);
        }
        return null;
    }
}
