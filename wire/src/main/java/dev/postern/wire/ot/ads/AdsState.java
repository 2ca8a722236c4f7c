package dev.postern.wire.ot.ads;

import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Requests without an answer, and what the handles of a flow stand for; handles come and go, names stay. */
final class AdsState {
    /** Handles remembered of each kind; the oldest goes first. */
    static final int HANDLES_MAX = 512;

    /** Sum commands without an answer; the oldest goes first. */
    static final int SUMS_MAX = 16;

    final Pending waiting = new Pending();
    private final LinkedHashMap<Long, String> symbols = new LinkedHashMap<>();
    private final LinkedHashMap<Long, String> notifications = new LinkedHashMap<>();

    /** By the key of their command. */
    private final LinkedHashMap<Long, Sums.Sum> sums = new LinkedHashMap<>();

    private static void put(Turn turn, LinkedHashMap<Long, String> map, long handle, String name) {
        if (map.size() >= HANDLES_MAX && !map.containsKey(handle)) {
            map.pollFirstEntry();
            turn.forgot();
        }
        map.put(handle, name);
    }

    void symbol(Turn turn, long handle, String name) {
        put(turn, symbols, handle, name);
    }

    /** Null if the handle was given before the capture began. */
    String symbol(long handle) {
        return symbols.get(handle);
    }

    void notification(Turn turn, long handle, String target) {
        put(turn, notifications, handle, target);
    }

    String notification(long handle) {
        return notifications.get(handle);
    }

    void sum(Turn turn, long key, Sums.Sum sum) {
        if (sums.size() >= SUMS_MAX && !sums.containsKey(key)) {
            sums.pollFirstEntry();
            turn.forgot();
        }
        sums.put(key, sum);
    }

    /** Null if the answer is not that of a sum. */
    Sums.Sum answeredSum(long key) {
        return sums.isEmpty() ? null : sums.remove(key);
    }
}
