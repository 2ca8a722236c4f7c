package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** What controller and device of PROFINET know of each other in all their flows, for answers often come from another port than was asked. The oldest connect goes at {@link #ASKED_MAX}; of calls in fragments the oldest is told as it is at {@link #GATHERED_MAX}. Plain data. */
final class PnioPair {
    static final int ASKED_MAX = 8;
    static final int GATHERED_MAX = 4;

    final Activities calls = new Activities();
    /** Null from a snapshot of an earlier release, as the one below. */
    private LinkedHashMap<Activities.Key, PnioCall.Gathered> requests;

    private LinkedHashMap<Activities.Key, PnioCall.Gathered> answers;
    private final LinkedHashMap<Uuid, PnioRelation.Asked> asked = new LinkedHashMap<>();

    /** Calls in fragments that are on their way, the oldest first. */
    LinkedHashMap<Activities.Key, PnioCall.Gathered> requests() {
        if (requests == null) requests = new LinkedHashMap<>();
        return requests;
    }

    LinkedHashMap<Activities.Key, PnioCall.Gathered> answers() {
        if (answers == null) answers = new LinkedHashMap<>();
        return answers;
    }

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
