package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Law;

/**
 * Weak evidence that lasts: sums of -ln p over hours and over days, up and down apart, less what chance adds (CUSUM; Page 1954). Under the
 * null -ln p is exponential, so the sum S exceeds s with a probability of at most exp(-{@link #EXPONENT} s) (Lundberg), from which its p
 * comes. What an hour or a day brings is judged on a logarithmic scale, against the mean, scatter and persistence (AR(1)) of those before,
 * and against how much whole days of hours, and weeks of days, wandered more than chance has them; with a memory of three months and more.
 * Where less than {@link #LEAST_EXPECTED} is expected nothing is judged, and a step adds {@link #STEP_MOST} at most: one hour, however far out, is no lasting change
 * but a load, which counts judge. Once it has spoken it learns faster, and starts anew a day (a week) later. About 0.4 KB.
 */
public final class Drift {
    /** What chance is allowed to add each step. */
    static final double ALLOWANCE = 1.3;
    /** Solves -ln(1 - x) = ALLOWANCE x. */
    public static final double EXPONENT = 0.424;
    /** What one step may add before that: five are needed to speak. */
    static final double STEP_MOST = 8;
    /** It speaks at a p of this. */
    public static final double SPEAKS_P = 1e-5;

    static final double LEAST_EXPECTED = 20;
    private static final int HOUR_MINUTES = 60;
    private static final int DAY_MINUTES = 1440;
    private static final int HOURS_MIN = 96;
    private static final int DAYS_MIN = 14;
    private static final int MEMORY_STEPS = 24 * 90;
    /** A step with fewer watched minutes than this share says nothing. */
    private static final double WATCHED_SHARE = 0.9;

    /** Octets of heap. */
    public static final int BYTES = Heap.object(8) + 2 * (Heap.object(154) + Heap.array(Step.LATE_STRETCHES, 4));

    private final Step hour = new Step(HOUR_MINUTES, HOURS_MIN);
    private final Step day = new Step(DAY_MINUTES, DAYS_MIN);

    /** Sums over one length of step; mutable. */
    public static final class Step {
        private static final double CLIP = 3;
        private static final int CLIPPED_FROM = 5;
        private static final double FREEDOM_MOST = 12;
        /** An amount is not known better than this share of it. */
        private static final double SCATTER_LEAST = 0.02;

        private static final double PERSISTENCE_MOST = 0.95;
        /** Stretches that went by chance are believed to have been seen before any was. */
        private static final double STEADY_STRETCHES = 7;
        /** A stretch teaches so many later, or what changes would excuse itself. */
        private static final int LATE_STRETCHES = 7;

        private final int minutes;
        private final int least;
        private double seen;
        private double expected;
        private int watched;

        private double mean;
        private double variance;
        private double covariance;
        private double before;
        private int steps;

        /** Sum of the deviates of a stretch, of so many steps by now. */
        private double sum;

        private int summed;
        /** Squares of such sums that are still to teach. */
        private float[] late;
        /** Mean square of those before, 1 where only chance is in them, and how many there were with those in {@link #late}. */
        private double wandered = 1;

        private int stretches;

        private double up;
        private double down;
        /** Steps since each sum was 0. */
        private int upFor;

        private int downFor;
        /** Steps until it judges again. */
        private int pause;
        /** Steps that weigh no more since it spoke: what lasts is the habit soon. */
        private int forgotten;
        /** Of the sum that spoke in this minute; 0 while it is silent. */
        private double spoke;
        /** A step ended with this minute, and there was enough to judge it by. */
        private transient boolean judged;

        private double last;
        private double season = 1;
        private boolean upward;
        private int lasted;

        Step(int minutes, int least) {
            this.minutes = minutes;
            this.least = least;
        }

        private void minute(int minute, double amount, double factor, boolean whole) {
            spoke = 0;
            judged = false;
            if (whole) {
                seen += amount;
                expected += factor;
                watched++;
            }
            if ((minute + 1) % minutes != 0) return;
            if (watched >= WATCHED_SHARE * minutes) end();
            seen = expected = watched = 0;
        }

        private void end() {
            last = Math.rint(seen * minutes / watched);
            season = expected / watched;
            double log = Math.log((last + 1) / season);
            judged = isJudged(season) && pause == 0;
            pause = Math.max(0, pause - 1);
            double scatter = scatter();
            double off = log - mean;
            double deviate = (off - persistence() * before) / (scatter * whitened());
            if (judged) add(deviate / Math.sqrt(Math.max(1, wandered)));
            else rest();
            if (steps >= stretch()) wander(Math.clamp(deviate, -CLIP, CLIP));
            // While there is no scatter yet there is nothing to clip by.
            learn(steps < CLIPPED_FROM ? off : Math.clamp(off, -CLIP * scatter, CLIP * scatter));
        }

