package dev.postern.model;

import java.util.List;

/**
 * How likely a device is in the wrong hands, by all that was told of it, at most: each p-value counts with the largest Bayes factor that it can
 * mean, and fades with a half-life of two weeks.
 *
 * @param device id
 * @param evidence natural logarithm of the odds above those of any device
 * @param consequence of the gravest of the reasons, 1 to 40
 * @param reasons what counted most, at most 5, the weightiest first
 */
public record Threat(String device, double evidence, int consequence, long atNanos, List<Reason> reasons) {
    /** A device of which nothing is known: one in ten thousand. */
    public static final double PRIOR_ODDS = 1e-4;

    public static final long HALF_LIFE_NANOS = 14L * 86_400 * 1_000_000_000;

    /** @param factor the largest Bayes factor that the anomaly can mean, when it was told */
    public record Reason(String anomaly, String title, double factor, long atNanos) {}

    /** How much of what was known then is left now, 0 to 1. */
    public static double left(long thenNanos, long nowNanos) {
        return Math.pow(2, -(double) Math.max(0, nowNanos - thenNanos) / HALF_LIFE_NANOS);
    }

    /** 0 to 1. */
    public double probability(long nowNanos) {
        double odds = PRIOR_ODDS * Math.exp(evidence * left(atNanos, nowNanos));
        return odds / (1 + odds);
    }
}
