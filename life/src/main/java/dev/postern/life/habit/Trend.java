package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Extremes;
import dev.postern.life.chance.Law;
import java.util.Arrays;

/**
 * M5 over weeks: whether somebody moves one set point slowly while others set it as ever. A course of steps is lost among their back and forth ({@link Courses}), so two things are
 * counted that they do not interrupt.
 * <ul>
 * <li>Steps of one kind ({@link Gait}): more than their share, whatever else is done in between.
 * <li>Records: of n values that could be exchanged the next is the largest with probability 1/n, each record for itself (Rényi 1962), so their sum is Poisson-binomial. Hands that go on
 * from where a value stands set more of them (a random walk some 1.13 √n, Majumdar and Ziff 2008): a record counts as no rarer than a step, of those that are usual here, from where it
 * stood to beyond the largest.
 * </ul>
 * Both are sums of log-likelihood ratios against so much of it as a second hand would bring, held above 0 (CUSUM, Page 1954). The ratio has a mean of 1 at most where the value is
 * set as ever, or nearly so, and Lundberg's exponential bounds the p. What is surprising is learned little (weight p/.01), so a creep does not become the habit on its way.
 * Of what one sitting of an hour repeats the first counts; the rest is for {@link Courses}.
 */
public final class Trend {
    /** Kinds of steps followed. */
    static final int STEPS = 6;

    static final int HIGHEST = STEPS, LOWEST = STEPS + 1;
    private static final int MATTERS = STEPS + 2;

    /** What a second hand would make of all changes: of its kind of steps, of records. */
    private static final double STEPS_SHARE = 0.4, RECORDS_SHARE = 0.5;

    private static final int SITTING_MINUTES = 60;
    private static final float MEMORY = 200;
    private static final double CALM_P = 0.01;

    /** Octets of heap. */
    static final int BYTES = Heap.object(58)
            + Gait.bytes(STEPS)
            + 2 * Heap.array(MATTERS, 4)
            + Heap.array(MATTERS, 4)
            + 2 * Heap.array(MATTERS, 2)
            + Heap.array(MATTERS, 1);

    private final Gait gait = new Gait(STEPS, MEMORY);
    private double last;
    private float low;
    private float high;
    private int settings;
    private byte direction;
    /** Kinds of steps taken in this sitting. */
    private byte sat;

    int lastMinute;
    int bornMinute;

    /** Of each matter: evidence now and at most, since when, how many changes were of it and how many in all. */
    private final float[] evidence = new float[MATTERS];

    private final float[] peak = new float[MATTERS];
    private final int[] sinceMinute = new int[MATTERS];
    private final short[] hits = new short[MATTERS];
    private final short[] changes = new short[MATTERS];
    private final byte[] told = new byte[MATTERS];

    /** What one change showed. Refilled by {@link Trends#write}. */
    public static final class Seen {
        public boolean judged;
        /** What has just come to its end showed at most, or above 1. */
        public double endedP;

        /** Evidence of steps of its kind, and of a record if it is one. */
        public double steps;

        public double records;
        public boolean up;
        /** Whether the record says more than the kind of step does. */
        public boolean byRecord;

        public int hits;
        public int changes;
        public int sinceMinute;
        public int knownMinute;
        public int settings;
        /** How likely a change is of this kind, or a record. */
        public double chance;
        /** Sizes of this kind of step. */
        public double least;
        /** Range before this change. */
        public double low;

        public double high;
        private byte kind;
        private int matter;

        public double p() {
            return Law.CREEP_AMID.p(numbers());
        }

        public double[] numbers() {
            return new double[] {steps, STEPS, records};
        }
    }

    void begin(double value, int minute) {
        gait.clear();
        last = value;
        low = high = (float) value;
        settings = 1;
        direction = 0;
        lastMinute = bornMinute = minute;
        Arrays.fill(evidence, 0);
    }

    double last() {
        return last;
    }

    void write(double value, int minute, Gait all, Seen out) {
        if (minute - lastMinute > SITTING_MINUTES) sat = 0;
        byte kind = Gait.kind(value - last);
        if (direction != 0) step(kind, (float) value, minute, all, out);
        direction = (byte) (Gait.isUp(kind) ? 1 : -1);
        last = value;
        low = Math.min(low, (float) value);
        high = Math.max(high, (float) value);
        lastMinute = minute;
    }

