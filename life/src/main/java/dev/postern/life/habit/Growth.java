package dev.postern.life.habit;

import dev.postern.model.Chronicle;
import dev.postern.model.Chronicle.Measure;
import dev.postern.model.Chronicle.Past;
import dev.postern.model.Chronicle.Step;
import java.util.Arrays;
import java.util.List;

/**
 * M2 over years: whether what a device brings grew or shrank through a whole year ({@link OneWay}), by less each month than drift can tell from scatter. Its months come out of
 * the chronicle; its anchor is the range of the weeks of its first quarter. Once in four weeks; about 70 octets, from the first whole year on.
 */
@SuppressWarnings("EnumOrdinal") // arrays by constant
public final class Growth {
    /** Octets of heap. */
    public static final int BYTES = Heap.object(12) + 2 * Heap.array(Chronicle.MEASURES, 4);

    private static final int ANCHOR_WEEKS = 13;
    /** A period with fewer known weeks says nothing. */
    private static final int WEEKS_MIN = 2;

    /** A week that brings less is no load. */
    private static final double LEAST_EXPECTED = 20;

    private final float[] low = new float[Chronicle.MEASURES];
    private final float[] high = new float[Chronicle.MEASURES];
    /** The period in which it was told last, since 1970. */
    private int told = -OneWay.PERIODS;

    /** For restoring a snapshot. */
    @SuppressWarnings("unused")
    private Growth() {}

    private Growth(List<Past> weeks) {
        for (Measure measure : Measure.values()) {
            double[] first = weeks.stream()
                    .limit(ANCHOR_WEEKS)
                    .mapToDouble(week -> OneWay.octaves(week.of(measure)))
                    .sorted()
                    .toArray();
            low[measure.ordinal()] = (float) first[0];
            high[measure.ordinal()] = (float) first[first.length - 1];
        }
    }

    /** Null for a device that has not been there for a year. */
    public static Growth of(Chronicle chronicle) {
        List<Past> weeks = chronicle.past(Step.WEEK);
        return weeks.size() < OneWay.PERIODS_MIN * OneWay.PERIOD_WEEKS ? null : new Growth(weeks);
    }

    /** Through the year that ended with {@code week}; null where too little of it is known. */
    public OneWay year(Chronicle chronicle, Measure measure, int week) {
        double[] means = means(chronicle.past(Step.WEEK), measure, week);
        int at = measure.ordinal();
        boolean load = Math.exp(high[at] * Math.log(2)) >= LEAST_EXPECTED;
        return load ? OneWay.of(means, low[at], high[at]) : null;
    }

    /** In octaves; only those known, in order. */
    private static double[] means(List<Past> weeks, Measure measure, int week) {
        double[] sums = new double[OneWay.PERIODS];
        int[] known = new int[OneWay.PERIODS];
        for (Past past : weeks) {
            int before = week - Step.WEEK.of((int) (past.fromNanos() / Years.MINUTE_NANOS));
            int period = OneWay.PERIODS - 1 - before / OneWay.PERIOD_WEEKS;
            if (before < 0 || period < 0) continue;
            sums[period] += OneWay.octaves(past.of(measure));
            known[period]++;
        }
        double[] means = new double[OneWay.PERIODS];
        int count = 0;
        for (int i = 0; i < OneWay.PERIODS; i++) if (known[i] >= WEEKS_MIN) means[count++] = sums[i] / known[i];
        return Arrays.copyOf(means, count);
    }

    /** Once a year is enough. */
    public boolean tells(int week) {
        int period = week / OneWay.PERIOD_WEEKS;
        if (period - told < OneWay.PERIODS) return false;
        told = period;
        return true;
    }
}
