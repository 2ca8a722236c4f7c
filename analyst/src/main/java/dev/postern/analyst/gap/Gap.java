package dev.postern.analyst.gap;

import dev.postern.analyst.gap.clock.Clocks;
import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Encounter;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Identity;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What crosses, remembered for the report on the gap ({@link GapJudge}), and what is told at once: public addresses where private ones are used (E1, once per inside host and once more when something answers), and first
 * paths between networks (E2). Before learning is over a path is only reported if it joins controllers with an office network.
 */
public final class Gap {
    private static final int HOSTS_MAX = 20_000;
    private static final int PATHS_MAX = 8_192;
    /** The inside hosts of a network that get an incident of their own; later ones join one for the network. */
    private static final int OWN_INCIDENT_MAX = 3;

    private static final double OFFICE_LEVEL = 3.5;

    /** Programs that let somebody outside sit at a screen inside, by the names of their protocols. */
    private static final Set<String> REMOTE_TOOLS = Set.of("teamviewer", "radmin", "dameware");

    private static final Set<String> TUNNELS =
            Set.of("openvpn", "wireguard", "ike", "l2tp", "pptp", "socks", "teredo", "ip/47", "ip/50", "ip/41");

    private final Outward outward = new Outward();
    private final Asked asked = new Asked();
    private final Doubles doubles = new Doubles();
    private final Stacks stacks = new Stacks();
    private final Clocks clocks = new Clocks();
    private final OneWay oneWay = new OneWay();
    private final Joints joints = new Joints();
    private final Relays relays = new Relays();
    private final SerialLines serialLines = new SerialLines();
    private final Pings pings = new Pings();
    private final Comers comers = new Comers();
    private final Findings findings = new Findings();
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

