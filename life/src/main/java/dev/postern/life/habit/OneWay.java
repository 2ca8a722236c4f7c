package dev.postern.life.habit;

import dev.postern.life.chance.Law;
import java.util.Arrays;

/**
 * How an amount went through a year: the means of thirteen times four weeks are compared, each with each (Kendall 1938); what comes back within a year is a season and has no
 * order in it. It must also have left its anchor, how it was in its first quarter, which never moves, and gone there slowly: a step is told when it is taken.
 *
 * @param octaves up or down in all, by powers of two
 * @param order pairs of periods of which the later has more, less those of which it has less
 * @param low of the anchor, an amount, and so {@code high} and {@code now}
 * @param slow it left its anchor by what matters, and no single period brought most of it
 */
public record OneWay(double octaves, int order, int periods, double low, double high, double now, boolean slow) {
    public static final int PERIOD_WEEKS = 4;
    /** Four weeks thirteen times are a year. */
    public static final int PERIODS = 13;

    /** A year of which fewer are known says nothing. */
    public static final int PERIODS_MIN = 12;
    /** Told at a p of this. */
    public static final double SPEAKS_P = 1e-7;

    /** A quarter more, or less. */
    public static final double MATTERS = Math.log(1.25) / Math.log(2);
    /** One period may bring no more than this share of all. */
    private static final double STEP_MOST = 1 / 3.0;

    /**
     * @param means in octaves, those known, in order
     * @param low of the anchor, in octaves, and so {@code high}
     * @return null where too few are known
     */
    static OneWay of(double[] means, double low, double high) {
        if (means.length < PERIODS_MIN) return null;
        int order = 0;
        double most = 0;
        for (int i = 0; i < means.length; i++) {
            for (int j = i + 1; j < means.length; j++) order += (int) Math.signum(means[j] - means[i]);
            if (i > 0) most = Math.max(most, Math.abs(means[i] - means[i - 1]));
        }
        double now = means[means.length - 1];
        double gone = now - means[0];
        boolean left = gone > 0 ? now > high : now < low;
        boolean orderly = Integer.signum(order) == (int) Math.signum(gone) && most <= STEP_MOST * Math.abs(gone);
        boolean slow = left && orderly && Math.abs(gone) >= MATTERS;
        return new OneWay(gone, order, means.length, amount(low), amount(high), amount(now), slow);
    }

    static double octaves(double amount) {
        return Math.log(Math.max(1, amount)) / Math.log(2);
    }

    private static double amount(double octaves) {
        return Math.exp(octaves * Math.log(2));
    }

    /** Slow, and in such an order that it is none by chance. */
    public boolean isTold() {
        return slow && p() <= SPEAKS_P;
    }

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

    /** {@code more and more for a year, month by month: +40 %}. */
    public String words(String more, String less) {
        String which = octaves > 0 ? more : less;
        long percent = Math.round(100 * (amount(octaves) - 1));
        return which + " and " + which + " for a year, month by month: " + (percent > 0 ? "+" : "") + percent + " %";
    }

    /** The means of the latest periods of something that is looked at often; about 120 octets. */
    public static final class Months {
        private static final int LOOKS_MIN = 20;
        private static final int ANCHOR_PERIODS = 3;
        private static final int PERIOD_MINUTES = PERIOD_WEEKS * 7 * 1440;
        /** Octets of heap. */
        public static final int BYTES = Heap.object(37) + Heap.array(PERIODS, 4);

        /** By number of the period, in octaves; {@code NaN} where it is not known. */
        private final float[] means = new float[PERIODS];

        private float low;
        private float high;
        private int anchored;
        private int period = -1;
        private int looks;
        private double sum;
        private boolean ended;
        /** The period in which it was told last. */
        private int told = -PERIODS;

        public Months() {
            Arrays.fill(means, Float.NaN);
        }

        public void look(double log, int minute) {
            int now = minute / PERIOD_MINUTES;
            if (now != period) begin(now);
            sum += log / Math.log(2);
            looks++;
        }

        private void begin(int now) {
            if (period >= 0) {
                float mean = looks >= LOOKS_MIN ? (float) (sum / looks) : Float.NaN;
                means[period % PERIODS] = mean;
                for (int missed = period + 1; missed < Math.min(now, period + PERIODS); missed++)
                    means[missed % PERIODS] = Float.NaN;
                if (!Float.isNaN(mean) && anchored < ANCHOR_PERIODS) {
                    low = anchored == 0 ? mean : Math.min(low, mean);
                    high = anchored == 0 ? mean : Math.max(high, mean);
                    anchored++;
                }
                ended = true;
            }
            period = now;
            sum = looks = 0;
        }

        /** The year up to the period that ended since this was asked last; null if none did, or too little of it is known. */
        public OneWay year() {
            if (!ended) return null;
            ended = false;
            double[] known = new double[PERIODS];
            int count = 0;
            for (int i = 0; i < PERIODS; i++) {
                float mean = means[(period + i) % PERIODS];
                if (!Float.isNaN(mean)) known[count++] = mean;
            }
            return of(Arrays.copyOf(known, count), low, high);
        }

        /** Once a year is enough. */
        public boolean tells() {
            if (period - told < PERIODS) return false;
            told = period;
            return true;
        }
    }
}
