package dev.postern.wire.it.vpn;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.tls.TlsStream;

/**
 * OpenVPN over UDP, or TCP with a length before each packet. Resets are told; the control channel, where it is not wrapped in a shared key,
 * is read as TLS in the order of its packet numbers; data pass unread.
 */
public final class OpenVpnDissector implements Dissector {
    private static final int RESET_CLIENT_1 = 1,
            RESET_SERVER_1 = 2,
            SOFT_RESET = 3,
            CONTROL = 4,
            ACKNOWLEDGE = 5,
            DATA_1 = 6;
    private static final int RESET_CLIENT_2 = 7, RESET_SERVER_2 = 8, DATA_2 = 9, RESET_CLIENT_3 = 10, WRAPPED_KEY = 11;
    private static final int SESSION_BYTES = 8, ACKNOWLEDGED_MAX = 8;
    private static final int TCP_BYTES_MAX = 4096;

    private static final class Tunnel {
        private TlsStream tls = new TlsStream();
        private long nextFromClient = 1;
        private long nextFromServer = 1;
        private long askedNanos = -1;
    }

    @Override
    public String protocol() {
        return "openvpn";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return (transport == Transport.UDP || transport == Transport.TCP) && port == 1194;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    /** A first packet of version 2 without a shared key has one length and one content but for its session; others are only plausible. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.UDP) return packet(pending, fromClient);
        int length = pending.u16(0);
        if (length < 1 + SESSION_BYTES || length > TCP_BYTES_MAX || !pending.has(2, length)) return Recognition.NOT;
        return packet(new Bytes().wrap(pending, 2, length), fromClient);
    }

    private static Recognition packet(Bytes packet, boolean fromClient) {
        int operation = packet.u8(0) >> 3;
        int length = packet.length();
        if (packet.u8(0) == CONTROL << 3) return carriesTls(packet) ? Recognition.UNSURE : Recognition.NOT;
        boolean sides =
                fromClient ? operation == RESET_CLIENT_2 || operation == RESET_CLIENT_3 : operation == RESET_SERVER_2;
        if (!sides || (packet.u8(0) & 7) != 0 || !packet.has(0, 14)) return Recognition.NOT;
        boolean plain = fromClient
                ? length == 14 && packet.u8(9) == 0 && packet.u32(10) == 0
                : length == 26 && packet.u8(9) == 1 && packet.u32(10) == 0 && packet.u32(22) == 0;
        if (plain && packet.i64(1) != 0) return Recognition.CERTAIN;
        // With a shared key: a hash of 20 to 64 octets, a packet number and a time follow the session.
        return length >= 42 && length <= 1200 && packet.i64(1) != 0 ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean carriesTls(Bytes packet) {
        int records = recordsAt(packet);
        return packet.u8(1 + SESSION_BYTES) <= ACKNOWLEDGED_MAX
                && packet.has(records, 5)
                && TlsStream.probe(new Bytes().wrap(packet, records, packet.length() - records)) != Recognition.NOT;
    }

    /** Behind session, numbers acknowledged (with the peer's session if there are any) and own number. */
    private static int recordsAt(Bytes packet) {
        int acknowledged = packet.u8(1 + SESSION_BYTES);
        return 6 + SESSION_BYTES + 4 * acknowledged + (acknowledged > 0 ? SESSION_BYTES : 0);
    }

    @Override
    public Object newState() {
        return new Tunnel();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (turn.conversation().transport() == Transport.UDP) {
            read(pending, turn);
            return pending.length();
        }
        if (pending.length() < 2) return NEED_MORE;
        int length = pending.u16(0);
        if (length == 0 || length > TCP_BYTES_MAX) return LOST;
        if (!pending.has(2, length)) {
            turn.need(2 + length);
            return NEED_MORE;
        }
        read(new Bytes().wrap(pending, 2, length), turn);
        return 2 + length;
    }

    private static void read(Bytes packet, Turn turn) {
        Tunnel tunnel = turn.state();
        int operation = packet.u8(0) >> 3;
        switch (operation) {
            case RESET_CLIENT_1, RESET_CLIENT_2, RESET_CLIENT_3 -> {
                tunnel.askedNanos = turn.atNanos();
                tunnel.tls = new TlsStream();
                tunnel.nextFromClient = 1;
                tunnel.nextFromServer = 1;
                tell(packet, turn, Outcome.REQUEST, -1);
            }
            case RESET_SERVER_1, RESET_SERVER_2 -> tell(packet, turn, Outcome.SUCCESS, tunnel.askedNanos);
            case SOFT_RESET ->
                turn.message("rekey", Verb.SESSION, Outcome.NOTICE).emit();
            case CONTROL -> control(packet, turn, tunnel);
            case ACKNOWLEDGE, DATA_1, DATA_2, WRAPPED_KEY -> {}
            default -> turn.malformed("operation unknown", 0);
        }
    }

    private static void tell(Bytes packet, Turn turn, Outcome outcome, long askedNanos) {
        boolean plain = packet.length() == (outcome == Outcome.REQUEST ? 14 : 26);
        turn.message("reset", Verb.SESSION, outcome)
                .answers(askedNanos)
                .field("tool", "OpenVPN")
                .field(
                        "version",
                        packet.u8(0) >> 3 <= RESET_SERVER_1 ? 1L : packet.u8(0) >> 3 == RESET_CLIENT_3 ? 3L : 2L)
                .field("shared_key", !plain)
                .emit();
    }

    private static void control(Bytes packet, Turn turn, Tunnel tunnel) {
        if (packet.u8(1 + SESSION_BYTES) > ACKNOWLEDGED_MAX) return;
        int at = recordsAt(packet);
        long number = packet.u32(at - 4);
        Bytes records = new Bytes().wrap(packet, at, packet.length() - at);
        boolean inOrder = number == (turn.fromClient() ? tunnel.nextFromClient : tunnel.nextFromServer);
        if (!inOrder || records.length() == 0) return;
        if (turn.fromClient()) tunnel.nextFromClient++;
        else tunnel.nextFromServer++;
        for (int from = 0; from < records.length(); ) {
            int consumed = tunnel.tls.dissect(new Bytes().wrap(records, from, records.length() - from), turn);
            // A record that goes on in the next packet is given up: hellos mostly fit.
            if (consumed <= 0) return;
            from += consumed;
        }
    }
}
