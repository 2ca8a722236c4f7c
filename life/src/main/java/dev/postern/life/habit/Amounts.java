package dev.postern.life.habit;

import dev.postern.life.chance.Law;

/**
 * How large an amount usually is that differs by orders of magnitude: log-normal with unknown mean and spread, Student predictive, begun with a
 * belief that counts for {@link #PRIOR} amounts. What is learned is clipped and weighs min(1, p / 0.01).
 */
public final class Amounts {
    private static final double PRIOR = 30;
    private static final double CLIP = 2.5;
    private static final double WEIGHT_LEAST = 0.02;
    private static final double MEMORY = 5000;

    private final double priorMean;
    private final double priorSpread;
    private double count;
    private double mean;
    private double squares;

    /**
     * @param middle amount believed to be usual
     * @param spread standard deviation of its logarithm
     */
    public Amounts(double middle, double spread) {
        priorMean = Math.log(middle);
        priorSpread = spread;
        mean = priorMean;
    }

    private double center() {
        return (PRIOR * priorMean + count * mean) / (PRIOR + count);
    }

    private double scale() {
        double known = PRIOR + count;
        double shift = mean - priorMean;
        double sum = PRIOR * priorSpread * priorSpread + squares + PRIOR * count / known * shift * shift;
        return Math.sqrt(sum / known * (1 + 1 / known));
    }

    /** How often an amount is as large. */
    public double above(double amount) {
        return amount <= 0 ? 1 : Law.AMOUNT.p(numbers(amount, 1));
    }

    /** For {@link Law#AMOUNT}. */
    public double[] numbers(double amount, double windows) {
        return new double[] {Math.log(amount), center(), scale(), PRIOR + count, windows};
    }

    /** @param deviates 1.645 for the amount that 95 % stay below */
    public double quantile(double deviates) {
        return Math.exp(center() + deviates * scale());
    }

    /** @param p of this amount, from {@link #above} */
    public void learn(double amount, double p) {
        if (amount <= 0) return;
        double weight = Math.clamp(p / 0.01, WEIGHT_LEAST, 1.0);
        double reach = CLIP * scale();
        double logarithm = Math.clamp(Math.log(amount), center() - reach, center() + reach);
        if (count > MEMORY) {
            squares *= MEMORY / count;
            count = MEMORY;
        }
        count += weight;
        double before = logarithm - mean;
        mean += weight / count * before;
        squares += weight * before * (logarithm - mean);
    }

    public long samples() {
        return Math.round(count);
    }
}
