package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Budget;
import dev.postern.model.Incident.Tier;

/**
 * Keeps incidents and notices near what a person wants to hear of a day. For each tier it counts what it let through, fading with a time
 * constant of a day, which in the long run is the number a day. Below the budget everything passes; above it the least rank that passes
 * rises with the square of how far above, so the gravest of a bad day still come through. In event time, so a replay gives the same.
 */
final class AlarmBudget {
    /** The rank of an incident that only just is one: p of 1e-6, consequence 4. */
    private static final double INCIDENT_RANK = 24;
    /** Of a notice: p of 1e-4, consequence 4. */
    private static final double NOTICE_RANK = 16;

    private final double[] passed = new double[2];
    private final long[] countedNanos = new long[2];

    /** The loudest tier not above {@code deserved} that lets it through. */
    Tier grant(Tier deserved, double rank, long atNanos, Budget budget) {
        if (deserved == Tier.INCIDENT && passes(0, rank, INCIDENT_RANK, atNanos, budget.incidentsPerDay()))
            return Tier.INCIDENT;
        boolean notable = deserved != Tier.OBSERVATION;
        return notable && passes(1, rank, NOTICE_RANK, atNanos, budget.noticesPerDay())
                ? Tier.NOTICE
                : Tier.OBSERVATION;
    }

    private boolean passes(int tier, double rank, double least, long atNanos, double perDay) {
        long since = Math.max(0, atNanos - countedNanos[tier]);
        passed[tier] *= Math.exp(-(double) since / Settings.DAY_NANOS);
        countedNanos[tier] = Math.max(countedNanos[tier], atNanos);
        double used = (passed[tier] + 1) / Math.max(perDay, 1e-9);
        boolean passes = perDay > 0 && (used <= 1 || rank >= least * used * used);
        if (passes) passed[tier]++;
        return passes;
    }
}
