package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Tail;

/**
 * M2, how much of something a minute brings: a negative binomial whose mean is season times rate and whose variance comes from the
 * residuals, shrunk to a prior of {@link Shape}; the uncertainty of the rate itself is part of it. Half-life seven days. What the rate
 * does not explain, from a request every ten minutes to the archive of each night, is as rare as it was: {@link Sizes}; what a first day cannot show yet, {@link #ERRANDS}. What is
 * learned is clipped at {@link #CLIP} deviations and weighs min(1, p / 0.01), so a surprise teaches little, and a great one nothing for
 * three days: {@link Quarantine}.
 */
public final class Counts {
    /**
     * What is believed of a count before it is known: the variance is {@code cluster} times the mean plus {@code spread} times its
     * square, and never less than {@code clusterLeast} times the mean.
     */
    public enum Shape {
        MESSAGES(3, 0.5, 1),
        PACKETS(4, 0.5, 1.5),
        /** In units of 64 bytes. */
        BYTES(40, 1, 8),
        CONNECTIONS(4, 1, 3),
        FAILURES(6, 2, 4),
        PEERS(2, 0.3, 1.3);

        private final double cluster;
        private final double spread;
        private final double clusterLeast;

        Shape(double cluster, double spread, double clusterLeast) {
            this.cluster = cluster;
            this.spread = spread;
            this.clusterLeast = clusterLeast;
        }

        /** Minutes of such, of {@code windows} watched, that are yet to be expected however much they bring: see {@link #ERRANDS}. */
        private double errands(double windows) {
            boolean amount = this == PACKETS || this == BYTES;
            return amount && windows < DAY_MINUTES ? ERRANDS * windows / DAY_MINUTES : 0;
        }

        /** What one burst may bring before any was seen. */
        double burst() {
            return cluster;
        }
    }

    /** Windows needed before anything is said. */
    public static final int WINDOWS_MIN = 5;

    /**
     * A machine has errands by the clock, an archive each night. Until it was watched for a whole day one that nobody saw yet may be due in any minute, and how much that is says
     * nothing: so many a day are believed in.
     */
    private static final double ERRANDS = 0.1;

    private static final int DAY_MINUTES = 1440;
    private static final double PRIOR_WINDOWS = 30;
    private static final double RARE_PER_MINUTE = 4;
    private static final double CLIP = 4;
    private static final double WEIGHT_LEAST = 0.02;
    /** However surprising, it was there: what comes back is soon known. */
    private static final double RETURNS = 0.25;

    /** Weight that is kept per window: a half-life of seven days of minutes. */
    private static final double KEEP = Math.pow(2, -1.0 / (7 * 1440));

    private static final int OBJECT_BYTES = Heap.object(32);

    private double windows;
    private double rate;
    private double variance;
    private final Sizes sizes = new Sizes(0);
    /** What is too surprising to be learned yet; null while there is nothing. */
    private Quarantine quarantine;

    int bytes() {
        return OBJECT_BYTES + sizes.bytes() + (quarantine == null ? 0 : quarantine.bytes());
    }

    public boolean mature() {
        return windows >= WINDOWS_MIN;
    }

    public long windows() {
        return Math.round(windows);
    }

    public double mean(double season) {
        return season * Math.max(rate, 0.5 / (windows + 1));
    }

    private double variance(Shape shape, double season) {
        double base = mean(1);
        double believed = shape.cluster * base + shape.spread * base * base;
        double shrunk = (PRIOR_WINDOWS * believed + windows * variance) / (PRIOR_WINDOWS + windows);
        double predictive = shrunk * (1 + 1 / Math.max(1, windows));
        // How large a rare burst is cannot be known from the few there were, so rare things stay clustered as believed.
        double rare = RARE_PER_MINUTE / (RARE_PER_MINUTE + base);
        double least = shape.clusterLeast + (shape.cluster - shape.clusterLeast) * rare;
        return Math.max(least * base, predictive) * season * season;
    }

    /** The mass above {@code seen} and half of that at it, of the rate alone; see {@link Chance#countMid}. */
    double rateAbove(Shape shape, double seen, double season) {
        return Chance.countMid(seen, mean(season), variance(shape, season));
    }

