package dev.postern.analyst.incident;

import dev.postern.analyst.situation.Part;
import dev.postern.model.Address;
import dev.postern.model.AuditReport;
import dev.postern.model.Incident.Tier;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What an audit lists before anything else: what is told as an incident or a notice, or would be but for the budget.
 *
 * @param gravest first
 * @param others how many more there are
 */
public record Headlines(List<AuditReport.Item> gravest, long others) {
    /** An audit lists so many. */
    static final int LISTED_MAX = 40;
    /** Of the gravest anomaly. */
    private static final int FRAMES_MAX = 8;

    static final Comparator<Line> GRAVEST = Comparator.comparing(Line::deserved)
            .thenComparing(Comparator.comparingDouble(Line::rank).reversed())
            .thenComparing(Line::id);

    /** One story. */
    record Line(Tier deserved, double rank, String id, AuditReport.Item item) {}

    static Headlines of(List<Line> told, long others) {
        List<AuditReport.Item> gravest =
                told.stream().sorted(GRAVEST).limit(LISTED_MAX).map(Line::item).toList();
        return new Headlines(gravest, others + told.size() - gravest.size());
    }

    static Line of(Case head, boolean goesOn) {
        Case c = head.whole();
        List<Address> devices = Part.settled(c.parts.values()).stream()
                .sorted(Comparator.comparingInt(Part::order).thenComparing(Part::address))
                .map(Part::address)
                .toList();
        AuditReport.Item item = new AuditReport.Item(
                devices,
                Narrator.title(head) + ".",
                c.deserved().name().toLowerCase(Locale.ROOT) + " " + c.id + (goesOn ? ", still going on" : "")
                        + "; rank " + Math.round(head.rank()),
                c.firstNanos,
                c.lastNanos,
                c.lead().anomaly().evidence().stream().limit(FRAMES_MAX).toList());
        return new Line(c.deserved(), head.rank(), c.id, item);
    }
}