        private boolean isJudged(double factor) {
            return steps >= least && Math.exp(mean) * factor >= LEAST_EXPECTED;
        }

        private double scatter() {
            return Math.max(SCATTER_LEAST, Math.sqrt(variance));
        }

        private double persistence() {
            return variance == 0 ? 0 : Math.clamp(covariance / variance, 0, PERSISTENCE_MOST);
        }

        /** What is left of the scatter once the step before is known. */
        private double whitened() {
            return Math.sqrt((1 - persistence() * persistence()) * (1 + 1.0 / Math.max(1, steps)));
        }

        private void add(double deviate) {
            double half = Chance.student(deviate, Math.min(FREEDOM_MOST, steps - 1.0)) / 2;
            // Of one so far out what lies beyond is lost in the difference to one.
            double above = deviate > 0 ? half : 1 - half;
            double below = deviate > 0 ? 1 - half : half;
            up = Math.max(0, up + Math.min(-Math.log(above), STEP_MOST) - ALLOWANCE);
            down = Math.max(0, down + Math.min(-Math.log(below), STEP_MOST) - ALLOWANCE);
            upFor = up == 0 ? 0 : upFor + 1;
            downFor = down == 0 ? 0 : downFor + 1;
            double most = Math.max(up, down);
            if (Law.DRIFT.p(most, EXPONENT) > SPEAKS_P) return;
            spoke = most;
            upward = up >= down;
            lasted = upward ? upFor : downFor;
            rest();
            pause = stretch();
            forgotten = Math.max(forgotten, steps - least);
        }

        private void rest() {
            up = down = 0;
            upFor = downFor = 0;
        }

        /** A day of hours, a week of days. */
        private int stretch() {
            return minutes == HOUR_MINUTES ? 24 : 7;
        }

        /** A level that goes up and down for days of itself is none that has changed. */
        private void wander(double deviate) {
            sum += deviate;
            if (++summed < stretch()) return;
            if (late == null) late = new float[LATE_STRETCHES];
            int at = stretches % LATE_STRETCHES;
            int taught = stretches - LATE_STRETCHES;
            if (taught >= 0)
                wandered += (late[at] - wandered) / (STEADY_STRETCHES + Math.min(taught + 1, MEMORY_STEPS / stretch()));
            late[at] = (float) Math.min(sum * sum / stretch(), CLIP * CLIP);
            stretches++;
            sum = summed = 0;
        }

        private void learn(double off) {
            steps++;
            double weight = 1.0 / Math.min(steps - forgotten, MEMORY_STEPS);
            mean += weight * off;
            if (steps > 1) {
                variance += weight * (off * off * (1 - weight) - variance);
                covariance += weight * (off * before - covariance);
            }
            before = steps > 1 ? off : 0;
        }

        /** Whether a step ended with this minute with a verdict, surprising or not. */
        public boolean judged() {
            return judged;
        }

        /** Speaks in this minute. */
        public boolean speaks() {
            return spoke > 0;
        }

        public double[] numbers() {
            return new double[] {spoke, EXPONENT};
        }

        public boolean upward() {
            return upward;
        }

        /** Steps over which it built up. */
        public int lasted() {
            return lasted;
        }

        /** What the last step brought. */
        public double seen() {
            return last;
        }

        /** @param deviates from the middle, in standard deviations */
        public double usual(double deviates) {
            return Math.max(0, Math.rint(Math.exp(mean + deviates * scatter()) * season - 1));
        }

        public long steps() {
            return steps;
        }
    }

    /**
     * A minute ends.
     *
     * @param shift how many minutes after midnight its days end, less than an hour
     */
    public void close(int minute, int shift, double amount, double season, boolean whole) {
        hour.minute(minute, amount, season, whole);
        day.minute(minute - shift, amount, season, whole);
    }

    /** A day's step ends with this minute; what it says must not be slept through. */
    public static boolean dayEnds(int minute, int shift) {
        return (minute + 1 - shift) % DAY_MINUTES == 0;
    }

    /** An hour's step ends with this minute; likewise where hours are judged. */
    public static boolean hourEnds(int minute) {
        return (minute + 1) % HOUR_MINUTES == 0;
    }

    /** @param factor of an hour; whether such a one has enough to be judged */
    public boolean judgesHours(double factor) {
        return hour.isJudged(factor);
    }

    public Step hour() {
        return hour;
    }

    public Step day() {
        return day;
    }
}
