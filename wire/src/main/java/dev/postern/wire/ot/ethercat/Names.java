package dev.postern.wire.ot.ethercat;

import java.util.HashMap;

/** Units and targets by their addresses, so that a cycle costs no new text; once {@link #NAMES_MAX} are known, further ones are made each time. */
final class Names {
    static final int NAMES_MAX = 512;
    private final HashMap<Long, String> known = new HashMap<>();

    /** The text of a number of a kind, or null. */
    String get(int kind, long number) {
        return known.get(key(kind, number));
    }

    String put(int kind, long number, String text) {
        if (known.size() < NAMES_MAX) known.put(key(kind, number), text);
        return text;
    }

    private static Long key(int kind, long number) {
        return (long) kind << 32 | number;
    }
}
