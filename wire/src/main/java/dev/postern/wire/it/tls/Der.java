package dev.postern.wire.it.tls;

import dev.postern.wire.Bytes;

/**
 * Walks over DER elements within {@code [at, end)} of a view, X.690 section 8.1: definite lengths of up to three octets. Every element ends
 * within its parent and the cursor only moves forward, so reading is linear. A broken element empties the cursor.
 */
final class Der {
    static final int INTEGER = 0x02, OID = 0x06, UTC_TIME = 0x17, GENERALIZED_TIME = 0x18;
    static final int OCTET_STRING = 0x04, SEQUENCE = 0x30, SET = 0x31, BMP_STRING = 0x1E, BOOLEAN = 0x01;

    final Bytes bytes;
    private final int end;
    private int next;
    private int tag = -1;
    private int start;
    private int length;

    Der(Bytes bytes, int at, int end) {
        this.bytes = bytes;
        this.end = Math.min(end, bytes.length());
        next = at;
    }

    /** Steps to the next element; false at the end and at a broken one. */
    boolean next() {
        if (next + 2 > end) return stop();
        int head = next;
        tag = bytes.u8(head);
        int first = bytes.u8(head + 1);
        start = head + 2;
        length = first;
        if (first >= 0x80) {
            int octets = first & 0x7F;
            if (octets == 0 || octets > 3 || start + octets > end) return stop();
            length = 0;
            for (int i = 0; i < octets; i++) length = length << 8 | bytes.u8(start + i);
            start += octets;
        }
        if (length > end - start) return stop();
        next = start + length;
        return true;
    }

    /** Steps to the next element and tells whether it has this tag. */
    boolean next(int expected) {
        return next() && tag == expected;
    }

    private boolean stop() {
        tag = -1;
        next = end;
        start = end;
        length = 0;
        return false;
    }

    int tag() {
        return tag;
    }

    /** Offset of the contents of the element stepped to. */
    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** The elements within the one stepped to. */
    Der inside() {
        return new Der(bytes, start, start + length);
    }

    /** The contents are exactly these octets. */
    boolean is(int... octets) {
        if (length != octets.length) return false;
        for (int i = 0; i < length; i++) if (bytes.u8(start + i) != octets[i]) return false;
        return true;
    }
}
