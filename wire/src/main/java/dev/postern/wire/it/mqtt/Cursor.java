package dev.postern.wire.it.mqtt;

import dev.postern.wire.Bytes;
import dev.postern.wire.it.payload.Payload;

/** Reads a packet front to back; past its end everything is empty and {@link #cut} says so. */
final class Cursor {
    static final int TEXT_BYTES_MAX = 512;
    static final int DATA_SHOWN_BYTES = 64;

    private final Bytes bytes;
    private int at;
    private boolean cut;

    Cursor(Bytes bytes, int from) {
        this.bytes = bytes;
        at = from;
    }

    int at() {
        return at;
    }

    /** Octets that can still be read: none once the packet was found to end early, so that every loop over them ends. */
    int left() {
        return cut ? 0 : bytes.length() - at;
    }

    boolean cut() {
        return cut;
    }

    Bytes bytes() {
        return bytes;
    }

    private boolean missing(int count) {
        if (!cut && bytes.has(at, count)) return false;
        cut = true;
        return true;
    }

    void seek(int to) {
        at = Math.min(to, bytes.length());
    }

    int u8() {
        return missing(1) ? 0 : bytes.u8(at++);
    }

    int u16() {
        if (missing(2)) return 0;
        at += 2;
        return bytes.u16(at - 2);
    }

    long u32() {
        if (missing(4)) return 0;
        at += 4;
        return bytes.u32(at - 4);
    }

    /** Variable byte integer, 7 bits an octet, lowest first, at most four. */
    int varint() {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int octet = u8();
            value |= (octet & 0x7F) << shift;
            if (octet < 0x80) return value;
        }
        cut = true;
        return 0;
    }

    String text() {
        int length = u16();
        if (missing(length)) return "";
        at += length;
        return bytes.utf8(at - length, Math.min(length, TEXT_BYTES_MAX));
    }

    /** Passes over binary data; returns its length. */
    int blob() {
        int length = u16();
        if (missing(length)) return 0;
        at += length;
        return length;
    }

    boolean printable(int from, int length) {
        return bytes.has(from, length) && Payload.printable(bytes, from, length);
    }
}
