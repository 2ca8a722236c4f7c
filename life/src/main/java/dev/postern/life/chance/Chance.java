package dev.postern.life.chance;

/**
 * Tail probabilities of the predictive distributions, exact and in mid-p form (half of the mass of what was seen), so that discrete
 * observations give p-values with mean one half. None is ever below {@link #LEAST}.
 */
public final class Chance {
    /** The smallest p-value anything returns; below it nothing is gained. */
    public static final double LEAST = 1e-60;

    /** Larger counts are divided down to this before the incomplete beta function is asked; the relative variance is kept. */
    private static final double COUNT_MAX = 1e4;

    /** At least 95 % of any law lie within so many deviations above its mean (Cantelli). */
    private static final double REACH = 4.4;
    /** The logistic law is this much wider than the normal one. */
    private static final double LOGISTIC_TO_NORMAL = 1.7;

    /** A quantile surely below this is found by summing the mass from zero on, as long as no sum comes as near to the share as the two ways to it may differ. */
    private static final int SUMMED_MOST = 512;

    private static final double NEAR = 1e-9;

    /** Above this many trials the beta-binomial is taken as the gamma-Poisson it tends to. */
    private static final int TRIALS_EXACT = 200;

    private Chance() {}

    public static double bounded(double p) {
        return Double.isNaN(p) ? 1 : Math.clamp(p, LEAST, 1.0);
    }

    /** Mid-p of seeing {@code count} or more from a negative binomial of this mean and variance (Poisson where it is no more). */
    public static double countAtLeast(double count, double mean, double variance) {
        return bounded(countMid(count, mean, variance));
    }

    /** Mid-p of seeing {@code count} or less. */
    public static double countAtMost(double count, double mean, double variance) {
        return bounded(1 - countMid(count, mean, variance));
    }

    /** Both tails in one: the mass above {@code count} and half of that at it. The lower tail is what is left of one. */
    public static double countMid(double count, double mean, double variance) {
        return 0.5 * (countAbove(count, mean, variance) + countAbove(count - 1, mean, variance));
    }

    /** The smallest count with at least {@code share} of the mass at or below it. */
    public static double countQuantile(double share, double mean, double variance) {
        double deviation = Math.sqrt(Math.max(variance, mean));
        if (share <= 0.95 && mean > 0 && mean + REACH * deviation <= SUMMED_MOST) {
            int count = summedQuantile(share, mean, variance);
            if (count >= 0) return count;
        }
        if (share <= 0.95 && mean + REACH * deviation <= COUNT_MAX)
            return exactQuantile(share, mean, variance, deviation);
        double low = -1;
        double high = Math.max(8, 2 * mean);
        while (1 - countAbove(Math.floor(high), mean, variance) < share && high < 1e15) high *= 2;
        while (high - low > Math.max(1, 1e-4 * mean)) {
            double middle = Math.floor((low + high) / 2);
            if (middle <= low || middle >= high) break;
            if (1 - countAbove(middle, mean, variance) >= share) high = middle;
            else low = middle;
        }
        return Math.floor(high);
    }

    /** @return -1 where rounding could decide */
    private static int summedQuantile(double share, double mean, double variance) {
        double size = 1 / excess(mean, mean, variance);
        double failure = mean / (mean + size);
        double mass = Math.exp(size * Math.log1p(-failure));
        double sum = mass;
        int count = 0;
        while (sum < share - NEAR && count < SUMMED_MOST) {
            mass *= failure * (size + count) / (count + 1);
            sum += mass;
            count++;
        }
        return sum > share + NEAR ? count : -1;
    }

    /** From where a normal one would have it, in steps that double: the mass is asked for a few times only. */
    private static double exactQuantile(double share, double mean, double variance, double deviation) {
        double guess = mean + deviation * Math.log(share / (1 - share)) / LOGISTIC_TO_NORMAL;
        double step = Math.max(1, Math.floor(deviation / 16));
        double low = -1;
        double high = Math.max(0, Math.floor(guess));
        if (holds(high, share, mean, variance)) {
            double below = high - step;
            while (below >= 0 && holds(below, share, mean, variance)) {
                high = below;
                step *= 2;
                below = high - step;
            }
            low = Math.max(-1, below);
        } else
            do {
                low = high;
                high = low + step;
                step *= 2;
            } while (!holds(high, share, mean, variance) && high < 1e15);
        while (high - low > 1) {
            double middle = Math.floor((low + high) / 2);
            if (holds(middle, share, mean, variance)) high = middle;
            else low = middle;
        }
        return high;
    }

    private static boolean holds(double count, double share, double mean, double variance) {
        return 1 - countAbove(count, mean, variance) >= share;
    }

    /** P(X > count). */
    static double countAbove(double count, double mean, double variance) {
        if (count < 0) return 1;
        if (mean <= 0) return 0;
        double scale = Math.max(1, Math.max(count, mean) / COUNT_MAX);
        double scaledMean = mean / scale;
        double size = 1 / excess(mean, scaledMean, variance);
        double failure = scaledMean / (scaledMean + size);
        return Special.beta(failure, Math.floor(count / scale) + 1, size);
    }

    /** By how much the relative variance is more than that of Poisson. */
    private static double excess(double mean, double scaledMean, double variance) {
        double relative = Math.max(variance, mean) / (mean * mean);
        return Math.max(relative - 1 / scaledMean, 1e-5);
    }

    /** Mid-p of {@code hits} or more among {@code trials} whose rate is Beta(a, b) distributed: the beta-binomial upper tail. */
    public static double ratioAtLeast(int hits, int trials, double a, double b) {
        if (hits <= 0) return 1;
        if (trials > TRIALS_EXACT) return rateAtLeast(hits, trials, a, a + b);
        double tail = 0;
        double lnWhole = Special.lnBeta(a, b);
        for (int k = trials; k >= hits; k--) {
            double mass = Math.exp(lnChoose(trials, k) + Special.lnBeta(k + a, trials - k + b) - lnWhole);
            tail += k == hits ? mass / 2 : mass;
        }
        return bounded(tail);
    }

    private static double lnChoose(int n, int k) {
        return Special.lnGamma(n + 1.0) - Special.lnGamma(k + 1.0) - Special.lnGamma(n - k + 1.0);
    }

    /** Mid-p of {@code count} or more from a rate that is Gamma(shape, exposure) distributed, over {@code exposure} new units. */
    public static double rateAtLeast(int count, double exposure, double shape, double learnedExposure) {
        if (count <= 0) return 1;
        double mean = shape * exposure / learnedExposure;
        return countAtLeast(count, mean, mean + mean * mean / shape);
    }

    /** Two-sided p of a Student t deviate. */
    public static double student(double deviate, double freedom) {
        return bounded(Special.beta(freedom / (freedom + deviate * deviate), freedom / 2, 0.5));
    }

    /** The smaller of two tails, as one two-sided p. */
    public static double twoSided(double lower, double upper) {
        return bounded(2 * Math.min(lower, upper));
    }
}
