package dev.postern.wire.ot.pcom;

import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Requests without an answer; of binary reads also which operands they name, as the answer does not say it. */
final class PcomState {
    /** Reads remembered; the oldest goes first. */
    static final int READS_MAX = 16;

    final Pending waiting = new Pending();
    /** By transaction: octets of the request from its number of blocks on. */
    private final LinkedHashMap<Long, byte[]> reads = new LinkedHashMap<>();

    void read(Turn turn, long transaction, byte[] operands) {
        if (reads.size() >= READS_MAX && !reads.containsKey(transaction)) {
            reads.pollFirstEntry();
            turn.forgot();
        }
        reads.put(transaction, operands);
    }

    /** Null if no read is known. */
    byte[] answeredRead(long transaction) {
        return reads.isEmpty() ? null : reads.remove(transaction);
    }
}
