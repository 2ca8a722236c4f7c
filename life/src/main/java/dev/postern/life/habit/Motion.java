package dev.postern.life.habit;

/**
 * Whether what one stream of samples measures is at rest. Samples are taken together for {@link #BLOCK_NANOS}, a cycle of the mains, by their mean
 * magnitude, so currents and voltages may be sampled as waves or as effective values. A value moves when it is off its usual magnitude of the last second
 * by eight of its own usual deviations and by a twentieth; what has none must be off by a digit. A movement lasts until nothing moved for half a second.
 * Judged after five seconds of life. O(values) a frame, at most {@link #LIMIT} values; 0.4 KB.
 */
public final class Motion {
    public static final int LIMIT = 32;
    static final long BLOCK_NANOS = 20_000_000L;
    private static final long SETTLING_NANOS = 5_000_000_000L;
    private static final long CALM_NANOS = 500_000_000L;
    private static final double USUAL_NANOS = 1e9;
    private static final double DEVIATION_NANOS = 10e9;
    private static final double DEVIATIONS = 8;
    private static final double SHARE = 0.05;
    /** Samples are whole numbers: what is usually less than one carries nothing. */
    private static final double LEAST = 1;

    /** What a frame brought to light. */
    public enum News {
        NONE,
        /** Known well enough to be judged from now on. */
        SETTLED,
        /** Something moves that did not. */
        MOVES,
        RESTS
    }

    /** Octets of heap with as many values as it takes. */
    public static final int BYTES_MOST = Heap.object(85) + 2 * Heap.array(LIMIT, 4) + Heap.array(LIMIT, 8);

    private float[] usual = new float[0];
    private float[] deviation = new float[0];
    private double[] sum = new double[0];
    private int samples;
    private long blockNanos;
    private long lastNanos;
    private long bornNanos = Long.MIN_VALUE;
    private boolean settled;

    private int moved;
    private int carrying;
    private int leaper;
    private float leap;
    private long sinceNanos;
    private long movedNanos;

    /** A frame comes; asked before its values are {@link #add}ed. */
    public News frame(long atNanos, int values) {
        int count = Math.min(values, LIMIT);
        News news = News.NONE;
        // Another number of values is another stream, and a clock that goes back begins anew.
        if (count != usual.length || atNanos < blockNanos) begin(count);
        else if (samples > 0 && atNanos - blockNanos >= BLOCK_NANOS) news = close();
        if (samples == 0) blockNanos = atNanos;
        samples++;
        return news;
    }

    public void add(int index, double value) {
        if (index < sum.length) sum[index] += Math.abs(value);
    }

    private void begin(int count) {
        usual = new float[count];
        deviation = new float[count];
        sum = new double[count];
        samples = moved = 0;
        bornNanos = Long.MIN_VALUE;
        settled = false;
    }

    private News close() {
        double passed = bornNanos == Long.MIN_VALUE ? 0 : blockNanos - lastNanos;
        boolean first = bornNanos == Long.MIN_VALUE;
        if (first) bornNanos = blockNanos;
        if (moved == 0) carrying = carriers();
        int now = 0;
        double furthest = 0;
        for (int i = 0; i < sum.length; i++) {
            double mean = sum[i] / samples;
            double off = Math.abs(mean - usual[i]);
            double margin = Math.max(DEVIATIONS * deviation[i], SHARE * usual[i]);
            if (settled && off > margin) {
                now |= 1 << i;
                if (usual[i] >= LEAST && mean / usual[i] > furthest) {
                    furthest = mean / usual[i];
                    if (moved == 0 || furthest > leap) leaper = i;
                }
            }
            // What is out of bounds must not become the bounds by itself.
            double taken = settled ? Math.min(off, margin) : off;
            if (!first) deviation[i] += (float) (Math.min(1, passed / DEVIATION_NANOS) * (taken - deviation[i]));
            usual[i] += (float) ((first ? 1 : Math.min(1, passed / USUAL_NANOS)) * (mean - usual[i]));
            sum[i] = 0;
        }
        samples = 0;
        lastNanos = blockNanos;
        return conclude(now, (float) furthest);
    }

    private News conclude(int now, float furthest) {
        if (!settled) {
            settled = blockNanos - bornNanos >= SETTLING_NANOS;
            return settled ? News.SETTLED : News.NONE;
        }
        if (now == 0) {
            if (moved == 0 || blockNanos - movedNanos <= CALM_NANOS) return News.NONE;
            moved = 0;
            return News.RESTS;
        }
        boolean more = (now & ~moved) != 0;
        if (moved == 0) {
            sinceNanos = blockNanos;
            leap = 0;
        }
        moved |= now;
        movedNanos = blockNanos;
        leap = Math.max(leap, furthest);
        return more ? News.MOVES : News.NONE;
    }

    private int carriers() {
        int count = 0;
        for (float one : usual) if (one >= LEAST) count++;
        return count;
    }

    /** Start of the samples in which the latest news showed. */
    public long newsNanos() {
        return lastNanos;
    }

    /** Since when something moves. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** When something last moved. */
    public long movedNanos() {
        return movedNanos;
    }

    /** How many values have moved since. */
    public int moved() {
        return Integer.bitCount(moved);
    }

    /** How many values were there before that are not nought. */
    public int carrying() {
        return carrying;
    }

    /** The largest of what moved, in what it usually is; 0 if all of it was nought before. */
    public double leap() {
        return leap;
    }

    /** Which value that was. */
    public int leaper() {
        return leaper;
    }
}
