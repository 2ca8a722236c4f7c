package dev.postern.wire.ot.lontalk;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Transactions of a flow by who asked and their number; at most {@link #ASKED_MAX}, the oldest goes first. */
final class LonState {
    static final int ASKED_MAX = 128;

    record Asked(String operation, Verb verb, String unit, String target, long atNanos) {}

    private final LinkedHashMap<String, Asked> asked = new LinkedHashMap<>();

    void ask(Turn turn, String key, Asked question) {
        asked.remove(key);
        if (asked.size() >= ASKED_MAX) {
            asked.pollFirstEntry();
            turn.forgot();
        }
        asked.put(key, question);
    }

    Asked answered(String key) {
        return asked.remove(key);
    }
}
