package dev.postern.analyst;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What crosses: public addresses where private ones are used (E1, once per inside host and once more when something answers), and first
 * paths between networks (E2). Before learning is over a path is only reported if it joins controllers with an office network.
 */
final class Gap {
    private static final int HOSTS_MAX = 20_000;
    private static final int PATHS_MAX = 8_192;
    /** The inside hosts of a network that get an incident of their own; later ones join one for the network. */
    private static final int OWN_INCIDENT_MAX = 3;

    private final TreeMap<Address, Contact> contacts = new TreeMap<>();
    private final TreeMap<String, Integer> hostsPerNetwork = new TreeMap<>();
    private final LinkedHashMap<Pair, Path> paths = new LinkedHashMap<>();

    /** What one inside host had to do with public addresses; mutable. */
    static final class Contact {
        String join = "";
        final TreeSet<Address> outside = new TreeSet<>();
        boolean answered;
    }

    private record Pair(String from, String to) {}

    /** First traffic from one network to another. */
    private record Path(Address client, Address server, String service, Stamp stamp, boolean reported) {}

    void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (!unicast(client) || !unicast(server)) return;
        boolean clientOut = outside(client, context);
        boolean serverOut = outside(server, context);
        if (clientOut != serverOut) contact(t, clientOut ? server : client, clientOut ? client : server, context);
        else if (!clientOut) path(t, context);
    }

    private static boolean unicast(Address a) {
        return a.isIp() && !a.isMulticast() && !a.isUnspecified() && !a.isLoopback() && !a.isLinkLocal();
    }

    private static boolean outside(Address a, Context context) {
        if (!a.isPublic()) return false;
        Asset asset = context.inventory().at(a);
        return asset == null || !asset.onLink;
    }

    private void contact(Traffic t, Address inside, Address outside, Context context) {
        if (inside.kind() == Address.Kind.IPV4 && (inside.low() & 0xFF) == 0xFF) return;
        Contact c = contacts.get(inside);
        boolean answered = t.packetsUp() > 0 && t.packetsDown() > 0;
        if (c == null) {
            if (!context.limit().room("hosts with public contacts", contacts.size(), HOSTS_MAX)) return;
            contacts.put(inside, c = new Contact());
            c.join = join(inside);
            c.outside.add(outside);
            c.answered = answered;
            context.desk().raise(finding(t, c, inside, outside, "", context));
            return;
        }
        if (c.outside.size() < Asset.PEERS_MAX) c.outside.add(outside);
        if (answered && !c.answered) {
            c.answered = true;
            context.desk().raise(finding(t, c, inside, outside, " answered", context));
        }
    }

    private String join(Address inside) {
        String network = Zones.network(inside, true);
        int hosts = hostsPerNetwork.merge(network, 1, Integer::sum);
        return hosts > OWN_INCIDENT_MAX ? "public addresses from " + network : "";
    }

    private Finding finding(Traffic t, Contact c, Address inside, Address outside, String how, Context context) {
        Situation s = Situation.PUBLIC_CONTACT;
        Asset asset = context.inventory().at(inside);
        boolean plant = asset != null && asset.purdue <= 3;
        boolean fromInside = inside.equals(t.conversation().client());
        String seen = context.inventory().describe(inside) + (fromInside ? " contacted " : " was contacted by ")
                + "public address "
                + outside + " (" + t.service() + "), "
                + (c.answered ? "and was answered." : "without an answer that was seen.");
        return new Finding(
                s,
                inside + how,
                t.stamp(),
                inside,
                outside,
                t.service(),
                null,
                how.isEmpty() ? s.title : "Public address answers",
                seen,
                "No packet of a private network belongs to a public address.",
                how.isEmpty() ? "first time for this host" : "first answer for this host",
                plant || context.learned() ? 10 : s.consequence,
                s.neverHidden,
                List.of(t.stamp().ref()),
                List.of(
                        fromInside ? Part.source(inside) : Part.target(inside),
                        fromInside ? Part.target(outside) : Part.source(outside)),
                c.join);
    }

    private void path(Traffic t, Context context) {
        String from = Zones.network(t.conversation().client(), true);
        String to = Zones.network(t.conversation().server(), true);
        if (from.equals(to) || t.packetsUp() == 0) return;
        Asset server = context.inventory().at(t.conversation().server());
        if (t.packetsDown() == 0 && (server == null || !server.heard)) return;
        Pair pair = new Pair(from, to);
        if (paths.containsKey(pair)) return;
        if (!context.limit().room("paths between networks", paths.size(), PATHS_MAX)) return;
        boolean learned = context.learned();
        Path path = new Path(t.conversation().client(), t.conversation().server(), t.service(), t.stamp(), learned);
        paths.put(pair, path);
        if (learned) report(pair, path, context, true);
    }

    private static void report(Pair pair, Path path, Context context, boolean learned) {
        Situation s = Situation.FIRST_PATH;
        Zones zones = context.zones();
        boolean plant = zones.control(pair.from()) || zones.control(pair.to());
        String from = zones.name(pair.from());
        String to = zones.name(pair.to());
        List<FrameRef> evidence = List.of(path.stamp().ref());
        context.desk()
                .raise(new Finding(
                        s,
                        pair.from() + ">" + pair.to(),
                        path.stamp(),
                        path.client(),
                        path.server(),
                        path.service(),
                        null,
                        learned ? s.title : "Path between plant and office",
                        context.inventory().describe(path.client()) + " in zone " + from + " talks " + path.service()
                                + " to " + context.inventory().describe(path.server()) + " in zone " + to + ".",
                        learned
                                ? "Nothing went from " + from + " to " + to + " before, for "
                                        + Words.span(context.homeNanos()) + "."
                                : "Controllers and office devices should not talk directly.",
                        learned ? "first time between these zones" : "seen since Postern listens, so it may be old",
                        learned && plant ? 10 : s.consequence,
                        s.neverHidden,
                        evidence,
                        List.of(Part.source(path.client()), Part.target(path.server())),
                        ""));
    }

    void close(Context context) {
        if (!context.warm() || context.learned()) return;
        List<Pair> found = new ArrayList<>();
        paths.forEach((pair, path) -> {
            if (!path.reported() && context.zones().plantToOffice(pair.from(), pair.to())) found.add(pair);
        });
        for (Pair pair : found) {
            Path path = paths.get(pair);
            paths.put(pair, new Path(path.client(), path.server(), path.service(), path.stamp(), true));
            report(pair, path, context, false);
        }
    }
}
