package dev.postern.model;

import java.util.List;

/**
 * The numbers behind an anomaly. Quantities that do not apply are {@code NaN}.
 *
 * @param low 5 % quantile of what was expected, in {@code unit}
 * @param middle 50 %
 * @param high 95 %
 * @param seen what was observed
 * @param sinceNanos since when the expectation is held
 * @param samples on how many observations it rests
 * @param groupSize how many comparable devices there are
 * @param groupEver how many of them ever did this
 * @param shares part of each signal in the verdict; they add up to 1
 * @param counterfactual under which circumstances it would have been normal; empty if unknown
 * @param derivation every number that went into the p-value
 */
public record Explanation(
        double low,
        double middle,
        double high,
        double seen,
        String unit,
        long sinceNanos,
        long samples,
        int groupSize,
        int groupEver,
        List<Share> shares,
        String counterfactual,
        Derivation derivation) {
    /** Homes hold anomalies of before there were derivations. */
    public Explanation {
        if (derivation == null) derivation = Derivation.NONE;
    }

    /** What a model has to say; the verdict adds how it was derived. */
    public Explanation(
            double low,
            double middle,
            double high,
            double seen,
            String unit,
            long sinceNanos,
            long samples,
            int groupSize,
            int groupEver,
            List<Share> shares,
            String counterfactual) {
        this(
                low,
                middle,
                high,
                seen,
                unit,
                sinceNanos,
                samples,
                groupSize,
                groupEver,
                shares,
                counterfactual,
                Derivation.NONE);
    }

    /** Of something that was not there before, which has no quantity. */
    public static Explanation firstTime(
            long sinceNanos, long samples, int groupSize, int groupEver, String counterfactual) {
        return new Explanation(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                1,
                "first time",
                sinceNanos,
                samples,
                groupSize,
                groupEver,
                List.of(),
                counterfactual);
    }

    /** @param weight 0 to 1 */
    public record Share(Channel channel, double weight) {}

    /** Explanation of what is known without learning: no expectation, no samples. */
    public static final Explanation NONE =
            new Explanation(Double.NaN, Double.NaN, Double.NaN, Double.NaN, "", 0, 0, 0, 0, List.of(), "");
}
