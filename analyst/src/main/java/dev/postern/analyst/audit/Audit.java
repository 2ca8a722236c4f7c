package dev.postern.analyst.audit;

import dev.postern.analyst.incident.Headlines;
import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.model.AuditReport;
import dev.postern.model.AuditReport.Item;
import dev.postern.model.AuditReport.Section;
import dev.postern.model.Conduit;
import dev.postern.model.GapReport;
import dev.postern.model.Traffic;
import dev.postern.model.Weakness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects from the first packet on what a cold-start audit needs, and tells when one is due: after an hour, a day, a week and a month of event time, and no
 * more. Of a section {@value #ITEMS_MAX} findings are listed, the worst first.
 */
public final class Audit {
    private static final int ITEMS_MAX = 40;
    private static final long[] SPANS = {
        Settings.HOUR_NANOS, Settings.DAY_NANOS, 7 * Settings.DAY_NANOS, 30 * Settings.DAY_NANOS
    };
    private static final String[] SPAN_NAMES = {"1 hour", "1 day", "7 days", "30 days"};
    public static final String SO_FAR = "so far";
    private static final String INCIDENTS = "incidents";

    private static final Set<String> IN_CLEAR = Set.of(
            "unauthenticated-engineering",
            "password-in-clear",
            "guessable-password",
            "telnet",
            "ftp",
            "snmp-community");
    private static final double PLANT = 2;
    private static final Set<String> DOUBLE = Set.of("one machine in two networks", "moved machine");

    private final Beacons beacons = new Beacons();
    private final Scans scans = new Scans();
    private int told;

    /**
     * What the analyst knows when a report is made.
     *
     * @param headlines of the incidents and notices
     */
    public record Known(
            Inventory inventory,
            Headlines headlines,
            List<Conduit> conduits,
            GapReport gap,
            List<Weakness> weaknesses,
            List<Item> firstDay,
            long startNanos) {}

    public void traffic(Traffic t, Limit limit) {
        beacons.traffic(t, limit);
        scans.traffic(t, limit);
    }

    /** Name of the span whose audit has come due since last asked, or null; of several the longest. */
    public String due(long watchedNanos) {
        int before = told;
        while (told < SPANS.length && watchedNanos >= SPANS[told]) told++;
        return told == before ? null : SPAN_NAMES[told - 1];
    }

    public AuditReport report(String span, Known known) {
        List<Section> sections = List.of(
                section(
                        INCIDENTS,
                        "Incidents and notices",
                        "Told already, each with its story and its packets: look at these first.",
                        known.headlines().gravest(),
                        known.headlines().others()),
                section(
                        "strange-hands",
                        "Hands that are rare for their role",
                        "Who operates a plant looks before acting, and what is operated asks nobody.",
                        known.firstDay()),
                section(
                        "rare-edges",
                        "Conversations that are rare for the role",
                        "An intruder uses a device for what devices of its kind do not do.",
                        new RareEdges(known.inventory()).found(known.conduits())),
                section(
                        "beacons",
                        "Steady contacts",
                        "Malware asks its master in a rhythm; so do updaters and monitoring.",
                        beacons.found(known.inventory())),
                section(
                        "scans",
                        "Knocking at many doors",
                        "Whoever looks for a way knocks where nobody lives; so does a scanner of your own.",
                        scans.found(known.inventory())),
                section(
                        "outside",
                        "Names and addresses of the outside",
                        "In a network without the outside nobody should ask for it.",
                        outside(known.gap())),
                section(
                        "engineering",
                        "Engineering and passwords in clear",
                        "What anybody on the way can read, anybody can use.",
                        weak(known, true)),
                section(
                        "dual-homed",
                        "One machine in two networks",
                        "It joins what a firewall parts.",
                        doubles(known.gap())),
                section(
                        "weak-spots",
                        "Other weak spots",
                        "None is an attack; each makes one easier.",
                        weak(known, false)));
        return new AuditReport(span, known.startNanos(), known.gap().atNanos(), sentence(span, sections), sections);
    }

    private static Section section(String name, String title, String why, List<Item> items) {
        return section(name, title, why, items, 0);
    }

    private static Section section(String name, String title, String why, List<Item> items, long others) {
        List<Item> listed = List.copyOf(items.subList(0, Math.min(ITEMS_MAX, items.size())));
        return new Section(name, title, why, listed, others + items.size() - listed.size());
    }

    private static String sentence(String span, List<Section> sections) {
        long all = 0;
        List<String> parts = new ArrayList<>();
        for (Section section : sections) {
            long count = section.items().size() + section.leftOut();
            all += count;
            if (count > 0) parts.add(section.title().toLowerCase(java.util.Locale.ROOT) + ": " + count);
        }
        String when = span.equals(SO_FAR) ? "So far" : "After " + span;
        if (all == 0) return when + ", nothing stands out.";
        Section told = sections.getFirst();
        String first = told.items().isEmpty()
                ? ""
                : " First: " + told.items().getFirst().sentence();
        return when + ", " + Words.count(all, "finding") + " to look at: " + String.join("; ", parts) + "." + first;
    }

    private static List<Item> outside(GapReport gap) {
        List<Item> items = new ArrayList<>();
        for (GapReport.Path p : gap.paths())
            items.add(new Item(
                    List.of(p.host()),
                    p.sentence(),
                    p.packets() + " packets",
                    p.firstNanos(),
                    p.lastNanos(),
                    p.evidence().stream().limit(8).toList()));
        for (GapReport.Attempt a : gap.attempts())
            items.add(new Item(
                    List.of(a.host()),
                    a.host() + " asked for the " + a.kind() + " " + a.what() + ".",
                    Words.count(a.count(), "time") + (a.refused() > 0 ? ", " + a.refused() + " refused" : ""),
                    a.firstNanos(),
                    a.lastNanos(),
                    List.of(a.frame())));
        return items;
    }

    private static List<Item> doubles(GapReport gap) {
        List<Item> items = new ArrayList<>();
        for (GapReport.Inference i : gap.inferences())
            if (DOUBLE.contains(i.kind()))
                items.add(new Item(i.devices(), i.sentence(), i.reason(), i.firstNanos(), i.lastNanos(), i.evidence()));
        return items;
    }

    /** @param engineering those in clear on what moves or guides the process; otherwise all others */
    private static List<Item> weak(Known known, boolean engineering) {
        List<Item> items = new ArrayList<>();
        for (Weakness w : known.weaknesses()) {
            Asset asset = known.inventory().at(w.address());
            boolean plant = asset != null && asset.purdue <= PLANT;
            if (w.state() != Weakness.State.OPEN || (IN_CLEAR.contains(w.kind()) && plant) != engineering) continue;
            items.add(new Item(
                    List.of(w.address()),
                    known.inventory().describe(w.address()) + ": " + w.what(),
                    w.title() + "; rank " + w.rank(),
                    w.sinceNanos(),
                    w.lastNanos(),
                    w.evidence()));
        }
        return items;
    }
}
