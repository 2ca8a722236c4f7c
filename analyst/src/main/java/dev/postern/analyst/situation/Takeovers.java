package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Vendors;
import dev.postern.analyst.inventory.Words;
import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.FrameRef;
import dev.postern.model.Malformed;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who owns which address. An address that moves to another card is first a notice (A6): a fail-over and a replacement look the same. It is a
 * takeover (D9) once both cards go on claiming it, once one card took addresses of two others within minutes, or once it was used by a card
 * that never announced it and then returned. What two cards send in turn for one sender, with different contents, is changed on its way (D9). Not counted: cards of one machine (neighbouring numbers), virtual router addresses, leases,
 * and packets that a router passed on (their hop limit is spent).
 */
public final class Takeovers {
    private static final long RELAY_NANOS = 5 * Settings.MINUTE_NANOS;
    private static final long EPISODE_NANOS = 10 * Settings.MINUTE_NANOS;
    private static final long CONTEST_NANOS = Settings.HOUR_NANOS;
    private static final long ABANDONED_NANOS = Settings.DAY_NANOS;
    /** A device that was silent for so long before a card of its maker took its place was exchanged, as far as anybody can tell. */
    private static final long DEAD_NANOS = 10 * Settings.MINUTE_NANOS;
    /** So long after that it is being set up. */
    private static final long SET_UP_NANOS = 12 * Settings.HOUR_NANOS;

    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final int NEIGHBOURS = 16;
    private static final int EVIDENCE_MAX = 16;
    private static final int REWRITTEN_MAX = 4_096;
    private static final Set<String> REWRITING = Set.of(
            "segment repeated with other data from another card",
            "datagram repeated with other data from another card");
    private static final long VRRP = 0x0000_5E00_01L;
    private static final long VRRP6 = 0x0000_5E00_02L;
    private static final long HSRP = 0x0000_0C07_ACL;
    private static final long HSRP2 = 0x0000_0C9F_FL;

    private final TreeMap<Address, TreeMap<Integer, Claim>> claims = new TreeMap<>();
    /** Card to the addresses first seen in its packets; more than one may mean that it forwards. */
    private final TreeMap<Long, TreeSet<Address>> sourced = new TreeMap<>();

    /** Who was changed on the way to whom, and when that was told. Null until somebody was, and from a snapshot of an earlier release. */
    private TreeMap<String, Long> rewritten;

    /** Since when something has rewritten what passes, in a home that learns, of addresses that nobody took; 0 for never. */
    private long rewritesSinceNanos;

    private boolean rewritesByHabit;

    private int size;

    enum State {
        SETTLED,
        /** A second card claims it; may be a fail-over. */
        MOVED,
        /** Taken over, and reported. */
        TAKEN
    }

    /** Who claims one address in one VLAN; mutable. */
    static final class Claim {
        Address address;
        int vlan;
        long owner;
        /** Not only in packets, which a router may have passed on. */
        boolean firm;

        long ownerLastNanos;
        long rival;
        long rivalFirstNanos;
        long rivalLastNanos;
        boolean rivalAnnounced;
        boolean ownerReturned;
        /** When its device was exchanged for one of the same maker, and the former was not heard again. */
        long exchangedNanos = NEVER;
        /** The card of the former. */
        long exchanged;

        State state = State.SETTLED;
        final ArrayList<FrameRef> evidence = new ArrayList<>();

        void evidence(FrameRef frame) {
            if (evidence.size() >= EVIDENCE_MAX) evidence.remove(1);
            evidence.add(frame);
        }
    }

    /** True while more than one card claims it. */
    public boolean contested(Address address) {
        TreeMap<Integer, Claim> byVlan = claims.get(address);
        if (byVlan == null) return false;
        for (Claim c : byVlan.values()) if (c.state != State.SETTLED) return true;
        return false;
    }

    /** Its device was exchanged for one of the same maker within the last hours, so whoever engineers it sets up the new one. */
    boolean isBeingSetUp(Address address, long atNanos) {
        TreeMap<Integer, Claim> byVlan = claims.get(address);
        if (byVlan == null) return false;
        return byVlan.values().stream().anyMatch(c -> isBeingSetUp(c, atNanos));
    }

