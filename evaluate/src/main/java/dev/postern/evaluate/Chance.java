package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Intervals of 95 %: by resampling for shares, exact for counts of rare events. Seeded: the same figures give the same intervals. */
final class Chance {
    private static final long SEED = 20_260_302;
    private static final int RESAMPLES = 2_000;
    /** With fewer blocks than this, single attacks are resampled: too few blocks tell nothing of how much they differ. */
    private static final int BLOCKS_MIN = 8;

    private static final double LOW = 0.025;

    private Chance() {}

    /** Low and high end. */
    record Interval(double low, double high) {}

    /** Percentile bootstrap of the mean of {@code value} over attacks, those of one block drawn together. */
    static Interval ofMean(List<String> blocks, IntToDoubleFunction value) {
        if (blocks.isEmpty()) return new Interval(Double.NaN, Double.NaN);
        Map<String, List<Integer>> byBlock = new LinkedHashMap<>();
        for (int i = 0; i < blocks.size(); i++)
            byBlock.computeIfAbsent(blocks.get(i), _ -> new ArrayList<>()).add(i);
        List<List<Integer>> units = new ArrayList<>(byBlock.values());
        if (units.size() < BLOCKS_MIN) {
            units.clear();
            for (int i = 0; i < blocks.size(); i++) units.add(List.of(i));
        }
        SplittableRandom dice = new SplittableRandom(SEED);
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            int count = 0;
            for (int u = 0; u < units.size(); u++)
                for (int i : units.get(dice.nextInt(units.size()))) {
                    sum += value.applyAsDouble(i);
                    count++;
                }
            means[r] = sum / count;
        }
        Arrays.sort(means);
        return new Interval(means[(int) (LOW * RESAMPLES)], means[(int) ((1 - LOW) * RESAMPLES) - 1]);
    }

    /** Of a Poisson mean of which {@code count} were seen (Garwood 1936). */
    static Interval ofCount(int count) {
        double low = count == 0 ? 0 : solve(mean -> 1 - atMost(count - 1, mean), LOW, count);
        double high = solve(mean -> -atMost(count, mean), -LOW, count);
        return new Interval(low, high);
    }

    private interface Rising {
        double at(double mean);
    }

    private static double solve(Rising rising, double wanted, int count) {
        double low = 0;
        double high = 2 * count + 20;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (rising.at(middle) < wanted) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /** P(N <= count) for a Poisson N. */
    private static double atMost(int count, double mean) {
        double log = -mean;
        double sum = 0;
        for (int n = 0; n <= count; n++) {
            if (n > 0) log += Math.log(mean / n);
            sum += Math.exp(log);
        }
        return sum;
    }

    /** NaN of nothing. */
    static double quantile(double[] values, double at) {
        if (values.length == 0) return Double.NaN;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(at * sorted.length))];
    }
}
