package dev.postern.life.chance;

import java.util.List;

/**
 * The distributions a p-value may come from, each a pure function of named numbers. A model says which law it asked and with what
 * numbers, so that anybody can ask again; the models themselves compute with the same functions.
 */
public enum Law {
    /** M2: the negative binomial of a rate, or how often a window had as much before, whichever is less surprised. */
    COUNT_MORE("seen", "mean", "variance", "as much before", "windows", "record") {
        @Override
        double ask(double[] n) {
            double above = Chance.countMid(n[0], n[1], n[2]);
            return Chance.bounded(2
                    * Chance.bounded(n[0] <= 0 ? above : Math.max(above, asMuch(n[0], n[3], n[4], n[5]))));
        }
    },
    COUNT_LESS("seen", "mean", "variance") {
        @Override
        double ask(double[] n) {
            return Chance.bounded(2 * Chance.bounded(1 - Chance.countMid(n[0], n[1], n[2])));
        }
    },
    /**
     * M3: Student t of a window's log-median, or how often one was as far off before; {@code others} are the terms of the conversation's other symbols, of
     * {@code symbols} in all.
     */
    CYCLE_PERIOD("deviate", "freedom", "per mille off", "as far before", "windows", "record", "others", "symbols") {
        @Override
        double ask(double[] n) {
            double p = Math.max(Chance.student(n[0], n[1]), asMuch(n[2], n[3], n[4], n[5]));
            return amongSymbols(p, n[6], n[7]);
        }
    },
    /** M3: beta-binomial of polls that did not come, or how often as many in a row did not before. */
    CYCLE_MISSED(
            "missed",
            "polls due",
            "missed learned",
            "kept learned",
            "in a row",
            "as many before",
            "windows",
            "record",
            "others",
            "symbols") {
        @Override
        double ask(double[] n) {
            double p =
                    Math.max(Chance.ratioAtLeast((int) n[0], (int) n[1], n[2], n[3]), asMuch(n[4], n[5], n[6], n[7]));
            return amongSymbols(p, n[8], n[9]);
        }
    },
    /** M3: gamma-Poisson of polls between the regular ones, or how often a window had as many before. */
    CYCLE_EXTRA(
            "extra",
            "polls",
            "extra learned",
            "polls learned",
            "as many before",
            "windows",
            "record",
            "others",
            "symbols") {
        @Override
        double ask(double[] n) {
            double p = Math.max(Chance.rateAtLeast((int) n[0], n[1], n[2], n[3]), asMuch(n[0], n[4], n[5], n[6]));
            return amongSymbols(p, n[7], n[8]);
        }
    },
    /** M1: the mass of what is new after Pitman and Yor, times how rare the thing is in the group, times the number of sides asked. */
    NEW_KIND("kinds", "discount", "exposure", "group mass", "sides") {
        @Override
        double ask(double[] n) {
            return Math.min(1, n[4] * newMass(n[0], n[1], n[2]) * n[3]);
        }
    },
    /** M8 with M1: the mass of a new peer, times how rare the peer is in the group or a link between such roles at the site, whichever is rarer. */
    NEW_LINK(
            "kinds",
            "discount",
            "exposure",
            "group mass",
            "sides",
            "pairs of roles",
            "single pairs",
            "links",
            "links as rare") {
        @Override
        double ask(double[] n) {
            double rare = Math.min(n[3], ROLE_SIDES * linkMass(n[5], n[6], n[7], n[8]));
            return Math.min(1, n[4] * newMass(n[0], n[1], n[2]) * rare);
        }
    },
    /** M2 for what hardly ever happens: one tail of a negative binomial. */
    RARE_COUNT("seen", "mean", "variance") {
        @Override
        double ask(double[] n) {
            return n[0] <= 0 ? 1 : Chance.countAtLeast(n[0], n[1], n[2]);
        }
    },
    /** M11: upper tail of a log-normal whose mean and spread are learned, times the number of windows asked. */
    AMOUNT("logarithm", "middle", "spread", "freedom", "windows") {
        @Override
        double ask(double[] n) {
            double deviate = (n[0] - n[1]) / n[2];
            double beyond = Chance.student(deviate, n[3]) / 2;
            return Math.min(1, n[4] * (deviate > 0 ? beyond : 1 - beyond));
        }
    },
    /** M7: chance of an absence as long, of the edge itself as far as its returns bear it and of the site for the rest. */
    ABSENCE("own weight", "own chance", "site chance") {
        @Override
        double ask(double[] n) {
            return n[0] * n[1] + (1 - n[0]) * n[2];
        }
    },
    /** M7: Lundberg's bound on the CUSUM of -ln p with drift 2, whose exponent solves exp(-2 t) = 1 - t. */
    VISITOR("evidence") {
        @Override
        double ask(double[] n) {
            return Math.exp(-0.7968 * n[0]);
        }
    },
    /** M7: chance that a job fails on an occasion: Beta, the mean that of all jobs of the site and their prior, then its own occasions. */
    FAILED("failed at site", "kept at site", "prior failed", "prior kept", "weight of site", "failed", "kept") {
        @Override
        double ask(double[] n) {
            double site = (n[0] + n[2]) / (n[0] + n[1] + n[2] + n[3]);
            return (n[4] * site + n[5]) / (n[4] + n[5] + n[6]);
        }
    },
    /** M7: Rayleigh tail of the phases of visits at the best of several periods, or that a beat begins at all, whichever is likelier. */
    BEAT("visits", "mean resultant length", "periods", "new beat") {
        @Override
        double ask(double[] n) {
            double resultant = n[0] * n[1];
            double square = 1 + 4 * n[0] + 4 * (n[0] * n[0] - resultant * resultant);
            double random = Math.min(1, n[2] * Math.exp(Math.sqrt(square) - (1 + 2 * n[0])));
            return 1 - (1 - random) * (1 - n[3]);
        }
    },
    /** M8: beta-binomial of nothing but commands among the requests of a station, whose share of commands is Beta(a, b) for its kind. */
    BLIND("commands", "a", "b") {
        @Override
        double ask(double[] n) {
            return row(n[0], n[1], n[2]);
        }
    },
    /** M4 of commands: beta-geometric of so many more in a row, where so often it went on or ended before, times the number of rows asked about. */
    ROW("more in a row", "went on", "ended", "rows") {
        @Override
        double ask(double[] n) {
            return Math.min(1, n[3] * row(n[0], n[1], n[2]));
        }
    },
    /**
     * M5 over days: changes one way (Lundberg's bound on their log-likelihood ratio) and how far off, with or without the number of changes in one
     * sitting (a {@link #ROW}), whichever is rarer.
     */
    CREEP("evidence one way", "more changes", "went on", "ended", "place") {
        @Override
        double ask(double[] n) {
            double oneWay = Math.exp(-n[0]);
            double slow = Extremes.both(oneWay, n[4]);
            return Math.min(1, 2 * Math.min(slow, Extremes.all(oneWay, row(n[1], n[2], n[3]), n[4])));
        }
    },
    /** M5 over weeks: Lundberg's bound on the log-likelihood ratios of one of so many kinds of steps, and of records above or below, whichever is rarer. */
    CREEP_AMID("evidence of steps", "kinds", "evidence of records") {
        @Override
        double ask(double[] n) {
            return Math.min(1, 2 * Math.min(n[1] * Math.exp(-n[0]), 2 * Math.exp(-n[2])));
        }
    },
    /** M5: beta-binomial of nothing but unheeded writes in a row, of a point whose share of unheeded ones is Beta(a, b). */
    UNHEEDED("unheeded in a row", "a", "b") {
        @Override
        double ask(double[] n) {
            return Math.exp(Special.lnBeta(n[1] + n[0], n[2]) - Special.lnBeta(n[1], n[2]));
        }
    },
    /** M5: that the next of so many quarters of an hour is the largest, and by so much, where the tail falls with the fourth power. */
    RECORD("seen", "largest before", "quarters") {
        @Override
        double ask(double[] n) {
            return Math.pow(Math.min(1, n[1] / n[0]), 4) / (n[2] + 1);
        }
    },
    /** M5: that something comes by itself within so many seconds, where so many did in the time watched, and one more. */
    COINCIDENCE("came by themselves", "seconds watched", "seconds") {
        @Override
        double ask(double[] n) {
            return -Math.expm1(-(n[0] + 1) / n[1] * n[2]);
        }
    },
    /** A sum of -ln p over hours or days, up or down, against Lundberg's bound. */
    DRIFT("sum", "exponent") {
        @Override
        double ask(double[] n) {
            return Math.min(1, 2 * Math.exp(-n[1] * n[0]));
        }
    },
    /** M2 over years: so few of so many values in another order than their places, up or down: permutations by their inversions (Kendall 1938). */
    ORDER("in order less out of order", "values") {
        @Override
        double ask(double[] n) {
            int values = (int) n[1];
            int pairs = values * (values - 1) / 2;
            double[] share = {1};
            for (int size = 2; size <= values; size++) share = oneMore(share, size);
            int inversions = (int) Math.ceil((pairs - n[0]) / 2);
            double sum = 0;
            for (int i = 0; i <= Math.min(pairs, inversions); i++) sum += share[i];
            return Math.min(1, 2 * sum);
        }

        // Shares of the permutations of so many values by their inversions, from those of one value less.
        private double[] oneMore(double[] less, int size) {
            double[] more = new double[less.length + size - 1];
            for (int i = 0; i < less.length; i++) for (int k = 0; k < size; k++) more[i + k] += less[i] / size;
            return more;
        }
    },
    /** M9: the share of minutes in which it changed, shrunk to that of the site, times what makes this change rarer than most. */
    CHANGE("changes", "minutes", "prior minutes", "site rate", "factor") {
        @Override
        double ask(double[] n) {
            return Math.min(1, (n[0] + n[2] * n[3]) / (n[1] + n[2])) * n[4];
        }
    };

