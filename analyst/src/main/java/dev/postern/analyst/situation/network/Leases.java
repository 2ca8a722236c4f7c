package dev.postern.analyst.situation.network;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A server of leases (RFC 2131) that is drained (D9): within ten minutes many hardware addresses that nobody ever heard ask for one and then say nothing under it, or
 * many ask in vain of a server that still answers others. A works that comes up again asks all at once as well, but with the cards it always had; who really moves in
 * speaks as soon as it has an address.
 */
final class Leases {
    private static final int SEGMENTS_MAX = 512;
    private static final int ASKERS_MAX = 4_096;
    private static final int CLIENTS_MAX = 20_000;
    private static final int FRAMES_MAX = 8;
    private static final int IDLE_MIN = 32;
    /** What those behind a relay say besides may pass elsewhere. */
    private static final int RELAYED_MIN = 128;

    private static final int HUNGRY_MIN = 12;
    private static final long ROUND_NANOS = 10 * Settings.MINUTE_NANOS;
    /** Who has no answer after so long has none: RFC 2131 section 4.1 repeats after 4, 8, 16 and 32 seconds. */
    private static final long PATIENCE_NANOS = Settings.MINUTE_NANOS;

    /** By VLAN, and the relay that passes questions on. */
    private final TreeMap<String, Segment> segments = new TreeMap<>();
    /** Hardware addresses that ever asked, before this round. */
    private final TreeSet<String> clients = new TreeSet<>();

    /** Mutable. */
    static final class Segment {
        String key = "";
        int idleMin;
        long firstNanos;
        /** In this round, by hardware address. */
        final TreeMap<String, Asker> askers = new TreeMap<>();

        final ArrayList<FrameRef> frames = new ArrayList<>(1);
        final Peak idle = new Peak();
        final Peak hungry = new Peak();
        /** Who answered last. */
        Address server;
        /** The card that the last question came from. */
        long card;

        boolean passed;
    }

    /** Mutable. */
    static final class Asker {
        long firstNanos;
        boolean stranger;
        boolean served;
        Address leased;
    }

    void message(Message m, Context context) {
        if (!m.protocol().equals("dhcp") || m.stamp().late() || Address.parseIfAny(m.target()) == null) return;
        Segment segment = segment(m, context);
        if (segment == null) return;
        long at = m.stamp().atNanos();
        if (at - segment.firstNanos > ROUND_NANOS) begin(segment, at, context);
        boolean chooses = m.operation().equals("request");
        boolean asks = chooses || m.operation().equals("discover");
        Asker asker = asks ? asker(segment, m, context) : segment.askers.get(m.target());
        if (asks && asker != null && segment.frames.size() < FRAMES_MAX)
            segment.frames.add(m.stamp().ref());
        boolean served = m.outcome() == Outcome.SUCCESS;
        if (served) segment.server = server(m);
        if (asker == null || !served && !chooses) return;
        // Who asks for one address was offered it, though a mirror may not show the offer.
        asker.served = true;
        Object address = m.fields().get(served ? "your_address" : "requested");
        if (address instanceof String leased) asker.leased = Address.parseIfAny(leased);
    }

    private Segment segment(Message m, Context context) {
        Object relay = m.fields().get("relay");
        String key = "VLAN " + m.conversation().vlan() + (relay == null ? "" : " behind " + relay);
        Segment segment = segments.get(key);
        if (segment != null) return segment;
        if (!context.limit().room("segments with leases", segments.size(), SEGMENTS_MAX)) return null;
        segments.put(key, segment = new Segment());
        segment.key = key;
        segment.idleMin = relay == null ? IDLE_MIN : RELAYED_MIN;
        segment.firstNanos = m.stamp().atNanos();
        return segment;
    }

    private Asker asker(Segment segment, Message m, Context context) {
        Asker asker = segment.askers.get(m.target());
        if (asker != null) return asker;
        if (!context.limit().room("askers for leases", segment.askers.size(), ASKERS_MAX)) return null;
        segment.askers.put(m.target(), asker = new Asker());
        asker.firstNanos = m.stamp().atNanos();
        Asset card = context.inventory().at(Address.parse(m.target()));
        boolean heard = card != null && card.firstNanos < segment.firstNanos;
        asker.stranger = !heard && !clients.contains(m.target());
        return asker;
    }

