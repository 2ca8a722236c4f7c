package dev.postern.wire.it.tls;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.HexFormat;

/** What a ServerHello chooses, over TCP or QUIC. */
public record Choice(int version, int cipher, String alpn, String ja3s, boolean retry) {
    private static final int TLS_1_2 = 0x0303;

    /** Reads the body of a ServerHello; null if it ends early. */
    public static Choice read(Bytes body) {
        Hello hello = new Hello(body, false);
        if (body.overrun()) return null;
        return new Choice(
                hello.effectiveVersion(), hello.ciphers[0], hello.alpn, Fingerprints.ja3s(hello), hello.retry);
    }

    public Turn.Draft fill(Turn.Draft draft) {
        draft.field("version", Suites.version(version))
                .field("cipher", "0x" + HexFormat.of().toHexDigits((short) cipher))
                .field("alpn", alpn)
                .field("ja3s", ja3s);
        if (version < TLS_1_2 || Suites.weak(cipher)) draft.field("weak", true);
        if (retry) draft.field("retry", true);
        return draft;
    }
}
