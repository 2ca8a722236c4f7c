package dev.postern.wire;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.function.LongPredicate;

/**
 * Requests of a flow that wait for their answers, oldest first, at most {@link #REQUESTS_MAX} unless the protocol says how many; the oldest goes first. Plain data, so that a
 * snapshot can hold it. A search is linear over what waits, which in these protocols is one or two.
 */
public final class Pending {
    public static final int REQUESTS_MAX = 64;

    private final ArrayList<Asked> waiting = new ArrayList<>();

    /**
     * A request, as far as its answer needs it.
     *
     * @param key what request and answer have in common, at the protocol's choice
     * @param detail a number at the protocol's choice: a quantity, an index, a data type
     */
    public record Asked(long key, long atNanos, String operation, Verb verb, String target, long detail) {}

    public void asked(long key, Turn turn, String operation, Verb verb, String target, long detail) {
        asked(key, turn, operation, verb, target, detail, REQUESTS_MAX);
    }

    /** @param most of the requests that wait, always the same: for protocols that ask many things in one message */
    public void asked(long key, Turn turn, String operation, Verb verb, String target, long detail, int most) {
        if (waiting.size() == most) {
            waiting.removeFirst();
            turn.forgot();
        }
        waiting.add(new Asked(key, turn.atNanos(), operation, verb, target, detail));
    }

    /** Takes the oldest request with this key, or null. */
    public Asked answered(long key) {
        for (int i = 0; i < waiting.size(); i++) if (waiting.get(i).key == key) return waiting.remove(i);
        return null;
    }

    /**
     * Takes the oldest request with this key whose detail fits the answer, and gives up those before it, which were never answered: where the
     * key is the same for all, one lost answer must not shift all that follow. If none fits, the oldest is taken. Null if none waits.
     */
    public Asked answered(long key, LongPredicate fits) {
        int first = -1;
        for (int i = 0; i < waiting.size(); i++) {
            Asked asked = waiting.get(i);
            if (asked.key != key) continue;
            if (first < 0) first = i;
            if (!fits.test(asked.detail)) continue;
            Asked result = waiting.remove(i);
            for (int before = i - 1; before >= first; before--)
                if (waiting.get(before).key == key) waiting.remove(before);
            return result;
        }
        return first < 0 ? null : waiting.remove(first);
    }

    /** The same of a protocol whose answers come in the order of their requests: those before it, of any key, were never answered and are given up. */
    public Asked answeredInTurn(long key) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).key != key) continue;
            Asked result = waiting.get(i);
            waiting.subList(0, i + 1).clear();
            return result;
        }
        return null;
    }

    /** Takes the oldest request, for protocols that answer in turn without saying what; those behind it stay. Null if none waits. */
    public Asked oldest() {
        return waiting.isEmpty() ? null : waiting.removeFirst();
    }

    /** Starts the answer to {@code asked}, which has its words and target; with null, those given. */
    public static Turn.Draft answer(Turn turn, Asked asked, String operation, Verb verb, Outcome outcome) {
        if (asked == null) return turn.message(operation, verb, outcome);
        return turn.message(asked.operation, asked.verb, outcome)
                .target(asked.target)
                .answers(asked.atNanos);
    }
}
