package dev.postern.wire.it.http2;

import dev.postern.wire.Bytes;

/**
 * The code of RFC 7541 appendix B. It is canonical: of each length the codes count up in the order of their symbols, and the next length goes on
 * where this one ends. Only the symbols of up to 15 bits are known here, which are all of printable ASCII but the backslash.
 */
final class Huffman {
    private static final int BITS_MIN = 5;
    /** Symbols of 5, 6, 7 bits and so on. */
    private static final String[] BY_BITS = {
        "012aceiost",
        " %-./3456789=A_bdfghlmnpru",
        ":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz",
        "&*,;XZ",
        "",
        "!\"()?",
        "'+|",
        "#>",
        "\0$@[]~",
        "^}",
        "<`{"
    };

    private Huffman() {}

    /** The text, up to the first symbol that is not known. */
    static String decode(Bytes bytes, int at, int count) {
        StringBuilder text = new StringBuilder(2 * count);
        int code = 0;
        int first = 0;
        int bits = 0;
        for (int bit = 0; bit < 8 * count; bit++) {
            code = code << 1 | bytes.u8(at + bit / 8) >> 7 - bit % 8 & 1;
            first <<= 1;
            if (++bits < BITS_MIN) continue;
            if (bits - BITS_MIN >= BY_BITS.length) return text.toString();
            String symbols = BY_BITS[bits - BITS_MIN];
            if (code - first < symbols.length()) {
                text.append(symbols.charAt(code - first));
                code = 0;
                first = 0;
                bits = 0;
            } else {
                first += symbols.length();
            }
        }
        return text.toString();
    }
}
