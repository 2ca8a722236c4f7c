package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Law;
import java.util.Arrays;

/**
 * M3, the rhythm of one polled symbol. Until {@link #GAPS_MIN} gaps are known the period follows the median of the log gaps step by step;
 * then only whole windows move it. Judged per window, never per event: the log-median of up to {@link #SAMPLE} gaps against its own
 * history (Student t), the polls that did not come (beta-binomial), those that came between (gamma-Poisson); and each against how often it was as far off
 * before ({@link Sizes}), for rhythms do not err by chance alone: a cache expires a round later, a publisher repeats itself, a server starts anew. A symbol whose gaps
 * scatter by more than {@link #SPREAD_MAX} has no rhythm and is not judged. About 170 octets, 50 more for each way in which it erred.
 */
public final class Cycle {
    /** Gaps before a rhythm is believed. */
    public static final int GAPS_MIN = 20;

    private static final double SPREAD_MAX = 0.2;
    private static final int SAMPLE = 15;
    private static final int SAMPLE_MIN = 5;
    /** Log-median windows before the median is judged. */
    private static final int MEDIANS_MIN = 4;
    /** A period is not known better than this share of it: clocks drift, captures stamp late. */
    private static final double SCALE_LEAST = 0.002;

    /** Retries of something that fails are regular too, but do not last: a rhythm is believed after as many whole windows. */
    private static final int STEADY_MIN = 5;

    private static final int STEADY_MAX = 1000;
    /** A period that differs by more than half is another rhythm. */
    private static final double SAME_LOG = Math.log(1.5);

    private static final int MISSED_MAX = 100_000;
    /** Polls remembered in the rates of missed and extra ones. */
    private static final double MEMORY_POLLS = 200_000;
    /** After as many missing polls, and an hour, the rhythm is over rather than disturbed. */
    private static final int OVER_POLLS = 60;
    /** Deviations of a median that nobody wonders at, in {@link #scale}s. */
    private static final double NEAR = 2;

    private static final double PER_MILLE = 1000;
    /** Offsets within a sample are logarithms between -ln 2 and ln 2, kept in units of one part in as many. */
    private static final float SAMPLE_SCALE = 40_000;

    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private static final int OBJECT_BYTES = Heap.object(112);
    /** Octets of heap of one that never erred. */
    public static final int BYTES_LEAST = OBJECT_BYTES + Heap.array(SAMPLE, 2);

    private long lastNanos = Long.MIN_VALUE;
    /** Of its first poll, since 1970, without sign. */
    private int sinceSecond;

    private float logPeriod;
    private float spread = 0.5f;
    private int gaps;

    private short[] sample;
    private byte sampled;
    private int skipped;
    private int polls;
    private int missed;
    private int extra;
    private int overdueCounted;

    private float missedLearned = 0.5f;
    private float extraLearned = 0.5f;
    private float pollsLearned = 200;
    private float medianMean;
    private float medianScale;
    private int medians;

    /** Windows without a miss since the rhythm was last broken for good, and the rhythm that they had. */
    private short steady;

    private float steadyLogPeriod;

    private boolean over;
    /** What the last window lacked, which is told when one that was watched follows it. */
    private int pendingMissed;

    private int pendingPolls;
    /** Polls that did not come one after the other, up to the end of the window that waits. */
    private int pendingRun;

    /** Windows that were judged for missing and extra polls, and those that had any, as {@link Sizes} has them; null while none had. */
    private int judged;

    private float[] runs;
    private float[] extras;
    /** Medians that were off, in per mille; null while none was. */
    private float[] offs;

    /** What one window showed. Refilled by {@link #close}; p = 1 where nothing was tested. */
    public static final class Window {
        public double periodP;
        public double missedP;
        public double extraP;
        public double periodNanos;
        public int missed;
        public int extra;
        /** Polls expected in the window that {@link #missed} is about. */
        public int missedOf;

        public int polls;
        public int tests;
        /** What the three were computed from: the numbers of their laws, but for the conversation's other symbols. */
        private final double[] period = new double[6];

        private final double[] misses = new double[8];
        private final double[] extras = new double[7];

        /** @param others terms of the other symbols of the conversation, of {@code symbols} in all */
        public double[] numbers(Law law, double others, double symbols) {
            double[] own = law == Law.CYCLE_PERIOD ? period : law == Law.CYCLE_MISSED ? misses : extras;
            double[] all = Arrays.copyOf(own, own.length + 2);
            all[own.length] = others;
            all[own.length + 1] = symbols;
            return all;
        }

        /** The same values, for keeping. */
        public Window copy() {
            Window copy = new Window();
            copy.periodP = periodP;
            copy.missedP = missedP;
            copy.extraP = extraP;
            copy.periodNanos = periodNanos;
            copy.missed = missed;
            copy.missedOf = missedOf;
            copy.extra = extra;
            copy.polls = polls;
            copy.tests = tests;
            System.arraycopy(period, 0, copy.period, 0, period.length);
            System.arraycopy(misses, 0, copy.misses, 0, misses.length);
            System.arraycopy(extras, 0, copy.extras, 0, extras.length);
            return copy;
        }

