package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** State of one network interface with its addresses: what it said, what it does. Several may be one device: {@link Group}. */
public final class Asset {
    static final int SERVICES_MAX = 64;
    public static final int PEERS_MAX = 64;
    static final int ADDRESSES_MAX = 16;
    static final int MODULES_MAX = 64;
    private static final int UNITS_MAX = 16;
    private static final int FOREIGN_NAMES_MAX = 16;
    private static final long STEADY_MINUTES = 60;
    /** One minute of so many. */
    private static final long STEADY_PART = 4;

    public String id;
    public final TreeSet<Address> ips = new TreeSet<>();
    public final TreeSet<Address> macs = new TreeSet<>();
    final Facts said = new Facts();
    /** Place to what was said of the module there. */
    final TreeMap<String, Facts> modules = new TreeMap<>();
    /** Service to the clients that were answered. */
    public final TreeMap<String, TreeSet<Address>> served = new TreeMap<>();
    /** Service to the servers that answered. */
    public final TreeMap<String, TreeSet<Address>> used = new TreeMap<>();
    /** Names, in lower case, that were said under its addresses and are another machine's: {@link Inventory#behind}. */
    private final TreeSet<String> foreignNames = new TreeSet<>();

    /** Others it exchanged anything with, be it only the question for a hardware address. */
    final TreeSet<Address> met = new TreeSet<>();

    final TreeSet<String> published = new TreeSet<>();
    /** Stations that it answered for, where the protocol numbers them. */
    final TreeSet<String> units = new TreeSet<>();

    public long firstNanos;
    /** {@link Inventory#watchedNanos} at that time. */
    long firstWatchedNanos;

    public long lastNanos;
    public boolean heard;
    /** The last packet of its own. */
    public long heardNanos = Long.MIN_VALUE;
    /** On a link that is watched, whatever its address. */
    public boolean onLink;

    /** Of its ARP packets, 0 for untagged or unknown. */
    public int vlan;

    /** Heard in a conversation with one other, not only speaking to all. */
    public boolean unicast;

    boolean forwards;
    boolean bridges;
    public boolean leases;
    /** Minutes in which its own packets came over its own card with a hop limit that others had spent: somebody stands behind it. */
    int hides;

    /** Minutes in which it asked something of the plant, and the last of them. */
    long askMinutes;

    long askedMinute = -1;
    /** How often it began to ask, after a minute without or more. */
    long askBouts;

    long engineering;
    long reads;
    long writes;
    public String role = "";
    double roleConfidence;
    String roleReason = "";
    public double purdue = Double.NaN;
    public String zone = "";
    /** Where {@link Zones} has put it, and the level it lends to its network. */
    public String network = "";

    double level = Double.NaN;
    /** What {@link Levels} counts it as, and where. */
    Levels.Kind kind = Levels.Kind.NONE;

    String levelNetwork = "";
    /** The device that it is a part of; null if it is one by itself. */
    Group group;
    /** It is another device now. */
    boolean gone;
    /** Id of the device that it was last told as. */
    private String toldId = "";

    private boolean changed;
    /** The answer of {@link #primary}, until an address comes or goes: it is asked of every device every minute. */
    private transient Address primary;

    /** The answer of {@link #telling}, until something changes. */
    private transient Boolean telling;

    /** Those that changed since the last minute's end, shared by all devices. */
    private final List<Asset> changes;

    /** For restoring a snapshot, and for seeing several as one. */
    Asset() {
        changes = null;
    }

    Asset(Address address, long atNanos, List<Asset> changes) {
        this.changes = changes;
        id = Ids.of("device", address);
        if (address.isIp()) ips.add(address);
        else macs.add(address);
        firstNanos = atNanos;
        lastNanos = atNanos;
    }

    /** It is part of another device. */
    public boolean isGone() {
        return gone;
    }

    public Address primary() {
        if (primary == null) primary = ips.isEmpty() ? macs.first() : ips.first();
        return primary;
    }

    void add(Address ip) {
        ips.add(ip);
        primary = null;
        change();
    }

    void remove(Address ip) {
        ips.remove(ip);
        primary = null;
        change();
    }

    /** Id of the device that it is, or is a part of. */
    public String deviceId() {
        return group == null ? id : group.id();
    }

    /** Known under another id than last told; asked once. */
    public boolean isRenamed() {
        boolean renamed = !deviceId().equals(toldId) && !toldId.isEmpty();
        toldId = deviceId();
        return renamed;
    }

    /** What it was told as is a part of another device now. */
    public boolean isPart() {
        return !deviceId().equals(id);
    }

    void seen(long atNanos, boolean spoke) {
        if (atNanos > lastNanos) lastNanos = atNanos;
        heard |= spoke;
        if (spoke) heardNanos = Math.max(heardNanos, atNanos);
        change();
    }

    /** Something of it is to be told at the end of the minute. */
    void change() {
        if (!changed && changes != null) changes.add(this);
        changed = true;
        telling = null;
    }

    /** Whether what it is says enough of it, by one who asks again and again and looks at nothing but what it said and its cards. */
    public boolean telling(Predicate<Asset> judge) {
        if (telling == null) telling = judge.test(this);
        return telling;
    }

    void told() {
        changed = false;
    }

