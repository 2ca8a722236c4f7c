package dev.postern.life.habit;

import dev.postern.life.chance.Law;
import java.util.Arrays;

/**
 * M5: points of one conversation that move together. Of the first {@value #POINTS_MAX} points that move often, fall as well as rise, and are read in
 * the same minutes, each pair has its regression (exponential moments of a week). A pair whose correlation was {@value #HELD_R} or more in every
 * quarter of an hour for three days is watched: the mean residual of a quarter is compared with the largest there ever was, and two quarters far
 * beyond it are a relation that is lost. What was lost for a day is learned anew. About 1 KiB.
 */
public final class Pairs {
    public static final int POINTS_MAX = 4;
    static final double HELD_R = 0.95;
    private static final int PAIRS_MAX = POINTS_MAX * (POINTS_MAX - 1) / 2;
    /** Minutes in which both were read. */
    private static final int BLOCK = 15;

    private static final int BLOCKS_PER_DAY = 96;
    private static final int HELD_BLOCKS = 3 * BLOCKS_PER_DAY;
    private static final int LEARNING_MINUTES = 1440;
    private static final int MEMORY_MINUTES = 7 * 1440;
    private static final double BEYOND = 3;
    private static final int LOST_BLOCKS = 2;
    /** A point that moves less often has nothing to say of another. */
    private static final double MOVES_MIN = 0.25;

    private static final int PASSED_OVER_MAX = 8;

    /** Octets of heap of one with all its pairs, without words. */
    public static final int BYTES_MOST = Heap.object(60)
            + PointTable.BYTES_LEAST
            + 4 * Heap.array(POINTS_MAX, 8)
            + 4 * Heap.array(POINTS_MAX, 4)
            + Heap.array(PAIRS_MAX, Heap.REFERENCE)
            + PAIRS_MAX * Heap.object(36)
            + Heap.array(PASSED_OVER_MAX, 8);

    private final PointTable table = new PointTable(POINTS_MAX);
    /** Null until a relation seems to be lost. */
    private String[] words;

    private final double[] now = new double[POINTS_MAX];
    private final double[] before = new double[POINTS_MAX];
    private final double[] mean = new double[POINTS_MAX];
    private final double[] variance = new double[POINTS_MAX];
    private final int[] minutes = new int[POINTS_MAX];
    private final int[] moves = new int[POINTS_MAX];
    private final int[] falls = new int[POINTS_MAX];
    private final int[] lastMinute = new int[POINTS_MAX];
    private final Pair[] pairs = new Pair[PAIRS_MAX];
    /** Points that do not move enough, by turns. */
    private final long[] passedOver = new long[PASSED_OVER_MAX];

    private int passed;
    private Lost lost;

    /** Mutable. */
    private static final class Pair {
        double covariance;
        double sum;
        float largest;
        int count;
        int samples;
        int held;
        int beyond;
    }

    /** A relation that is lost: numbers in the words of a person. */
    public record Lost(
            String point,
            String other,
            double expected,
            double margin,
            double seen,
            double otherSeen,
            double r,
            int minutes,
            double p,
            double largest,
            double mean,
            int quarters) {
        public double[] numbers() {
            return new double[] {mean, largest, quarters};
        }
    }

    private static int index(int low, int high) {
        return high * (high - 1) / 2 + low;
    }

    /** What is larger, or no number, was read as one by mistake. */
    public static boolean takes(double value) {
        return Math.abs(value) <= Points.VALUE_MOST;
    }

    /** @return the slot of a point that is followed, or -1 */
    public int find(long name) {
        return table.find(name);
    }

    /** Whether a point that is not followed may be. */
    public boolean wants(long name) {
        if (table.isFull()) return false;
        for (long one : passedOver) if (one == name) return false;
        return true;
    }

    public int add(long name) {
        int slot = table.add(name);
        mean[slot] = variance[slot] = 0;
        minutes[slot] = moves[slot] = falls[slot] = 0;
        lastMinute[slot] = -1;
        for (int other = 0; other < POINTS_MAX; other++)
            if (other != slot) pairs[index(Math.min(slot, other), Math.max(slot, other))] = null;
        return slot;
    }

    /** Its value in the minute that runs; the last one counts. */
    public void read(int slot, double value, int minute) {
        now[slot] = value;
        lastMinute[slot] = minute;
    }

    /** There is something to tell, and what this point is called is not known. */
    public boolean lacksWords(int slot) {
        return words != null && words[slot] == null;
    }

    public void name(int slot, String what) {
        words[slot] = what;
    }

