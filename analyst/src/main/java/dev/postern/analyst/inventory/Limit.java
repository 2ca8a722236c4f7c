package dev.postern.analyst.inventory;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often each table was full. */
public final class Limit {
    private final TreeMap<String, Long> hits = new TreeMap<>();

    /** True if {@code size} leaves room under {@code most}; otherwise counts the refusal. */
    public boolean room(String table, int size, int most) {
        if (size < most) return true;
        hits.merge(table, 1L, Long::sum);
        return false;
    }

    /** Adds what is not there yet if there is room, else counts the refusal; true if it was added. */
    public <T> boolean keep(String table, Collection<T> in, T value, int most) {
        return !in.contains(value) && room(table, in.size(), most) && in.add(value);
    }

    public Map<String, Long> hits() {
        return new TreeMap<>(hits);
    }
}
