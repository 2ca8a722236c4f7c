package dev.postern.wire.it.sql;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.ArrayDeque;

/** What a client asked and the server has not answered yet, in order; of more than {@link #MOST} the oldest are forgotten. Part of a flow's state. */
public final class Pending {
    static final int MOST = 64;

    private record Asked(String operation, Verb verb, String target, long atNanos) {}

    private final ArrayDeque<Asked> waiting = new ArrayDeque<>();

    /** Starts the message of a request that will be answered. */
    public Turn.Draft ask(Turn turn, String operation, Verb verb, String target) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
            turn.forgot();
        }
        waiting.addLast(new Asked(operation, verb, target, turn.atNanos()));
        return turn.message(operation, verb, Outcome.REQUEST).target(target);
    }

    /** Starts the message of a statement. */
    public Turn.Draft ask(Turn turn, Statement statement) {
        return ask(turn, statement.keyword(), statement.verb(), statement.object())
                .field("system_access", statement.systemAccess());
    }

    /** Starts the answer to the oldest request; {@code answer} where none is known. */
    public Turn.Draft answer(Turn turn, Outcome outcome) {
        Asked asked = waiting.pollFirst();
        if (asked == null) return turn.message("answer", Verb.OTHER, outcome);
        return turn.message(asked.operation, asked.verb, outcome)
                .target(asked.target)
                .answers(asked.atNanos);
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The oldest request has this operation. */
    public boolean next(String operation) {
        return !waiting.isEmpty() && waiting.peekFirst().operation.equals(operation);
    }

    public void clear() {
        waiting.clear();
    }
}
