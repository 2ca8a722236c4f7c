package dev.postern.wire.it.http2;

import dev.postern.wire.Bytes;

/**
 * The code of RFC 7541 appendix B. It is canonical: of each length the codes count up in the order of their symbols, and the next length goes on
 * where this one ends.
 */
final class Huffman {
    private static final int BITS_MIN = 5;
    /** Symbols of 5, 6, 7 bits and so on; a dot stands for each that is no printable ASCII. */
    private static final String[] BY_BITS = {
        "012aceiost",
        " %-./3456789=A_bdfghlmnpru",
        ":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz",
        "&*,;XZ",
        "",
        "!\"()?",
        "'+|",
        "#>",
        ".$@[]~",
        "^}",
        "<`{",
        "",
        "",
        "",
        "\\..",
        ".".repeat(8),
        ".".repeat(13),
        ".".repeat(26),
        ".".repeat(29),
        ".".repeat(12),
        ".".repeat(4),
        ".".repeat(15),
        ".".repeat(19),
        ".".repeat(29),
        "",
        ".".repeat(3)
    };

    private Huffman() {}

    /**
     * Puts the first {@code textMax} octets of a text into {@code into}.
     *
     * @return how many octets the whole text has
     */
    static int decode(Bytes bytes, int at, int count, int textMax, StringBuilder into) {
        int length = 0;
        int code = 0;
        int first = 0;
        int bits = 0;
        for (int bit = 0; bit < 8 * count; bit++) {
            code = code << 1 | bytes.u8(at + bit / 8) >> 7 - bit % 8 & 1;
            first <<= 1;
            if (++bits < BITS_MIN) continue;
            // Only the sign for the end, which no text holds, is left over.
            if (bits - BITS_MIN >= BY_BITS.length) return length;
            String symbols = BY_BITS[bits - BITS_MIN];
            if (code - first < symbols.length()) {
                if (length++ < textMax) into.append(symbols.charAt(code - first));
                code = 0;
                first = 0;
                bits = 0;
            } else {
                first += symbols.length();
            }
        }
        return length;
    }
}