    public void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (!unicast(client) || !unicast(server)) return;
        boolean clientOut = outside(client, context);
        boolean serverOut = outside(server, context);
        if (clientOut != serverOut) {
            Address inside = clientOut ? server : client;
            Address far = clientOut ? client : server;
            if (group(inside)) return;
            outward.traffic(t, inside, far, context);
            // A firewall refuses in the name of the far end: that is no answer from there.
            boolean answered = t.packetsUp() > 0 && t.packetsDown() > 0 && t.opening() != Traffic.Opening.REFUSED;
            contact(encounter(t), answered, inside, far, context);
        } else if (!clientOut && t.packetsUp() > 0) path(encounter(t), t.packetsDown() > 0, context);
        if (!clientOut) stacks.traffic(t, context);
        clocks.traffic(t, !clientOut && !group(client), !serverOut && !group(server), context);
        pings.traffic(t, context);
        if (!clientOut && !serverOut && !group(client) && !group(server)) {
            joints.traffic(t, context);
            relays.traffic(t, context);
            comers.traffic(t, context);
        }
        if (!group(client) && !group(server)) oneWay.traffic(t, context);
        if (REMOTE_TOOLS.contains(t.service()) || TUNNELS.contains(t.service())) tool(t, context);
    }

    private static Encounter encounter(Traffic t) {
        return new Encounter(t.stamp(), t.conversation(), t.service());
    }

    /** Whether the two are in different networks. */
    public static boolean concerns(Encounter e) {
        Address client = e.conversation().client();
        Address server = e.conversation().server();
        if (!unicast(client) || !unicast(server) || group(client) || group(server)) return false;
        int within = client.kind() == Address.Kind.IPV4 ? 8 : 64;
        return client.high() != server.high() || within < 64 && client.low() >>> within != server.low() >>> within;
    }

    /** What is at once a way out or over does not wait for its minute to end. */
    public void met(Encounter e, Context context) {
        Address client = e.conversation().client();
        Address server = e.conversation().server();
        boolean clientOut = outside(client, context);
        boolean serverOut = outside(server, context);
        if (clientOut && serverOut) return;
        if (clientOut) contact(e, true, server, client, context);
        else if (serverOut) contact(e, true, client, server, context);
        else path(e, true, context);
    }

    public void tally(Tally t, Context context) {
        asked.tally(t, context);
        serialLines.tally(t, context);
    }

    public void identity(Identity i, Context context) {
        asked.identity(i);
        if (!i.ofModule()) doubles.identity(i, context);
    }

    /** What joins networks, by the ways in which each kind gives itself away. */
    List<Inference> inferences(Context context, long sinceNanos, long nowNanos) {
        Clocks.Said ticking = clocks.said((a, b) -> Doubles.apart(a, b, context), context);
        List<Inference> all = new ArrayList<>(doubles.inferences(ticking.twins(), context));
        all.addAll(ticking.translations());
        all.addAll(stacks.inferences(context));
        all.addAll(asked.inferences(context));
        all.addAll(joints.inferences(context));
        all.addAll(relays.inferences(context));
        all.addAll(serialLines.inferences(context));
        all.addAll(pings.inferences(context));
        all.addAll(comers.inferences(asked, context, sinceNanos, nowNanos));
        return all;
    }

    Outward outward() {
        return outward;
    }

    Asked asked() {
        return asked;
    }

    private static boolean group(Address a) {
        return a.isMulticast() || a.kind() == Address.Kind.IPV4 && (a.low() & 0xFF) == 0xFF;
    }

    /** What it carries cannot be seen; that it is there can. */
    private static void tool(Traffic t, Context context) {
        if (t.packetsUp() == 0 || t.packetsDown() == 0) return;
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        boolean remote = REMOTE_TOOLS.contains(t.service());
        context.suspicions()
                .note(
                        remote ? "remote access tool" : "tunnel",
                        context.inventory().describe(client) + " and "
                                + context.inventory().describe(server) + " have "
                                + (remote ? "a session of " : "a tunnel of ") + t.service() + ".",
                        remote
                                ? "It is made to be reached from outside over its maker's relay."
                                : "What goes through it, and from where to where, cannot be seen.",
                        remote ? 0.6 : 0.3,
                        remote,
                        List.of(client, server),
                        t.stamp(),
                        context);
    }

    private static boolean unicast(Address a) {
        boolean group = a.isMulticast() || a.isUnspecified() || a.isLoopback() || a.isLinkLocal();
        return a.isIp() && !group && !nobodys(a);
    }

    /** No host has one of these (RFC 6890): whatever bears it was made up. */
    private static boolean nobodys(Address a) {
        long top = a.low() >>> 24;
        return a.kind() == Address.Kind.IPV4 && (top == 0 || top >= 240);
    }

    private static boolean outside(Address a, Context context) {
        if (!a.isPublic()) return false;
        Asset asset = context.inventory().at(a);
        return asset == null || !asset.onLink;
    }

    private void contact(Encounter e, boolean answered, Address inside, Address outside, Context context) {
        Contact c = contacts.get(inside);
        if (c == null) {
            if (!context.limit().room("hosts with public contacts", contacts.size(), HOSTS_MAX)) return;
            contacts.put(inside, c = new Contact());
            c.join = join(inside);
            c.outside.add(outside);
            c.answered = answered;
            context.desk().raise(finding(e, c, inside, outside, "", context));
            return;
        }
        if (!c.outside.contains(outside)
                && context.limit().room("public contacts of a host", c.outside.size(), Asset.PEERS_MAX))
            c.outside.add(outside);
        if (answered && !c.answered) {
            c.answered = true;
            context.desk().raise(finding(e, c, inside, outside, " answered", context));
        }
    }

    private String join(Address inside) {
        String network = Zones.network(inside, true);
        int hosts = hostsPerNetwork.merge(network, 1, Integer::sum);
        return hosts > OWN_INCIDENT_MAX ? "public addresses from " + network : "";
    }

    private Finding finding(Encounter e, Contact c, Address inside, Address outside, String how, Context context) {
        Situation s = Situation.PUBLIC_CONTACT;
        boolean fromInside = inside.equals(e.conversation().client());
        String seen = context.inventory().describe(inside) + (fromInside ? " contacted " : " was contacted by ")
                + "public address "
                + outside + " (" + e.service() + "), "
                + (c.answered ? "and was answered." : "without an answer that was seen.");
        return new Finding(
                s,
                inside + how,
                e.stamp(),
                inside,
                outside,
                e.service(),
                null,
                how.isEmpty() ? s.title : "Public address answers",
                seen,
                "No packet of a private network belongs to a public address.",
                how.isEmpty() ? "first time for this host" : "first answer for this host",
                consequence(c, inside, fromInside, context),
                s.neverHidden,
                List.of(e.stamp().ref()),
                List.of(
                        fromInside ? Part.source(inside) : Part.target(inside),
                        fromInside ? Part.target(outside) : Part.source(outside)),
                c.join);
    }

    /**
     * Whoever was answered, was called from outside and is there, or is a controller that begins to ask has a way that should not be there. A computer that asks in vain has software that looks for its maker, or worse: that is told, and is no
     * incident until something answers.
     */
    private static int consequence(Contact c, Address inside, boolean fromInside, Context context) {
        Asset asset = context.inventory().at(inside);
        boolean controller = asset != null && asset.purdue <= 1;
        boolean plant = asset != null && asset.purdue <= 3;
        boolean called = !fromInside && asset != null && asset.heard;
        boolean grave = c.answered || called || controller && context.learned();
        return grave && (plant || context.learned()) ? 10 : Situation.PUBLIC_CONTACT.consequence;
    }

    private void path(Encounter e, boolean answered, Context context) {
        Address asking = e.conversation().client();
        Address asked = e.conversation().server();
        String from = Zones.network(asking, true);
        String to = Zones.network(asked, true);
        if (from.equals(to)) return;
        Asset server = context.inventory().at(asked);
        if (!answered && (server == null || !server.heard)) return;
        Pair pair = new Pair(from, to);
        if (paths.containsKey(pair)) return;
        if (!context.limit().room("paths between networks", paths.size(), PATHS_MAX)) return;
        boolean learned = context.learned();
        // By what the networks are before the one that makes the way looks like a screen for it.
        boolean crosses =
                context.homeNanos() >= Settings.HOUR_NANOS && context.zones().plantToOffice(from, to);
        Path path = new Path(asking, asked, e.service(), e.stamp(), learned || crosses);
        paths.put(pair, path);
        if (path.reported()) report(pair, path, context, learned);
    }

    private static void report(Pair pair, Path path, Context context, boolean learned) {
        Situation s = Situation.FIRST_PATH;
        Zones zones = context.zones();
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
                        learned && crosses(pair, path, context) ? 10 : s.consequence,
                        s.neverHidden,
                        evidence,
                        List.of(Part.source(path.client()), Part.target(path.server())),
                        ""));
    }

    /**
     * Between two networks of the production a first path is no way across the gap: a panel, a laptop, a master at one cell has to do with the next. It is told, and who came is judged by what he does there. From
     * anywhere else to controllers or back, an office, a network of servers, one of which nothing is known, it is a hole in the gap.
     */
    private static boolean crosses(Pair pair, Path path, Context context) {
        Zones zones = context.zones();
        boolean plant = zones.control(pair.from()) || zones.control(pair.to());
        boolean production = zones.production(pair.from()) && zones.production(pair.to());
        return plant && !(production && below(path.client(), context) && below(path.server(), context));
    }

    /** Below the office, as far as anybody can tell. */
    private static boolean below(Address address, Context context) {
        Asset asset = context.inventory().at(address);
        return asset == null || !(asset.purdue >= OFFICE_LEVEL);
    }

    /** Tells what joins networks, if it is time to look. */
    public void tell(long sinceNanos, long minuteNanos, Context context) {
        if (!context.warm() || !findings.due(minuteNanos)) return;
        List<Inference> all = new ArrayList<>(inferences(context, sinceNanos, minuteNanos));
        all.addAll(context.suspicions().inferences());
        all.addAll(Visitors.inferences(context));
        findings.tell(all, minuteNanos, context);
    }

    public void close(Context context) {
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