    private static boolean isBeingSetUp(Claim c, long atNanos) {
        long since = atNanos - c.exchangedNanos;
        return c.state != State.TAKEN && since >= 0 && since <= SET_UP_NANOS;
    }

    /** The card in whose place this one was put within the last hours, or null. */
    Address predecessor(Address card, long atNanos) {
        for (TreeMap<Integer, Claim> byVlan : claims.values())
            for (Claim c : byVlan.values()) {
                long now = c.rival == 0 ? c.owner : c.rival;
                if (isBeingSetUp(c, atNanos) && Address.mac(now).equals(card)) return Address.mac(c.exchanged);
            }
        return null;
    }

    public void binding(Binding b, Context context) {
        if (!b.address().isIp() || !countable(b.address(), b.mac())) return;
        Claim c = claim(b.address(), b.vlan(), !b.address().isPublic(), context);
        if (c == null) return;
        if (b.source() == Binding.Source.DHCP_LEASE) {
            if (c.owner != 0 && c.owner != b.mac()) context.inventory().move(b.address(), b.mac(), context.limit());
            settle(c, b.mac(), b.stamp(), true);
        } else if (b.source() == Binding.Source.IP) {
            if (c.owner == 0) source(c, b);
            else if (b.mac() == c.owner || b.mac() == c.rival) claims(c, b.mac(), b.stamp(), false, context);
        } else claims(c, b.mac(), b.stamp(), true, context);
    }

    private void source(Claim c, Binding b) {
        settle(c, b.mac(), b.stamp(), false);
        TreeSet<Address> addresses = sourced.computeIfAbsent(b.mac(), key -> new TreeSet<>());
        if (addresses.size() < NEIGHBOURS) addresses.add(b.address());
    }

    public void traffic(Traffic t, Context context) {
        if (t.packetsUp() > 0) spoke(t.conversation().client(), t.up().mac(), t.up().ttl(), t, context);
        if (t.packetsDown() > 0)
            spoke(t.conversation().server(), t.down().mac(), t.down().ttl(), t, context);
    }

    private void spoke(Address address, long mac, int ttl, Traffic t, Context context) {
        if (!address.isIp() || address.isPublic() || !countable(address, mac)) return;
        boolean unspent = ttl == 64 || ttl == 128 || ttl == 255;
        Claim c = claim(address, t.conversation().vlan(), unspent, context);
        if (c == null || !unspent && mac != c.owner && mac != c.rival) return;
        claims(c, mac, t.stamp(), false, context);
        if (unspent && mac == c.owner) c.firm = true;
    }

    private static boolean countable(Address address, long mac) {
        if (address.isMulticast() || address.isUnspecified() || address.isLoopback()) return false;
        long block = mac >> 8;
        return mac != 0
                && !Address.mac(mac).isMulticast()
                && block != VRRP
                && block != VRRP6
                && block != HSRP
                && mac >> 12 != HSRP2;
    }

    private Claim claim(Address address, int vlan, boolean create, Context context) {
        TreeMap<Integer, Claim> byVlan = claims.get(address);
        Claim c = byVlan == null ? null : byVlan.get(vlan);
        if (c != null || !create) return c;
        if (!context.limit()
                .room("address claims", size, context.settings().limits().claims())) return null;
        c = new Claim();
        c.address = address;
        c.vlan = vlan;
        claims.computeIfAbsent(address, key -> new TreeMap<>()).put(vlan, c);
        size++;
        return c;
    }

    private static void settle(Claim c, long mac, Stamp stamp, boolean firm) {
        c.owner = mac;
        c.firm = firm;
        c.ownerLastNanos = stamp.atNanos();
        c.rival = 0;
        c.ownerReturned = false;
        c.state = State.SETTLED;
        c.evidence.clear();
        c.evidence(stamp.ref());
    }