        private void clear() {
            periodP = missedP = extraP = 1;
            periodNanos = Double.NaN;
            missed = missedOf = extra = polls = tests = 0;
        }
    }

    /** Long enough watched and even enough to be judged. */
    public boolean regular() {
        return gaps >= GAPS_MIN && spread < SPREAD_MAX;
    }

    public double periodNanos() {
        return Math.exp(logPeriod);
    }

    /** Share of the period by which the median of a window usually differs. */
    public double scale() {
        double single = 1.25 * spread / Math.sqrt(SAMPLE_MIN);
        double weight = Math.min(medians, 100);
        return Math.max(SCALE_LEAST, (8 * single + weight * 1.25 * medianScale) / (8 + weight));
    }

    public double missedRate() {
        return missedLearned / pollsLearned;
    }

    public double extraRate() {
        return extraLearned / pollsLearned;
    }

    public long polls() {
        return Math.round((double) pollsLearned) - 200 + gaps;
    }

    public long sinceNanos() {
        return Integer.toUnsignedLong(sinceSecond) * SECOND_NANOS;
    }

    /**
     * The symbol came.
     *
     * @param resumedNanos gaps that begin before this were not watched
     */
    public void poll(long atNanos, long resumedNanos) {
        polls++;
        long before = lastNanos;
        lastNanos = atNanos;
        if (before == Long.MIN_VALUE) sinceSecond = (int) (atNanos / SECOND_NANOS);
        if (before < resumedNanos || before == Long.MIN_VALUE) {
            overdueCounted = 0;
            return;
        }
        double logGap = Math.log((double) Math.max(1, atNanos - before));
        if (gaps < GAPS_MIN) {
            begin(logGap);
            return;
        }
        double off = logGap - logPeriod;
        if (regular()) classify(off, logGap);
        else logPeriod += Math.copySign(0.05 * Math.max(spread, 0.01), off);
        spread += (regular() ? 0.002 : 0.02) * (Math.min(Math.abs(off), 1) - spread);
    }

    private void begin(double logGap) {
        if (gaps == 0) logPeriod = (float) logGap;
        double off = logGap - logPeriod;
        logPeriod += Math.copySign(Math.min(Math.abs(off), Math.max(spread, 0.01) / Math.sqrt(1 + gaps)), off);
        spread += (Math.min(Math.abs(off), 1) - spread) / Math.min(2 + gaps, 8);
        gaps++;
    }

    private void classify(double off, double logGap) {
        double ratio = Math.exp(off);
        if (ratio > 1.5) {
            missed += (int) Math.min(MISSED_MAX, Math.max(0, Math.round(ratio) - 1 - overdueCounted));
        } else if (ratio < 0.5) extra++;
        else take(logGap - logPeriod);
        overdueCounted = 0;
        gaps = Math.min(gaps + 1, MISSED_MAX);
    }

    /** Spreads the sample over the window: every n-th gap, n from how many come in a minute. */
    private void take(double offset) {
        if (sample == null) sample = new short[SAMPLE];
        int every = (int) Math.max(1, 60e9 / periodNanos() / SAMPLE);
        if (skipped++ % every == 0 && sampled < SAMPLE) sample[sampled++] = (short) Math.rint(offset * SAMPLE_SCALE);
    }

    /**
     * A window ends.
     *
     * @param whole watched from start to end
     * @param settled the window before was whole and followed by this one without a break, so what was missing in it was missing
     * @param room for the ways in which it erred
     */
    public void close(long endNanos, boolean whole, boolean settled, Room room, Window out) {
        out.clear();
        if (!regular()) {
            reset();
            return;
        }
        if (Math.abs(logPeriod - steadyLogPeriod) > SAME_LOG) steady = 0;
        steadyLogPeriod = logPeriod;
        double pendingP = settled ? pendingP() : 1;
        if (settled && steady >= STEADY_MIN) tellMissed(pendingP, out);
        if (settled) settleMissed(pendingP, room);
        forgetPending();
        if (whole) {
            judgeMissed(endNanos);
            judgeExtra(room, out);
        }
        if (sampled >= SAMPLE_MIN) judgeMedian(room, out);
        polls = missed = extra = 0;
    }

    /** Octets of heap; the sample counts from the beginning. */
    public int bytes() {
        return BYTES_LEAST + Sizes.bytes(runs) + Sizes.bytes(extras) + Sizes.bytes(offs);
    }

    /** Silence will not be judged, however long it lasts. */
    public boolean sleeps() {
        return !regular() || over && steady == 0 && sampled < SAMPLE_MIN;
    }

    private void reset() {
        polls = missed = extra = skipped = 0;
        sampled = 0;
        forgetPending();
    }

    private void forgetPending() {
        pendingMissed = pendingPolls = pendingRun = 0;
    }

