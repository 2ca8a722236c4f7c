package dev.postern.wire.it.dcerpc;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Calls by datagram that wait for their answer, by activity and sequence; the oldest goes at {@link #WAITING_MAX}. */
final class Activities {
    static final int WAITING_MAX = 64;

    /** One call of one activity. */
    record Key(Uuid activity, long sequence) {}

    /** What the answer repeats. */
    record Asked(String operation, Verb verb, String unit, String target, long atNanos) {}

    private final LinkedHashMap<Key, Asked> waiting = new LinkedHashMap<>();

    void ask(Turn turn, Key key, Asked asked) {
        waiting.put(key, asked);
        if (waiting.size() > WAITING_MAX) {
            waiting.pollFirstEntry();
            turn.forgot();
        }
    }

    Asked answered(Key key) {
        return waiting.remove(key);
    }
}