    /** Surely as many as {@code seen} surprise nobody; see {@link Chance#isOrdinary}. */
    boolean isOrdinary(Shape shape, double seen, double season) {
        return Chance.isOrdinary(seen, mean(season), variance(shape, season));
    }

    /**
     * The mass of windows with {@code seen} or more.
     *
     * @param rateAbove as {@link #rateAbove} has it
     */
    double above(Shape shape, double seen, double rateAbove) {
        if (seen <= 0 || rateAbove >= Tail.THRESHOLD_P) return rateAbove;
        return Math.max(rateAbove, sizes.above(seen, shape.errands(sizes.windows()), shape.burst()));
    }

    /** What {@link #above} is computed from, as {@link dev.postern.life.chance.Law#COUNT_MORE} takes it. */
    double[] numbers(Shape shape, double seen, double season) {
        double known = sizes.known(seen) + shape.errands(sizes.windows());
        return new double[] {
            seen, mean(season), variance(shape, season), known, sizes.windows(), sizes.record(shape.burst())
        };
    }

    /** The same for {@link dev.postern.life.chance.Law#COUNT_LESS}. */
    double[] numbersLess(Shape shape, double seen, double season) {
        return new double[] {seen, mean(season), variance(shape, season)};
    }

    public double upper(Shape shape, double seen, double season) {
        return Chance.bounded(above(shape, seen, rateAbove(shape, seen, season)));
    }

    public double lower(Shape shape, double seen, double season) {
        return Chance.bounded(1 - rateAbove(shape, seen, season));
    }

    public double quantile(Shape shape, double share, double season) {
        return Chance.countQuantile(share, mean(season), variance(shape, season));
    }

    private double clipped(Shape shape, double seen, double season) {
        // The variance is never below the mean, so where CLIP² or less is expected silence is within CLIP deviations.
        if (windows < WINDOWS_MIN || seen == 0 && mean(1) <= CLIP * CLIP) return seen;
        double reach = CLIP * Math.sqrt(variance(shape, season));
        double mean = mean(season);
        return Math.clamp(seen, Math.max(0, mean - reach), mean + reach);
    }

    /**
     * @param p of this window, two-sided
     * @param room for sizes and for hours that wait
     * @param admitted false for a window of an incident: it moves the rate by what is clipped and makes no size known
     */
    public void learn(Shape shape, double seen, double season, double p, boolean admitted, Room room) {
        release(room);
        double weight = windows < WINDOWS_MIN ? 1 : Math.clamp(p / 0.01, WEIGHT_LEAST, 1.0);
        double plain = clipped(shape, seen, season) / season;
        if (windows >= WINDOWS_MIN && p < Quarantine.WAITS_P) {
            if (!admitted) return;
            if (quarantine == null) quarantine = new Quarantine();
            quarantine.add(weight, plain, seen, room);
            sizes.pass();
            return;
        }
        windows = windows * KEEP + weight;
        if (admitted) sizes.learn(seen, Math.max(weight, RETURNS), room);
        learn(plain, weight);
    }

    private void learn(double plain, double weight) {
        double before = plain - rate;
        rate += weight / windows * before;
        variance += weight / windows * (before * (plain - rate) - variance);
    }

    /** What waited long enough is learned after all. */
    private void release(Room room) {
        if (quarantine == null) return;
        Quarantine.Hour due = quarantine.tick();
        if (due != null) {
            windows += due.weight();
            learn(due.mean(), due.weight());
            for (int i = 0; i < due.busy(); i++) sizes.add(Math.exp(due.logMean()), RETURNS, room);
        }
        if (quarantine.isEmpty()) quarantine = null;
    }

    /** What has been waiting since so many hours ago will never be learned. */
    void rollBack(int hours) {
        if (quarantine == null) return;
        quarantine.clear(hours);
        if (quarantine.isEmpty()) quarantine = null;
    }

    /** What waits will never be learned. */
    void rollBack() {
        quarantine = null;
    }
}
