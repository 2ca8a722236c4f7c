package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Incident.Tier;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Set;

/**
 * Whether something is the return of what an incident told: the same between the same two within the three days in which what that showed is in quarantine.
 * That it was heard before makes it no better known as long as nobody said so, though the models find it less rare by then. A return makes an incident of its own and
 * does not go on with the former, or what the devices did meanwhile would be taken back with it.
 */
final class Returns {
    static final long QUARANTINE_NANOS = 3 * Settings.DAY_NANOS;
    private static final int TELLING = 4;
    /** How much there is of something, and how quick, is no return of who was once in an incident, unless it is very rare. */
    private static final Set<Situation> AMOUNTS = Set.of(
            Situation.FLOOD,
            Situation.VOLUME,
            Situation.DRIFT,
            Situation.YEAR_WALK,
            Situation.PHASE,
            Situation.BREADTH,
            Situation.RHYTHM,
            Situation.LATENCY,
            Situation.LOSSES,
            Situation.REFUSALS,
            Situation.SILENT);

    private Returns() {}

    /**
     * @param closed the latest last
     * @return the id of the incident, or ""; of one that was a return itself there is none, or it would never end
     */
    static String of(Told told, ArrayDeque<Case> closed, Settings settings) {
        if (told.heed().apart() || !isTelling(told, settings)) return "";
        for (Iterator<Case> all = closed.descendingIterator(); all.hasNext(); ) {
            Case c = all.next();
            boolean quarantined = told.anomaly().atNanos() - c.lastNanos <= QUARANTINE_NANOS;
            if (!quarantined || c.tier != Tier.INCIDENT || c.heed.apart() || !c.returnOf.isEmpty()) continue;
            if (c.knows(told.anomaly(), told.situation())) return c.id;
        }
        return "";
    }

    private static boolean isTelling(Told told, Settings settings) {
        return told.anomaly().pvalue() <= settings.incidentP()
                || told.anomaly().consequence() >= TELLING && !AMOUNTS.contains(told.situation());
    }
}
