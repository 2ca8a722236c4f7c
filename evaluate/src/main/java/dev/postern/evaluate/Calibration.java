package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Do small probabilities happen as often as they say? Of all p-values of benign time, told or not: those of devices' minutes as wholes, then those of
 * each channel that was asked anything.
 */
public record Calibration(List<Line> lines) {
    /** The least p-value that is told apart is ten to the minus this. */
    public static final int DECADES = 6;

    public static final Calibration NONE = new Calibration(List.of());

    /** Fields of one line in {@link Minute#counts}: tests, then those of at most 0.1, 0.01 ... */
    public static final int WIDTH = 1 + DECADES;

    /**
     * @param of {@code device minute}, or a channel
     * @param tests p-values, surprising or not
     * @param atMost of these, those of at most 0.1, 0.01 ... 1e-6
     */
    public record Line(String of, long tests, List<Long> atMost) {
        public Line {
            atMost = List.copyOf(atMost);
        }

        /** Seen at 10^-{@code exponent} or below. */
        public long seen(int exponent) {
            return atMost.get(exponent - 1);
        }

        /** Observed over nominal at 10^-{@code exponent}, 1 to {@link #DECADES}. */
        public double ratio(int exponent) {
            return tests == 0 ? 0 : seen(exponent) / (tests * Math.pow(10, -exponent));
        }

        private Line plus(Line other) {
            List<Long> sum = new ArrayList<>(atMost);
            for (int i = 0; i < DECADES; i++) sum.set(i, atMost.get(i) + other.atMost.get(i));
            return new Line(of, tests + other.tests, sum);
        }
    }

    /**
     * What one minute of all devices together brought.
     *
     * @param counts {@link #WIDTH} numbers for each line; those that are left out at the end are 0
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    public record Minute(long atNanos, int[] counts) {}

    /** @param of names of the lines, in the order of the counts */
    public static Calibration of(Truth truth, List<String> of, List<Minute> minutes) {
        long[] sums = new long[of.size() * WIDTH];
        for (Minute minute : minutes)
            if (truth.isBenign(minute.atNanos()))
                for (int i = 0; i < minute.counts.length; i++) sums[i] += minute.counts[i];
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            if (sums[i * WIDTH] == 0) continue;
            lines.add(new Line(
                    of.get(i),
                    sums[i * WIDTH],
                    Arrays.stream(sums, i * WIDTH + 1, (i + 1) * WIDTH).boxed().toList()));
        }
        return new Calibration(List.copyOf(lines));
    }

    public Calibration plus(Calibration other) {
        Map<String, Line> all = new LinkedHashMap<>();
        for (Line line : lines) all.put(line.of, line);
        for (Line line : other.lines) all.merge(line.of, line, Line::plus);
        return new Calibration(List.copyOf(all.values()));
    }

    /** Observed over nominal, and how many were seen, as Markdown; below ten expected a ratio says little, so those stand in brackets. */
    void table(StringBuilder out) {
        if (lines.isEmpty()) return;
        out.append(
                "Calibration in benign time, observed / nominal (seen); in brackets where less than ten are due:\n\n");
        out.append("| p-values of | tests | 1e-1 | 1e-2 | 1e-3 | 1e-4 | 1e-5 |\n|---|---|---|---|---|---|---|\n");
        for (Line l : lines) {
            out.append(String.format(Locale.ROOT, "| %s | %,d |", l.of, l.tests));
            for (int exponent = 1; exponent <= 5; exponent++) {
                boolean few = l.tests * Math.pow(10, -exponent) < 10;
                out.append(String.format(
                        Locale.ROOT, few ? " [%.2f] (%d) |" : " %.2f (%d) |", l.ratio(exponent), l.seen(exponent)));
            }
            out.append('\n');
        }
        out.append('\n');
    }
}
