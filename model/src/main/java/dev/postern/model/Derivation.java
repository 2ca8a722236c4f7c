package dev.postern.model;

import java.util.List;

/**
 * How an anomaly's p-value came about: every number that went in, so that it can be computed again from this record alone.
 *
 * @param signals those with a p-value worth a word, the most surprising first; the rest of the tests is only counted
 * @param tests how many were made, surprising or not; 0 where a single new thing was judged by itself
 * @param standing how often minutes were as surprising before
 * @param combined the p-value of the anomaly
 * @param threshold it is an anomaly at this p-value or below
 */
public record Derivation(List<Signal> signals, int tests, Standing standing, double combined, double threshold) {
    /** Habits that are told one by one. */
    public static final int BROKEN_MAX = 5;

    /** What a signal adds goes with 1 / p. */
    private static final double WORTH_A_WORD = 100;

    /** What is known without learning has no p-value to derive. */
    public static final Derivation NONE = new Derivation(List.of(), 0, Standing.NONE, 1, 1);

    public Derivation {
        // One that an earlier release kept rests on numbers that no longer mean the same.
        if (standing == null) {
            signals = List.of();
            standing = Standing.NONE;
        }
    }

    public boolean isNone() {
        return signals.isEmpty();
    }

    /** The signals that make the verdict: of those with words the first few that say a hundredth of the most surprising one or more. */
    public List<Signal> broken() {
        return signals.stream()
                .filter(s -> !s.seen.isEmpty() && s.weighed <= WORTH_A_WORD * signals.getFirst().weighed)
                .limit(BROKEN_MAX)
                .toList();
    }

    /** A single new thing, with nothing to combine it with. */
    public boolean isAlone() {
        return tests == 0 && signals.size() == 1;
    }

    /**
     * One test.
     *
     * @param what it is about, in a few words: the unit of a count, the operation polled
     * @param law name of the distribution, {@code COUNT_MORE}; empty where the model keeps no numbers
     * @param numbers that it was asked with, in the order the law names them
     * @param p as the model had it
     * @param weighed after the tail, as it was combined
     * @param expected in words, and with whom; empty where the anomaly has no more than this one
     * @param seen likewise
     */
    public record Signal(
            Channel channel,
            String what,
            String law,
            List<Double> numbers,
            double p,
            Tail tail,
            double weighed,
            String expected,
            String seen) {
        /** Homes hold signals of before they had words. */
        public Signal {
            if (expected == null) expected = "";
            if (seen == null) seen = "";
        }

        public Signal(
                Channel channel, String what, String law, List<Double> numbers, double p, Tail tail, double weighed) {
            this(channel, what, law, numbers, p, tail, weighed, "", "");
        }
    }

    /**
     * What a tail had learned when it was asked, as far as it concerns the p-value in question: see {@code life.chance.Tail}. Beyond {@code from} -ln p is generalised
     * Pareto with this scale and shape.
     *
     * @param excesses tests with a p-value below 0.05, of {@code tests}
     * @param rate how often a test has {@code from} or more
     */
    public record Tail(double tests, double excesses, double from, double rate, double scale, double shape) {
        /** Leaves every p-value as it is. */
        public static final Tail NONE = new Tail(0, 0, 0, 1, 1, 0);
    }

    /**
     * How often minutes were as surprising before.
     *
     * @param site all minutes of all devices
     * @param asRare minutes of this device that surprised as much, of {@code minutes}
     * @param verdicts of what all minutes came to by these
     */
    public record Standing(Tail site, double asRare, double minutes, Tail verdicts) {
        /** Of what was no minute. */
        public static final Standing NONE = new Standing(Tail.NONE, 0, 0, Tail.NONE);
    }
}
