package dev.postern.life.habit;

import java.util.Arrays;

/**
 * Windows so surprising that they must not teach yet: kept by the hour, and learned {@link #HOURS} later unless somebody said meanwhile that
 * they were malicious. What one hour brought is kept as sums, so an attack that lasts takes no more room than one that does not: 1.2 KB.
 */
final class Quarantine {
    /** A window with a p below this waits. */
    static final double WAITS_P = 1e-3;

    static final int HOURS = 72;
    private static final int MINUTES = 60;

    private final float[] weight = new float[HOURS];
    private final float[] sum = new float[HOURS];
    private final float[] busy = new float[HOURS];
    private final float[] logSum = new float[HOURS];
    private int minute;
    private int waiting;

    /**
     * What one hour brought: the mean of its windows, and of the logarithms of those that had any.
     *
     * @param busy how many had any
     */
    record Hour(double weight, double mean, double busy, double logMean) {}

    /** A minute passes. @return the hour whose time is over, or null */
    Hour tick() {
        if (++minute % MINUTES != 0) return null;
        int at = slot();
        Hour due = weight[at] == 0
                ? null
                : new Hour(weight[at], sum[at] / weight[at], busy[at], busy[at] == 0 ? 0 : logSum[at] / busy[at]);
        if (weight[at] > 0) waiting--;
        weight[at] = sum[at] = busy[at] = logSum[at] = 0;
        return due;
    }

    void add(double windowWeight, double plain, double seen) {
        int at = slot();
        if (weight[at] == 0) waiting++;
        weight[at] += (float) windowWeight;
        sum[at] += (float) (windowWeight * plain);
        if (seen <= 0) return;
        busy[at]++;
        logSum[at] += (float) Math.log(seen);
    }

    private int slot() {
        return minute / MINUTES % HOURS;
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    /** Nothing of this and the {@code hours} before will ever be learned. */
    void clear(int hours) {
        if (hours >= HOURS) {
            clear();
            return;
        }
        for (int back = 0; back <= hours; back++) {
            int at = Math.floorMod(minute / MINUTES - back, HOURS);
            if (weight[at] > 0) waiting--;
            weight[at] = sum[at] = busy[at] = logSum[at] = 0;
        }
    }

    /** Nothing of it will ever be learned. */
    void clear() {
        Arrays.fill(weight, 0);
        Arrays.fill(sum, 0);
        Arrays.fill(busy, 0);
        Arrays.fill(logSum, 0);
        waiting = 0;
    }
}
