package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** What controller and device of PROFINET know of each other in all their flows, for answers often come from another port than was asked. The oldest goes at {@link #ASKED_MAX}. Plain data. */
final class PnioPair {
    static final int ASKED_MAX = 8;

    final Activities calls = new Activities();
    private final LinkedHashMap<Uuid, PnioRelation.Asked> asked = new LinkedHashMap<>();

    void ask(Turn turn, Uuid relation, PnioRelation.Asked what) {
        asked.putLast(relation, what);
        if (asked.size() <= ASKED_MAX) return;
        asked.pollFirstEntry();
        turn.forgot();
    }

    /** @return null if it was not asked for in what was heard */
    PnioRelation.Asked granted(Uuid relation) {
        return asked.remove(relation);
    }
}
