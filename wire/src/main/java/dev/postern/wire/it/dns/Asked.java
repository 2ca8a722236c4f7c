package dev.postern.wire.it.dns;

import dev.postern.wire.Turn;

/** Queries of one flow that wait for their answer: the last {@link #SLOTS}, by transaction id; an older one loses its latency. */
final class Asked {
    static final int SLOTS = 32;

    private final int[] ids = new int[SLOTS];
    private final long[] atNanos = new long[SLOTS];
    private int next;

    Asked() {
        java.util.Arrays.fill(ids, -1);
    }

    void ask(Turn turn, int id) {
        if (ids[next] >= 0) turn.forgot();
        ids[next] = id;
        atNanos[next] = turn.atNanos();
        next = (next + 1) % SLOTS;
    }

    /** When {@code id} was last asked, and forgets it; -1 if it is not known. */
    long answer(int id) {
        for (int back = 1; back <= SLOTS; back++) {
            int slot = Math.floorMod(next - back, SLOTS);
            if (ids[slot] == id) {
                ids[slot] = -1;
                return atNanos[slot];
            }
        }
        return -1;
    }
}
