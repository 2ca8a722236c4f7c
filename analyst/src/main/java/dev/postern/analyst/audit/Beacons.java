package dev.postern.analyst.audit;

import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Words;
import dev.postern.model.Address;
import dev.postern.model.AuditReport.Item;
import dev.postern.model.FrameRef;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Connections that one host opens to another in a steady rhythm. In a plant nearly everything is steady, so only what is no plant protocol and no
 * clock, name or management service counts, and of that only what leads outside, is not answered, or is opened by few. The rhythm is the
 * coefficient of variation of the intervals between openings (Welford), so a jitter of {@value #VARIATION_MAX} of the interval is still one. What
 * stays open for days opens once and is not found here. At most {@value #EDGES_MAX} edges, O(1) for each flow.
 */
final class Beacons {
    private static final int EDGES_MAX = 8_192;
    private static final int OPENINGS_MIN = 6;
    private static final double VARIATION_MAX = 0.35;
    /** Quicker than this is a poll or a page that loads. */
    private static final long INTERVAL_MIN_NANOS = 20_000_000_000L;

    private static final int CLIENTS_FEW = 2;
    /** What every host does by itself to keep its network going. */
    private static final Set<String> HOUSEKEEPING = Set.of(
            "dhcp", "dhcpv6", "dns", "kerberos", "ldap", "cldap", "nbdgm", "nbns", "ntp", "ptp", "snmp", "syslog");

    private final LinkedHashMap<Edge, Rhythm> edges = new LinkedHashMap<>();

    private record Edge(Address client, Address server, String service) {}

    /** Mutable. */
    private static final class Rhythm {
        long openings;
        long answered;
        long firstNanos;
        long lastNanos;
        double mean;
        double squares;
        FrameRef first;

        void opened(long atNanos) {
            if (openings > 0) {
                double interval = atNanos - lastNanos;
                double difference = interval - mean;
                mean += difference / openings;
                squares += difference * (interval - mean);
            }
            openings++;
            lastNanos = atNanos;
        }

        double variation() {
            return Math.sqrt(squares / (openings - 1)) / mean;
        }

        boolean steady() {
            return openings >= OPENINGS_MIN && mean >= INTERVAL_MIN_NANOS && variation() <= VARIATION_MAX;
        }
    }

    void traffic(Traffic t, Limit limit) {
        if (!t.first() || t.packetsUp() == 0) return;
        Address server = t.conversation().server();
        if (!server.isIp() || server.isMulticast() || server.isLoopback()) return;
        if (Services.plant(t.service()) || HOUSEKEEPING.contains(t.service()) || !Services.offered(t.service())) return;
        Edge edge = new Edge(t.conversation().client(), server, t.service());
        Rhythm rhythm = edges.get(edge);
        if (rhythm == null) {
            if (!limit.room("rhythms of connections", edges.size(), EDGES_MAX)) return;
            edges.put(edge, rhythm = new Rhythm());
            rhythm.firstNanos = t.stamp().atNanos();
            rhythm.first = t.stamp().ref();
        }
        long at = t.stamp().atNanos();
        // Several at once are one opening.
        if (rhythm.openings > 0 && at - rhythm.lastNanos < INTERVAL_MIN_NANOS / 20) return;
        rhythm.opened(at);
        if (t.packetsDown() > 0 && t.opening() != Traffic.Opening.REFUSED) rhythm.answered++;
    }

    /** The steadiest of those that lead outside first, then the others. */
    List<Item> found(Inventory inventory) {
        Map<String, TreeSet<Address>> clients = new LinkedHashMap<>();
        edges.forEach((edge, _) -> clients.computeIfAbsent(edge.server() + " " + edge.service(), _ -> new TreeSet<>())
                .add(edge.client()));
        List<Map.Entry<Edge, Rhythm>> steady = new ArrayList<>();
        for (Map.Entry<Edge, Rhythm> e : edges.entrySet()) {
            Edge edge = e.getKey();
            boolean few = clients.get(edge.server() + " " + edge.service()).size() <= CLIENTS_FEW;
            boolean odd = edge.server().isPublic() || e.getValue().answered == 0 || few;
            if (odd && e.getValue().steady()) steady.add(e);
        }
        steady.sort(Comparator.comparing(
                        (Map.Entry<Edge, Rhythm> e) -> !e.getKey().server().isPublic())
                .thenComparingDouble(e -> e.getValue().variation())
                .thenComparing(e -> e.getKey().client())
                .thenComparing(e -> e.getKey().server())
                .thenComparing(e -> e.getKey().service()));
        return steady.stream()
                .map(e -> item(e.getKey(), e.getValue(), inventory))
                .toList();
    }

    private static Item item(Edge edge, Rhythm r, Inventory inventory) {
        return new Item(
                List.of(edge.client(), edge.server()),
                inventory.describe(edge.client()) + " turns to " + inventory.describe(edge.server()) + " over "
                        + edge.service() + " every " + Words.span(Math.round(r.mean))
                        + (r.answered == 0 ? ", without an answer." : "."),
                r.openings + " openings, their intervals vary by " + Math.round(100 * r.variation()) + " %",
                r.firstNanos,
                r.lastNanos,
                List.of(r.first));
    }
}
