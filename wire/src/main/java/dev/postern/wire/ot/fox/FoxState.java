package dev.postern.wire.ot.fox;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Requests of a connection by side and number; at most {@link #ASKED_MAX}, the oldest goes first. */
final class FoxState {
    static final int ASKED_MAX = 128;

    record Asked(String operation, Verb verb, String target, long atNanos) {}

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
