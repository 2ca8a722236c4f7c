package dev.postern.wire.it.parts;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Requests of one flow that wait for their answers, by their number: the last {@link #MAX}; an older one loses its answer. */
public final class Waiting<T> {
    public static final int MAX = 128;

    private final LinkedHashMap<Long, T> byNumber = new LinkedHashMap<>();

    public void ask(Turn turn, long number, T request) {
        byNumber.putLast(number, request);
        if (byNumber.size() <= MAX) return;
        byNumber.pollFirstEntry();
        turn.forgot();
    }

    /** What was asked under {@code number}, or null; it waits no longer. */
    public T answer(long number) {
        return byNumber.remove(number);
    }

    /** What was asked under {@code number}, or null; more answers may follow. */
    public T peek(long number) {
        return byNumber.get(number);
    }
}
