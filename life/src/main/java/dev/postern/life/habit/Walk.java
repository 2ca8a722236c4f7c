package dev.postern.life.habit;

import dev.postern.life.chance.Extremes;
import java.util.Arrays;

/**
 * M5 over months: which of the values of one conversation walk away slowly. Three views of each are kept: the mean of the week, a mean with a memory of 90 days, and
 * as anchor the range in which the weeks of its first quarter lay, which never moves. Once every four weeks of the calendar they are compared: the week is
 * off the anchor by so many widths of it (see {@link Extremes}), and the 90 days are off on the same side and at least a third as far, so a
 * recipe of some weeks is none. A season that is no wider than a few quarters is as likely as the extremes of few values are.
 *
 * <p>One look in ten minutes and point; at most {@link #LIMIT} continuous points of 34 bytes.
 */
public final class Walk {
    public static final int LIMIT = 16;
    /** Looked at in one minute of so many. */
    public static final int SAMPLE_MINUTES = 10;

    private static final int WEEK_MINUTES = 7 * 1440;
    private static final int PERIOD_WEEKS = 4;
    /** Between two comparisons. */
    public static final int PERIOD_DAYS = 7 * PERIOD_WEEKS;

    private static final int ANCHOR_WEEKS = 13;
    private static final double MEMORY_WEEKS = 90 / 7.0 / Math.log(2);
    /** A week with fewer looks says nothing. */
    private static final int LOOKS_MIN = 20;
    /** A mean is not known better than this share of it. */
    private static final float WIDTH_LEAST = 0.002f;

    private static final double LASTING = 3;
    /** From here on it goes a way, which may be that of its sisters; told of itself it is from 1e-4 on. */
    private static final double WAY_P = 0.05;

    private static final int SPEAKS_POWER = 4;
    private static final int IDLE_WEEKS = 8;
    private static final int COLUMNS = 4;
    private static final int NOW = 0, LOW = 1, HIGH = 2, QUARTER = 3;
    private static final int WEEK = 0, LOOKS = 1, WEEKS = 2, TOLD = 3;

    /** Octets of heap with as many points as it takes. */
    public static final int BYTES_MOST = Heap.object(28)
            + PointTable.bytes(LIMIT, 2 * LIMIT)
            + Heap.array(COLUMNS * LIMIT, 4)
            + Heap.array(COLUMNS * LIMIT, 2)
            + Heap.object(53);

    private final PointTable table = new PointTable(LIMIT);
    /** Of each point: mean of this week, both ends of the anchor, mean of 90 days. */
    private float[] means = new float[4 * 4];
    /** Of each point: this week since 1970, looks in it, weeks known, power of ten at which it was told. */
    private short[] counts = new short[4 * 4];

    private long refused;
    private int refusedWeek;

    private transient Seen seen;

    /** What a point showed in the week that ended. Refilled by {@link #read}. */
    public static final class Seen {
        /** Up or down, 0 for one that stays. */
        public int way;
        /** 1 for one that stays. */
        public double p;
        /** It went further than when it was told last. */
        public boolean isNews;

        public double low;
        public double high;
        /** Over 90 days, and in the week. */
        public double quarter;

        public double week;
        public int weeks;
    }

    /** Weeks in which a value found no room. */
    public long refused() {
        return refused;
    }

    public int size() {
        return table.size();
    }

    /** What the last point showed that {@link #read} was true for. */
    public Seen seen() {
        return seen;
    }

    /**
     * A value is read.
     *
     * @param continuous whether it may be followed from now on: what has few values has no slow way from one to the next
     * @return true if a week of this point is over after which all are compared: {@link #seen} says how
     */
    public boolean read(long point, double value, int minute, boolean continuous) {
        if (!(Math.abs(value) <= Points.VALUE_MOST)) return false;
        int now = minute / WEEK_MINUTES;
        int slot = table.find(point);
        if (slot < 0 && continuous) slot = add(point, now);
        if (slot < 0) return false;
        int at = COLUMNS * slot;
        boolean compared = counts[at + WEEK] != now && end(at, now);
        if (counts[at + LOOKS] == Short.MAX_VALUE) return compared;
        means[at + NOW] += ((float) value - means[at + NOW]) / ++counts[at + LOOKS];
        return compared;
    }

