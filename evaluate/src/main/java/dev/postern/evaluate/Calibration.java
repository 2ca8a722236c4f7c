package dev.postern.evaluate;

import java.util.List;

/**
 * Do small probabilities happen as often as they say? Of the verdicts on a device's minute, of which only those of at most 1e-4 are told, and a
 * repetition within hours is not: observed counts are a lower bound.
 *
 * @param deviceMinutes judged in time that is known to be benign
 * @param atMost4 verdicts of at most 1e-4 in that time
 */
public record Calibration(double deviceMinutes, int atMost4, int atMost5, int atMost6) {
    public static final Calibration NONE = new Calibration(0, 0, 0, 0);

    /** @param verdicts time and probability of each verdict that was told */
    public static Calibration of(Truth truth, double devices, List<Verdict> verdicts) {
        double minutes = 0;
        for (Span span : truth.benign()) minutes += (span.untilNanos() - span.fromNanos()) / 60e9;
        int[] count = new int[3];
        for (Verdict verdict : verdicts)
            if (truth.isBenign(verdict.atNanos()))
                for (int i = 0; i < count.length; i++) if (verdict.pvalue() <= Math.pow(10, -4 - i)) count[i]++;
        return new Calibration(minutes * devices, count[0], count[1], count[2]);
    }

    public record Verdict(long atNanos, double pvalue) {}

    public Calibration plus(Calibration other) {
        return new Calibration(
                deviceMinutes + other.deviceMinutes,
                atMost4 + other.atMost4,
                atMost5 + other.atMost5,
                atMost6 + other.atMost6);
    }

    /** Observed over nominal at 10^-{@code exponent}, 4 to 6. */
    public double ratio(int exponent) {
        int count = exponent == 4 ? atMost4 : exponent == 5 ? atMost5 : atMost6;
        return count / (deviceMinutes * Math.pow(10, -exponent));
    }
}
