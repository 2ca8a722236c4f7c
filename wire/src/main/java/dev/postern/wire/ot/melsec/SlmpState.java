package dev.postern.wire.ot.melsec;

import dev.postern.wire.Pending;

/** What a flow of SLMP remembers: requests without an answer, and who its sides said they are, so that a cycle does not say it each time. */
final class SlmpState {
    final Pending waiting = new Pending();
    private final long[] told = {-1, -1};

    /** @param side 0 for a master, 1 for a slave */
    boolean tellsFirst(long identity, int side) {
        boolean first = told[side] != identity;
        told[side] = identity;
        return first;
    }
}
