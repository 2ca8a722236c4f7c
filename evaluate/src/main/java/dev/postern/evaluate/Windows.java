package dev.postern.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Is a moment within any of some stretches of time? One binary search. */
final class Windows {
    private final long[] from;
    /** The latest end of this stretch and of all that begin before it. */
    private final long[] until;

    private Windows(long[] from, long[] until) {
        this.from = from;
        this.until = until;
    }

    static Windows of(List<Span> spans) {
        List<Span> sorted =
                spans.stream().sorted(Comparator.comparingLong(Span::fromNanos)).toList();
        long[] from = new long[sorted.size()];
        long[] until = new long[sorted.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = sorted.get(i).fromNanos();
            until[i] = Math.max(sorted.get(i).untilNanos(), i == 0 ? Long.MIN_VALUE : until[i - 1]);
        }
        return new Windows(from, until);
    }

    boolean cover(long atNanos) {
        int at = Arrays.binarySearch(from, atNanos);
        if (at >= 0) {
            while (at + 1 < from.length && from[at + 1] == atNanos) at++;
            return until[at] >= atNanos;
        }
        int before = -at - 2;
        return before >= 0 && until[before] >= atNanos;
    }
}