    private void step(byte kind, float value, int minute, Gait all, Seen out) {
        if (gait.find(kind) < 0) {
            int taken = gait.slot(kind);
            evidence[taken] = 0;
            sat &= (byte) ~(1 << taken);
        }
        int bit = 1 << gait.find(kind);
        // Who runs up a plant step by step in one sitting has done it once.
        if ((sat & bit) != 0) return;
        sat |= (byte) bit;
        judge(kind, minute, record(value, minute, all, out), all, out);
        float weight = (float) Math.min(1, p(out.steps, 0) / CALM_P);
        gait.learn(kind, direction > 0, weight);
        all.learn(kind, direction > 0, weight);
        settings++;
    }

    /** @return the chance of the record that this is, above 1 if it is none */
    private double record(float value, int minute, Gait all, Seen out) {
        double rising = record(HIGHEST, high - last, value > high, true, minute, all, out);
        double falling = record(LOWEST, last - low, value < low, false, minute, all, out);
        return Math.min(rising, falling);
    }

    private double record(int matter, double distance, boolean is, boolean up, int minute, Gait all, Seen out) {
        double walked = gait.reaches(up, distance, direction > 0, all);
        double chance = Math.max(1.0 / (settings + 1), walked);
        // Where records are as frequent as a second hand would make them they say nothing.
        if (chance < RECORDS_SHARE)
            add(matter, is, Math.log(is ? RECORDS_SHARE / chance : (1 - RECORDS_SHARE) / (1 - chance)), minute, out);
        return is ? chance : 2;
    }

    private void judge(byte kind, int minute, double record, Gait all, Seen out) {
        double chance = gait.chance(kind, direction > 0, all);
        int mine = gait.find(kind);
        for (int slot = 0; slot < STEPS; slot++) {
            boolean is = slot == mine;
            if (is || evidence[slot] > 0)
                add(slot, is, Math.log(1 - STEPS_SHARE + (is ? STEPS_SHARE / chance : 0)), minute, out);
        }
        out.up = Gait.isUp(kind);
        out.steps = evidence[mine];
        out.records = record > 1 ? 0 : evidence[out.up ? HIGHEST : LOWEST];
        out.judged = out.steps > 0 || out.records > 0;
        out.byRecord = out.records - Math.log(2) > out.steps - Math.log(STEPS);
        out.kind = kind;
        out.matter = out.byRecord ? out.up ? HIGHEST : LOWEST : mine;
        out.hits = hits[out.matter];
        out.changes = changes[out.matter];
        out.sinceMinute = sinceMinute[out.matter];
        out.chance = out.byRecord ? record : chance;
        out.least = Gait.least(kind);
        out.knownMinute = bornMinute;
        out.settings = settings;
        out.low = low;
        out.high = high;
    }

    private void add(int matter, boolean is, double ratio, int minute, Seen out) {
        if (evidence[matter] <= 0) {
            if (!is) return;
            sinceMinute[matter] = minute;
            hits[matter] = changes[matter] = 0;
            peak[matter] = 0;
            told[matter] = 0;
        }
        if (changes[matter] < Short.MAX_VALUE) {
            changes[matter]++;
            if (is) hits[matter]++;
        }
        evidence[matter] = (float) Math.max(0, evidence[matter] + ratio);
        peak[matter] = Math.max(peak[matter], evidence[matter]);
        if (evidence[matter] <= 0)
            out.endedP = Math.min(out.endedP, matter < STEPS ? p(peak[matter], 0) : p(0, peak[matter]));
    }

    private static double p(double steps, double records) {
        return Law.CREEP_AMID.p(steps, STEPS, records);
    }

    /** Whether this one is on the same way since {@code minute} or later: half of the evidence. */
    boolean along(Seen like, int minute) {
        int matter = like.byRecord ? like.matter : gait.find(like.kind);
        return matter >= 0
                && sinceMinute[matter] >= minute
                && 2 * evidence[matter] >= (like.byRecord ? like.records : like.steps);
    }

    /** The last change showed something rarer by a power of ten than was told of this matter: true once for each power. */
    boolean isNews(Seen seen) {
        byte power = Extremes.power(Chance.bounded(seen.p()));
        if (power <= told[seen.matter]) return false;
        told[seen.matter] = power;
        return true;
    }
}
