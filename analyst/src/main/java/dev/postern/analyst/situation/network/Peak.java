package dev.postern.analyst.situation.network;

import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import java.util.List;

/**
 * The most of something that one round of time ever brought; {@link #FACTOR} times as much was never heard of. A round that is told is not learned, unless that
 * happened on {@link #HABIT_DAYS} days before: then it belongs to the site. Mutable.
 */
final class Peak {
    static final int FACTOR = 4;
    private static final int HABIT_DAYS = 3;
    /** Over after so long without. */
    private static final long EPISODE_NANOS = Settings.HOUR_NANOS;

    private long most;
    private long rounds;
    private long sinceNanos = -1;
    private long overNanos = Long.MIN_VALUE / 2;
    private long day = Long.MIN_VALUE;
    private int days;

    long most() {
        return most;
    }

    /** @param least what is always little */
    boolean isPassedBy(long count, long least) {
        return count >= least && count > FACTOR * most;
    }

    /** Ends a round, or tells within one that it is passed. @return whether to tell: the first such round for a while, and no habit */
    boolean over(long count, long least, long atNanos) {
        if (sinceNanos < 0) sinceNanos = atNanos;
        if (!isPassedBy(count, least)) {
            learn(count);
            return false;
        }
        long today = Math.floorDiv(atNanos, Settings.DAY_NANOS);
        if (today > day) days++;
        day = Math.max(day, today);
        boolean begins = atNanos - overNanos > EPISODE_NANOS;
        overNanos = atNanos;
        if (days > HABIT_DAYS) learn(count);
        return begins && days <= HABIT_DAYS;
    }

    /** A round of ordinary life. */
    void learn(long count) {
        most = Math.max(most, count);
        rounds++;
    }

    /** @param unless under which circumstances it would have been normal */
    Explanation explanation(long seen, String unit, String unless) {
        return new Explanation(
                0,
                Double.NaN,
                most,
                seen,
                unit,
                Math.max(0, sinceNanos),
                rounds,
                0,
                0,
                List.of(new Explanation.Share(Channel.KNOWLEDGE, 1)),
                unless);
    }

    /** What was seen so far, as a sentence. */
    String expected(String unit) {
        return most == 0 ? "Nothing of the kind came so far." : "Until now " + most + " " + unit + " were the most.";
    }
}
