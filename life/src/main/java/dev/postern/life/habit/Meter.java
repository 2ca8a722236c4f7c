package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Law;
import dev.postern.life.chance.Tail;
import dev.postern.model.Explanation;
import java.util.List;

/**
 * A {@link Counts} with the minute that is running. Too much is said when the minute ends; too little only when a further minute
 * followed without a break, because the end of a capture looks like silence. That is also when it is learned. Between the two nothing
 * is learned, so one evaluation of the distribution, the costly part, serves both tails; where the count is surely ordinary there is none, and p is 1.
 */
public final class Meter {
    /**
     * Silence where at most this much is expected is never told: the lower p is then exp(-1) or more, since no negative binomial has
     * less mass at 0 than the Poisson of its mean.
     */
    private static final double SILENCE_EXPECTED = 1;

    private static final int OBJECT_BYTES = Heap.object(75);

    private final Counts.Shape shape;
    private final Counts counts = new Counts();
    private double current;
    /** What the minute that ended last brought: it waits to be learned. */
    private double pending;

    private double pendingSeason = 1;
    private boolean hasPending;
    /** Mass of the rate above {@link #pending}, once somebody asked. */
    private double pendingAbove;

    private boolean hasPendingAbove;
    private boolean admitted = true;

    private double upperP = 1;
    private double lowerP = 1;
    private double lowerSeen;
    private int tests;
    /** What the lower p was computed from, where it says something: by now that minute has been learned. */
    private double[] lowerNumbers;

    /** What a minute is expected to bring: nine of ten are between these, half of them below the middle. */
    public record Usual(double low, double middle, double high) {}

    public Meter(Counts.Shape shape) {
        this.shape = shape;
    }

    public void add(double amount) {
        current += amount;
    }

    /** Whether the minutes that end from now on may make sizes known that were not. */
    public void admit(boolean may) {
        admitted = may;
    }

    /**
     * @param whole this minute was watched from its start
     * @param settled the one before was whole and nothing came between
     */
    public void close(boolean whole, boolean settled, double seasonNow) {
        close(whole, settled, seasonNow, Room.ENDLESS);
    }

    /** @param room for sizes and for hours that wait */
    public void close(boolean whole, boolean settled, double seasonNow, Room room) {
        upperP = 1;
        lowerP = 1;
        tests = 0;
        lowerNumbers = null;
        if (hasPending && settled) settle(room);
        hasPending = whole;
        pending = current;
        pendingSeason = seasonNow;
        hasPendingAbove = false;
        current = 0;
        if (!counts.mature()) return;
        if (pending > 0 && !counts.isOrdinary(shape, pending, pendingSeason)) {
            pendingAbove = counts.rateAbove(shape, pending, pendingSeason);
            hasPendingAbove = true;
            upperP = Chance.bounded(2 * Chance.bounded(counts.above(shape, pending, pendingAbove)));
        }
        tests = 1;
    }

    private void settle(Room room) {
        double p = 1;
        if (counts.mature()) {
            lowerSeen = pending;
            boolean quiet = pending == 0 && counts.mean(pendingSeason) <= SILENCE_EXPECTED;
            if (!quiet && !counts.isOrdinary(shape, pending, pendingSeason)) p = judgePending();
        }
        counts.learn(shape, pending, pendingSeason, p, admitted, room);
    }

    private double judgePending() {
        if (!hasPendingAbove) pendingAbove = counts.rateAbove(shape, pending, pendingSeason);
        lowerP = Chance.bounded(2 * Chance.bounded(1 - pendingAbove));
        if (lowerP < Tail.THRESHOLD_P) lowerNumbers = counts.numbersLess(shape, pending, pendingSeason);
        return Math.min(lowerP, Chance.bounded(2 * Chance.bounded(counts.above(shape, pending, pendingAbove))));
    }

    /** Nothing came and, with no more than this season, nothing will be said of that until something comes: it may be closed later. */
    public boolean sleeps(double seasonMost) {
        return counts.mature()
                && current == 0
                && !(hasPending && pending > 0)
                && counts.mean(seasonMost) <= SILENCE_EXPECTED;
    }

    /** What was too surprising to be learned yet never will be. */
    public void rollBack() {
        counts.rollBack();
    }

    /** The same of what was too surprising in the last {@code hours}. */
    public void rollBack(int hours) {
        counts.rollBack(hours);
    }

    public double p() {
        return Math.min(upperP, lowerP);
    }

    public boolean tooMuch() {
        return upperP <= lowerP;
    }

    /** What the more surprising of the two judged minutes brought. */
    public double seen() {
        return tooMuch() ? pending : lowerSeen;
    }

    /** Of the minute that just ended. */
    public double latest() {
        return pending;
    }

    /** The law {@link #p} came from. */
    public Law law() {
        return tooMuch() ? Law.COUNT_MORE : Law.COUNT_LESS;
    }

    /** The numbers that law was asked with; only while {@link #p} is surprising. */
    public double[] numbers() {
        return tooMuch() ? counts.numbers(shape, pending, pendingSeason) : lowerNumbers;
    }

    /** What it expected of the minute. */
    public Usual usual() {
        return new Usual(quantile(0.05), quantile(0.5), quantile(0.95));
    }

    private double quantile(double share) {
        return counts.quantile(shape, share, pendingSeason);
    }

    /** Rate without season. */
    public double rate() {
        return counts.mean(1);
    }

    public long windows() {
        return counts.windows();
    }

    public int tests() {
        return tests;
    }

    /** Octets of heap. */
    public int bytes() {
        return OBJECT_BYTES + counts.bytes();
    }

    /** What it expected of the minute, and what that brought. */
    public Explanation explanation(Usual usual, String unit, long sinceNanos, String counterfactual) {
        return new Explanation(
                usual.low,
                usual.middle,
                usual.high,
                seen(),
                unit,
                sinceNanos,
                windows(),
                0,
                0,
                List.of(),
                counterfactual);
    }
}
