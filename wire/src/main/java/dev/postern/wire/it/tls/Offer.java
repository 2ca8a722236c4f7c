package dev.postern.wire.it.tls;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.purpose.Purpose;

/**
 * What a ClientHello offers, over TCP or QUIC.
 *
 * @param serverName null if the extension is missing
 * @param alpn protocols offered, joined by commas, or null
 * @param version the highest one offered
 * @param ciphers suites offered, {@code weakCiphers} of them weak
 */
public record Offer(String serverName, String alpn, int version, int ciphers, int weakCiphers, String ja3, String ja4) {
    /**
     * Reads the body of a ClientHello; null if it ends early.
     *
     * @param carrier first letter of JA4: {@code t} for TCP, {@code q} for QUIC
     */
    public static Offer read(Bytes body, char carrier) {
        Hello hello = new Hello(body, true);
        if (body.overrun()) return null;
        int weak = 0;
        for (int cipher : hello.ciphers) if (Suites.weak(cipher)) weak++;
        return new Offer(
                hello.serverName,
                hello.alpn,
                hello.effectiveVersion(),
                hello.ciphers.length,
                weak,
                Fingerprints.ja3(hello),
                Fingerprints.ja4(hello, carrier));
    }

    public String target() {
        return serverName == null ? "" : serverName;
    }

    public Turn.Draft fill(Turn.Draft draft) {
        draft.target(target())
                .field("version", Suites.version(version))
                .field("server_name", serverName)
                .field("alpn", alpn)
                .field("ciphers", (long) ciphers);
        if (weakCiphers > 0) draft.field("weak_ciphers", (long) weakCiphers);
        Purpose known = Purpose.ofHost(serverName);
        return Purpose.fill(draft, known != null ? known : Purpose.ofAgent(alpn))
                .field("ja3", ja3)
                .field("ja4", ja4);
    }

    /** The client by its fingerprint; a server inside by the name it is called. */
    public void tell(Turn turn) {
        turn.identity(turn.source(), Attribute.FINGERPRINT, ja4, 0.5);
        if (turn.destination().isIp() && !turn.destination().isPublic())
            turn.identity(turn.destination(), Attribute.NAME, serverName, 0.4);
    }
}