    private void claims(Claim c, long mac, Stamp stamp, boolean told, Context context) {
        if (c.owner == 0) settle(c, mac, stamp, true);
        else if (mac == c.owner) ownerSpeaks(c, stamp, told, context);
        else if (mac == c.rival) rivalSpeaks(c, stamp, told, context);
        else newcomer(c, mac, stamp, told, context);
    }

    private void ownerSpeaks(Claim c, Stamp stamp, boolean told, Context context) {
        c.firm |= told;
        long at = stamp.atNanos();
        if (at <= c.ownerLastNanos) return;
        c.ownerLastNanos = at;
        if (c.state == State.SETTLED) {
            c.evidence.set(0, stamp.ref());
            return;
        }
        if (at <= c.rivalFirstNanos) return;
        c.exchangedNanos = NEVER;
        if (at - c.rivalLastNanos > CONTEST_NANOS) return;
        boolean first = !c.ownerReturned;
        c.ownerReturned = true;
        if (first) c.evidence(stamp.ref());
        if (c.state == State.MOVED && !c.rivalAnnounced) taken(c, stamp, context);
    }

    private void rivalSpeaks(Claim c, Stamp stamp, boolean told, Context context) {
        long at = stamp.atNanos();
        boolean again = at - c.rivalLastNanos > EPISODE_NANOS;
        if (at <= c.rivalLastNanos) return;
        c.rivalLastNanos = at;
        c.rivalAnnounced |= told;
        if (c.state == State.MOVED && c.ownerReturned || c.state == State.TAKEN && again) {
            c.evidence(stamp.ref());
            taken(c, stamp, context);
        } else if (at - Math.max(c.ownerLastNanos, c.rivalFirstNanos) > patienceNanos(c)) {
            context.inventory().move(c.address, c.rival, context.limit());
            settle(c, c.rival, stamp, true);
        }
    }

    /** Silence of the owner for so long gives the address to the rival; whoever took it does not own it after an hour. */
    private static long patienceNanos(Claim c) {
        return c.state == State.TAKEN ? ABANDONED_NANOS : CONTEST_NANOS;
    }

    private void newcomer(Claim c, long mac, Stamp stamp, boolean told, Context context) {
        if (stamp.atNanos() <= c.ownerLastNanos && !told) return;
        if (Math.abs(mac - c.owner) < NEIGHBOURS) return;
        if (!told && context.inventory().forwards(mac)) return;
        if (!c.firm && (!told || passesOn(c.owner))) {
            settle(c, mac, stamp, true);
            return;
        }
        long former = c.owner;
        long silentNanos = stamp.atNanos() - c.ownerLastNanos;
        c.rival = mac;
        c.rivalFirstNanos = stamp.atNanos();
        c.rivalLastNanos = stamp.atNanos();
        c.rivalAnnounced = told;
        c.ownerReturned = false;
        boolean sameMaker = !Vendors.of(mac).isEmpty() && Vendors.of(mac).equals(Vendors.of(former));
        c.exchangedNanos = sameMaker && silentNanos >= DEAD_NANOS ? stamp.atNanos() : NEVER;
        c.exchanged = former;
        c.state = State.MOVED;
        c.evidence(stamp.ref());
        unmask(c, stamp);
        if (!alsoTaken(c, stamp).isEmpty()) {
            taken(c, stamp, context);
            return;
        }
        moved(c, former, silentNanos, stamp, context);
        if (silentNanos > ABANDONED_NANOS) {
            context.inventory().move(c.address, mac, context.limit());
            settle(c, mac, stamp, true);
        }
    }

    private boolean passesOn(long mac) {
        TreeSet<Address> addresses = sourced.get(mac);
        return addresses != null && addresses.size() > 1;
    }

    /**
     * Where the first to speak for two addresses was the one that took them, both go back to cards of their own: what they have in common
     * is the relay.
     */
    private void unmask(Claim c, Stamp stamp) {
        boolean swapped = false;
        for (TreeMap<Integer, Claim> byVlan : claims.values()) {
            Claim other = byVlan.get(c.vlan);
            if (other == null || other == c || other.state != State.MOVED || other.owner != c.owner) continue;
            if (other.rival == c.rival || stamp.atNanos() - other.rivalLastNanos > RELAY_NANOS) continue;
            swap(other);
            swapped = true;
        }
        if (swapped) swap(c);
    }

