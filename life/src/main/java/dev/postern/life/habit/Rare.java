package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Law;

/**
 * M2 for what hardly ever happens to anybody, told from the first minute on: a gamma-Poisson whose prior is protocol knowledge and not
 * history. Refused logins and addresses that nobody answers at are such counts; their bursts are clustered, so the variance is that of a
 * negative binomial with {@link #CLUSTER} and {@link #SPREAD}. What is learned is clipped and weighs min(1, p / 0.01). Half-life seven days of
 * minutes.
 */
public final class Rare {
    /** Minutes the prior counts for. */
    private static final double PRIOR_MINUTES = 4;

    private static final double CLUSTER = 2;
    private static final double SPREAD = 8;
    private static final double CLIP = 4;
    private static final double WEIGHT_LEAST = 0.02;
    private static final double KEEP = Math.pow(2, -1.0 / (7 * 1440));

    /** Octets of heap. */
    public static final int BYTES = Heap.object(24);

    private final double prior;
    private double minutes;
    private double sum;

    /** @param prior what a minute brings before anything is known, above 0 */
    public Rare(double prior) {
        this.prior = prior;
    }

    private double mean() {
        return (prior * PRIOR_MINUTES + sum) / (PRIOR_MINUTES + minutes);
    }

    private double variance() {
        double mean = mean();
        return CLUSTER * mean + SPREAD * mean * mean;
    }

    /** How often a minute has {@code count} or more. */
    public double above(int count) {
        return Law.RARE_COUNT.p(numbers(count));
    }

    /** For {@link Law#RARE_COUNT}. */
    public double[] numbers(int count) {
        return new double[] {count, mean(), variance()};
    }

    public double quantile(double share) {
        return Chance.countQuantile(share, mean(), variance());
    }

    /** @param p of this minute, from {@link #above} */
    public void learn(int count, double p) {
        double weight = Math.clamp(p / 0.01, WEIGHT_LEAST, 1.0);
        double clipped = Math.min(count, mean() + CLIP * Math.sqrt(variance()));
        minutes = minutes * KEEP + weight;
        sum = sum * KEEP + weight * clipped;
    }

    public long minutes() {
        return Math.round(minutes);
    }
}
