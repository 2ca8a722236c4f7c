package dev.postern.life.habit;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The few that must go when a limit is reached, without sorting all that stay: a flood of new things reaches it again and again. Linear in what there is (Hoare 1961);
 * where somebody orders things so that this would not be, the rest is sorted.
 */
public final class Least {
    /** Each round leaves three quarters or so of what there was: so many are only needed where that goes wrong. */
    private static final int ROUNDS_MOST = 64;

    private Least() {}

    /** The {@code count} first of {@code all} by this order, which is total; in no order themselves. */
    @SuppressWarnings("unchecked")
    public static <T> List<T> of(Collection<T> all, int count, Comparator<? super T> order) {
        T[] some = (T[]) all.toArray();
        if (count >= some.length) return Arrays.asList(some);
        if (count > 0) select(some, count - 1, order);
        return Arrays.asList(some).subList(0, Math.max(0, count));
    }

    /** Moves things so that {@code last} holds what it would hold if they were sorted, and nothing before it is greater. */
    private static <T> void select(T[] some, int last, Comparator<? super T> order) {
        int from = 0;
        int to = some.length - 1;
        for (int rounds = 0; from < to; rounds++) {
            if (rounds == ROUNDS_MOST) {
                Arrays.sort(some, from, to + 1, order);
                return;
            }
            T pivot = median(some[from], some[(from + to) >>> 1], some[to], order);
            int low = from;
            int high = to;
            while (low <= high) {
                while (order.compare(some[low], pivot) < 0) low++;
                while (order.compare(some[high], pivot) > 0) high--;
                if (low > high) break;
                T swapped = some[low];
                some[low++] = some[high];
                some[high--] = swapped;
            }
            if (last <= high) to = high;
            else if (last >= low) from = low;
            else return;
        }
    }

    private static <T> T median(T a, T b, T c, Comparator<? super T> order) {
        boolean rising = order.compare(a, b) < 0;
        T low = rising ? a : b;
        T high = rising ? b : a;
        if (order.compare(c, low) < 0) return low;
        return order.compare(c, high) < 0 ? c : high;
    }
}