    private static void swap(Claim c) {
        long mac = c.owner;
        c.owner = c.rival;
        c.rival = mac;
        long last = c.ownerLastNanos;
        c.ownerLastNanos = c.rivalLastNanos;
        c.rivalLastNanos = last;
        c.rivalAnnounced = true;
    }

    /** Other addresses, of other owners, that the same card claims in these minutes. */
    private List<Claim> alsoTaken(Claim c, Stamp stamp) {
        List<Claim> others = new ArrayList<>();
        for (TreeMap<Integer, Claim> byVlan : claims.values()) {
            Claim other = byVlan.get(c.vlan);
            if (other == null || other == c || other.state == State.SETTLED || other.rival != c.rival) continue;
            if (other.owner != c.owner && stamp.atNanos() - other.rivalLastNanos <= RELAY_NANOS) others.add(other);
        }
        return others;
    }

    private void moved(Claim c, long former, long silentNanos, Stamp stamp, Context context) {
        Situation s = Situation.HARDWARE_CHANGED;
        Address rival = actor(c, context);
        String seen = "Address " + context.inventory().describe(c.address) + ", until now at " + card(former)
                + ", is claimed by " + card(c.rival) + own(rival) + ".";
        String expected = "It was last heard from " + Address.macText(former) + " " + Words.span(silentNanos)
                + " before, and from no other hardware address.";
        context.desk()
                .raise(new Finding(
                        s,
                        c.vlan + "|" + c.address + "|" + c.rival,
                        stamp,
                        rival,
                        c.address,
                        "arp",
                        null,
                        s.title,
                        seen,
                        expected,
                        "first time for this address",
                        s.consequence,
                        s.neverHidden,
                        c.evidence,
                        List.of(Part.source(rival), Part.source(Address.mac(c.rival)), Part.victim(c.address)),
                        "card " + c.rival));
    }

    /** Contents that two cards send in turn for one sender. */
    public static boolean rewrites(Malformed m) {
        return REWRITING.contains(m.rule());
    }

    /** An accelerator or a proxy that keeps addresses rewrites from the first day, for hours; then only what passes a card that took an address is told. */
    public void rewritten(Malformed m, Context context) {
        if (m.conversation() == null || m.stamp().late()) return;
        Address source = m.conversation().source(m.fromClient());
        Address destination = m.conversation().destination(m.fromClient());
        Claim c = taken(source);
        if (c == null) c = taken(destination);
        long at = m.stamp().atNanos();
        if (c == null && !context.learned()) {
            if (rewritesSinceNanos == 0) rewritesSinceNanos = at;
            rewritesByHabit |= at - rewritesSinceNanos > Settings.HOUR_NANOS;
            return;
        }
        if (c == null && rewritesByHabit) return;
        String key = source + "|" + destination;
        if (rewritten == null) rewritten = new TreeMap<>();
        Long told = rewritten.get(key);
        if (told != null && at - told <= EPISODE_NANOS) return;
        if (told == null && !context.limit().room("conversations changed on the way", rewritten.size(), REWRITTEN_MAX))
            return;
        rewritten.put(key, at);
        tellRewritten(m, source, destination, c, context);
    }

    /** The claim of a second card on this address, or null. */
    private Claim taken(Address address) {
        TreeMap<Integer, Claim> byVlan = claims.get(address);
        if (byVlan == null) return null;
        return byVlan.values().stream()
                .filter(c -> c.state != State.SETTLED)
                .findFirst()
                .orElse(null);
    }

