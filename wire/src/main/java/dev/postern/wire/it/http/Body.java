package dev.postern.wire.it.http;

import dev.postern.wire.Bytes;

/**
 * Passes over a message body without keeping it, RFC 9112 section 6: by length, in chunks or to the end of the connection. State of one
 * direction; a chunk header is at most {@link #LINE_BYTES_MAX} octets.
 */
final class Body {
    static final int LINE_BYTES_MAX = 1024;

    private enum Part {
        NONE,
        LENGTH,
        CHUNK_SIZE,
        CHUNK_DATA,
        TRAILER,
        TO_CLOSE
    }

    /** {@link #skip} result: the chunk header is not complete. */
    static final int MORE = 0;

    /** {@link #skip} result: no chunk header where one must be. */
    static final int BROKEN = -1;

    private Part part = Part.NONE;
    private long left;

    void length(long bytes) {
        part = bytes > 0 ? Part.LENGTH : Part.NONE;
        left = bytes;
    }

    void chunked() {
        part = Part.CHUNK_SIZE;
    }

    void toClose() {
        part = Part.TO_CLOSE;
    }

    void none() {
        part = Part.NONE;
    }

    boolean pending() {
        return part != Part.NONE;
    }

    /** Octets at the start of {@code pending} that belong to the body (1 or more), {@link #MORE} or {@link #BROKEN}. */
    int skip(Bytes pending) {
        return switch (part) {
            case LENGTH -> data(pending, Part.NONE);
            case CHUNK_DATA -> data(pending, Part.CHUNK_SIZE);
            case TO_CLOSE, NONE -> pending.length();
            case CHUNK_SIZE -> line(pending, true);
            case TRAILER -> line(pending, false);
        };
    }

    private int data(Bytes pending, Part after) {
        int count = (int) Math.min(left, pending.length());
        left -= count;
        if (left == 0) part = after;
        return count;
    }

    private int line(Bytes pending, boolean size) {
        int end = pending.indexOf('\n', 0);
        if (end < 0 && pending.length() <= LINE_BYTES_MAX) return MORE;
        if (end < 0 || end > LINE_BYTES_MAX) return broken();
        if (size) {
            long bytes = hex(pending, end);
            if (bytes < 0) return broken();
            // The line end after the data counts as data.
            left = bytes + 2;
            part = bytes == 0 ? Part.TRAILER : Part.CHUNK_DATA;
        } else if (end == 0 || end == 1 && pending.u8(0) == '\r') {
            part = Part.NONE;
        }
        return end + 1;
    }

    private int broken() {
        part = Part.NONE;
        return BROKEN;
    }

    private static long hex(Bytes pending, int end) {
        long value = 0;
        int digits = 0;
        while (digits < end && digits < 9) {
            int digit = Character.digit(pending.u8(digits), 16);
            if (digit < 0) break;
            value = value << 4 | digit;
            digits++;
        }
        return digits == 0 || digits == 9 ? -1 : value;
    }
}
