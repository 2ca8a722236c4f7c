package dev.postern.wire.ot.knxip;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Questions of a flow that wait for their answer, by what the answer will repeat; at most {@link #ASKED_MAX}, the oldest goes first. */
final class KnxState {
    static final int ASKED_MAX = 64;

    record Asked(String operation, String unit, String target, long atNanos) {}

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
