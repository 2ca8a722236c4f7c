package dev.postern.wire.it.ssh;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * SSH over TCP: the versions both sides give, what each can (with its HASSH), the server's key. After NEWKEYS, and after the version of
 * SSH 1, a direction passes unread, but for the sizes that tell whether a login succeeded ({@link SealedLogin}).
 *
 * <pre>{@code
 * version  SSH-2.0-software[ comment] CR LF
 * packet   0 length of what follows | 4 length of padding | 5 message number | 6.. | padding
 * }</pre>
 */
public final class SshDissector implements Dissector {
    static final int LINE_BYTES_MAX = 1024;
    /** RFC 4253 section 6.1. */
    static final int PACKET_BYTES_MAX = 35_000;

    private static final int LENGTH_BYTES = 4, NUMBER = 5, BODY = 6;
    private static final int KEXINIT = 20, NEWKEYS = 21, KEX_REPLY = 31, GROUP_REPLY = 33;
    private static final int KEY_BYTES_MAX = 16 * 1024;
    private static final int KEY_TYPE_BYTES_MAX = 64;

    private enum Stage {
        VERSION,
        PACKETS,
        SECRET
    }

    private static final class Connection {
        private Stage client = Stage.VERSION;
        private Stage server = Stage.VERSION;
        private long versionAtNanos = -1;
        private long offerAtNanos = -1;
        /** Cipher, code and compression that each side offers for what the server sends, until both did. */
        private String[] clientOffers;

        private String[] serverOffers;
        private final SealedLogin login = new SealedLogin();
    }

    @Override
    public String protocol() {
        return "ssh";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 22;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean version = pending.startsWith("SSH-", 0)
                && isDigit(pending.u8(4))
                && pending.u8(5) == '.'
                && isDigit(pending.u8(6));
        return version ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        return switch (turn.fromClient() ? connection.client : connection.server) {
            case VERSION -> version(pending, turn, connection);
            case PACKETS -> packet(pending, turn, connection);
            case SECRET -> {
                connection.login.sent(pending.length(), turn);
                yield pending.length();
            }
        };
    }

    @Override
    public void ended(Turn turn) {
        Connection connection = turn.state();
        connection.login.ended(turn);
    }

    private static void enter(Connection connection, boolean fromClient, Stage stage) {
        if (fromClient) connection.client = stage;
        else connection.server = stage;
    }

    /** A line; a server may send others before that of its version. */
    private static int version(Bytes pending, Turn turn, Connection connection) {
        int newline = pending.indexOf('\n', 0);
        if (newline < 0 && pending.length() <= LINE_BYTES_MAX) return NEED_MORE;
        if (newline < 0 || newline > LINE_BYTES_MAX) {
            turn.malformed("version line too long", 0);
            enter(connection, turn.fromClient(), Stage.SECRET);
            return pending.length();
        }
        if (!pending.startsWith("SSH-", 0)) {
            // Met in the middle of a connection, where one direction was seen to begin and this one was not.
            if (pending.u8(0) == 0) enter(connection, turn.fromClient(), Stage.PACKETS);
            return pending.u8(0) == 0 ? LOST : newline + 1;
        }
        int end = newline > 0 && pending.u8(newline - 1) == '\r' ? newline - 1 : newline;
        told(pending.ascii(0, end), turn, connection);
        return newline + 1;
    }

    private static void told(String line, Turn turn, Connection connection) {
        int dash = line.indexOf('-', 4);
        String version = dash < 0 ? line.substring(4) : line.substring(4, dash);
        String rest = dash < 0 ? "" : line.substring(dash + 1);
        int blank = rest.indexOf(' ');
        String software = blank < 0 ? rest : rest.substring(0, blank);
        String comment = blank < 0 ? null : rest.substring(blank + 1);
        boolean old = version.startsWith("1.") && !version.equals("1.99");
        Turn.Draft draft = turn.message("version", Verb.SESSION, turn.fromClient() ? Outcome.REQUEST : Outcome.SUCCESS)
                .field("line", line)
                .field("version", version)
                .field("software", software)
                .field("comment", comment);
        if (turn.fromClient()) connection.versionAtNanos = turn.atNanos();
        else draft.answers(connection.versionAtNanos);
        draft.emit();
        turn.identity(turn.source(), Attribute.SOFTWARE, software, 0.8);
        turn.identity(turn.source(), Attribute.OPERATING_SYSTEM, system(software, comment), 0.7);
        enter(connection, turn.fromClient(), old ? Stage.SECRET : Stage.PACKETS);
    }

