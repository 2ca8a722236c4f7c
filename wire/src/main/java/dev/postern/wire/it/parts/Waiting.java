package dev.postern.wire.it.parts;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Requests of one flow that wait for their answers, by what an answer repeats of them: so many; an older one loses its answer. */
public final class Waiting<K, T> {
    public static final int MAX = 128;

    private final LinkedHashMap<K, T> byKey = new LinkedHashMap<>();
    private final int most;

    public Waiting() {
        this(MAX);
    }

    public Waiting(int most) {
        this.most = most;
    }

    public void ask(Turn turn, K key, T request) {
        byKey.putLast(key, request);
        if (byKey.size() <= most) return;
        byKey.pollFirstEntry();
        turn.forgot();
    }

    /** What was asked under {@code key}, or null; it waits no longer. */
    public T answer(K key) {
        return byKey.remove(key);
    }

    /** What was asked under {@code key}, or null; more answers may follow. */
    public T peek(K key) {
        return byKey.get(key);
    }
}
