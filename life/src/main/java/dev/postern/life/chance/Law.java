package dev.postern.life.chance;

import java.util.List;

/**
 * The distributions a p-value may come from, each a pure function of named numbers. A model says which law it asked and with what
 * numbers, so that anybody can ask again; the models themselves compute with the same functions.
 */
public enum Law {
    /** Both halves of M2: the negative binomial of a rate, or the hurdle of what is mostly absent, whichever is less surprised. */
    COUNT_MORE("seen", "mean", "variance", "busy share", "log size", "log spread", "freedom") {
        @Override
        double ask(double[] n) {
            return Chance.bounded(2 * Chance.bounded(above(n)));
        }
    },
    COUNT_LESS("seen", "mean", "variance", "busy share", "log size", "log spread", "freedom") {
        @Override
        double ask(double[] n) {
            return Chance.bounded(2 * Chance.bounded(1 - above(n)));
        }
    },
    /** M3: Student t of a window's log-median; {@code others} are the terms of the conversation's other symbols, of {@code symbols} in all. */
    CYCLE_PERIOD("deviate", "freedom", "others", "symbols") {
        @Override
        double ask(double[] n) {
            return amongSymbols(Chance.student(n[0], n[1]), n[2], n[3]);
        }
    },
    /** M3: beta-binomial of polls that did not come. */
    CYCLE_MISSED("missed", "polls due", "missed learned", "kept learned", "others", "symbols") {
        @Override
        double ask(double[] n) {
            return amongSymbols(Chance.ratioAtLeast((int) n[0], (int) n[1], n[2], n[3]), n[4], n[5]);
        }
    },
    /** M3: gamma-Poisson of polls between the regular ones. */
    CYCLE_EXTRA("extra", "polls", "extra learned", "polls learned", "others", "symbols") {
        @Override
        double ask(double[] n) {
            return amongSymbols(Chance.rateAtLeast((int) n[0], n[1], n[2], n[3]), n[4], n[5]);
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
            return Math.exp(Special.lnBeta(n[1] + n[0], n[2]) - Special.lnBeta(n[1], n[2]));
        }
    },
    /** A sum of -ln p over hours or days, up or down, against Lundberg's bound. */
    DRIFT("sum", "exponent") {
        @Override
        double ask(double[] n) {
            return Math.min(1, 2 * Math.exp(-n[1] * n[0]));
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

    /** Mass of windows with {@code seen} or more from the hurdle of a thing that is mostly absent; 0 where that is not the model to ask. */
    public static double burst(double seen, double share, double middle, double spread, double freedom) {
        if (seen <= 0 || share <= 0) return 0;
        double deviate = (Math.log(seen) - middle) / spread;
        double beyond = Chance.student(deviate, freedom) / 2;
        return share * (deviate > 0 ? beyond : 1 - beyond);
    }

    private static double above(double[] n) {
        return Math.max(Chance.countMid(n[0], n[1], n[2]), burst(n[0], n[3], n[4], n[5], n[6]));
    }

    private static double amongSymbols(double p, double others, double symbols) {
        return Cauchy.combine(others + Cauchy.term(p), (int) symbols);
    }
}
