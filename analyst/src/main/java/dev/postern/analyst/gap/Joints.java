package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who stands between networks: the card a packet came from, where that card is not its sender's and the hop limit is spent; and the card that a sender
 * gives its packets to, where that is not the receiver's and something answers. One for each network is how a site is built; another one, of another
 * box, is another way. Where some services pass it and others are tried in vain, it filters.
 */
public final class Joints {
    private static final int JOINTS_MAX = 8_192;
    private static final int PAIRS_MAX = 8_192;
    private static final int SERVICES_MAX = 64;
    private static final int PAIRS_OF_CARD_MAX = 64;
    private static final int WINDOWS_MIN = 3;
    private static final int REFUSED_SERVICES_MIN = 4;
    private static final double SECOND = 0.75;
    /** Both were there from the beginning: a stand-by, as it seems. */
    private static final double STANDBY = 0.3;

    private static final double FILTERS = 0.6;

    private final LinkedHashMap<Joint, Carried> joints = new LinkedHashMap<>();
    /** Client's and server's network to the services that were tried in vain, and when last. */
    private final TreeMap<String, Vain> vain = new TreeMap<>();

    /** @param network in which the card is, as its gateway or by what it carries into it */
    private record Joint(long card, String network) {}

    private record Pair(String from, String into) {}

    /** Mutable. */
    private static final class Carried {
        long windows;
        long firstNanos;
        long lastNanos;
        boolean early;
        FrameRef frame;
        final TreeSet<String> services = new TreeSet<>();
        /** At most {@link #PAIRS_OF_CARD_MAX}. */
        final LinkedHashSet<Pair> pairs = new LinkedHashSet<>();
    }

    /** Mutable. */
    private static final class Vain {
        final TreeMap<String, Long> services = new TreeMap<>();
    }

