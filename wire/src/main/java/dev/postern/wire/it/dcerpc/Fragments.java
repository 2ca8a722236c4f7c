package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Bytes;
import java.util.TreeMap;

/**
 * One call, or one answer, on its way to being whole: its fragments come as datagrams, in any order and perhaps again (C706 section 12.5.2.14). At most {@value #PIECES_MAX} of them and
 * {@value #BYTES_MAX} octets. Plain data.
 */
final class Fragments {
    static final int PIECES_MAX = 64;
    static final int BYTES_MAX = 65_536;

    private final TreeMap<Integer, byte[]> pieces = new TreeMap<>();
    private int last = -1;
    private int octets;

    /**
     * Takes {@code [from, to)} of a PDU.
     *
     * @return false if there is no room for it
     */
    boolean take(int number, boolean isLast, Bytes pdu, int from, int to) {
        if (pieces.containsKey(number)) return true;
        if (pieces.size() == PIECES_MAX || octets + to - from > BYTES_MAX) return false;
        if (isLast) last = number;
        byte[] piece = new byte[to - from];
        System.arraycopy(pdu.array(), pdu.arrayOffset() + from, piece, 0, piece.length);
        pieces.put(number, piece);
        octets += piece.length;
        return true;
    }

    boolean isWhole() {
        return last >= 0 && pieces.headMap(last, true).size() == last + 1;
    }

    /** From the first fragment on, as far as nothing is missing. */
    Bytes octets() {
        byte[] joined = new byte[octets];
        int length = 0;
        for (int number = 0; pieces.containsKey(number); number++) {
            byte[] piece = pieces.get(number);
            System.arraycopy(piece, 0, joined, length, piece.length);
            length += piece.length;
        }
        return new Bytes().wrap(joined, 0, length);
    }
}
