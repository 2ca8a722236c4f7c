package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;

/**
 * Steps over the elements of one level of BER, X.690. An indefinite length is read up to the end of its parent, whose end-of-contents octets
 * end the level. Promise: what {@link #next} accepted lies within the level.
 *
 * <pre>{@code
 * for (Ber ber = new Ber(bytes, from, to); ber.next(); )
 *     switch (ber.tag()) { case 0xA1 -> inner(ber.body(), ber.end()); ... }
 * }</pre>
 */
final class Ber {
    private static final int HIGH_NUMBER = 0x1F;
    private static final int INDEFINITE = 0x80;
    private static final int LENGTH_BYTES_MAX = 4;

    private final Bytes bytes;
    private final int limit;
    private int at;
    private int tag;
    private int body;
    private int end;
    private boolean broken;

    Ber(Bytes bytes, int from, int to) {
        this.bytes = bytes;
        limit = Math.min(to, bytes.length());
        at = Math.min(from, limit);
        end = at;
    }

    /** Moves to the next element; false at the end of the level or where it is broken. */
    boolean next() {
        at = end;
        if (at >= limit) return false;
        int cursor = at + 1;
        tag = bytes.u8(at);
        if ((tag & HIGH_NUMBER) == HIGH_NUMBER) {
            tag = tag << 8 | bytes.u8(cursor);
            if ((bytes.u8(cursor++) & 0x80) != 0) return broke();
        }
        if (cursor >= limit) return broke();
        int length = bytes.u8(cursor++);
        if (tag == 0 && length == 0) return false;
        if (length == INDEFINITE) {
            body = cursor;
            end = limit;
            return true;
        }
        if (length > INDEFINITE) {
            int octets = length & 0x7F;
            if (octets > LENGTH_BYTES_MAX || cursor + octets > limit) return broke();
            length = 0;
            for (int i = 0; i < octets; i++) length = length << 8 | bytes.u8(cursor++);
        }
        if (length < 0 || length > limit - cursor) return broke();
        body = cursor;
        end = cursor + length;
        return true;
    }

    private boolean broke() {
        broken = true;
        end = limit;
        return false;
    }

    /** The last element does not fit its parent. */
    boolean broken() {
        return broken;
    }

    /** Where the element that was tried last begins. */
    int at() {
        return at;
    }

    /** Identifier octet; of two octets the first is in bits 8 to 15. */
    int tag() {
        return tag;
    }

    int body() {
        return body;
    }

    int end() {
        return end;
    }

    int length() {
        return end - body;
    }

    /** Two's complement integer; of more than eight octets the last eight. */
    long integer() {
        long number = length() > 0 ? (byte) bytes.u8(body) : 0;
        for (int i = body + 1; i < end; i++) number = number << 8 | bytes.u8(i);
        return number;
    }

    /** The same without sign: standards let unsigned numbers begin with a set bit, devices too. */
    long unsigned() {
        long number = 0;
        for (int i = body; i < end; i++) number = number << 8 | bytes.u8(i);
        return number;
    }

    boolean bool() {
        return length() > 0 && bytes.u8(body) != 0;
    }

    String text() {
        return bytes.ascii(body, length());
    }

    /** An object identifier as {@code 1.0.9506.2.3}. */
    String objectId() {
        StringBuilder text = new StringBuilder();
        long arc = 0;
        for (int i = body; i < end; i++) {
            arc = arc << 7 | bytes.u8(i) & 0x7F;
            if ((bytes.u8(i) & 0x80) != 0) continue;
            if (text.isEmpty()) {
                long root = Math.min(arc / 40, 2);
                text.append(root).append('.').append(arc - 40 * root);
            } else {
                text.append('.').append(arc);
            }
            arc = 0;
        }
        return text.toString();
    }

    Ber inside() {
        return new Ber(bytes, body, end);
    }
}
