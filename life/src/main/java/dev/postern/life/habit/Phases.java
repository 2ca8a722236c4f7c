package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import java.util.Arrays;

/**
 * M10, in which phase a device is: shift, batch, cleaning, maintenance, standstill. Quarters of an hour of activity, on logarithmic scales, are one of at most
 * {@link #LIMIT} normal clouds whose middle and scatter are learned (Student predictive), and the phase of before is kept while it fits at all. What fits
 * none and lasts for three quarters, each like the last, is a new phase, as likely as the rule of Pitman and Yor has it after so many quarters. Where
 * there is no more room the two that resemble each other most become one, so a day without phases is one wide cloud.
 *
 * <p>O(1) a minute; 0.4 KB.
 */
public final class Phases {
    public static final int LIMIT = 4;
    public static final int ASPECTS = 4;

    public static final int QUARTER_MINUTES = 15;
    /** A quarter with fewer watched minutes says nothing. */
    private static final int WATCHED_MIN = 12;
    /** Quarters that a new phase must last. */
    private static final int LASTING = 3;

    private static final double FITS_P = 1e-3;
    private static final double STAYS_P = 0.02;
    /** Scatter that is believed in before it is known, in natural logarithms, and for how many quarters. */
    private static final double BELIEVED = 0.35;

    private static final double BELIEVED_QUARTERS = 6;
    private static final double SCATTER_LEAST = 0.08;
    private static final double MEMORY_QUARTERS = 4 * 24 * 7;
    private static final double DISCOUNT_LEAST = 0.05;

    /** One phase; mutable. */
    public static final class Phase {
        private final float[] mean = new float[ASPECTS];
        private final float[] variance = new float[ASPECTS];
        private float quarters;
        private int visits;
        private int sinceMinute;

        /** What it brings a minute in the middle. */
        public double usual(int aspect) {
            return Math.max(0, Math.expm1(mean[aspect]));
        }

        /** How often it was entered. */
        public int visits() {
            return visits;
        }

        public int sinceMinute() {
            return sinceMinute;
        }

        private double scatter(int aspect) {
            double known = BELIEVED_QUARTERS + quarters;
            double square = (BELIEVED_QUARTERS * BELIEVED * BELIEVED + quarters * variance[aspect]) / known;
            return Math.max(SCATTER_LEAST, Math.sqrt(square * (1 + 1 / Math.max(1, quarters))));
        }

        private double p(double[] quarter) {
            double least = 1;
            for (int i = 0; i < ASPECTS; i++)
                least = Math.min(
                        least, Chance.student((quarter[i] - mean[i]) / scatter(i), BELIEVED_QUARTERS + quarters));
            return Math.min(1, ASPECTS * least);
        }

        private void learn(double[] quarter) {
            quarters = (float) Math.min(quarters + 1, MEMORY_QUARTERS);
            for (int i = 0; i < ASPECTS; i++) {
                double off = quarter[i] - mean[i];
                mean[i] += (float) (off / quarters);
                variance[i] += (float) ((off * (quarter[i] - mean[i]) - variance[i]) / quarters);
            }
        }

        /** In standard deviations. */
        private double apart(Phase other) {
            double most = 0;
            for (int i = 0; i < ASPECTS; i++)
                most = Math.max(most, Math.abs(mean[i] - other.mean[i]) / (scatter(i) + other.scatter(i)));
            return most;
        }

        private void absorb(Phase other) {
            double all = quarters + other.quarters;
            double share = other.quarters / all;
            for (int i = 0; i < ASPECTS; i++) {
                double off = other.mean[i] - mean[i];
                variance[i] += (float) (share * (other.variance[i] - variance[i]) + share * (1 - share) * off * off);
                mean[i] += (float) (share * off);
            }
            quarters = (float) Math.min(all, MEMORY_QUARTERS);
            visits += other.visits;
            sinceMinute = Math.min(sinceMinute, other.sinceMinute);
        }
    }

    /** Octets of heap of one that knows all it can, and one more that begins. */
    public static final int BYTES_MOST = Heap.object(40)
            + Heap.array(LIMIT + 1, Heap.REFERENCE)
            + Heap.array(ASPECTS, 8)
            + (LIMIT + 2) * (Heap.object(20) + 2 * Heap.array(ASPECTS, 4));

    private final Phase[] phases = new Phase[LIMIT + 1];
    private int count;
    /** Of the phase that it is in, or -1 between two. */
    private int now = -1;

    private Phase begun;
    private int absorbed;
    private int once;
    private double heard;
    private final double[] sums = new double[ASPECTS];
    private int watched;

    /** A phase that was never there, told when it has lasted. */
    public record Fresh(Phase phase, double kinds, double discount, double quarters) {}

    /**
     * A minute ends.
     *
     * @param amounts of each aspect
     * @param whole it was watched from its start
     * @return null, nearly always
     */
    public Fresh close(int minute, double[] amounts, boolean whole) {
        if (whole) {
            watched++;
            for (int i = 0; i < ASPECTS; i++) sums[i] += amounts[i];
        }
        if ((minute + 1) % QUARTER_MINUTES != 0) return null;
        Fresh fresh = watched >= WATCHED_MIN ? quarter(minute) : null;
        Arrays.fill(sums, 0);
        watched = 0;
        return fresh;
    }

    private Fresh quarter(int minute) {
        double[] quarter = new double[ASPECTS];
        for (int i = 0; i < ASPECTS; i++) quarter[i] = Math.log1p(sums[i] / watched);
        heard++;
        int best = best(quarter);
        if (best < 0) return begin(quarter, minute);
        begun = null;
        if (best != now) {
            if (phases[best].visits == 1) once = Math.max(0, once - 1);
            phases[best].visits++;
            now = best;
        }
        phases[best].learn(quarter);
        return null;
    }

    private int best(double[] quarter) {
        if (now >= 0 && phases[now].p(quarter) >= STAYS_P) return now;
        int best = -1;
        double most = FITS_P;
        for (int i = 0; i < count; i++) {
            double p = phases[i].p(quarter);
            if (p < most) continue;
            most = p;
            best = i;
        }
        return best;
    }

    /** It fits nothing that is known. */
    private Fresh begin(double[] quarter, int minute) {
        if (begun == null || begun.p(quarter) < STAYS_P) {
            begun = new Phase();
            begun.sinceMinute = minute - QUARTER_MINUTES + 1;
            begun.visits = 1;
        }
        begun.learn(quarter);
        now = -1;
        if (begun.quarters < LASTING) return null;
        Fresh fresh = new Fresh(begun, count + absorbed, discount(), heard - LASTING);
        once++;
        phases[count++] = begun;
        begun = null;
        now = count - 1;
        if (count > LIMIT) merge();
        return fresh;
    }

    private double discount() {
        return Math.clamp(once / Math.max(1.0, count + absorbed), DISCOUNT_LEAST, 1 - DISCOUNT_LEAST);
    }

    private void merge() {
        int first = 0;
        int second = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++)
            for (int j = i + 1; j < count; j++) {
                double apart = phases[i].apart(phases[j]);
                if (apart >= least) continue;
                least = apart;
                first = i;
                second = j;
            }
        phases[first].absorb(phases[second]);
        phases[second] = phases[--count];
        phases[count] = null;
        if (now == second) now = first;
        else if (now == count) now = second;
        absorbed++;
    }

    /** What it is in; null between two. */
    public Phase current() {
        return now < 0 ? null : phases[now];
    }

    public int count() {
        return count;
    }
}
