package dev.postern.wire.it.parts;

import dev.postern.wire.Bytes;

/**
 * Walks over BER elements within {@code [at, end)} of a view, X.690 section 8.1: low tag numbers, definite lengths of up to four octets.
 * Every element ends within its parent and the cursor only moves forward, so reading is linear. A broken element empties the cursor and
 * leaves its place in {@link #brokenAt}.
 */
public final class Ber {
    public static final int BOOLEAN = 0x01,
            INTEGER = 0x02,
            OCTET_STRING = 0x04,
            NULL = 0x05,
            OID = 0x06,
            ENUMERATED = 0x0A;
    public static final int SEQUENCE = 0x30, SET = 0x31;

    /** {@link #total} result: the length octets are not all there yet. */
    public static final int UNKNOWN = 0;

    /** {@link #total} result: no definite length that anybody would send. */
    public static final int IMPOSSIBLE = -1;

    private static final int ARCS_MAX = 64;

    private final Bytes bytes;
    private final int end;
    private int next;
    private int tag = -1;
    private int start;
    private int length;
    private int brokenAt = -1;

    public Ber(Bytes bytes, int at, int end) {
        this.bytes = bytes;
        this.end = Math.min(end, bytes.length());
        next = at;
    }

    public Ber(Bytes bytes) {
        this(bytes, 0, bytes.length());
    }

    /** Octets of the element at {@code at} with tag and length, even if they are not all there; {@link #UNKNOWN} or {@link #IMPOSSIBLE}. */
    public static int total(Bytes bytes, int at) {
        if (!bytes.has(at, 2)) return UNKNOWN;
        int first = bytes.u8(at + 1);
        if (first < 0x80) return 2 + first;
        int octets = first & 0x7F;
        if (octets == 0 || octets > 4) return IMPOSSIBLE;
        if (!bytes.has(at + 2, octets)) return UNKNOWN;
        long length = 0;
        for (int i = 0; i < octets; i++) length = length << 8 | bytes.u8(at + 2 + i);
        return length > Integer.MAX_VALUE - 6 ? IMPOSSIBLE : 2 + octets + (int) length;
    }

    /** Offset of the contents of the element at {@code at}, whose length octets are there. */
    public static int contents(Bytes bytes, int at) {
        int first = bytes.u8(at + 1);
        return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
    }

    /** Steps to the next element; false at the end and at a broken one. */
    public boolean next() {
        if (next >= end) return stop();
        int total = total(bytes, next);
        if (total <= 0 || total > end - next) {
            brokenAt = next;
            return stop();
        }
        tag = bytes.u8(next);
        start = contents(bytes, next);
        length = next + total - start;
        next += total;
        return true;
    }

    /** Steps to the next element and tells whether it has this tag. */
    public boolean next(int expected) {
        return next() && tag == expected;
    }

    /** Steps to the next element if it has this tag; else stays. */
    public boolean optional(int expected) {
        return next < end && bytes.u8(next) == expected && next();
    }

    private boolean stop() {
        tag = -1;
        next = end;
        start = end;
        length = 0;
        return false;
    }

    /** Tag of the element stepped to, or -1. */
    public int tag() {
        return tag;
    }

    /** Offset of the contents of the element stepped to. */
    public int start() {
        return start;
    }

    public int length() {
        return length;
    }

    /** Offset after the element stepped to. */
    public int after() {
        return next;
    }

    /** Offset of the element that did not fit, or -1. */
    public int brokenAt() {
        return brokenAt;
    }

    /** The elements within the one stepped to. */
    public Ber inside() {
        return new Ber(bytes, start, start + length);
    }

    /** The contents of the element stepped to. */
    public Bytes value() {
        return new Bytes().wrap(bytes, start, length);
    }

    /** The contents as a signed number; of one longer than eight octets the last eight. */
    public long integer() {
        if (length == 0) return 0;
        long value = (byte) bytes.u8(start);
        for (int i = 1; i < length; i++) value = value << 8 | bytes.u8(start + i);
        return value;
    }

    /** The contents as UTF-8, at most {@code octetsMax}. */
    public String text(int octetsMax) {
        return bytes.utf8(start, Math.min(length, octetsMax));
    }

    /** The contents as a dotted object identifier, at most {@value #ARCS_MAX} octets of it. */
    public String oid() {
        StringBuilder dotted = new StringBuilder(2 * length + 4);
        long arc = 0;
        int last = start + Math.min(length, ARCS_MAX);
        for (int i = start; i < last; i++) {
            int octet = bytes.u8(i);
            arc = arc << 7 | octet & 0x7F;
            if ((octet & 0x80) != 0) continue;
            if (dotted.isEmpty()) {
                int root = (int) Math.min(arc / 40, 2);
                dotted.append(root).append('.').append(arc - 40L * root);
            } else {
                dotted.append('.').append(arc);
            }
            arc = 0;
        }
        return dotted.toString();
    }
}
