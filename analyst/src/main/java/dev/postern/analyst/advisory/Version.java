package dev.postern.analyst.advisory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A version as makers write it: {@code V3.2.6}, {@code 30.011}, {@code 2.9.4 Update 2}, {@code 8.0.0-M1}. Numbers compare as numbers, what is missing
 * is 0; a word like {@code rc} comes before nothing, any other word after nothing. A guess at a convention that nobody wrote down.
 */
record Version(List<Object> parts) implements Comparable<Version> {
    private static final int PARTS_MAX = 16;
    private static final int DIGITS_MAX = 18;
    private static final Set<String> PREFACE = Set.of("v", "ver", "version", "firmware", "fw", "release", "r", "rev");
    private static final Set<String> EARLIER = Set.of("alpha", "beta", "dev", "m", "pre", "preview", "rc", "snapshot");

    /** Null where it has no number, or is longer than versions are. */
    static Version of(String text) {
        List<Object> parts = new ArrayList<>();
        String lower = text.strip().toLowerCase(Locale.ROOT);
        boolean number = false;
        for (int at = 0; at < lower.length(); ) {
            int from = at;
            if (isDigit(lower.charAt(at))) {
                while (at < lower.length() && isDigit(lower.charAt(at))) at++;
                if (at - from > DIGITS_MAX) return null;
                parts.add(Long.parseLong(lower.substring(from, at)));
                number = true;
            } else if (Character.isLetter(lower.charAt(at))) {
                while (at < lower.length() && Character.isLetter(lower.charAt(at))) at++;
                String word = lower.substring(from, at);
                if (number || !PREFACE.contains(word)) parts.add(word);
            } else at++;
            if (parts.size() > PARTS_MAX) return null;
        }
        return number && parts.getFirst() instanceof Long ? new Version(parts) : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int difference = compare(part(i), other.part(i));
            if (difference != 0) return difference;
        }
        return 0;
    }

    private Object part(int index) {
        return index < parts.size() ? parts.get(index) : 0L;
    }

    private static int compare(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) return Long.compare(x, y);
        if (a instanceof String x && b instanceof String y) return x.compareTo(y);
        if (a instanceof String word) return EARLIER.contains(word) ? -1 : 1;
        return -compare(b, a);
    }
}