    void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        String from = network(client, context);
        String to = network(server, context);
        if (from.equals(to) || from.equals(Zones.UNNUMBERED) || to.equals(Zones.UNNUMBERED)) return;
        if (t.packetsUp() > 0) carried(t, t.up().mac(), t.up().ttl(), client, from, to, context);
        if (t.packetsDown() > 0) carried(t, t.down().mac(), t.down().ttl(), server, to, from, context);
        if (t.packetsUp() > 0 && t.packetsDown() > 0) given(t, client, server, from, to, context);
        boolean refused = t.opening() == Traffic.Opening.UNANSWERED || t.opening() == Traffic.Opening.REFUSED;
        if (!refused) return;
        Vain tried = vain.get(from + ">" + to);
        if (tried == null) {
            if (!context.limit().room("ways tried in vain", vain.size(), PAIRS_MAX)) return;
            vain.put(from + ">" + to, tried = new Vain());
        }
        if (tried.services.containsKey(t.service())
                || context.limit().room("services tried in vain", tried.services.size(), SERVICES_MAX))
            tried.services.put(t.service(), t.stamp().atNanos());
    }

    private void carried(Traffic t, long card, int ttl, Address sender, String from, String into, Context context) {
        if (card == 0 || unspent(ttl)) return;
        Asset asset = context.inventory().at(sender);
        if (asset != null && asset.macs.contains(Address.mac(card))) return;
        note(t, new Joint(card, into), new Pair(from, into), context);
    }

    private void given(Traffic t, Address client, Address server, String from, String into, Context context) {
        long card = t.up().nextMac();
        if (card == 0 || Address.mac(card).isMulticast()) return;
        Asset receiver = context.inventory().at(server);
        Asset sender = context.inventory().at(client);
        // Only of who is seen on its own link is it known to whom it gave its packets.
        if (sender == null || sender.macs.isEmpty()) return;
        if (receiver != null && receiver.macs.contains(Address.mac(card))) return;
        note(t, new Joint(card, from), new Pair(from, into), context);
    }

    private void note(Traffic t, Joint joint, Pair pair, Context context) {
        Carried c = joints.get(joint);
        if (c == null) {
            if (!context.limit().room("ways by card", joints.size(), JOINTS_MAX)) return;
            joints.put(joint, c = new Carried());
            c.firstNanos = t.stamp().atNanos();
            c.early = !context.learned();
            c.frame = t.stamp().ref();
        }
        c.windows++;
        c.lastNanos = Math.max(c.lastNanos, t.stamp().atNanos());
        context.limit().keep("services of a way by card", c.services, t.service(), SERVICES_MAX);
        context.limit().keep("networks that a card joins", c.pairs, pair, PAIRS_OF_CARD_MAX);
    }

    private static boolean unspent(int ttl) {
        return ttl == 255 || ttl == 128 || ttl == 64 || ttl == 60 || ttl == 32 || ttl == 30 || ttl <= 1;
    }

    private static String network(Address a, Context context) {
        Asset asset = context.inventory().at(a);
        return Zones.network(a, asset != null && asset.onLink);
    }

    /** Every box but the first that stands in a network as a router. */
    List<Inference> inferences(Context context) {
        Map<String, List<Map.Entry<Joint, Carried>>> networks = new TreeMap<>();
        for (Map.Entry<Joint, Carried> e : joints.entrySet())
            if (e.getValue().windows >= WINDOWS_MIN)
                networks.computeIfAbsent(e.getKey().network(), _ -> new ArrayList<>())
                        .add(e);
        Map<String, Inference> found = new LinkedHashMap<>();
        for (List<Map.Entry<Joint, Carried>> of : networks.values()) {
            Map.Entry<Joint, Carried> first = of.getFirst();
            for (Map.Entry<Joint, Carried> e : of)
                if (!sameBox(first.getKey(), e.getKey(), context)) {
                    Inference i = inference(first.getKey(), e.getKey(), e.getValue(), context);
                    found.putIfAbsent(i.sentence(), i);
                }
        }
        return List.copyOf(found.values());
    }

    /** The same card, or another port of the same device. */
    private static boolean sameBox(Joint a, Joint b, Context context) {
        if (a.card() == b.card()) return true;
        Asset one = context.inventory().at(Address.mac(a.card()));
        Asset two = context.inventory().at(Address.mac(b.card()));
        return one != null && one == two;
    }

    private Inference inference(Joint first, Joint j, Carried c, Context context) {
        Zones zones = context.zones();
        // The gravest of the ways that it goes.
        Pair pair = c.pairs.getFirst();
        for (Pair other : c.pairs) if (zones.control(other.into()) && !zones.control(pair.into())) pair = other;
        boolean standby = c.early || virtual(j.card()) || virtual(first.card());
        boolean plant = c.pairs.stream().anyMatch(p -> zones.control(p.into()) || zones.control(p.from()));
        TreeSet<String> held = held(c);
        boolean filters = held.size() >= REFUSED_SERVICES_MIN;
        Address address = at(j.card(), context);
        return new Inference(
                filters ? "firewall" : "second router",
                context.inventory().describe(address) + " carries packets from zone " + zones.name(pair.from())
                        + " into zone " + zones.name(pair.into()) + (filters ? ", and seems to filter them." : "."),
                "It stands in " + zones.name(j.network()) + ", where "
                        + context.inventory().describe(at(first.card(), context))
                        + " is the router: packets for other networks were given to both, or came from both."
                        + (filters
                                ? " " + Words.and(c.services) + " passed, and " + Words.count(held.size(), "service")
                                        + " were tried in vain meanwhile."
                                : ""),
                standby ? STANDBY : filters ? FILTERS : SECOND,
                !standby && plant,
                List.of(address),
                c.firstNanos,
                c.lastNanos,
                List.of(c.frame));
    }

    /** Shared by routers that stand in for each other: RFC 9568 section 7.3, and Cisco's HSRP. */
    private static boolean virtual(long card) {
        long group = card >> 8;
        return group == 0x00_00_5E_00_01L || group == 0x00_00_5E_00_02L || group == 0x00_00_0C_07_ACL;
    }

    private static Address at(long card, Context context) {
        Asset asset = context.inventory().at(Address.mac(card));
        return asset == null ? Address.mac(card) : asset.primary();
    }

    /** What was tried in vain on its ways while it carried, and did not pass. */
    private TreeSet<String> held(Carried c) {
        TreeSet<String> held = new TreeSet<>();
        for (Pair pair : c.pairs) {
            Vain tried = vain.get(pair.from() + ">" + pair.into());
            if (tried == null) continue;
            tried.services.forEach((service, last) -> {
                if (last >= c.firstNanos && !c.services.contains(service)) held.add(service);
            });
        }
        return held;
    }
}
