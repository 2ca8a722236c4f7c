package dev.postern.wire.it.telnet;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Rlogin over TCP, RFC 1282: the client begins with {@code 0, user there, 0, user here, 0, terminal/speed, 0}; what follows is a {@link Dialogue}.
 */
public final class RloginDissector implements Dissector {
    private static final int NAME_BYTES_MAX = 64;
    /** {@code FF FF 's' 's'} and four numbers: the size of a window. */
    private static final int WINDOW_BYTES = 12;

    private static final class Connection {
        private boolean opened;
        /** Octets left of a window's size. */
        private int window;

        private final Dialogue dialogue = new Dialogue();
    }

    @Override
    public String protocol() {
        return "rlogin";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 513;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!fromClient || pending.u8(0) != 0) return Recognition.NOT;
        int local = zero(pending, 1);
        int remote = local < 0 ? -1 : zero(pending, local + 1);
        int terminal = remote < 0 ? -1 : zero(pending, remote + 1);
        if (terminal < 0) return Recognition.NOT;
        int slash = pending.indexOf('/', remote);
        boolean speed = slash > remote + 1 && slash + 1 < terminal;
        for (int i = slash + 1; speed && i < terminal; i++) speed = pending.u8(i) >= '0' && pending.u8(i) <= '9';
        return speed ? Recognition.CERTAIN : Recognition.NOT;
    }

    /** End of a short printable name, or -1. */
    private static int zero(Bytes pending, int from) {
        for (int at = from; at < Math.min(pending.length(), from + NAME_BYTES_MAX); at++) {
            int octet = pending.u8(at);
            if (octet == 0) return at;
            if (octet < ' ' || octet > '~') return -1;
        }
        return -1;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (turn.fromClient() && !connection.opened) return open(pending, turn, connection);
        StringBuilder text = new StringBuilder(pending.length());
        for (int i = 0; i < pending.length(); i++) {
            int octet = pending.u8(i);
            if (turn.fromClient() && connection.window > 0) connection.window--;
            else if (turn.fromClient() && octet == 0xFF) connection.window = WINDOW_BYTES - 1;
            else text.append((char) octet);
        }
        if (turn.fromClient()) connection.dialogue.typed(text.toString(), turn);
        else connection.dialogue.shown(text.toString(), turn);
        return pending.length();
    }

    private static int open(Bytes pending, Turn turn, Connection connection) {
        int local = pending.u8(0) == 0 ? zero(pending, 1) : -1;
        int remote = local < 0 ? -1 : zero(pending, local + 1);
        int terminal = remote < 0 ? -1 : zero(pending, remote + 1);
        if (terminal < 0) {
            if (pending.u8(0) == 0 && pending.length() <= 3 * NAME_BYTES_MAX) return NEED_MORE;
            connection.opened = true;
            turn.malformed("no names at the start", 0);
            return pending.length();
        }
        String here = pending.ascii(1, local - 1);
        String there = pending.ascii(local + 1, remote - local - 1);
        connection.opened = true;
        connection.dialogue.user(there);
        turn.message("connect", Verb.LOGIN, Outcome.REQUEST)
                .target(there)
                .field("local_user", here)
                .field("user", there)
                .field("terminal", pending.ascii(remote + 1, terminal - remote - 1))
                .emit();
        turn.identity(turn.source(), Attribute.USER, here, 0.6);
        return terminal + 1;
    }
}
