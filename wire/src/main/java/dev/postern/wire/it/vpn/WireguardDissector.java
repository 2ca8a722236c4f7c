package dev.postern.wire.it.vpn;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * WireGuard over UDP: handshakes one by one, data passes unread. Four types with fixed lengths and reserved zeros; certain only with the second
 * MAC of zero that a handshake has unless a peer is under load.
 */
public final class WireguardDissector implements Dissector {
    private static final int INITIATION = 1, RESPONSE = 2, COOKIE = 3, DATA = 4;
    private static final int INITIATION_BYTES = 148,
            RESPONSE_BYTES = 92,
            COOKIE_BYTES = 64,
            DATA_BYTES_MIN = 32,
            MAC_BYTES = 16;

    private static final class Tunnel {
        private long askedNanos = -1;
    }

    @Override
    public String protocol() {
        return "wireguard";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 51820;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!fits(pending)) return Recognition.NOT;
        int type = pending.u8(0);
        boolean handshake = type == INITIATION || type == RESPONSE;
        return handshake
                        && isZero(pending, pending.length() - MAC_BYTES)
                        && !isZero(pending, pending.length() - 2 * MAC_BYTES)
                ? Recognition.CERTAIN
                : Recognition.UNSURE;
    }

    private static boolean fits(Bytes pending) {
        if (pending.u24(1) != 0) return false;
        int length = pending.length();
        return switch (pending.u8(0)) {
            case INITIATION -> length == INITIATION_BYTES;
            case RESPONSE -> length == RESPONSE_BYTES;
            case COOKIE -> length == COOKIE_BYTES;
            // A random index, then a counter that no key outlives.
            case DATA ->
                length >= DATA_BYTES_MIN && length % 16 == 0 && pending.u32(4) > 0xFFFF && pending.u24(13) == 0;
            default -> false;
        };
    }

    private static boolean isZero(Bytes pending, int at) {
        return pending.i64(at) == 0 && pending.i64(at + 8) == 0;
    }

    @Override
    public Object newState() {
        return new Tunnel();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (!fits(pending)) {
            turn.malformed("no message of this type and length", 0);
            return pending.length();
        }
        Tunnel tunnel = turn.state();
        switch (pending.u8(0)) {
            case INITIATION -> {
                tunnel.askedNanos = turn.atNanos();
                turn.message("handshake", Verb.SESSION, Outcome.REQUEST)
                        .field("tool", "WireGuard")
                        .emit();
            }
            case RESPONSE ->
                turn.message("handshake", Verb.SESSION, Outcome.SUCCESS)
                        .answers(tunnel.askedNanos)
                        .field("tool", "WireGuard")
                        .emit();
            case COOKIE -> turn.message("cookie", Verb.SESSION, Outcome.NOTICE).emit();
            default -> {}
        }
        return pending.length();
    }
}
