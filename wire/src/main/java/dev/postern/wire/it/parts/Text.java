package dev.postern.wire.it.parts;

import dev.postern.wire.Bytes;

/** Octets that may be text. */
public final class Text {
    private Text() {}

    /** UTF-8 if all octets are printable (one zero at the end allowed), else hex; of either at most {@code octetsMax} octets. */
    public static String orHex(Bytes bytes, int at, int count, int octetsMax) {
        int taken = Math.min(count, octetsMax);
        int text = taken > 1 && bytes.u8(at + taken - 1) == 0 ? taken - 1 : taken;
        return isText(bytes, at, text) ? bytes.utf8(at, text) : bytes.hex(at, taken);
    }

    /** No control characters but tab and line ends; octets over 127 form UTF-8 sequences or are the start of a cut one. */
    public static boolean isText(Bytes bytes, int at, int count) {
        int follow = 0;
        for (int i = 0; i < count; i++) {
            int octet = bytes.u8(at + i);
            if (follow > 0) {
                if (octet >> 6 != 2) return false;
                follow--;
            } else if (octet >= 0x80) {
                follow = octet >> 5 == 6 ? 1 : octet >> 4 == 14 ? 2 : octet >> 3 == 30 ? 3 : -1;
                if (follow < 0) return false;
            } else if (octet < ' ' && octet != '\t' && octet != '\r' && octet != '\n' || octet == 127) {
                return false;
            }
        }
        return true;
    }
}
