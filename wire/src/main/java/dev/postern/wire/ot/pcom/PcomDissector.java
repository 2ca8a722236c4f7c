package dev.postern.wire.ot.pcom;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Unitronics PCOM over TCP (20256). An answer is found by the transaction of its header.
 *
 * <pre>{@code
 * 0             2              3   4
 * | transaction | 65 ASCII     | 0 | length | / unit command data sum CR, answers /A        little-endian
 *               | 66 binary    |            | /_OPLC id FE 01 0 0 0 command 0 details length sum data sum \
 * }</pre>
 */
public final class PcomDissector implements Dissector {
    static final int TRANSACTION = 0, BODY = 6;
    private static final int MODE = 2, RESERVED = 3, LENGTH = 4;
    private static final int ASCII = 0x65, BINARY = 0x66;
    private static final String BINARY_START = "/_OPLC";

    @Override
    public String protocol() {
        return "pcom";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 20256;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new PcomState();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!isHeader(pending) || !pending.has(0, BODY + 1)) return Recognition.NOT;
        int total = BODY + pending.u16le(LENGTH);
        if (pending.u8(MODE) == BINARY)
            return pending.startsWith(BINARY_START, BODY) ? Recognition.CERTAIN : Recognition.NOT;
        boolean whole = pending.u8(BODY) == '/' && pending.length() >= total && pending.u8(total - 1) == '\r';
        return whole ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isHeader(Bytes bytes) {
        return (bytes.u8(MODE) == ASCII || bytes.u8(MODE) == BINARY)
                && bytes.u8(RESERVED) == 0
                && bytes.u16le(LENGTH) > 0;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < BODY) {
            turn.need(BODY);
            return NEED_MORE;
        }
        if (!isHeader(pending)) return LOST;
        int total = BODY + pending.u16le(LENGTH);
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        if (pending.u8(MODE) == BINARY) Binary.read(pending, total, turn);
        else Ascii.read(pending, total, turn);
        return total;
    }
}
