package dev.postern.life.chance;

/**
 * Truncated Cauchy combination of p-values (Liu and Xie 2020; truncation after Fang and others 2023): keeps its level however the
 * signals correlate. Tests that are known to have been made but whose p is not remembered count as one half.
 */
public final class Cauchy {
    private static final double MOST = 0.99;

    private Cauchy() {}

    /** A signal's contribution: tan((1/2 - p) pi), exact for tiny p. */
    public static double term(double p) {
        double bounded = Math.clamp(p, Chance.LEAST, MOST);
        return bounded < 1e-8 ? 1 / (Math.PI * bounded) : Math.tan(Math.PI * (0.5 - bounded));
    }

    /**
     * @param sum of the terms
     * @param tests made, remembered or not; at least 1
     */
    public static double combine(double sum, int tests) {
        double mean = sum / tests;
        return Chance.bounded(mean > 1e8 ? 1 / (Math.PI * mean) : 0.5 - Math.atan(mean) / Math.PI);
    }
}