    private void tellRewritten(Malformed m, Address source, Address destination, Claim c, Context context) {
        Situation s = Situation.REWRITTEN;
        List<Part> parts = new ArrayList<>(List.of(Part.victim(source), Part.victim(destination)));
        if (c != null) parts.add(Part.relay(actor(c, context)));
        if (c != null) parts.add(Part.relay(Address.mac(c.rival)));
        context.desk()
                .raise(new Finding(
                        s,
                        source + "|" + destination,
                        m.stamp(),
                        source,
                        destination,
                        m.layer(),
                        null,
                        s.title,
                        "What " + context.inventory().describe(source) + " tells "
                                + context.inventory().describe(destination)
                                + " came twice, from two hardware addresses and with different contents"
                                + (c == null
                                        ? "."
                                        : "; " + card(c.rival) + own(actor(c, context)) + " took " + c.address + "."),
                        "What is passed on keeps its contents.",
                        "never seen in ordinary operation",
                        s.consequence,
                        s.neverHidden,
                        List.of(m.stamp().ref()),
                        parts,
                        c == null ? "" : "card " + c.rival));
    }

    private void taken(Claim c, Stamp stamp, Context context) {
        Situation s = Situation.TAKEOVER;
        List<Claim> others = alsoTaken(c, stamp);
        boolean relay = !others.isEmpty();
        Address rival = actor(c, context);
        TreeSet<Address> victims = new TreeSet<>();
        victims.add(c.address);
        List<FrameRef> evidence = new ArrayList<>(c.evidence);
        c.state = State.TAKEN;
        for (Claim other : others) {
            other.state = State.TAKEN;
            victims.add(other.address);
            if (evidence.size() + other.evidence.size() <= 2 * EVIDENCE_MAX) evidence.addAll(other.evidence);
        }
        evidence.sort(null);
        List<Part> parts = new ArrayList<>();
        parts.add(relay ? Part.relay(rival) : Part.source(rival));
        parts.add(relay ? Part.relay(Address.mac(c.rival)) : Part.source(Address.mac(c.rival)));
        for (Address victim : victims) parts.add(Part.victim(victim));
        String title =
                Address.macText(c.rival) + (relay ? " sits between " + Words.and(victims) : " claims " + c.address);
        context.desk()
                .raise(new Finding(
                        s,
                        c.vlan + "|" + c.address + "|" + c.rival,
                        stamp,
                        rival,
                        c.address,
                        "arp",
                        null,
                        s.title + ": " + title,
                        seen(c, others, rival, context),
                        expected(c, others),
                        "never seen in ordinary operation",
                        s.consequence,
                        s.neverHidden,
                        evidence.stream().distinct().toList(),
                        parts,
                        "card " + c.rival));
    }

    private static String seen(Claim c, List<Claim> others, Address rival, Context context) {
        StringBuilder text = new StringBuilder(Words.capital(card(c.rival))).append(own(rival));
        if (rival.isIp()) text.append(',');
        if (others.isEmpty()) {
            text.append(" uses address ")
                    .append(context.inventory().describe(c.address))
                    .append(", which belongs to ");
            return text.append(card(c.owner))
                    .append("; both were heard with it within ")
                    .append(Words.span(Math.abs(c.ownerLastNanos - c.rivalLastNanos)))
                    .append(".")
                    .toString();
        }
        text.append(" tells the network that it is ").append(context.inventory().describe(c.address));
        for (Claim other : others)
            text.append(" and ").append(context.inventory().describe(other.address));
        return text.append(", so what these send each other passes through it.").toString();
    }

    private static String expected(Claim c, List<Claim> others) {
        StringBuilder text = new StringBuilder();
        text.append(c.address).append(" at ").append(card(c.owner));
        for (Claim other : others)
            text.append("; ").append(other.address).append(" at ").append(card(other.owner));
        return text.append(".").toString();
    }

    private static String card(long mac) {
        String vendor = Vendors.of(mac);
        return "hardware address " + Address.macText(mac) + (vendor.isEmpty() ? "" : " (" + vendor + ")");
    }

    private static String own(Address rival) {
        return rival.isIp() ? ", whose own address is " + rival : "";
    }

    /** The rival by an address of its own, else by its card. */
    private Address actor(Claim c, Context context) {
        Address mac = Address.mac(c.rival);
        Asset asset = context.inventory().at(mac);
        if (asset != null) for (Address ip : asset.ips) if (!ip.equals(c.address) && !contested(ip)) return ip;
        return mac;
    }
}
