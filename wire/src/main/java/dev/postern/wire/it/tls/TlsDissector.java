package dev.postern.wire.it.tls;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.Arrays;

/**
 * TLS and SSL 3 over TCP. Reads hellos, the first certificate of each side and alerts while they are in the clear. From the first encrypted
 * record on a direction is consumed unread, so a long transfer costs nothing. A handshake message that spans records is put together up to
 * {@link #HANDSHAKE_BYTES_MAX}; a longer one ends the reading of that direction.
 */
public final class TlsDissector implements Dissector {
    static final int HANDSHAKE_BYTES_MAX = 1 << 16;
    private static final int RECORD_HEADER = 5;
    private static final int RECORD_BYTES_MAX = (1 << 14) + 2048;
    private static final int CIPHER_CHANGE = 20, ALERT = 21, HANDSHAKE = 22, APPLICATION = 23;
    private static final int CLIENT_HELLO = 1, SERVER_HELLO = 2, CERTIFICATE = 11;
    private static final int HANDSHAKE_HEADER = 4;
    private static final int TLS_1_3 = 0x0304, TLS_1_2 = 0x0303;
    private static final int FATAL = 2;
    private static final byte[] NOTHING = {};

    /** What one side of the connection has sent so far. */
    private static final class Side {
        private boolean quiet;
        private boolean encrypted;
        private boolean certified;
        /** Start of a handshake message whose end has not come yet: the first {@code partialBytes} of this array. */
        private byte[] partial = NOTHING;

        private int partialBytes;

        /** Keeps what is left of {@code fragment}; the array doubles, so that tiny records cost no more than large ones. */
        private void keep(Bytes fragment, int from) {
            int count = fragment.length() - from;
            if (count == 0) return;
            int total = partialBytes + count;
            if (total > partial.length) partial = Arrays.copyOf(partial, Math.max(total, 2 * partial.length));
            System.arraycopy(fragment.array(), fragment.arrayOffset() + from, partial, partialBytes, count);
            partialBytes = total;
        }

        private void silence() {
            quiet = true;
            partial = NOTHING;
            partialBytes = 0;
        }
    }

