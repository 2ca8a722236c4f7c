package dev.postern.appliance.zoning;

import dev.postern.appliance.report.ReportText;
import dev.postern.model.Decided;
import dev.postern.model.Rehearsal;
import dev.postern.model.Rehearsal.Blocked;
import dev.postern.model.Zoning;
import dev.postern.model.Zoning.Passage;
import dev.postern.model.Zoning.Proposal;
import dev.postern.model.Zoning.Use;
import dev.postern.model.Zoning.Zone;
import java.util.Locale;

/** Zones, policy and rehearsal for a terminal. */
final class ZoningText {
    private ZoningText() {}

    static String zones(Zoning z) {
        StringBuilder out = new StringBuilder();
        for (Zone zone : z.zones()) {
            out.append(String.format(Locale.ROOT, "%-32s %5d devices  %s%n", zone.name(), zone.devices(), zone.kind()));
            out.append("    ").append(zone.why()).append('\n');
        }
        if (!z.proposals().isEmpty()) out.append("\nProposals (postern zones accept ID):\n");
        for (Proposal p : z.proposals())
            out.append(String.format(
                            Locale.ROOT, "  %s  %s (sure to %.0f %%)%n", p.id(), p.title(), 100 * p.confidence()))
                    .append("    ")
                    .append(p.why())
                    .append('\n');
        if (!z.decisions().isEmpty()) out.append("\nDecisions:\n");
        for (Decided d : z.decisions())
            out.append(String.format(
                    Locale.ROOT,
                    "  %4d  from %s UTC  %s: %s%n",
                    d.number(),
                    ReportText.moment(d.atNanos()),
                    d.who(),
                    d.decision().sentence()));
        return out.toString();
    }

    static String policy(Zoning z) {
        StringBuilder out = new StringBuilder();
        if (!z.learned()) out.append("Still learning: what passes now becomes the learned policy.\n\n");
        for (Passage p : z.conduits()) {
            out.append(p.from())
                    .append(" -> ")
                    .append(p.to())
                    .append(p.written() ? "  (rules)" : "")
                    .append('\n');
            for (Use u : p.uses())
                out.append(String.format(
                        Locale.ROOT,
                        "  %-7s %-20s %-8s %-24s %-9s %4d conversations%n",
                        u.allowed() ? "allowed" : "NOT",
                        u.service(),
                        u.ask().name().toLowerCase(Locale.ROOT),
                        String.join(" ", u.ports()),
                        u.basis(),
                        u.conversations()));
        }
        return out.isEmpty() ? "No conversation passes from one zone to another.\n" : out.toString();
    }

    static String rehearsal(Rehearsal r) {
        StringBuilder out = new StringBuilder(r.sentence()).append('\n');
        out.append(String.format(
                Locale.ROOT,
                "Looked at %d conversations from %s to %s UTC, %d of them between zones.%n",
                r.conversations(),
                ReportText.moment(r.fromNanos()),
                ReportText.moment(r.toNanos()),
                r.crossing()));
        for (Blocked b : r.blocked())
            out.append("  ").append(b.sentence()).append(" (").append(b.basis()).append(")\n");
        if (r.left() > 0) out.append("  and ").append(r.left()).append(" more\n");
        return out.toString();
    }
}