    /** Half an item is always expected: alpha of the Pitman-Yor process. */
    public static final double ALPHA = 0.5;

    /** What is believed to have been seen before anything was, and in how many windows. */
    private static final double UNSEEN = 0.1;

    private static final double UNSEEN_WINDOWS = 30;
    /** The roles are asked besides the group, so they count half: what is rare in either then has at most one and a half times its level. */
    private static final double ROLE_SIDES = 2;

    private static final double DISCOUNT_LEAST = 0.05;
    private static final double DISCOUNT_MOST = 0.95;

    private final List<String> names;

    Law(String... names) {
        this.names = List.of(names);
    }

    /** Of the numbers, in order. */
    public List<String> names() {
        return names;
    }

    abstract double ask(double[] numbers);

    /** @return the p-value, never below {@link Chance#LEAST} */
    public double p(double... numbers) {
        if (numbers.length != names.size())
            throw new IllegalArgumentException(name() + " takes " + names.size() + " numbers, not " + numbers.length);
        return Chance.bounded(ask(numbers));
    }

    /** Probability that the next of {@code exposure} shows something new where {@code kinds} are known. */
    public static double newMass(double kinds, double discount, double exposure) {
        return Math.min(1, (ALPHA + discount * kinds) / (exposure + ALPHA));
    }