    static void note(TreeMap<String, TreeSet<Address>> table, String service, Address peer, Limit limit) {
        TreeSet<Address> peers = table.get(service);
        if (peers == null) {
            if (!limit.room("services of a device", table.size(), SERVICES_MAX)) return;
            table.put(service, peers = new TreeSet<>());
        }
        limit.keep("peers of a service", peers, peer, PEERS_MAX);
    }

    void meet(Address peer, Limit limit) {
        limit.keep("peers of a device", met, peer, PEERS_MAX);
    }

    /** They exchanged packets, so they are two. */
    boolean talksTo(Asset other) {
        return met(other) || other.met(this);
    }

    private boolean met(Asset other) {
        for (Address ip : other.ips) if (met.contains(ip)) return true;
        for (Address mac : other.macs) if (met.contains(mac)) return true;
        return false;
    }

    void unit(String unit, Limit limit) {
        limit.keep("stations of a device", units, unit, UNITS_MAX);
    }

    public boolean serves(String service) {
        return served.containsKey(service);
    }

    /** Sends to a group address, whoever listens. */
    boolean publishes(String service) {
        return published.contains(service);
    }

    /** Different peers over the plant's protocols in one direction. */
    static TreeSet<Address> plantPeers(TreeMap<String, TreeSet<Address>> table) {
        TreeSet<Address> peers = new TreeSet<>();
        table.forEach((service, who) -> {
            if (Services.plant(service)) peers.addAll(who);
        });
        return peers;
    }

    /** Reads this one, and asks around in a good part of all minutes, for an hour or more: a panel or a server of the plant. */
    public boolean asksSteadily(Address server) {
        long minutes = (lastNanos - firstNanos) / Settings.MINUTE_NANOS;
        return minutes >= STEADY_MINUTES
                && askMinutes * STEADY_PART >= minutes
                && reads > 0
                && plantPeers(used).contains(server);
    }

    boolean roomForAddress(Limit limit) {
        return limit.room("addresses of a device", ips.size(), ADDRESSES_MAX);
    }

    void identity(Identity i, Limit limit) {
        Facts about = said;
        if (i.ofModule()) {
            about = modules.get(i.place());
            if (about == null) {
                if (!limit.room("modules of a device", modules.size(), MODULES_MAX)) return;
                modules.put(i.place(), about = new Facts());
            }
        }
        about.add(i, limit);
        change();
    }

    /** The surest value that holds. */
    String best(Attribute attribute) {
        return said.best(attribute);
    }

    public List<dev.postern.model.Device.Fact> facts() {
        return said.all();
    }

    public List<String> names() {
        List<String> names = said.values(Attribute.NAME);
        names.removeIf(name -> foreignNames.contains(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    void disown(String name, Limit limit) {
        if (limit.keep("names that are another machine's", foreignNames, name, FOREIGN_NAMES_MAX)) change();
    }

    /** The name that its hardware addresses were given to, or empty. */
    public String maker() {
        for (Address mac : macs) {
            String vendor = Vendors.of(mac.low());
            if (!vendor.isEmpty()) return vendor;
        }
        return "";
    }

    String vendor() {
        String told = best(Attribute.VENDOR);
        return told.isEmpty() ? maker() : told;
    }

    void absorb(Asset other) {
        ips.addAll(other.ips);
        macs.addAll(other.macs);
        primary = null;
        said.absorb(other.said);
        // What does not fit was kept once already, and counted where it did not.
        Limit silent = new Limit();
        other.foreignNames.forEach(name -> disown(name, silent));
        other.modules.forEach((place, facts) -> {
            if (modules.containsKey(place) || modules.size() < MODULES_MAX)
                modules.computeIfAbsent(place, _ -> new Facts()).absorb(facts);
        });
        other.served.forEach((service, peers) -> peers.forEach(peer -> note(served, service, peer, silent)));
        other.used.forEach((service, peers) -> peers.forEach(peer -> note(used, service, peer, silent)));
        other.met.forEach(peer -> meet(peer, silent));
        other.units.forEach(unit -> unit(unit, silent));
        published.addAll(other.published);
        firstNanos = Math.min(firstNanos, other.firstNanos);
        firstWatchedNanos = Math.min(firstWatchedNanos, other.firstWatchedNanos);
        lastNanos = Math.max(lastNanos, other.lastNanos);
        heard |= other.heard;
        heardNanos = Math.max(heardNanos, other.heardNanos);
        onLink |= other.onLink;
        if (vlan == 0) vlan = other.vlan;
        unicast |= other.unicast;
        forwards |= other.forwards;
        bridges |= other.bridges;
        leases |= other.leases;
        hides += other.hides;
        askMinutes += other.askMinutes;
        askBouts += other.askBouts;
        engineering += other.engineering;
        reads += other.reads;
        writes += other.writes;
        change();
    }

    /** The same device seen as one, a copy. */
    static Asset union(List<Asset> members) {
        Asset all = new Asset();
        Asset head = members.getFirst();
        all.id = head.id;
        all.firstNanos = head.firstNanos;
        all.firstWatchedNanos = head.firstWatchedNanos;
        all.lastNanos = head.lastNanos;
        for (Asset member : members) all.absorb(member);
        all.take(head);
        all.zone = head.zone;
        all.network = head.network;
        return all;
    }

    /** What was concluded of the whole. */
    void take(Asset whole) {
        role = whole.role;
        roleConfidence = whole.roleConfidence;
        roleReason = whole.roleReason;
        purdue = whole.purdue;
    }

    List<Asset> parts() {
        return group == null ? List.of(this) : new ArrayList<>(group.members);
    }
}
