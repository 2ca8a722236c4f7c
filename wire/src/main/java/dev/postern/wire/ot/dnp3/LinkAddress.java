package dev.postern.wire.ot.dnp3;

import dev.postern.wire.Turn;

/** The two stations of a link frame, 0 to 65535, and whether the master sent it (DIR bit). */
record LinkAddress(int source, int destination, boolean fromMaster) {
    int outstation() {
        return fromMaster ? destination : source;
    }

    int master() {
        return fromMaster ? source : destination;
    }

    /** The association, the same for both directions. */
    int association() {
        return master() << 16 | outstation();
    }

    Turn.Draft on(Turn.Draft draft) {
        return draft.unit(Integer.toString(outstation()))
                .field("source", (long) source)
                .field("destination", (long) destination);
    }
}