    /** A minute is over. @return a relation that was found lost in it, or null */
    public Lost close(int minute) {
        lost = null;
        for (int high = 1; high < table.size(); high++)
            for (int low = 0; low < high; low++)
                if (lastMinute[low] == minute && lastMinute[high] == minute) together(low, high);
        for (int slot = 0; slot < table.size(); slot++) if (lastMinute[slot] == minute) alone(slot);
        for (int slot = table.size() - 1; slot >= 0; slot--) if (isIdle(slot)) passOver(slot);
        return lost;
    }

    private void alone(int slot) {
        double delta = now[slot] - mean[slot];
        double weight = 1.0 / Math.min(++minutes[slot], MEMORY_MINUTES);
        mean[slot] += weight * delta;
        variance[slot] = (1 - weight) * (variance[slot] + weight * delta * delta);
        if (minutes[slot] > 1 && now[slot] != before[slot]) moves[slot]++;
        if (minutes[slot] > 1 && now[slot] < before[slot]) falls[slot]++;
        before[slot] = now[slot];
    }

    private void together(int low, int high) {
        int at = index(low, high);
        if (pairs[at] == null) pairs[at] = new Pair();
        Pair pair = pairs[at];
        double one = now[low] - mean[low];
        double other = now[high] - mean[high];
        double r = correlation(pair, low, high);
        if (pair.samples >= LEARNING_MINUTES && r != 0) judge(pair, low, high, one, other, r);
        double weight = 1.0 / Math.min(++pair.samples, MEMORY_MINUTES);
        // What is beyond all that there ever was must not become the relation.
        if (pair.beyond == 0) pair.covariance = (1 - weight) * (pair.covariance + weight * one * other);
    }

    private double correlation(Pair pair, int low, int high) {
        double scale = Math.sqrt(variance[low] * variance[high]);
        return scale <= 0 ? 0 : Math.clamp(pair.covariance / scale, -1.0, 1.0);
    }

    private void judge(Pair pair, int low, int high, double one, double other, double r) {
        double expected = pair.covariance / variance[low] * one;
        double spread = Math.sqrt(variance[high] * Math.max(1 - r * r, 1e-4));
        pair.sum += Math.abs(other - expected) / spread;
        if (++pair.count < BLOCK) return;
        double residual = pair.sum / BLOCK;
        pair.sum = 0;
        pair.count = 0;
        boolean watched = pair.held >= HELD_BLOCKS;
        if (watched && residual > BEYOND * Math.max(1, pair.largest)) {
            pair.beyond++;
            if (words == null) words = new String[POINTS_MAX];
            if (pair.beyond == LOST_BLOCKS) tell(pair, low, high, expected + mean[high], spread, r, residual);
            if (pair.beyond >= BLOCKS_PER_DAY) pairs[index(low, high)] = null;
            return;
        }
        pair.beyond = 0;
        boolean holds = Math.abs(r) >= HELD_R;
        pair.held = holds ? pair.held + 1 : 0;
        pair.largest = holds ? (float) Math.max(pair.largest, residual) : 0;
    }

    private void tell(Pair pair, int low, int high, double expected, double spread, double r, double residual) {
        double largest = Math.max(1, pair.largest);
        double p = Law.RECORD.p(residual, largest, pair.held);
        if (lost != null && lost.p() <= p || lacksWords(low) || lacksWords(high)) return;
        lost = new Lost(
                words[high],
                words[low],
                expected,
                largest * spread,
                now[high],
                now[low],
                r,
                pair.samples,
                p,
                largest,
                residual,
                pair.held);
    }

    /** After a day: stands still mostly, or only counts up. */
    private boolean isIdle(int slot) {
        return minutes[slot] == LEARNING_MINUTES
                && (moves[slot] < MOVES_MIN * minutes[slot] || falls[slot] == 0 || falls[slot] == moves[slot]);
    }

    private void passOver(int slot) {
        passedOver[passed++ % PASSED_OVER_MAX] = table.name(slot);
        int last = table.remove(slot);
        words = null;
        for (double[] column : new double[][] {now, before, mean, variance}) column[slot] = column[last];
        for (int[] column : new int[][] {minutes, moves, falls, lastMinute}) column[slot] = column[last];
        Pair[] kept = new Pair[PAIRS_MAX];
        for (int high = 1; high < table.size(); high++)
            for (int low = 0; low < high; low++) {
                int from = low == slot ? last : low;
                int to = high == slot ? last : high;
                // A pair knows which of its two comes first; turned round it would have to begin anew.
                if (from < to) kept[index(low, high)] = pairs[index(from, to)];
            }
        Arrays.setAll(pairs, i -> kept[i]);
    }
}
