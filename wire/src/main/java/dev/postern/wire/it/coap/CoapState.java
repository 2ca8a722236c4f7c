package dev.postern.wire.it.coap;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;

/** Requests of a flow by side and token, and what is observed by them; the last {@link Waiting#MAX}. */
final class CoapState {
    /** {@code observed}: further responses with this token are notifications. */
    record Asked(String operation, Verb verb, String target, boolean observed, long atNanos) {}

    private final Waiting<String, Asked> asked = new Waiting<>();

    static String key(boolean clientAsked, String token) {
        return (clientAsked ? "c" : "s") + token;
    }

    void ask(Turn turn, String key, Asked question) {
        asked.ask(turn, key, question);
    }

    /** The request this answers, or null; one that is observed stays, but its first answer was the answer. */
    Asked answered(Turn turn, String key) {
        Asked question = asked.answer(key);
        if (question != null && question.observed())
            asked.ask(turn, key, new Asked(question.operation(), question.verb(), question.target(), true, -1));
        return question;
    }
}