    private static Address server(Message m) {
        Address named = m.fields().get("server") instanceof String text ? Address.parseIfAny(text) : null;
        return named != null ? named : m.conversation().source(m.fromClient());
    }

    void traffic(Traffic t) {
        if (t.conversation().serverPort() != 67 || t.packetsUp() == 0) return;
        Segment segment = segments.get("VLAN " + t.conversation().vlan());
        if (segment != null) segment.card = t.up().mac();
    }

    private void begin(Segment segment, long atNanos, Context context) {
        for (String asker : segment.askers.keySet())
            if (!segment.passed
                    && !clients.contains(asker)
                    && context.limit().room("clients of leases", clients.size(), CLIENTS_MAX)) clients.add(asker);
        segment.askers.clear();
        segment.frames.clear();
        segment.passed = false;
        segment.firstNanos = atNanos;
    }

    void close(Stamp stamp, Context context) {
        for (Segment segment : segments.values()) {
            if (segment.askers.isEmpty()) continue;
            int idle = 0;
            int hungry = 0;
            boolean serves = false;
            for (Asker asker : segment.askers.values()) {
                serves |= asker.served;
                if (!asker.served && stamp.atNanos() - asker.firstNanos >= PATIENCE_NANOS) hungry++;
                if (asker.stranger && !speaks(asker, context.inventory())) idle++;
            }
            boolean ended = stamp.atNanos() - segment.firstNanos >= ROUND_NANOS;
            boolean drained = passes(segment.idle, idle, segment.idleMin, ended, stamp);
            boolean empty = serves && passes(segment.hungry, hungry, HUNGRY_MIN, ended, stamp);
            segment.passed |= drained || empty;
            if (drained) tell(segment, segment.idle, idle, true, stamp, context);
            else if (empty) tell(segment, segment.hungry, hungry, false, stamp, context);
            if (ended) begin(segment, stamp.atNanos(), context);
        }
    }

    /** A round grows: it is learned when it has ended, and told as soon as it passes. */
    private static boolean passes(Peak peak, int count, int least, boolean ended, Stamp stamp) {
        return (ended || peak.isPassedBy(count, least)) && peak.over(count, least, stamp.atNanos());
    }

    private static boolean speaks(Asker asker, Inventory inventory) {
        Asset asset = asker.leased == null ? null : inventory.at(asker.leased);
        return asset != null && asset.heard;
    }

    private static void tell(Segment segment, Peak peak, int count, boolean idle, Stamp stamp, Context context) {
        Situation s = Situation.LEASES_DRAINED;
        Address card = Address.mac(segment.card);
        boolean one = segment.card != 0 && !segment.askers.containsKey(Address.macText(segment.card));
        Address server = segment.server;
        Address device = one ? card : server != null ? server : Address.parse(segment.askers.firstKey());
        List<Part> parts = new ArrayList<>();
        if (one) parts.add(Part.source(card));
        if (server != null) parts.add(Part.victim(server));
        if (parts.isEmpty()) parts.add(Part.involved(device));
        String unit = idle ? "new hardware addresses that only ask for leases" : "askers without an answer";
        context.desk()
                .raise(new Finding(
                        s,
                        segment.key,
                        stamp,
                        device,
                        one ? server : null,
                        "dhcp",
                        null,
                        s.title,
                        sentence(segment, count, idle, one, server, context.inventory()),
                        peak.expected(unit),
                        "never seen in ordinary operation",
                        s.consequence,
                        s.neverHidden,
                        List.copyOf(segment.frames),
                        parts,
                        "leases " + segment.key,
                        peak.explanation(
                                count,
                                unit + " within ten minutes",
                                idle
                                        ? "normal if they spoke under the addresses they got"
                                        : "normal if they got one")));
    }

    private static String sentence(
            Segment segment, int count, boolean idle, boolean one, Address server, Inventory inventory) {
        String whom = server == null ? "in " + segment.key : "of " + inventory.describe(server);
        return idle
                ? count + " hardware addresses that were never heard before asked within minutes for leases " + whom
                        + " and said nothing else" + (one ? ", all from the card " + Address.macText(segment.card) : "")
                        + "."
                : count + " devices ask in vain for leases " + whom + ", which still answers others: it has none left.";
    }
}
