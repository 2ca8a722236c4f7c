package dev.postern.wire.it.quic;

import dev.postern.wire.Bytes;

/** Variable-length integers, RFC 9000 section 16: the two highest bits tell the size. */
final class Varint {
    private Varint() {}

    static int size(Bytes bytes, int at) {
        return 1 << (bytes.u8(at) >> 6);
    }

    static long value(Bytes bytes, int at) {
        return switch (size(bytes, at)) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16(at) & 0x3FFF;
            case 4 -> bytes.u32(at) & 0x3FFF_FFFFL;
            default -> bytes.i64(at) & 0x3FFF_FFFF_FFFF_FFFFL;
        };
    }
}
