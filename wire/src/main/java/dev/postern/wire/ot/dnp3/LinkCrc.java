package dev.postern.wire.ot.dnp3;

import dev.postern.wire.Bytes;

/** CRC-16/DNP, IEEE 1815 annex E: polynomial 0x3D65 reflected, start 0, inverted, low octet first. */
final class LinkCrc {
    private static final int POLYNOMIAL_REFLECTED = 0xA6BC;
    private static final char[] TABLE = table();

    private LinkCrc() {}

    private static char[] table() {
        char[] table = new char[256];
        for (int octet = 0; octet < 256; octet++) {
            int crc = octet;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ POLYNOMIAL_REFLECTED;
            table[octet] = (char) crc;
        }
        return table;
    }

    /** True if the two octets after {@code [offset, offset + length)} are its check; all must be there. */
    static boolean holds(Bytes bytes, int offset, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) crc = crc >> 8 ^ TABLE[(crc ^ bytes.u8(offset + i)) & 0xFF];
        return (~crc & 0xFFFF) == bytes.u16le(offset + length);
    }
}
