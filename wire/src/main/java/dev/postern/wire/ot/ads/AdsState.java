package dev.postern.wire.ot.ads;

import dev.postern.wire.Pending;
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

    private static void put(LinkedHashMap<Long, String> map, long handle, String name) {
        if (map.size() >= HANDLES_MAX && !map.containsKey(handle)) map.pollFirstEntry();
        map.put(handle, name);
    }

    void symbol(long handle, String name) {
        put(symbols, handle, name);
    }

    /** Null if the handle was given before the capture began. */
    String symbol(long handle) {
        return symbols.get(handle);
    }

    void notification(long handle, String target) {
        put(notifications, handle, target);
    }

    String notification(long handle) {
        return notifications.get(handle);
    }

    void sum(long key, Sums.Sum sum) {
        if (sums.size() >= SUMS_MAX && !sums.containsKey(key)) sums.pollFirstEntry();
        sums.put(key, sum);
    }

    /** Null if the answer is not that of a sum. */
    Sums.Sum answeredSum(long key) {
        return sums.isEmpty() ? null : sums.remove(key);
    }
}
