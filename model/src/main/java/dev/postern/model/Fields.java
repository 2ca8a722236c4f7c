package dev.postern.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The protocol's own fields of one message, in the order of the wire: names to {@link Long}, {@link Double}, {@link Boolean},
 * {@link String} or a list of these. Immutable.
 */
public final class Fields {
    public static final Fields NONE = new Fields(new Object[0]);

    private final Object[] pairs;
    /** A bit for the hash of each name: most names that are asked for are not there. 0 where nobody has looked, as after a restart. */
    private final transient long names;

    private Fields(Object[] pairs) {
        this(pairs, names(pairs));
    }

    private Fields(Object[] pairs, long names) {
        this.pairs = pairs;
        this.names = names;
    }

    private static long names(Object[] pairs) {
        long names = 0;
        for (int i = 0; i < pairs.length; i += 2) names |= bit(pairs[i].hashCode());
        return names;
    }

    private static long bit(int hash) {
        return 1L << (hash * 0x9E37_79B9 >>> 26);
    }

    /** @param pairs name, value, name, value ...; the first {@code length} elements are copied */
    public static Fields of(Object[] pairs, int length) {
        return length == 0 ? NONE : new Fields(Arrays.copyOf(pairs, length));
    }

    public static Fields of(Object... pairs) {
        return of(pairs, pairs.length);
    }

    public int size() {
        return pairs.length / 2;
    }

    public String name(int index) {
        return (String) pairs[2 * index];
    }

    public Object value(int index) {
        return pairs[2 * index + 1];
    }

    /** The same fields, but {@code value} at {@code index}. */
    public Fields with(int index, Object value) {
        Object[] changed = pairs.clone();
        changed[2 * index + 1] = value;
        return new Fields(changed, names);
    }

    /** Where {@code name} stands, or -1. */
    public int indexOf(String name) {
        // A string keeps its hash beside it and its letters elsewhere: most names differ before their letters are
        // fetched.
        int hash = name.hashCode();
        if (names != 0 && (names & bit(hash)) == 0) return -1;
        for (int i = 0; i < size(); i++) if (name(i).hashCode() == hash && name(i).equals(name)) return i;
        return -1;
    }

    /** The value under {@code name}, or null. */
    public Object get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : value(index);
    }

    /** The value under {@code name} as text, or null. */
    public String text(String name) {
        Object value = get(name);
        return value == null ? null : value.toString();
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = LinkedHashMap.newLinkedHashMap(size());
        for (int i = 0; i < size(); i++) map.put(name(i), value(i));
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && Arrays.equals(pairs, fields.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
