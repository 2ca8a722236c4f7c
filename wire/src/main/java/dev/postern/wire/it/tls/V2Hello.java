package dev.postern.wire.it.tls;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** A ClientHello in the record format of SSL 2.0, RFC 5246 appendix E.2: what Java 6 and older stacks begin with. */
final class V2Hello {
    private static final int RECORD_HEADER = 2,
            TYPE = 2,
            VERSION = 3,
            CIPHER_BYTES = 5,
            SESSION_BYTES = 7,
            CHALLENGE_BYTES = 9;
    static final int CIPHERS = 11;
    private static final int CIPHER_SIZE = 3;

    private V2Hello() {}

    /** The lengths of the three parts must add up to that of the record. */
    static boolean looks(Bytes pending) {
        if (!pending.has(0, CIPHERS) || (pending.u8(0) & 0x80) == 0 || pending.u8(TYPE) != 1) return false;
        int version = pending.u16(VERSION);
        int ciphers = pending.u16(CIPHER_BYTES);
        int challenge = pending.u16(CHALLENGE_BYTES);
        return (version == 0x0002 || version >= 0x0300 && version <= 0x0303)
                && ciphers > 0
                && ciphers % CIPHER_SIZE == 0
                && challenge >= 16
                && challenge <= 32
                && length(pending) == CIPHERS + ciphers + pending.u16(SESSION_BYTES) + challenge;
    }

    /** Asks no more than what is there. */
    static boolean mayBegin(Bytes pending) {
        return (pending.u8(0) & 0x80) != 0 && (pending.length() < TYPE + 1 || pending.u8(TYPE) == 1);
    }

    static int length(Bytes pending) {
        return RECORD_HEADER + (pending.u16(0) & 0x7FFF);
    }

    static Turn.Draft fill(Bytes pending, Turn.Draft draft) {
        int count = pending.u16(CIPHER_BYTES) / CIPHER_SIZE;
        long weak = 0;
        // A suite of SSL 2.0 itself has a first octet; all of them are weak by now.
        for (int i = 0; i < count; i++) {
            int suite = pending.u24(CIPHERS + i * CIPHER_SIZE);
            if (suite > 0xFFFF || Suites.weak(suite)) weak++;
        }
        return draft.field("version", Suites.version(pending.u16(VERSION)))
                .field("ciphers", (long) count)
                .field("weak_ciphers", weak)
                .field("record_format", "ssl 2.0");
    }
}
