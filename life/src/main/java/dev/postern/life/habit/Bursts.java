package dev.postern.life.habit;

import dev.postern.life.chance.Law;

/**
 * The hurdle of a thing that is mostly absent: how often a window has any of it, and how much when it has (log-normal, Student predictive;
 * Mullahy 1986 for the two parts). A name asked three times in one minute every few hours has a tiny rate, so to a single distribution each
 * such minute looks impossible; to this one it is as rare as it is. What is learned of a size is clipped, so a flood does not teach floods.
 */
final class Bursts {
    /** More often than this it is no burst but a rate. */
    private static final double BUSY_MOST = 0.5;

    private static final double PRIOR_BUSY = 4;
    private static final double PRIOR_FREEDOM = 10;
    private static final double CLIP = 2;
    /** However surprising, it was there: a burst that comes back is soon known. */
    private static final double WEIGHT_LEAST = 0.25;

    private double windows;
    private double busy;
    private double mean;
    private double variance;

    /** Share of windows that have any, 0 where that is so large that this is not the model to ask. */
    double share() {
        double share = (busy + 0.5) / (windows + 1);
        return share > BUSY_MOST ? 0 : share;
    }

    double middle(double priorMean) {
        return (PRIOR_BUSY * priorMean + busy * mean) / (PRIOR_BUSY + busy);
    }

    /** Of the logarithm, for the next one. */
    double spread() {
        double known = PRIOR_BUSY + busy;
        return Math.sqrt((PRIOR_BUSY + busy * variance) / known * (1 + 1 / known));
    }

    double freedom() {
        return PRIOR_FREEDOM + busy;
    }

    /** @return mass of windows with as much as {@code seen} or more, or 0 where this is not the model to ask */
    double above(double seen, double priorMean) {
        double share = share();
        if (seen <= 0 || share == 0) return 0;
        return Law.burst(seen, share, middle(priorMean), spread(), freedom());
    }

    /**
     * @param weight of this window, 0 to 1
     * @param keep what is kept per window
     */
    void learn(double seen, double weight, double keep, double priorMean) {
        windows = windows * keep + 1;
        busy *= keep;
        if (seen <= 0) return;
        double known = PRIOR_BUSY + busy;
        double middle = (PRIOR_BUSY * priorMean + busy * mean) / known;
        double reach = CLIP * Math.sqrt((PRIOR_BUSY + busy * variance) / known);
        double size = Math.clamp(Math.log(seen), middle - reach, middle + reach);
        double counted = Math.max(weight, WEIGHT_LEAST);
        busy += counted;
        double before = size - mean;
        mean += counted / busy * before;
        variance += counted / busy * (before * (size - mean) - variance);
    }
}
