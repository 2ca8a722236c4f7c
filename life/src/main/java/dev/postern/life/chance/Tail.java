package dev.postern.life.chance;

import dev.postern.model.Derivation;

/**
 * Makes the small p-values of one channel true at this site: a generalised Pareto distribution over how far -ln p exceeds -ln 0.05,
 * by moments, shrunk to the exponential that a calibrated p has (Pickands 1975; Hosking and Wallis 1987). Learns from admitted
 * tests only. With {@link #THRESHOLD_P} of all tests exceeding and few seen, it changes nothing.
 */
public final class Tail {
    /** Tests with a p below this are exceedances. */
    public static final double THRESHOLD_P = 0.05;

    private static final double THRESHOLD = -Math.log(THRESHOLD_P);
    private static final double PRIOR_TESTS = 400;
    private static final double PRIOR_EXCESSES = 40;
    private static final double EXCESS_MAX = 18;
    /** Tests remembered; older ones fade. */
    private static final double MEMORY_TESTS = 2e6;

    private double tests;
    private double excesses;
    private double sum;
    private double squares;

    /** Counts {@code count} tests, whatever came out. */
    public void tested(long count) {
        tests += count;
        if (tests > MEMORY_TESTS) {
            tests /= 2;
            excesses /= 2;
            sum /= 2;
            squares /= 2;
        }
    }

    /** Learns one p-value; what is above the threshold is only counted, by {@link #tested}. */
    public void learn(double p) {
        if (p >= THRESHOLD_P) return;
        double excess = Math.min(-Math.log(p) - THRESHOLD, EXCESS_MAX);
        excesses++;
        sum += excess;
        squares += excess * excess;
    }

    /** How often a test of this channel gives {@code p} or less here. */
    public double recalibrate(double p) {
        return recalibrate(p, learned());
    }

    /**
     * What {@code p} is worth where many devices share a tail: no less than it says. Most of them are quiet, and a device that has such a minute each day must not be told
     * by the silence of the others that this is rare; its own model knows that it is not.
     */
    public static double weigh(double p, Derivation.Tail learned) {
        return Math.max(p, recalibrate(p, learned));
    }

    /** What it has learned so far. */
    public Derivation.Tail learned() {
        return new Derivation.Tail(tests, excesses, sum, squares);
    }

    /** The same for a tail that has learned this much. */
    public static double recalibrate(double p, Derivation.Tail learned) {
        double tests = learned.tests();
        double excesses = learned.excesses();
        double sum = learned.sum();
        double squares = learned.squares();
        double rate = (excesses + THRESHOLD_P * PRIOR_TESTS) / (tests + PRIOR_TESTS);
        if (p >= THRESHOLD_P) return 1 - (1 - p) * (1 - rate) / (1 - THRESHOLD_P);
        double mean = (sum + PRIOR_EXCESSES) / (excesses + PRIOR_EXCESSES);
        double second = (squares + 2 * PRIOR_EXCESSES) / (excesses + PRIOR_EXCESSES);
        double ratio = mean * mean / Math.max(second - mean * mean, 1e-9);
        double shape = Math.clamp(0.5 * (1 - ratio), 0.0, 0.45);
        double scale = shape == 0 ? mean : 0.5 * mean * (ratio + 1);
        double excess = -Math.log(p) - THRESHOLD;
        double survival = shape < 1e-6 ? Math.exp(-excess / scale) : Math.pow(1 + shape * excess / scale, -1 / shape);
        return Chance.bounded(rate * survival);
    }
}
