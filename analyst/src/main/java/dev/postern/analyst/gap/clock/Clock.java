package dev.postern.analyst.gap.clock;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import java.util.Arrays;

/**
 * One timestamp clock of one sender, after Kohno, Broido and Claffy, "Remote physical device fingerprinting" (2005). Its offset is capture
 * time less ticks over frequency: when it began to count, and a line whose slope is the error of its quartz. Delay and the length of a tick
 * only add to it, so of each ten minutes the smallest is kept, for eight hours. Mutable plain data, at most 1 KiB. Times in microseconds.
 */
final class Clock {
    private static final long SECOND = 1_000_000;
    static final long BUCKET = 600 * SECOND;
    private static final int BUCKETS_MAX = 48;
    /** Before anything is said of it: an hour. */
    private static final int BUCKETS_MIN = 6;

    private static final long SPAN_MIN = 3600 * SECOND;

    /** Ticks a second of the stacks that are known. */
    private static final int[] HERTZ = {2, 10, 50, 60, 64, 100, 128, 200, 250, 256, 300, 500, 512, 1000, 1024};

    /** A quartz is off by a tenth of it; a system whose ticks do not divide its second evenly was seen with half of it. */
    private static final double ERROR_MAX = 1e-3;

    private static final long DELAY = 50_000;
    private static final int TICKS_SLACK = 2;
    /** Two readings tell the frequency if they are so far apart. */
    private static final long APART_MIN = 20 * SECOND;

    private static final long APART_MAX = 3600 * SECOND;

    int hertz;
    FrameRef frame;
    long firstMicros;
    long lastMicros;
    /** Last reading, counted on past the wraps of its 32 bits. */
    private long ticks;

    /** Whom it was told to first; one that is told to others too is the clock of the machine, not of a pair of addresses. */
    private Address peer;

    boolean shared;

    /** Numbers of the buckets that had a reading, ascending, and the smallest offset of each. */
    private int[] buckets = new int[BUCKETS_MIN];

    private long[] offsets = new long[BUCKETS_MIN];
    private int count;

    /** Ticks a second of the clock that showed both readings, or 0 if none that is known did. */
    static int hertz(long value, long atMicros, long valueLater, long laterMicros) {
        long apart = laterMicros - atMicros;
        if (apart < APART_MIN || apart > APART_MAX) return 0;
        double rate = (double) (int) (valueLater - value) * SECOND / apart;
        for (int known : HERTZ)
            if (Math.abs(rate - known) <= known * ERROR_MAX + (double) TICKS_SLACK * SECOND / apart) return known;
        return 0;
    }

    static Clock startingAt(int hertz, long value, long atMicros, Address peer, FrameRef frame) {
        Clock clock = new Clock();
        clock.hertz = hertz;
        clock.ticks = value;
        clock.firstMicros = clock.lastMicros = atMicros;
        clock.peer = peer;
        clock.frame = frame;
        clock.keep(atMicros);
        return clock;
    }

    /** How far the reading is from what this clock should show, in microseconds, or -1 if it is not of this clock. */
    long miss(long value, long atMicros) {
        long miss = Math.abs(residual(value, atMicros)) * SECOND / hertz;
        double most = DELAY + TICKS_SLACK * SECOND / hertz + ERROR_MAX * Math.abs(atMicros - lastMicros);
        return miss <= most ? miss : -1;
    }

    /** In ticks, in the half turn nearest to what is expected. */
    private int residual(long value, long atMicros) {
        return (int) (value - expected(atMicros));
    }

    private long expected(long atMicros) {
        return ticks + Math.round((double) (atMicros - lastMicros) * hertz / SECOND);
    }

    void read(long value, long atMicros, Address to) {
        shared |= !to.equals(peer);
        long now = expected(atMicros) + residual(value, atMicros);
        if (atMicros < lastMicros) return;
        ticks = now;
        lastMicros = atMicros;
        keep(atMicros);
    }

    private void keep(long atMicros) {
        long offset = atMicros - ticks * SECOND / hertz;
        int bucket = (int) (atMicros / BUCKET);
        if (count > 0 && buckets[count - 1] == bucket) {
            offsets[count - 1] = Math.min(offsets[count - 1], offset);
            return;
        }
        if (count == BUCKETS_MAX) {
            System.arraycopy(buckets, 1, buckets, 0, --count);
            System.arraycopy(offsets, 1, offsets, 0, count);
        } else if (count == buckets.length) {
            buckets = Arrays.copyOf(buckets, Math.min(BUCKETS_MAX, 2 * count));
            offsets = Arrays.copyOf(offsets, Math.min(BUCKETS_MAX, 2 * count));
        }
        buckets[count] = bucket;
        offsets[count++] = offset;
    }

    /** Seen for long enough to be compared. */
    boolean isRipe() {
        return count >= BUCKETS_MIN && span() >= SPAN_MIN;
    }

    /** From the first to the last reading that is kept. */
    long span() {
        return count == 0 ? 0 : (long) (buckets[count - 1] - buckets[0]) * BUCKET;
    }

    /** When the count began, or any full turn of the 32 bits after it: from 0 to {@link #turn}. */
    long phase() {
        return Math.floorMod(offsets[count - 1], turn());
    }

    /** How long the 32 bits last. */
    long turn() {
        return (1L << 32) * SECOND / hertz;
    }

    /** By how many millionths it is fast. */
    double ppm() {
        return -slope(buckets, offsets, count);
    }

    /**
     * Two clocks side by side, where both were read.
     *
     * @param spanMicros from the first to the last of these times
     * @param apartMicros between their offsets, median
     * @param mostMicros between their offsets, nine in ten are less
     * @param driftPpm how fast one goes away from the other
     */
    record Pace(long spanMicros, long apartMicros, long mostMicros, double driftPpm) {}

    /** Null where they were not read at the same times for an hour. */
    static Pace compare(Clock a, Clock b) {
        int[] at = new int[Math.min(a.count, b.count)];
        long[] apart = new long[at.length];
        int common = 0;
        long turn = a.turn();
        for (int i = 0, j = 0; i < a.count && j < b.count; ) {
            if (a.buckets[i] == b.buckets[j]) {
                at[common] = a.buckets[i];
                apart[common++] = Math.floorMod(a.offsets[i++] - b.offsets[j++] + turn / 2, turn) - turn / 2;
            } else if (a.buckets[i] < b.buckets[j]) i++;
            else j++;
        }
        if (common < BUCKETS_MIN) return null;
        long span = (at[common - 1] - at[0]) * BUCKET;
        if (span < SPAN_MIN) return null;
        double drift = slope(at, apart, common);
        long[] sizes = Arrays.copyOf(apart, common);
        for (int i = 0; i < common; i++) sizes[i] = Math.abs(sizes[i]);
        Arrays.sort(sizes);
        return new Pace(span, sizes[common / 2], sizes[common * 9 / 10], Math.abs(drift));
    }

    /** Median of the slopes between each point and the one half the points later, in millionths: a quarter of the points may lie anywhere. */
    private static double slope(int[] at, long[] values, int count) {
        int half = count / 2;
        if (half == 0) return 0;
        double[] slopes = new double[count - half];
        for (int i = 0; i < slopes.length; i++)
            slopes[i] = (double) (values[i + half] - values[i]) / ((double) (at[i + half] - at[i]) * BUCKET);
        Arrays.sort(slopes);
        return 1e6 * (slopes[(slopes.length - 1) / 2] + slopes[slopes.length / 2]) / 2;
    }
}