    /**
     * Probability that the next of {@code links} is between roles that are joined no more often.
     *
     * @param pairs of roles that are joined, {@code single} of them once
     * @param rarer links of pairs that are joined no more often than the one in question
     */
    public static double linkMass(double pairs, double single, double links, double rarer) {
        double discount = pairs == 0 ? 0 : Math.clamp(single / pairs, DISCOUNT_LEAST, DISCOUNT_MOST);
        double unseen = newMass(pairs, discount, links);
        return links == 0 ? unseen : Math.min(1, unseen + (1 - unseen) * rarer / links);
    }

    /**
     * Mass of windows with {@code size} or more where {@code known} of {@code windows} had as much: gamma-Poisson with a shape of {@link #UNSEEN}, for most streams never
     * leave their habit and a few do again and again; what was never seen goes as far beyond {@code record} as {@link #beyond} says.
     */
    public static double asMuch(double size, double known, double windows, double record) {
        return Math.min(1, (known + UNSEEN * beyond(size, record)) / (windows + UNSEEN_WINDOWS));
    }

    /** How far new records go: Pareto of index 2, as heavy as a tail with a mean and no variance is (file sizes and bursts: Crovella and Bestavros 1997). */
    private static double beyond(double size, double record) {
        double ratio = record / Math.max(size, record);
        return ratio * ratio;
    }

    /** That {@code more} follow without a break, where a next one followed {@code on} times and {@code off} times did not. */
    public static double row(double more, double on, double off) {
        return Math.exp(Special.lnBeta(on + more, off) - Special.lnBeta(on, off));
    }

    private static double amongSymbols(double p, double others, double symbols) {
        return Cauchy.combine(others + Cauchy.term(p), (int) symbols);
    }
}
