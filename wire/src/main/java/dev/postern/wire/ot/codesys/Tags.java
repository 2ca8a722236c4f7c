package dev.postern.wire.ot.codesys;

import dev.postern.wire.Bytes;

/**
 * Tags of the V3 runtime: those behind a service header, or those within one of them. A tag that does not end within the block is not found.
 *
 * <pre>{@code
 * number | length | content        both seven bits an octet, the lowest first, 0x80: another octet follows; the length may be padded with 80 .. 00
 * }</pre>
 *
 * @param at first octet of what may be looked through, also the content
 * @param end behind its last
 */
record Tags(Bytes bytes, int at, int end) {
    /** What stands behind so many tags is not looked for. */
    private static final int TAGS_MAX = 64;

    /** Of a number, padding included. */
    private static final int OCTETS_MAX = 8;

    private static final int BITS_MAX = 28;

    /** Content of the first tag with this number, empty if there is none. */
    Tags find(int number) {
        int next = at;
        for (int i = 0; i < TAGS_MAX && next < end; i++) {
            int length = behind(next);
            int content = behind(length);
            int stop = content + number(length);
            if (content > end || stop > end) break;
            if (number(next) == number) return new Tags(bytes, content, stop);
            next = stop;
        }
        return new Tags(bytes, end, end);
    }

    private int number(int from) {
        int result = 0;
        for (int i = 0; i < OCTETS_MAX && from + i < end; i++) {
            int octet = bytes.u8(from + i);
            if (7 * i < BITS_MAX) result |= (octet & 0x7F) << 7 * i;
            if ((octet & 0x80) == 0) break;
        }
        return result;
    }

    private int behind(int from) {
        int last = from;
        while (last < from + OCTETS_MAX - 1 && last < end && (bytes.u8(last) & 0x80) != 0) last++;
        return last + 1;
    }

    boolean holds() {
        return end > at;
    }

    /** The number that the content begins with, or -1. */
    int result() {
        return end - at < 2 ? -1 : bytes.u16le(at);
    }

    /** The content up to a zero. */
    String text(int octetsMax) {
        int zero = bytes.indexOf(0, at);
        int last = zero < 0 || zero > end ? end : zero;
        return last <= at ? "" : bytes.utf8(at, Math.min(last - at, octetsMax));
    }
}
