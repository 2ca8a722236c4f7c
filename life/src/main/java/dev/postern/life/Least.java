package dev.postern.life;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The few that must go when a limit is reached, without sorting all that stay: a flood of new things reaches it again and again. */
public final class Least {
    private Least() {}

    /** The {@code count} first of {@code all} in this order, which is total. */
    public static <T> List<T> of(Collection<T> all, int count, Comparator<? super T> order) {
        PriorityQueue<T> least = new PriorityQueue<>(Math.max(1, count), order.reversed());
        for (T one : all) {
            if (least.size() < count) least.add(one);
            else if (count > 0 && order.compare(one, least.peek()) < 0) {
                least.poll();
                least.add(one);
            }
        }
        List<T> found = new ArrayList<>(least);
        found.sort(order);
        return found;
    }
}
