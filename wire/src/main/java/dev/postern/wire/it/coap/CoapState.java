package dev.postern.wire.it.coap;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Requests of a flow by side and token, and what is observed by them; at most {@link #ASKED_MAX}, the oldest goes first. */
final class CoapState {
    static final int ASKED_MAX = 128;

    /** {@code observed}: further responses with this token are notifications. */
    record Asked(String operation, Verb verb, String target, boolean observed, long atNanos) {}

    private final LinkedHashMap<String, Asked> asked = new LinkedHashMap<>();

    static String key(boolean clientAsked, String token) {
        return (clientAsked ? "c" : "s") + token;
    }

    void ask(Turn turn, String key, Asked question) {
        asked.remove(key);
        if (asked.size() >= ASKED_MAX) {
            asked.pollFirstEntry();
            turn.forgot();
        }
        asked.put(key, question);
    }

    /** The request this answers, or null; one that is observed stays, but its first answer was the answer. */
    Asked answered(String key) {
        Asked question = asked.remove(key);
        if (question != null && question.observed())
            asked.put(key, new Asked(question.operation(), question.verb(), question.target(), true, -1));
        return question;
    }
}
