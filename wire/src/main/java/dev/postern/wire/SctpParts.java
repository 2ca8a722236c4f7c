package dev.postern.wire;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * Pieces of the user messages that one side of an association sends in several chunks, in whatever order they come, until one is whole. RFC 9260
 * section 6.9: those of one message have numbers (TSN) without a gap between them; RFC 8260: the message has a number, its pieces count from 0.
 * At most {@value #PIECES_MAX}; those that came first go first. Plain data.
 */
final class SctpParts {
    static final int PIECES_MAX = 64;
    private static final int BEGINS = 2, ENDS = 1;

    private final ArrayList<Piece> pieces = new ArrayList<>();

    /**
     * @param message which message of the association, 0 for all of DATA
     * @param number of the piece within it, without sign
     * @param flags B and E of the chunk
     */
    record Piece(long message, int number, int flags, byte[] data) {}

    boolean isFull() {
        return pieces.size() == PIECES_MAX;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** It came before, in a chunk that was sent again. */
    boolean knows(long message, int number) {
        return at(message, number) != null;
    }

    void add(long message, int number, int flags, byte[] data, int from, int to) {
        pieces.add(new Piece(message, number, flags, Arrays.copyOfRange(data, from, to)));
    }

    /** Bytes of the piece that came first, which is given up. */
    int giveUpOldest() {
        return pieces.removeFirst().data.length;
    }

    private Piece at(long message, int number) {
        for (Piece piece : pieces) if (piece.message == message && piece.number == number) return piece;
        return null;
    }

    /** The message to which this piece belongs, which is forgotten here; null while a piece of it is missing. */
    byte[] whole(long message, int number) {
        int first = number;
        Piece piece = at(message, first);
        while (piece != null && (piece.flags & BEGINS) == 0) piece = at(message, --first);
        if (piece == null) return null;
        int bytes = 0;
        int last = first;
        for (piece = at(message, last); piece != null; piece = at(message, ++last)) {
            bytes += piece.data.length;
            if ((piece.flags & ENDS) != 0) return join(message, first, last, bytes);
        }
        return null;
    }

    private byte[] join(long message, int first, int last, int bytes) {
        byte[] whole = new byte[bytes];
        int at = 0;
        for (int number = first; number != last + 1; number++) {
            Piece piece = at(message, number);
            System.arraycopy(piece.data, 0, whole, at, piece.data.length);
            at += piece.data.length;
            pieces.remove(piece);
        }
        return whole;
    }
}
