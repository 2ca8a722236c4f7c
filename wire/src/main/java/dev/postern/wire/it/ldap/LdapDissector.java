package dev.postern.wire.it.ldap;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Ber;
import dev.postern.wire.it.parts.Waiting;
import dev.postern.wire.it.tls.TlsStream;

/**
 * LDAP over TCP, and the connectionless kind of Windows over UDP, which is shown as {@code cldap}. Behind a bind with a security layer
 * messages stand in wrapped buffers: those only signed are read, sealed ones pass. After StartTLS the handshake of TLS is read.
 *
 * <pre>{@code
 * message  SEQUENCE { id, operation [APPLICATION n], [0] controls }
 * buffer   0 length | 4 signature, 16 octets or more | message
 * }</pre>
 */
public final class LdapDissector implements Dissector {
    private static final int PORT = 389, PORT_GLOBAL_CATALOG = 3268;
    private static final int LENGTH_BYTES = 4, SIGNATURE_BYTES = 16;
    private static final int KERBEROS_WRAP = 0x0504, KERBEROS_SEALED = 2;
    static final int BUFFER_BYTES_MAX = 4 << 20;
    static final int MESSAGE_BYTES_MAX = 64 << 20;

    /** A request that waits. */
    record Asked(Operation operation, String target, Verb verb, String label, long atNanos) {}

    static final class Connection {
        final Waiting<Long, Asked> waiting = new Waiting<>();
        /** Entries of the running search. */
        long entries;

        /** Message that asked for TLS, or -1. */
        long startTlsId = -1;

        /** Set after StartTLS. */
        TlsStream tls;
    }

    @Override
    public String protocol() {
        return "ldap";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && (port == PORT || port == PORT_GLOBAL_CATALOG);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!isMessage(pending, 0)) return Recognition.NOT;
        int total = Ber.total(pending, 0);
        if (transport == Transport.UDP && total > pending.length()) return Recognition.UNSURE;
        return Recognition.CERTAIN;
    }

    /** Id and operation as far as they are there: the operation ends with the message or is followed by controls. */
    static boolean isMessage(Bytes pending, int at) {
        if (pending.u8(at) != Ber.SEQUENCE) return false;
        int total = Ber.total(pending, at);
        if (total <= 0 || total > MESSAGE_BYTES_MAX) return false;
        int id = Ber.contents(pending, at);
        int idLength = pending.u8(id + 1);
        if (pending.u8(id) != Ber.INTEGER || idLength < 1 || idLength > 4 || pending.u8(id + 2) >= 0x80) return false;
        int body = id + 2 + idLength;
        Operation operation = Operation.of(pending.u8(body));
        int size = Ber.total(pending, body);
        if (operation == null || size <= 0) return false;
        int end = body + size - at;
        if (end != total && (end > total || pending.has(at + end, 1) && pending.u8(at + end) != 0xA0)) return false;
        int first = Ber.contents(pending, body);
        if (operation.firstTag() < 0) return operation == Operation.UNBIND ? size == 2 : size > 2;
        return pending.u8(first) == operation.firstTag()
                && Ber.total(pending, first) > 0
                && first + Ber.total(pending, first) <= body + size;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (turn.conversation().transport() == Transport.UDP) {
            if (isMessage(pending, 0)) return Math.min(pending.length(), plain(pending, turn, connection));
            turn.malformed("no message", 0);
            return pending.length();
        }
        if (connection.tls != null) return connection.tls.dissect(pending, turn);
        if (pending.u8(0) != Ber.SEQUENCE) return wrapped(pending, turn, connection);
        int total = Ber.total(pending, 0);
        if (total == Ber.UNKNOWN) return NEED_MORE;
        if (total < 0 || total > MESSAGE_BYTES_MAX) return LOST;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        return isMessage(pending, 0) ? plain(pending, turn, connection) : LOST;
    }

    private static int plain(Bytes pending, Turn turn, Connection connection) {
        int total = Ber.total(pending, 0);
        new LdapReader(new Bytes().wrap(pending, 0, total), 0, turn, connection).read();
        return total;
    }

    /**
     * Octets before the message. Those of NTLM are 16; a Kerberos token, RFC 4121 section 4.2.6.2, has 16 and then, turned to the front, as many of its
     * checksum as it says.
     */
    private static int signature(Bytes pending) {
        boolean kerberos =
                pending.u16(LENGTH_BYTES) == KERBEROS_WRAP && (pending.u8(LENGTH_BYTES + 2) & KERBEROS_SEALED) == 0;
        return kerberos ? SIGNATURE_BYTES + pending.u16(LENGTH_BYTES + 6) : SIGNATURE_BYTES;
    }

    /** A buffer of the security layer. Whether it is sealed cannot be told from its head, but an open one shows the message behind the signature. */
    private static int wrapped(Bytes pending, Turn turn, Connection connection) {
        if (pending.length() < LENGTH_BYTES) {
            turn.need(LENGTH_BYTES);
            return NEED_MORE;
        }
        long length = pending.u32(0);
        if (length < SIGNATURE_BYTES || length > BUFFER_BYTES_MAX) return LOST;
        int total = LENGTH_BYTES + (int) length;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        int at = LENGTH_BYTES + signature(pending);
        if (isMessage(pending, at)) {
            while (at < total && isMessage(pending, at)) {
                int size = Math.min(Ber.total(pending, at), total - at);
                new LdapReader(new Bytes().wrap(pending, at, size), at, turn, connection).read();
                at += size;
            }
        } else {
            turn.message("sealed", Verb.OTHER, turn.fromClient() ? Outcome.REQUEST : Outcome.SUCCESS)
                    .field("length", length)
                    .emit();
        }
        return total;
    }
}
