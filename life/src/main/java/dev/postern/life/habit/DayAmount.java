package dev.postern.life.habit;

import dev.postern.life.chance.Law;

/**
 * How much a day brings, against the days before on which anything came: log-normal with unknown mean and spread, Student predictive, the spread begun
 * with a belief that counts for {@link #BELIEF} days. Amounts below {@link #SMALL} are alike. A day that surprises teaches little, and one that was only
 * partly seen is less than it was, so it is judged upwards only.
 */
public final class DayAmount {
    /** A small answer more or less is nothing. */
    private static final double SMALL = 65_536;

    private static final double BELIEF = 8;
    private static final double SPREAD = 0.7;
    private static final double MEMORY = 90;
    public static final int DAYS_MIN = 5;
    private static final double CLIP = 2.5;
    private static final double WEIGHT_LEAST = 0.02;

    /** Octets of heap. */
    public static final int BYTES = Heap.object(36);

    private double count;
    private double mean;
    private double squares;
    private int day = Integer.MIN_VALUE;
    private double today;

    /** @return the p-value of the day that ended with this, or -1 */
    public double add(int onDay, double amount) {
        double ended = -1;
        if (onDay > day) {
            ended = day == Integer.MIN_VALUE ? -1 : end();
            day = onDay;
            today = 0;
        }
        today += amount;
        return ended;
    }

    private double end() {
        double p = p();
        double logarithm = Math.log(today + SMALL);
        double weight = p < 0 ? 1 : Math.clamp(p / 0.01, WEIGHT_LEAST, 1.0);
        if (count >= DAYS_MIN) {
            double reach = CLIP * scale();
            logarithm = Math.clamp(logarithm, mean - reach, mean + reach);
        }
        if (count > MEMORY) {
            squares *= MEMORY / count;
            count = MEMORY;
        }
        count += weight;
        double off = logarithm - mean;
        mean += weight / count * off;
        squares += weight * off * (logarithm - mean);
        return p;
    }

    private double scale() {
        double spread = (BELIEF * SPREAD * SPREAD + squares) / (BELIEF + count);
        return Math.sqrt(spread * (1 + 1 / Math.max(1, count)));
    }

    /** How often a day brings what today has brought so far; -1 while too few days are known. */
    public double p() {
        return count < DAYS_MIN ? -1 : Law.AMOUNT.p(numbers());
    }

    /** For {@link Law#AMOUNT}. */
    public double[] numbers() {
        return new double[] {Math.log(today + SMALL), mean, scale(), BELIEF + count, 1};
    }

    public double today() {
        return today;
    }

    /** @param deviates 1.645 for what 95 % stay below */
    public double quantile(double deviates) {
        return Math.max(0, Math.exp(mean + deviates * scale()) - SMALL);
    }

    public long days() {
        return Math.round(count);
    }

    public int day() {
        return day;
    }
}