    /** Packagers put their system's name into the comment: {@code Ubuntu-3ubuntu0.6}, {@code Debian-5+deb12u2}, {@code FreeBSD-20240701}. */
    private static String system(String software, String comment) {
        if (software.startsWith("OpenSSH_for_Windows")) return "Windows";
        if (comment == null) return null;
        for (String name : new String[] {"Ubuntu", "Debian", "Raspbian", "FreeBSD", "NetBSD"})
            if (comment.startsWith(name)) return name;
        return null;
    }

    private static int packet(Bytes pending, Turn turn, Connection connection) {
        if (pending.length() < LENGTH_BYTES) {
            turn.need(BODY);
            return NEED_MORE;
        }
        long length = pending.u32(0);
        if (length < 2 || length > PACKET_BYTES_MAX) {
            turn.malformed("packet length out of range", 0);
            enter(connection, turn.fromClient(), Stage.SECRET);
            return pending.length();
        }
        int total = LENGTH_BYTES + (int) length;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        int end = total - pending.u8(LENGTH_BYTES);
        if (!turn.fromClient()) connection.login.padded(pending.u8(LENGTH_BYTES));
        if (end < BODY) turn.malformed("padding longer than packet", LENGTH_BYTES);
        else read(new Bytes().wrap(pending, 0, end), turn, connection);
        return total;
    }

    private static void read(Bytes packet, Turn turn, Connection connection) {
        switch (packet.u8(NUMBER)) {
            case KEXINIT -> offer(packet, turn, connection);
            case NEWKEYS -> enter(connection, turn.fromClient(), Stage.SECRET);
            case KEX_REPLY, GROUP_REPLY -> serverKey(packet, turn);
            default -> {}
        }
    }

    private static void offer(Bytes packet, Turn turn, Connection connection) {
        Offer offer = new Offer(packet, BODY);
        Turn.Draft draft =
                turn.message("algorithms", Verb.SESSION, turn.fromClient() ? Outcome.REQUEST : Outcome.SUCCESS);
        if (turn.fromClient()) connection.offerAtNanos = turn.atNanos();
        else draft.answers(connection.offerAtNanos);
        offer.fill(draft, turn.fromClient());
        draft.emit();
        String[] toClient = offer.broken() ? null : offer.toClient();
        if (toClient != null) agree(toClient, turn.fromClient(), connection);
        if (offer.broken()) turn.malformed("name list ends early", BODY);
        else turn.identity(turn.source(), Attribute.FINGERPRINT, "hassh " + offer.hassh(turn.fromClient()), 0.8);
    }

    private static void agree(String[] offers, boolean fromClient, Connection connection) {
        if (fromClient) connection.clientOffers = offers;
        else connection.serverOffers = offers;
        if (connection.clientOffers == null || connection.serverOffers == null) return;
        String[] chosen = new String[offers.length];
        for (int i = 0; i < chosen.length; i++)
            chosen[i] = Sizes.chosen(connection.clientOffers[i], connection.serverOffers[i]);
        connection.login.begin(Sizes.of(chosen[0], chosen[1], chosen[2]));
        connection.clientOffers = null;
        connection.serverOffers = null;
    }

    /** Only the server sends its key, as the first string of a reply; a group it proposes has a number there. */
    private static void serverKey(Bytes packet, Turn turn) {
        long length = packet.u32(BODY);
        int key = BODY + 4;
        int typeLength = packet.i32(key);
        boolean named = typeLength > 0 && typeLength <= KEY_TYPE_BYTES_MAX && typeLength + 4 <= length;
        if (turn.fromClient() || length > KEY_BYTES_MAX || !packet.has(key, (int) length) || !named) return;
        String type = packet.ascii(key + 4, typeLength);
        String print = "SHA256:"
                + Base64.getEncoder().withoutPadding().encodeToString(digest("SHA-256", packet.copy(key, (int)
                        length)));
        turn.message("server key", Verb.SESSION, Outcome.NOTICE)
                .field("key_type", type)
                .field("key", print)
                .emit();
        turn.identity(turn.source(), Attribute.FINGERPRINT, "ssh key " + type + " " + print, 0.9);
    }

    static byte[] digest(String algorithm, byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
