package dev.postern.life.habit;

import dev.postern.life.chance.Chance;

/**
 * M6, how many of many go wrong in a minute: refused answers, packets sent again, connections reset. Beta-binomial; the prior is that of its kind and
 * weighs {@link #PRIOR_TRIALS} trials. No p is smaller than the rule of succession has it after so many minutes: a failing cable is a mode of its own.
 */
public final class Ratio {
    private static final double PRIOR_TRIALS = 50;
    private static final double MEMORY_TRIALS = 1e6;
    /** Minutes with trials before anything is said. */
    private static final int MINUTES_MIN = 20;

    /** What the model holds impossible and is there all the same is another mode. */
    private static final double FAR_P = 1e-6;

    private static final double WEIGHT_LEAST = 0.02;
    private static final int TRIALS_MOST = 100_000;

    /** Octets of heap. */
    public static final int BYTES = Heap.object(48);

    private double hitsLearned;
    private double trialsLearned = PRIOR_TRIALS;
    private int hits;
    private int trials;
    private double minutes;
    private double modes;
    private int seen;
    private int of;

    /** @param share that goes wrong before anything is known */
    public Ratio(double share) {
        hitsLearned = share * PRIOR_TRIALS;
    }

    /** @param wrong how many of {@code count} */
    public void add(int wrong, int count) {
        hits = Math.min(TRIALS_MOST, hits + Math.max(0, wrong));
        trials = Math.min(TRIALS_MOST, trials + Math.max(count, wrong));
    }

    /** A minute ends. @return p of as many going wrong, or -1 where nothing was tested */
    public double close() {
        seen = hits;
        of = trials;
        hits = trials = 0;
        if (of == 0) return -1;
        minutes++;
        boolean mature = minutes > MINUTES_MIN;
        double p = seen == 0 || !mature
                ? 1
                : Chance.ratioAtLeast(seen, of, hitsLearned, Math.max(0.5, trialsLearned - hitsLearned));
        double weight = Math.clamp(p / 0.01, WEIGHT_LEAST, 1.0);
        trialsLearned += weight * of;
        hitsLearned += weight * seen;
        if (trialsLearned > MEMORY_TRIALS) {
            trialsLearned /= 2;
            hitsLearned = Math.max(hitsLearned / 2, 1e-3);
        }
        if (!mature) return -1;
        if (p >= FAR_P) return p;
        double mode = (modes + 0.5) / (minutes + 1);
        modes++;
        return Chance.bounded(mode + (1 - mode) * p);
    }

    /** Of the minute that ended. */
    public int seen() {
        return seen;
    }

    public int of() {
        return of;
    }

    /** How many of {@link #of} usually are. */
    public double usual() {
        return hitsLearned / trialsLearned * of;
    }

    /** So many of {@link #of}, or fewer, in {@code share} of minutes like the one that ended. */
    public int quantile(double share) {
        int low = 0;
        int high = of;
        while (low < high) {
            int middle = (low + high) >>> 1;
            double above = Chance.ratioAtLeast(middle + 1, of, hitsLearned, Math.max(0.5, trialsLearned - hitsLearned));
            if (above <= 1 - share) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    public long samples() {
        return Math.max(0, Math.round(trialsLearned - PRIOR_TRIALS));
    }
}
