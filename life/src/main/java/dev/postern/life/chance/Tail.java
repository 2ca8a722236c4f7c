package dev.postern.life.chance;

import dev.postern.model.Derivation;

/**
 * Makes the small p-values of one channel true at this site: a generalised Pareto distribution over how far -ln p exceeds -ln 0.05,
 * by moments, shrunk to the exponential that a calibrated p has (Pickands 1975; Hosking and Wallis 1987). What is far out has a
 * distribution of its own, for what makes a p of 0.01 is noise, and what makes one of 1e-9 is an errand: thousands of the former say nothing of the latter. Learns from
 * admitted tests only. With {@link #THRESHOLD_P} of all tests exceeding and few seen, it changes nothing.
 */
public final class Tail {
    /** Tests with a p below this are exceedances. */
    public static final double THRESHOLD_P = 0.05;

    /** Tests with a p below this are far out. */
    static final double FAR_P = 1e-3;

    private static final double THRESHOLD = -Math.log(THRESHOLD_P);
    private static final double FAR = -Math.log(FAR_P);
    private static final double PRIOR_TESTS = 400;
    private static final double PRIOR_EXCESSES = 40;
    /** What is believed of what is far out weighs two tests of it. */
    private static final double PRIOR_FAR_TESTS = 2 / FAR_P;

    private static final double PRIOR_FAR = 5;
    private static final double EXCESS_MAX = 18;
    private static final double FAR_EXCESS_MAX = 40;
    private static final double SHAPE_MAX = 0.45;
    /** Tests remembered; older ones fade. */
    private static final double MEMORY_TESTS = 2e6;

    private double tests;
    private double excesses;
    private double sum;
    private double squares;
    private double far;
    private double farSum;
    private double farSquares;

    /** Counts {@code count} tests, whatever came out. */
    public void tested(long count) {
        tests += count;
        if (tests > MEMORY_TESTS) {
            tests /= 2;
            excesses /= 2;
            sum /= 2;
            squares /= 2;
            far /= 2;
            farSum /= 2;
            farSquares /= 2;
        }
    }

    /** Learns one p-value; what is above the threshold is only counted, by {@link #tested}. */
    public void learn(double p) {
        if (p >= THRESHOLD_P) return;
        double excess = Math.min(-Math.log(p) - THRESHOLD, EXCESS_MAX);
        excesses++;
        sum += excess;
        squares += excess * excess;
        if (p >= FAR_P) return;
        double beyond = Math.min(-Math.log(p) - FAR, FAR_EXCESS_MAX);
        far++;
        farSum += beyond;
        farSquares += beyond * beyond;
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
        return new Derivation.Tail(tests, excesses, sum, squares, far, farSum, farSquares);
    }

    /** The same for a tail that has learned this much. */
    public static double recalibrate(double p, Derivation.Tail learned) {
        double often = (learned.far() + PRIOR_FAR_TESTS * near(FAR_P, learned)) / (learned.tests() + PRIOR_FAR_TESTS);
        if (p >= FAR_P) return Chance.bounded(Math.max(near(p, learned), often));
        double mean = (learned.farSum() + PRIOR_FAR) / (learned.far() + PRIOR_FAR);
        double second = (learned.farSquares() + 2 * PRIOR_FAR) / (learned.far() + PRIOR_FAR);
        return Chance.bounded(often * beyond(-Math.log(p) - FAR, mean, second));
    }

    private static double near(double p, Derivation.Tail learned) {
        double rate = (learned.excesses() + THRESHOLD_P * PRIOR_TESTS) / (learned.tests() + PRIOR_TESTS);
        if (p >= THRESHOLD_P) return 1 - (1 - p) * (1 - rate) / (1 - THRESHOLD_P);
        double mean = (learned.sum() + PRIOR_EXCESSES) / (learned.excesses() + PRIOR_EXCESSES);
        double second = (learned.squares() + 2 * PRIOR_EXCESSES) / (learned.excesses() + PRIOR_EXCESSES);
        return rate * beyond(-Math.log(p) - THRESHOLD, mean, second);
    }

    /** Generalised Pareto with these moments: the share of exceedances that go as far. */
    private static double beyond(double excess, double mean, double second) {
        double ratio = mean * mean / Math.max(second - mean * mean, 1e-9);
        double shape = Math.clamp(0.5 * (1 - ratio), 0.0, SHAPE_MAX);
        double scale = shape == 0 ? mean : 0.5 * mean * (ratio + 1);
        return shape < 1e-6 ? Math.exp(-excess / scale) : Math.pow(1 + shape * excess / scale, -1 / shape);
    }
}
