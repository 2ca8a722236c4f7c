package dev.postern.life.habit;

import dev.postern.life.chance.Law;

/**
 * How long things stay away at this site before they come back, in days on which they could have come. One table for all edges: a single edge
 * has too few returns to say how rare a long one is, and a holiday that ends for fifty devices is one event, so days are counted and not
 * returns. Before anything is known, one return in n days comes after n days or more.
 */
public final class Absences {
    private static final double PRIOR = 20;
    private static final int CLASSES = 11;
    private static final double MEMORY_DAYS = 1460;
    /** The weight of an edge's own returns: 16 of them are believed two thirds. */
    private static final double OWN = 8;

    private static final int OWN_MOST = 16;
    private static final double OWN_PRIOR = 0.5;
    /** Drift of the day-step CUSUM, above the mean 1 of -ln p; see {@link Law#VISITOR}. */
    private static final double DRIFT = 2;

    /** Returns by the binary logarithm of the days, {@code [0]} for those of the next day: each day of the site weighs one, whoever returned. */
    private final double[] returns = new double[CLASSES];

    private double total;
    private final int[] today = new int[CLASSES];
    private int todays;
    private int day;
    private long samples;

    private static int kind(int days) {
        return Math.min(CLASSES - 1, 31 - Integer.numberOfLeadingZeros(Math.max(1, days)));
    }

    /** How often, over the whole site, a return comes after {@code days} or more. */
    public double atLeast(int days) {
        double longer = 0;
        double longerToday = 0;
        int own = kind(days);
        for (int i = own; i < CLASSES; i++) {
            // Within its class returns are as log-uniform as the prior.
            double share = i > own ? 1 : Math.clamp(2 - days / (double) (1 << own), 0.0, 1.0);
            longer += share * returns[i];
            longerToday += share * today[i];
        }
        if (todays > 0) longerToday /= todays;
        return Math.min(1, (PRIOR / Math.max(1, days) + longer + longerToday) / (PRIOR + total + (todays > 0 ? 1 : 0)));
    }

    /**
     * The same for one edge: its own chance to come back on a day, as far as its few returns bear it, mixed with the site.
     *
     * @param present days on which it was there before
     * @param absent days before this absence on which it could have been there and was not
     */
    public double atLeast(int days, int present, int absent) {
        return Law.ABSENCE.p(numbers(days, present, absent));
    }

    /** For {@link Law#ABSENCE}. */
    public double[] numbers(int days, int present, int absent) {
        double known = Math.min(Math.max(0, present - 1), OWN_MOST);
        double share = known / (known + OWN);
        double scale = present > 1 ? known / (present - 1) : 0;
        return new double[] {share, run(days - 1, known, absent * scale), atLeast(days)};
    }

    /** Chance of {@code misses} days without it in a row where its daily chance is Beta distributed. */
    private static double run(int misses, double hits, double missesBefore) {
        double a = OWN_PRIOR + hits;
        double b = OWN_PRIOR + missesBefore;
        double chance = 1;
        for (int i = 0; i < misses && chance > 1e-12; i++) chance *= (b + i) / (a + b + i);
        return chance;
    }

    /** The fewest days that no more than {@code share} of all returns take. */
    public int quantile(double share) {
        int days = 1;
        while (days < Days.DAYS && atLeast(days + 1) > 1 - share) days++;
        return days;
    }

    /** @param onDay day of the return: what comes back together after a holiday is one thing that happened */
    public void learn(int days, int onDay) {
        if (onDay > day) endDay(onDay);
        today[kind(days)]++;
        todays++;
        samples++;
    }

    private void endDay(int next) {
        day = next;
        if (todays == 0) return;
        double keep = total > MEMORY_DAYS ? 0.5 : 1;
        total = total * keep + 1;
        for (int i = 0; i < CLASSES; i++) {
            returns[i] = returns[i] * keep + today[i] / (double) todays;
            today[i] = 0;
        }
        todays = 0;
    }

    public long samples() {
        return samples;
    }

    /**
     * Day-step CUSUM over the returns of one edge, by what is usual at the site and not for itself: who comes every month is soon used to
     * himself.
     *
     * @return the p-value of what has added up (Lundberg's bound)
     */
    public double visit(Presence edge, int days) {
        double evidence = Math.max(0, edge.visitor() - Math.log(atLeast(days)) - DRIFT);
        edge.visitor((float) evidence);
        return Law.VISITOR.p(evidence);
    }
}
