package dev.postern.life.habit;

import dev.postern.life.chance.Law;
import dev.postern.model.Chronicle;
import dev.postern.model.Chronicle.Measure;
import dev.postern.model.Chronicle.Past;
import dev.postern.model.Chronicle.Step;
import java.util.Arrays;
import java.util.List;

/**
 * M2 over years: whether what a device brings grew or shrank through a whole year, by less each month than drift can tell from scatter. Of the latest 52 weeks of the chronicle
 * thirteen means of four weeks are compared, each with each (Kendall 1938); what comes back within a year is a season and has no order in it. It must also have left
 * its anchor, the range of the weeks of its first quarter, which never moves, and gone there slowly: a step is told when it is taken. Once in four weeks; about
 * 70 octets, from the first whole year on.
 */
@SuppressWarnings("EnumOrdinal") // arrays by constant
public final class Growth {
    public static final int PERIOD_WEEKS = 4;
    /** Four weeks thirteen times are a year. */
    public static final int PERIODS = 13;

    /** Octets of heap. */
    public static final int BYTES = Heap.object(12) + 2 * Heap.array(Chronicle.MEASURES, 4);

    private static final int ANCHOR_WEEKS = 13;
    /** A period with fewer known weeks says nothing, nor a year with fewer known periods. */
    private static final int WEEKS_MIN = 2;

    private static final int PERIODS_MIN = 12;
    /** A quarter more, or less: of amounts known to 5 %. */
    private static final double MATTERS = Math.log(1.25) / Math.log(2);
    /** One period may bring no more than this share of all. */
    private static final double STEP_MOST = 1 / 3.0;
    /** A week that brings less is no load. */
    private static final double LEAST_EXPECTED = 20;

    private final float[] low = new float[Chronicle.MEASURES];
    private final float[] high = new float[Chronicle.MEASURES];
    /** The period in which it was told last, since 1970. */
    private int told = -PERIODS;

    /** For restoring a snapshot. */
    @SuppressWarnings("unused")
    private Growth() {}

    private Growth(List<Past> weeks) {
        for (Measure measure : Measure.values()) {
            double[] first = weeks.stream()
                    .limit(ANCHOR_WEEKS)
                    .mapToDouble(week -> octaves(week.of(measure)))
                    .sorted()
                    .toArray();
            low[measure.ordinal()] = (float) first[0];
            high[measure.ordinal()] = (float) first[first.length - 1];
        }
    }

    /** Null for a device that has not been there for a year. */
    public static Growth of(Chronicle chronicle) {
        List<Past> weeks = chronicle.past(Step.WEEK);
        return weeks.size() < PERIODS_MIN * PERIOD_WEEKS ? null : new Growth(weeks);
    }

    /**
     * How an amount went through the year.
     *
     * @param octaves up or down in all, by powers of two
     * @param order pairs of periods of which the later has more, less those of which it has less
     * @param low of the anchor, an amount of a week, and so {@code high} and {@code now}
     * @param slow it left its anchor and no single month brought most of it
     */
    public record Year(double octaves, int order, int periods, double low, double high, double now, boolean slow) {
        public double p() {
            return Law.ORDER.p(numbers());
        }

        public double[] numbers() {
            return new double[] {Math.abs(order), periods};
        }

        public double distance() {
            return Math.abs(octaves);
        }

        public int way() {
            return octaves > 0 ? 1 : -1;
        }
    }

    /** Through the year that ended with {@code week}; null where too little of it is known. */
    public Year year(Chronicle chronicle, Measure measure, int week) {
        double[] means = means(chronicle.past(Step.WEEK), measure, week);
        if (means.length < PERIODS_MIN) return null;
        int order = 0;
        double most = 0;
        for (int i = 0; i < means.length; i++) {
            for (int j = i + 1; j < means.length; j++) order += (int) Math.signum(means[j] - means[i]);
            if (i > 0) most = Math.max(most, Math.abs(means[i] - means[i - 1]));
        }
        double now = means[means.length - 1];
        double gone = now - means[0];
        int at = measure.ordinal();
        boolean left = gone > 0 ? now > high[at] : now < low[at];
        boolean much = Math.abs(gone) >= MATTERS && Math.exp(high[at] * Math.log(2)) >= LEAST_EXPECTED;
        boolean slow =
                left && much && Integer.signum(order) == (int) Math.signum(gone) && most <= STEP_MOST * Math.abs(gone);
        return new Year(gone, order, means.length, amount(low[at]), amount(high[at]), amount(now), slow);
    }

    /** In octaves; only those known, in order. */
    private static double[] means(List<Past> weeks, Measure measure, int week) {
        double[] sums = new double[PERIODS];
        int[] known = new int[PERIODS];
        for (Past past : weeks) {
            int before = week - Step.WEEK.of((int) (past.fromNanos() / Years.MINUTE_NANOS));
            int period = PERIODS - 1 - before / PERIOD_WEEKS;
            if (before < 0 || period < 0) continue;
            sums[period] += octaves(past.of(measure));
            known[period]++;
        }
        double[] means = new double[PERIODS];
        int count = 0;
        for (int i = 0; i < PERIODS; i++) if (known[i] >= WEEKS_MIN) means[count++] = sums[i] / known[i];
        return Arrays.copyOf(means, count);
    }

    /** Once a year is enough. */
    public boolean tells(int week) {
        int period = week / PERIOD_WEEKS;
        if (period - told < PERIODS) return false;
        told = period;
        return true;
    }

    private static double octaves(double amount) {
        return Math.log(Math.max(1, amount)) / Math.log(2);
    }

    private static double amount(double octaves) {
        return Math.exp(octaves * Math.log(2));
    }
}