    /** How likely so much is missing; nothing was learned since that window ended. */
    private double pendingP() {
        double p = Chance.ratioAtLeast(pendingMissed, trials(), missedLearned, pollsLearned - missedLearned);
        return pendingRun == 0
                ? p
                : Math.max(p, Law.asMuch(pendingRun, Sizes.known(runs, pendingRun), judged, Sizes.record(runs, 1)));
    }

    private void tellMissed(double p, Window out) {
        out.missedP = p;
        out.missed = pendingMissed;
        out.missedOf = pendingPolls + pendingMissed;
        out.misses[0] = pendingMissed;
        out.misses[1] = trials();
        out.misses[2] = missedLearned;
        out.misses[3] = pollsLearned - missedLearned;
        out.misses[4] = pendingRun;
        out.misses[5] = Sizes.known(runs, pendingRun);
        out.misses[6] = judged;
        out.misses[7] = Sizes.record(runs, 1);
        out.tests++;
    }

    private void settleMissed(double p, Room room) {
        if (over) steady = 0;
        else if (2 * pendingMissed > pendingPolls + pendingMissed) steady /= 2;
        else steady = (short) Math.min(steady + 1, STEADY_MAX);
        double weight = Math.clamp(p / 0.01, 0.02, 1.0);
        judged++;
        if (pendingRun > 0) runs = Sizes.with(runs, pendingRun, weight, room);
        pollsLearned += weight * (pendingPolls + pendingMissed);
        missedLearned += weight * Math.min(pendingMissed, 3 + pendingPolls);
        if (pollsLearned > MEMORY_POLLS) {
            float keep = (float) (MEMORY_POLLS / 2 / pollsLearned);
            pollsLearned *= keep;
            missedLearned *= keep;
            extraLearned *= keep;
        }
    }

    private void judgeMissed(long endNanos) {
        double period = periodNanos();
        int overdue = (int) Math.clamp(Math.floor((endNanos - lastNanos) / period - 0.5), 0, MISSED_MAX);
        int fresh = Math.max(0, overdue - overdueCounted);
        over = overdue > OVER_POLLS && endNanos - lastNanos > HOUR_NANOS;
        overdueCounted = Math.max(overdueCounted, overdue);
        pendingMissed = over ? 0 : missed + fresh;
        pendingPolls = polls;
        pendingRun = pendingMissed == 0 ? 0 : Math.max(pendingMissed, overdueCounted);
    }

    private int trials() {
        return pendingMissed + Math.max(pendingPolls, pendingMissed == 0 ? 0 : 1);
    }

    private void judgeExtra(Room room, Window out) {
        if (steady < STEADY_MIN) return;
        double exposure = Math.max(polls, 1);
        double known = Sizes.known(extras, extra);
        double record = Sizes.record(extras, 1);
        out.extraP = Math.max(
                Chance.rateAtLeast(extra, exposure, extraLearned, pollsLearned),
                Law.asMuch(extra, known, judged, record));
        out.extras[0] = extra;
        out.extras[1] = exposure;
        out.extras[2] = extraLearned;
        out.extras[3] = pollsLearned;
        out.extras[4] = known;
        out.extras[5] = judged;
        out.extras[6] = record;
        out.extra = extra;
        out.polls = polls;
        out.tests++;
        if (extra == 0) return;
        double weight = Math.clamp(out.extraP / 0.01, 0.02, 1.0);
        extraLearned += weight * Math.min(extra, 3 + polls);
        extras = Sizes.with(extras, extra, weight, room);
    }

    private void judgeMedian(Room room, Window out) {
        Arrays.sort(sample, 0, sampled);
        double median = sample[sampled / 2] / SAMPLE_SCALE;
        sampled = 0;
        skipped = 0;
        double deviate = (median - medianMean) / scale();
        double perMille = PER_MILLE * Math.abs(median - medianMean);
        double near = PER_MILLE * NEAR * scale();
        out.periodNanos = Math.exp(logPeriod + median);
        if (medians >= MEDIANS_MIN) {
            double known = Sizes.known(offs, perMille);
            double record = Sizes.record(offs, near);
            out.period[0] = deviate;
            out.period[1] = Math.clamp(medians - 1, 3, 10);
            out.period[2] = perMille;
            out.period[3] = known;
            out.period[4] = medians;
            out.period[5] = record;
            out.periodP =
                    Math.max(Chance.student(deviate, out.period[1]), Law.asMuch(perMille, known, medians, record));
            out.tests++;
        }
        double weight = medians < MEDIANS_MIN ? 1 : Math.clamp(out.periodP / 0.01, 0.02, 1.0);
        if (medians >= MEDIANS_MIN && perMille > near) offs = Sizes.with(offs, perMille, weight, room);
        medians = Math.min(medians + 1, MISSED_MAX);
        double step = weight / Math.min(medians, 200);
        double off = Math.clamp(median - medianMean, -4 * scale(), 4 * scale());
        medianScale += step * (Math.abs(off) - medianScale);
        medianMean += step * off;
    }
}
