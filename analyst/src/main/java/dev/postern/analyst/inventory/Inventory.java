package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Conversation;
import dev.postern.model.Device;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All devices by address. Addresses of one network card are one device, with care: behind a router's hardware address stand many
 * devices, so an address joins a card only when ARP says so, or when its packets still have the hop limit they were sent with and the
 * card carries no other. An address that another card already has does not move by itself; see {@link #move}.
 */
public final class Inventory implements Roles.Site {
    /** A card forwards through which this many addresses come with a spent hop limit, or are sent to from other networks. */
    private static final int FORWARDED_MIN = 3;

    private static final int CARDS_PER_DEVICE = 8;

    private final HashMap<Address, Asset> byAddress = new HashMap<>();
    private final ArrayList<Asset> changes = new ArrayList<>();
    /** Card to addresses that came through it, or were sent to through it, and are not its own; until it forwards. */
    private final TreeMap<Address, TreeSet<Address>> forwarded = new TreeMap<>();

    private final ArrayList<Asset> absorbed = new ArrayList<>();
    private final OwnNetworks own = new OwnNetworks();

    private final Merges merges = new Merges();
    private final Levels levels = new Levels();
    private int controllers;
    private long nowNanos;
    private long watchedNanos;
    private int publicCount;
    private int spokenOfCount;
    /** How many play each role; null until asked after a role changed or devices became one. */
    private transient HashMap<String, int[]> players;

    /** The device at {@code address}, or null if none is known. */
    @Override
    public Asset at(Address address) {
        return address == null ? null : byAddress.get(address);
    }

    /** Two devices that exchanged packets, be it only the question for a hardware address. */
    public boolean met(Address one, Address other) {
        Asset a = at(one);
        Asset b = at(other);
        return a != null && b != null && a != b && a.talksTo(b);
    }

    /**
     * Multicast and broadcast, also that of a subnet: such an address is spoken to and never takes part. The last address of a /24 is one as
     * long as nobody was heard from it.
     */
    public boolean group(Address address) {
        return address.isMulticast() || lastOfSubnet(address) && at(address) == null;
    }

    private static boolean lastOfSubnet(Address address) {
        return address.kind() == Address.Kind.IPV4 && (address.low() & 0xFF) == 0xFF;
    }

    private Asset touch(Address address, long atNanos, boolean spoke, Settings.Limits limits, Limit limit) {
        if (address.isMulticast() || address.isUnspecified() || address.isLoopback()) return null;
        Asset asset = byAddress.get(address);
        if (asset == null) {
            if (!spoke && lastOfSubnet(address)) return null;
            if (!limit.room("devices", byAddress.size(), limits.devices())) return null;
            if (address.isPublic() && !limit.room("public devices", publicCount, limits.publicDevices())) return null;
            if (!spoke && !limit.room("devices never heard", spokenOfCount, limits.spokenOfDevices())) return null;
            asset = new Asset(address, atNanos, changes);
            asset.firstWatchedNanos = watchedNanos;
            asset.onLink = own.contains(address);
            byAddress.put(address, asset);
            if (address.isPublic()) publicCount++;
            if (!spoke) spokenOfCount++;
        } else if (spoke && !asset.heard) spokenOfCount--;
        asset.seen(atNanos, spoke);
        return asset;
    }

    public void traffic(Traffic t, Settings.Limits limits, Limit limit) {
        Conversation c = t.conversation();
        long at = t.stamp().atNanos();
        touch(c.client(), at, t.packetsUp() > 0, limits, limit);
        touch(c.server(), at, t.packetsDown() > 0, limits, limit);
        if (t.packetsUp() > 0) card(c.client(), t.up().mac(), t.up().ttl(), at, limits, limit);
        if (t.packetsDown() > 0) card(c.server(), t.down().mac(), t.down().ttl(), at, limits, limit);
        handedOver(c.client(), t.up(), c.server(), t.down());
        handedOver(c.server(), t.down(), c.client(), t.up());
        Asset client = at(c.client());
        Asset server = at(c.server());
        if (client != null && t.packetsUp() > 0 && server != null && !c.server().isMulticast()) client.unicast = true;
        if (server != null && t.packetsDown() > 0) server.unicast = true;
        boolean answered = t.packetsUp() > 0 && t.packetsDown() > 0;
        if (answered
                && client != null
                && server != null
                && client != server
                && Deeds.exchanged(t, client, server, limit)) controllers++;
        if (client != null && t.packetsUp() > 0 && group(c.server()) && Deeds.published(t.service()))
            client.published.add(t.service());
        if (client != null && bridging(t)) client.bridges = true;
    }

    /** Those that serve a plant protocol. */
    @Override
    public int controllers() {
        return controllers;
    }

    /** How long was watched in all; what lies between two captures was not. */
    @Override
    public long watchedNanos() {
        return watchedNanos;
    }

    private static boolean bridging(Traffic t) {
        return t.service().equals("stp");
    }

    /** Both addresses of the pair are there; whether they belong together is another question. */
    public void heard(Binding b, Settings.Limits limits, Limit limit) {
        Address mac = Address.mac(b.mac());
        Asset asset = touch(b.address(), b.stamp().atNanos(), b.source() != Binding.Source.DHCP_LEASE, limits, limit);
        if (b.mac() != 0) touch(mac, b.stamp().atNanos(), true, limits, limit);
        if (asset != null && b.source() != Binding.Source.IP) asset.vlan = b.vlan();
    }

    /** The pair belongs together, if the network itself said so. */
    public void bound(Binding b, Limit limit) {
        if (b.mac() == 0 || b.source() == Binding.Source.IP) return;
        if (own.claimed(b.address(), b.mac(), limit)) {
            byAddress.forEach((address, asset) -> asset.onLink |= own.contains(address));
        }
        join(b.address(), Address.mac(b.mac()), true, limit);
    }

    private void card(Address ip, long macValue, int ttl, long atNanos, Settings.Limits limits, Limit limit) {
        if (macValue == 0 || !ip.isIp()) return;
        Address mac = Address.mac(macValue);
        if (mac.isMulticast()) return;
        touch(mac, atNanos, true, limits, limit);
        Asset asset = byAddress.get(ip);
        if (asset != null && asset.macs.contains(mac)) {
            if (spentByOthers(ttl)) asset.hides++;
            return;
        }
        // Routers send for themselves from an address that they share, too.
        if (isUnspent(ttl) && !ip.isPublic() && !Redundancy.virtual(macValue)) join(ip, mac, false, limit);
        else if (asset != null) through(ip, mac);
    }

    /**
     * Whoever is handed packets for another network passes them on; a mirror port may show them before the router alone. Within one network a packet for
     * somebody else is a mistake or a fraud, and the addresses of one card need no router.
     */
    private void handedOver(Address from, Traffic.Side sent, Address to, Traffic.Side answer) {
        if (sent.packets() == 0 || sent.nextMac() == 0 || !isElsewhere(from, to)) return;
        Address next = Address.mac(sent.nextMac());
        Asset target = byAddress.get(to);
        if (next.isMulticast() || target != null && target.macs.contains(next)) return;
        boolean fromThere = answer.packets() > 0 && answer.mac() == sent.nextMac() && isUnspent(answer.ttl());
        Asset sender = byAddress.get(from);
        if (!fromThere && sender != null && sender.macs.contains(Address.mac(sent.mac()))) through(to, next);
    }

    private static boolean isElsewhere(Address from, Address to) {
        if (!from.isIp() || from.kind() != to.kind() || to.isMulticast() || to.isLinkLocal()) return false;
        return !from.isNeighbourOf(to);
    }

    private static boolean isUnspent(int ttl) {
        return ttl == 255 || ttl == 128 || ttl == 64 || ttl == 60 || ttl == 32 || ttl == 30 || ttl == 1;
    }

    /** One or two hops less than systems begin with. */
    private static boolean spentByOthers(int ttl) {
        return ttl == 127 || ttl == 126 || ttl == 63 || ttl == 62;
    }

    private void through(Address ip, Address mac) {
        Asset owner = byAddress.get(mac);
        if (owner == null || owner.forwards) return;
        TreeSet<Address> behind = forwarded.computeIfAbsent(mac, key -> new TreeSet<>());
        behind.add(ip);
        if (behind.size() < FORWARDED_MIN) return;
        forwarded.remove(mac);
        owner.forwards = true;
        owner.change();
        for (Address card : owner.macs) merges.forwards(card, owner);
    }

    /** True if this card passes on what others sent. */
    public boolean forwards(long mac) {
        Asset owner = byAddress.get(Address.mac(mac));
        return owner != null && owner.forwards;
    }

    /** @param told by ARP or the like, which does not cross routers */
    private void join(Address ip, Address mac, boolean told, Limit limit) {
        Asset asset = byAddress.get(ip);
        Asset card = byAddress.get(mac);
        if (asset == null || card == null || ip.isUnspecified()) return;
        if (asset == card) {
            if (told) asset.onLink |= own.holds(ip);
            return;
        }
        if (!asset.macs.isEmpty()) return;
        if (!told && !card.ips.isEmpty()) return;
        if (card.macs.size() >= CARDS_PER_DEVICE || !card.roomForAddress(limit)) return;
        Asset kept = merge(asset, card);
        if (told) kept.onLink |= own.holds(ip);
    }

    private Asset merge(Asset a, Asset b) {
        players = null;
        boolean ipFirst = !a.ips.isEmpty() && b.ips.isEmpty();
        boolean first = ipFirst || a.firstNanos <= b.firstNanos && (a.ips.isEmpty() == b.ips.isEmpty());
        Asset kept = first ? a : b;
        Asset lost = first ? b : a;
        if (kept.heard != lost.heard) spokenOfCount--;
        kept.absorb(lost);
        for (Address address : lost.ips) byAddress.put(address, kept);
        for (Address address : lost.macs) byAddress.put(address, kept);
        lost.gone = true;
        absorbed.add(lost);
        return kept;
    }

    /** {@code ip} now belongs to the card {@code mac} for good: replaced, failed over, or leased to another. */
    public void move(Address ip, long mac, Limit limit) {
        Asset from = byAddress.get(ip);
        Asset to = byAddress.get(Address.mac(mac));
        if (from == null || to == null || from == to || !to.roomForAddress(limit)) return;
        if (from.ips.size() == 1 && from.macs.isEmpty()) {
            merge(from, to);
            return;
        }
        // Until it was clear who has the address, what was said from it was taken for the former's.
        to.said.inherit(from.said, to.firstNanos);
        from.remove(ip);
        to.add(ip);
        byAddress.put(ip, to);
    }

    public void identity(Identity i, Settings.Limits limits, Limit limit) {
        Asset asset = touch(i.subject(), i.stamp().atNanos(), false, limits, limit);
        if (asset == null || isAddressForAName(i)) return;
        asset.identity(i, limit);
        merges.identity(i, limit);
    }

    /** Where certificates, TLS and the like have a name, some put the address. */
    private static boolean isAddressForAName(Identity i) {
        if (i.attribute() != Identity.Attribute.NAME) return false;
        Address address = Address.parseIfAny(i.value());
        return address != null && address.isIp();
    }

    public void tally(Tally t, Limit limit) {
        Deeds.tally(t, at(t.client()), at(t.server()), limit);
    }

    public void message(Message m) {
        Asset client = at(m.conversation().client());
        if (client != null) Deeds.message(m, client);
    }

    /**
     * Concludes what is known of those that changed: which are one device, in what role, at which level.
     *
     * @return those of which something else is to be told now, parts of one device together
     */
    public List<Asset> conclude(List<Asset> changed, long nowNanos) {
        if (nowNanos - this.nowNanos <= Settings.HOUR_NANOS) watchedNanos += nowNanos - this.nowNanos;
        this.nowNanos = nowNanos;
        Set<Group> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Asset> told = new ArrayList<>();
        for (Asset asset : merges.survey(changed, this)) {
            if (asset.group == null) {
                String before = asset.role;
                Roles.judge(asset, this);
                if (!asset.role.equals(before)) players = null;
                told.add(asset);
            } else if (seen.add(asset.group)) {
                Asset whole = Asset.union(asset.group.members);
                Roles.judge(whole, this);
                for (Asset part : asset.group.members) {
                    if (!part.role.equals(whole.role)) players = null;
                    part.take(whole);
                }
                told.addAll(asset.group.members);
            }
        }
        return levels.survey(told, this);
    }

    /** Each interface once, by its first address. */
    public List<Asset> all() {
        return all(asset -> true);
    }

    /** Those of all that are asked for; the fewer they are, the less it costs. */
    public List<Asset> all(Predicate<Asset> wanted) {
        List<Asset> all = new ArrayList<>();
        byAddress.forEach((address, asset) -> {
            if (wanted.test(asset) && asset.primary().equals(address)) all.add(asset);
        });
        all.sort(Comparator.comparing(Asset::primary));
        return all;
    }

    /** Who gave itself away while it spoke under the address of another; null if nobody did. For addresses that two machines are known to use. */
    public Behind behind(Address masked, Limit limit) {
        Asset asset = at(masked);
        return asset == null ? null : merges.behind(asset, this, limit);
    }

    /** How many interfaces play this role. */
    public int playing(String role) {
        if (players == null) {
            players = new HashMap<>();
            byAddress.forEach((address, asset) -> {
                if (!asset.role.isEmpty() && asset.primary().equals(address))
                    players.computeIfAbsent(asset.role, _ -> new int[1])[0]++;
            });
        }
        int[] count = players.get(role);
        return count == null ? 0 : count[0];
    }

    /** Devices that changed since last asked, by their first address. */
    public List<Asset> takeChanged() {
        List<Asset> taken = new ArrayList<>(changes.size());
        for (Asset asset : changes) {
            asset.told();
            if (!asset.gone) taken.add(asset);
        }
        changes.clear();
        taken.sort(Comparator.comparing(Asset::primary));
        return taken;
    }

    /** Devices found to be others since last asked. */
    public List<Asset> takeAbsorbed() {
        List<Asset> taken = List.copyOf(absorbed);
        absorbed.clear();
        return taken;
    }

    public String id(Address address) {
        Asset asset = at(address);
        return asset == null ? "" : asset.deviceId();
    }

    /** Each device once, by its first address. */
    public List<Device> devices() {
        return devices(all());
    }

    /** The devices that these are, or are parts of, each once. */
    public static List<Device> devices(Collection<Asset> assets) {
        Set<Group> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Device> devices = new ArrayList<>();
        for (Asset asset : assets) if (asset.group == null || seen.add(asset.group)) devices.add(Portrait.of(asset));
        return devices;
    }

    /** For sentences: the address, and in brackets what it is called and what it is. */
    public String describe(Address address) {
        return describe(address, at(address));
    }

    /** @param asset whose the address is, or was; null for nobody's */
    public String describe(Address address, Asset asset) {
        if (group(address)) return "the group address " + address;
        if (asset == null) return address.toString();
        List<String> about = new ArrayList<>();
        List<String> names = asset.names();
        if (!names.isEmpty()) about.add(names.getFirst());
        String model = asset.best(Identity.Attribute.MODEL);
        String kind = asset.role.isEmpty() ? "" : asset.role;
        if (!model.isEmpty()) about.add(model);
        else if (!asset.vendor().isEmpty()) about.add(asset.vendor());
        if (!kind.isEmpty()) about.add(kind);
        return about.isEmpty() ? address.toString() : address + " (" + String.join(", ", about) + ")";
    }
}
