package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hosts that pass on what they are told: each time somebody connects to them, they connect elsewhere at once, and about as much goes through both
 * connections in both directions. A server that fetches data for an answer connects at once as well, and does not pass on as much as it was told.
 */
public final class Relays {
    private static final int HOSTS_MAX = 20_000;
    private static final int PAIRS_MAX = 16;
    private static final long AT_ONCE_NANOS = Settings.SECOND_NANOS;
    private static final int TIMES_MIN = 6;
    private static final double ALWAYS = 0.8;
    /** Packets need not be cut alike on both sides. */
    private static final double ALIKE = 0.25;

    private static final double CONFIDENCE = 0.7;
    private static final int OPENINGS_MAX = 32;

    private final TreeMap<Address, Middle> middles = new TreeMap<>();

    private record Opening(Address peer, long atNanos, long bytesIn, long bytesOut) {}

    private record Pair(Address client, Address server) {}

    /** Mutable. */
    private static final class Middle {
        /** Connections from others that began lately. */
        final ArrayList<Opening> came = new ArrayList<>();

        final ArrayList<Opening> went = new ArrayList<>();
        final LinkedHashMap<Pair, Passed> pairs = new LinkedHashMap<>();
        final TreeMap<Address, Long> cameFrom = new TreeMap<>();
        final TreeMap<Address, Long> wentTo = new TreeMap<>();
    }

    /** Mutable. */
    private static final class Passed {
        long alike;
        long firstNanos;
        long lastNanos;
        FrameRef frame;
    }

    void traffic(Traffic t, Context context) {
        if (t.conversation().transport() != Transport.TCP || !t.first()) return;
        if (t.opening() != Traffic.Opening.OPENED || t.packetsDown() == 0) return;
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        long at = t.stamp().atNanos();
        Middle asServer = middle(server, context);
        if (asServer != null) {
            count(asServer.cameFrom, client, context);
            add(asServer.came, new Opening(client, at, t.bytesUp(), t.bytesDown()), context);
            for (Opening out : asServer.went) match(asServer, t, client, at, t.bytesUp(), t.bytesDown(), out, context);
        }
        Middle asClient = middle(client, context);
        if (asClient != null) {
            count(asClient.wentTo, server, context);
            Opening out = new Opening(server, at, t.bytesUp(), t.bytesDown());
            add(asClient.went, out, context);
            for (Opening in : asClient.came)
                match(asClient, t, in.peer(), in.atNanos(), in.bytesIn(), in.bytesOut(), out, context);
        }
    }

    private Middle middle(Address host, Context context) {
        Middle known = middles.get(host);
        if (known != null) return known;
        if (!context.limit().room("hosts in the middle", middles.size(), HOSTS_MAX)) return null;
        middles.put(host, known = new Middle());
        return known;
    }

    private static void count(TreeMap<Address, Long> table, Address peer, Context context) {
        if (table.containsKey(peer)
                || context.limit().room("peers of a host in the middle", table.size(), OPENINGS_MAX))
            table.merge(peer, 1L, Long::sum);
    }

    private static void add(ArrayList<Opening> openings, Opening opening, Context context) {
        // One that is past its time can be matched no more, and is no loss.
        boolean past =
                !openings.isEmpty() && opening.atNanos() - openings.getFirst().atNanos() > AT_ONCE_NANOS;
        if (past && openings.size() == OPENINGS_MAX
                || !context.limit().room("connections of a host in the middle", openings.size(), OPENINGS_MAX))
            openings.removeFirst();
        openings.add(opening);
    }

    private static void match(
            Middle m, Traffic t, Address from, long cameNanos, long up, long down, Opening out, Context context) {
        long lag = out.atNanos() - cameNanos;
        if (lag < 0 || lag > AT_ONCE_NANOS || from.equals(out.peer())) return;
        Pair pair = new Pair(from, out.peer());
        Passed passed = m.pairs.get(pair);
        if (passed == null) {
            if (!context.limit().room("pairs of a host in the middle", m.pairs.size(), PAIRS_MAX)) return;
            m.pairs.put(pair, passed = new Passed());
            passed.firstNanos = cameNanos;
            passed.frame = t.stamp().ref();
        }
        if (alike(up, out.bytesIn()) && alike(down, out.bytesOut())) passed.alike++;
        passed.lastNanos = Math.max(passed.lastNanos, t.stamp().atNanos());
    }

    private static boolean alike(long a, long b) {
        return Math.abs(a - b) <= ALIKE * Math.max(a, b);
    }

    List<Inference> inferences(Context context) {
        List<Inference> found = new ArrayList<>();
        Inventory inventory = context.inventory();
        middles.forEach((host, m) -> {
            for (Map.Entry<Pair, Passed> e : m.pairs.entrySet()) {
                Passed p = e.getValue();
                Pair pair = e.getKey();
                long came = m.cameFrom.getOrDefault(pair.client(), 0L);
                long went = m.wentTo.getOrDefault(pair.server(), 0L);
                if (p.alike < TIMES_MIN || p.alike < ALWAYS * came || p.alike < ALWAYS * went) continue;
                String from = network(pair.client(), context);
                String to = network(pair.server(), context);
                found.add(new Inference(
                        "relay",
                        inventory.describe(host) + " seems to pass on what " + inventory.describe(pair.client())
                                + " says to " + inventory.describe(pair.server()) + ".",
                        "Of " + came + " connections to it " + p.alike
                                + " were followed within a second by one to there, and as much went through both.",
                        CONFIDENCE,
                        !from.equals(to) && context.zones().plantToOffice(from, to),
                        List.of(host, pair.client(), pair.server()),
                        p.firstNanos,
                        p.lastNanos,
                        List.of(p.frame)));
            }
        });
        return found;
    }

    private static String network(Address a, Context context) {
        Asset asset = context.inventory().at(a);
        return Zones.network(a, asset != null && asset.onLink);
    }
}