    private static final class Connection {
        private final Side client = new Side();
        private final Side server = new Side();
        private String serverName = "";
        private long helloNanos = -1;
        private int version;
    }

    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 443 || port == 8443 || port == 4843 || port == 8883);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int type = pending.u8(0);
        int length = pending.u16(3);
        boolean record = pending.length() >= RECORD_HEADER
                && type >= CIPHER_CHANGE
                && type <= APPLICATION
                && pending.u8(1) == 3
                && pending.u8(2) <= 4
                && length > 0
                && length <= RECORD_BYTES_MAX;
        if (!record) return Recognition.NOT;
        if (type == HANDSHAKE && pending.has(RECORD_HEADER, HANDSHAKE_HEADER + 2)) {
            int message = pending.u8(RECORD_HEADER);
            boolean hello = (message == CLIENT_HELLO || message == SERVER_HELLO)
                    && pending.u8(RECORD_HEADER + 1) == 0
                    && pending.u8(RECORD_HEADER + HANDSHAKE_HEADER) == 3;
            return hello ? Recognition.CERTAIN : Recognition.UNSURE;
        }
        if (type == ALERT && length == 2 && pending.u8(5) != 1 && pending.u8(5) != FATAL) return Recognition.NOT;
        if (type == CIPHER_CHANGE && length != 1) return Recognition.NOT;
        return Recognition.UNSURE;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        Side side = turn.fromClient() ? connection.client : connection.server;
        if (side.quiet) return pending.length();
        if (pending.length() < RECORD_HEADER) return NEED_MORE;
        if (probe(pending, Transport.TCP, turn.fromClient()) == Recognition.NOT) return LOST;
        int type = pending.u8(0);
        int length = pending.u16(3);
        if (type == APPLICATION || side.encrypted && type == HANDSHAKE) {
            side.silence();
            return pending.length();
        }
        if (!pending.has(RECORD_HEADER, length)) {
            turn.need(RECORD_HEADER + length);
            return NEED_MORE;
        }
        switch (type) {
            case CIPHER_CHANGE -> side.encrypted = connection.version < TLS_1_3;
            case ALERT -> alert(pending, turn, connection, length);
            default -> handshake(new Bytes().wrap(pending, RECORD_HEADER, length), turn, connection, side);
        }
        return RECORD_HEADER + length;
    }

    private static void handshake(Bytes fragment, Turn turn, Connection connection, Side side) {
        if (side.partialBytes == 0) {
            int read = messages(fragment, turn, connection, side);
            if (!side.quiet) side.keep(fragment, read);
            return;
        }
        side.keep(fragment, 0);
        Bytes all = new Bytes().wrap(side.partial, 0, side.partialBytes);
        if (all.has(0, HANDSHAKE_HEADER) && !all.has(HANDSHAKE_HEADER, all.u24(1)) && all.u24(1) <= HANDSHAKE_BYTES_MAX)
            return;
        side.partial = NOTHING;
        side.partialBytes = 0;
        int read = messages(all, turn, connection, side);
        if (!side.quiet) side.keep(all, read);
    }

    /** Reads the whole messages at the start of {@code all}; returns how many bytes they take. */
    private static int messages(Bytes all, Turn turn, Connection connection, Side side) {
        int at = 0;
        while (all.has(at, HANDSHAKE_HEADER)) {
            int length = all.u24(at + 1);
            if (length > HANDSHAKE_BYTES_MAX) {
                turn.malformed("handshake message too long", at);
                side.silence();
                return all.length();
            }
            if (!all.has(at + HANDSHAKE_HEADER, length)) break;
            message(all.u8(at), new Bytes().wrap(all, at + HANDSHAKE_HEADER, length), turn, connection, side);
            at += HANDSHAKE_HEADER + length;
        }
        return at;
    }

    private static void message(int type, Bytes body, Turn turn, Connection connection, Side side) {
        switch (type) {
            case CLIENT_HELLO -> clientHello(new Hello(body, true), turn, connection);
            case SERVER_HELLO -> serverHello(new Hello(body, false), turn, connection);
            case CERTIFICATE -> {
                // TLS 1.3 encrypts it; what is read here is 1.2 and older, where it begins with the length of the
                // chain.
                if (!side.certified) certificate(body, turn);
                side.certified = true;
            }
            default -> {}
        }
    }

    private static void clientHello(Hello hello, Turn turn, Connection connection) {
        if (hello.body.overrun()) {
            turn.malformed("client hello ends early", hello.body.overrunAt());
            return;
        }
        connection.serverName = hello.serverName == null ? "" : hello.serverName;
        connection.helloNanos = turn.atNanos();
        String ja4 = Fingerprints.ja4(hello);
        turn.message("hello", Verb.SESSION, Outcome.REQUEST)
                .target(connection.serverName)
                .field("version", Suites.version(hello.effectiveVersion()))
                .field("server_name", hello.serverName)
                .field("alpn", hello.alpn)
                .field("ciphers", (long) hello.ciphers.length)
                .field("ja3", Fingerprints.ja3(hello))
                .field("ja4", ja4)
                .emit();
        turn.identity(turn.source(), Attribute.FINGERPRINT, ja4, 0.5);
        if (turn.destination().isIp() && !turn.destination().isPublic())
            turn.identity(turn.destination(), Attribute.NAME, hello.serverName, 0.4);
    }

    private static void serverHello(Hello hello, Turn turn, Connection connection) {
        if (hello.body.overrun()) {
            turn.malformed("server hello ends early", hello.body.overrunAt());
            return;
        }
        int cipher = hello.ciphers[0];
        connection.version = hello.effectiveVersion();
        Turn.Draft draft = turn.message("hello", Verb.SESSION, Outcome.SUCCESS)
                .target(connection.serverName)
                .answers(connection.helloNanos)
                .field("version", Suites.version(connection.version))
                .field("cipher", "0x" + java.util.HexFormat.of().toHexDigits((short) cipher))
                .field("alpn", hello.alpn)
                .field("ja3s", Fingerprints.ja3s(hello));
        if (connection.version < TLS_1_2 || Suites.weak(cipher)) draft.field("weak", true);
        if (hello.retry) draft.field("retry", true);
        draft.emit();
    }

    private static void certificate(Bytes body, Turn turn) {
        int length = body.u24(3);
        if (body.u24(0) == 0) return;
        Certificate certificate = body.has(6, length) ? Certificate.read(body, 6, length) : null;
        if (certificate == null) {
            turn.malformed("certificate unreadable", 6);
            return;
        }
        String hash = Fingerprints.hash("SHA-256", body.copy(6, length));
        long nowSeconds = Math.floorDiv(turn.atNanos(), 1_000_000_000L);
        Turn.Draft draft = turn.message("certificate", Verb.SESSION, Outcome.NOTICE)
                .target(certificate.subject())
                .field("subject", certificate.subject())
                .field("issuer", certificate.issuer())
                .field("organisation", certificate.organisation().isEmpty() ? null : certificate.organisation())
                .field("serial", certificate.serial())
                .field("not_before_seconds", certificate.notBeforeSeconds())
                .field("not_after_seconds", certificate.notAfterSeconds())
                .field("self_signed", certificate.selfSigned())
                .field("sha256", hash);
        if (nowSeconds < certificate.notBeforeSeconds() || nowSeconds > certificate.notAfterSeconds())
            draft.field("out_of_date", true);
        if (!certificate.alternativeNames().isEmpty()) draft.field("alternative_names", certificate.alternativeNames());
        draft.emit();
        String told = certificate.subject() + ", issuer " + certificate.issuer() + ", sha256 " + hash.substring(0, 16);
        turn.identity(turn.source(), Attribute.CERTIFICATE, told, 0.9);
        turn.identity(turn.source(), Attribute.NAME, certificate.subject(), 0.5);
    }

    private static void alert(Bytes pending, Turn turn, Connection connection, int length) {
        // Two octets are in the clear, anything longer is encrypted.
        if (length != 2) return;
        int level = pending.u8(RECORD_HEADER);
        turn.message("alert", Verb.SESSION, level == FATAL ? Outcome.REFUSED : Outcome.NOTICE)
                .target(connection.serverName)
                .field("level", level == FATAL ? "fatal" : "warning")
                .field("description", Suites.alert(pending.u8(RECORD_HEADER + 1)))
                .emit();
    }
}
