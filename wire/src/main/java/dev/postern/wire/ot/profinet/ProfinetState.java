package dev.postern.wire.ot.profinet;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What one pair of stations remembers: get and set requests that wait for their answer, by transaction id, and its communication relations. The oldest goes at
 * {@link #WAITING_MAX} and {@link #RELATIONS_MAX}.
 */
final class ProfinetState {
    static final int WAITING_MAX = 16;
    static final int RELATIONS_MAX = 8;

    /** What the answer repeats. */
    record Asked(String operation, Verb verb, String target, long atNanos) {}

    private final LinkedHashMap<Long, Asked> waiting = new LinkedHashMap<>();
    /** Null until there is one, and from a snapshot of an earlier release. */
    private List<Cyclic> relations;

    void ask(Turn turn, long transaction, Asked asked) {
        waiting.put(transaction, asked);
        if (waiting.size() > WAITING_MAX) {
            waiting.pollFirstEntry();
            turn.forgot();
        }
    }

    /** @return null if the request was not seen */
    Asked answered(long transaction) {
        return waiting.remove(transaction);
    }

    /** The inputs and outputs of one pair of devices are told apart. */
    Cyclic relation(Turn turn, int id) {
        if (relations == null) relations = new ArrayList<>(2);
        for (Cyclic relation : relations)
            if (relation.id == id && relation.fromClient == turn.fromClient()) return relation;
        if (relations.size() == RELATIONS_MAX) {
            relations.removeFirst();
            turn.forgot();
        }
        Cyclic relation = new Cyclic(id, turn.fromClient(), turn.atNanos());
        relations.add(relation);
        return relation;
    }
}