    private boolean end(int at, int now) {
        boolean whole = counts[at + LOOKS] >= LOOKS_MIN;
        boolean compared =
                whole && counts[at + WEEKS] >= ANCHOR_WEEKS && now / PERIOD_WEEKS != counts[at + WEEK] / PERIOD_WEEKS;
        if (whole) learn(at);
        if (compared) compare(at);
        counts[at + WEEK] = (short) now;
        counts[at + LOOKS] = 0;
        means[at + NOW] = 0;
        return compared;
    }

    private void learn(int at) {
        float mean = means[at + NOW];
        int weeks = counts[at + WEEKS];
        if (weeks < ANCHOR_WEEKS) {
            means[at + LOW] = weeks == 0 ? mean : Math.min(means[at + LOW], mean);
            means[at + HIGH] = weeks == 0 ? mean : Math.max(means[at + HIGH], mean);
        }
        double weight = Math.max(1.0 / (weeks + 1), 1 / MEMORY_WEEKS);
        means[at + QUARTER] += (float) (weight * (mean - means[at + QUARTER]));
        if (weeks < Short.MAX_VALUE) counts[at + WEEKS]++;
    }

    private void compare(int at) {
        if (seen == null) seen = new Seen();
        float mean = means[at + NOW];
        seen.low = means[at + LOW];
        seen.high = means[at + HIGH];
        seen.quarter = means[at + QUARTER];
        seen.week = mean;
        seen.weeks = counts[at + WEEKS];
        seen.p = 1;
        seen.way = 0;
        seen.isNews = false;
        boolean up = mean > means[at + HIGH];
        double off = off(at, mean, up);
        if (off > 0 && LASTING * off(at, means[at + QUARTER], up) >= off) seen.p = Extremes.beyond(ANCHOR_WEEKS, off);
        if (seen.p >= WAY_P) {
            counts[at + TOLD] = 0;
            return;
        }
        seen.way = up ? 1 : -1;
        byte power = Extremes.power(seen.p);
        seen.isNews = power >= SPEAKS_POWER && power > counts[at + TOLD];
        counts[at + TOLD] = (short) Math.max(counts[at + TOLD], power);
    }

    /** In widths of the anchor, above it or below it. */
    private double off(int at, float mean, boolean up) {
        float low = means[at + LOW];
        float high = means[at + HIGH];
        double least = WIDTH_LEAST * Math.max(Math.abs(low), Math.abs(high));
        double width = Math.max(Float.MIN_NORMAL, Math.max(high - low, least));
        return (up ? mean - high : low - mean) / width;
    }

    private int add(long point, int now) {
        if (table.isFull() && !makeRoom(now)) {
            if (refusedWeek != now) refused++;
            refusedWeek = now;
            return -1;
        }
        int slot = table.add(point);
        int at = COLUMNS * slot;
        if (at >= means.length) {
            means = Arrays.copyOf(means, Math.min(2 * means.length, COLUMNS * LIMIT));
            counts = Arrays.copyOf(counts, means.length);
        }
        Arrays.fill(means, at, at + COLUMNS, 0);
        Arrays.fill(counts, at, at + COLUMNS, (short) 0);
        counts[at + WEEK] = (short) now;
        return slot;
    }

    /** The one not heard for longest goes, if that is long. */
    private boolean makeRoom(int now) {
        int least = 0;
        for (int slot = 1; slot < table.size(); slot++)
            if (counts[COLUMNS * slot + WEEK] < counts[COLUMNS * least + WEEK]) least = slot;
        if (now - counts[COLUMNS * least + WEEK] < IDLE_WEEKS) return false;
        int from = COLUMNS * table.remove(least);
        System.arraycopy(means, from, means, COLUMNS * least, COLUMNS);
        System.arraycopy(counts, from, counts, COLUMNS * least, COLUMNS);
        return true;
    }
}
