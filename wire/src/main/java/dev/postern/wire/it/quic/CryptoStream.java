package dev.postern.wire.it.quic;

import dev.postern.wire.Bytes;
import java.util.Arrays;

/**
 * The handshake bytes of one side, put together from CRYPTO frames in any order: RFC 9000 section 19.6. At most {@link #BYTES_MAX} bytes in
 * {@link #PIECES_MAX} separate pieces; what lies beyond is dropped.
 */
final class CryptoStream {
    static final int BYTES_MAX = 16 * 1024;
    static final int PIECES_MAX = 64;

    private byte[] data = {};
    /** Pieces that are there, {@code from[i]} to {@code to[i]}, sorted and apart. */
    private final int[] from = new int[PIECES_MAX];

    private final int[] to = new int[PIECES_MAX];
    private int pieces;

    void add(long offset, Bytes bytes, int at, int length) {
        if (length <= 0 || offset > BYTES_MAX - length || !bytes.has(at, length)) return;
        int start = (int) offset;
        int end = start + length;
        if (end > data.length) data = Arrays.copyOf(data, Math.min(BYTES_MAX, Math.max(end, 2 * data.length)));
        if (!mark(start, end)) return;
        System.arraycopy(bytes.array(), bytes.arrayOffset() + at, data, start, length);
    }

    /** Joins {@code [start, end)} with the pieces it touches; false if there would be too many. */
    private boolean mark(int start, int end) {
        int first = 0;
        while (first < pieces && to[first] < start) first++;
        int last = first;
        int low = start;
        int high = end;
        while (last < pieces && from[last] <= end) {
            low = Math.min(low, from[last]);
            high = Math.max(high, to[last]);
            last++;
        }
        if (last == first && pieces == PIECES_MAX) return false;
        int moved = pieces - last;
        System.arraycopy(from, last, from, first + 1, moved);
        System.arraycopy(to, last, to, first + 1, moved);
        from[first] = low;
        to[first] = high;
        pieces += 1 - (last - first);
        return true;
    }

    /** The bytes from the beginning up to the first gap. */
    Bytes whole() {
        return new Bytes().wrap(data, 0, pieces > 0 && from[0] == 0 ? to[0] : 0);
    }
}
