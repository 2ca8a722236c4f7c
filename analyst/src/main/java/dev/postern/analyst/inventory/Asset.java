package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.Device;
import dev.postern.model.Identity;
import dev.postern.model.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** State of one device: its addresses, what it said, what it does. */
public final class Asset {
    static final int FACTS_MAX = 64;
    static final int SERVICES_MAX = 64;
    public static final int PEERS_MAX = 64;
    static final int ADDRESSES_MAX = 16;

    public String id;
    public final TreeSet<Address> ips = new TreeSet<>();
    public final TreeSet<Address> macs = new TreeSet<>();
    public final ArrayList<Device.Fact> facts = new ArrayList<>();
    /** Service to the clients that were answered. */
    public final TreeMap<String, TreeSet<Address>> served = new TreeMap<>();
    /** Service to the servers that answered. */
    public final TreeMap<String, TreeSet<Address>> used = new TreeMap<>();

    final TreeSet<String> published = new TreeSet<>();

    public long firstNanos;
    public long lastNanos;
    public boolean heard;
    /** On a link that is watched, whatever its address. */
    public boolean onLink;

    /** Of its ARP packets, 0 for untagged or unknown. */
    public int vlan;

    /** Heard in a conversation with one other, not only speaking to all. */
    public boolean unicast;

    boolean forwards;
    boolean bridges;
    public boolean leases;
    long engineering;
    long reads;
    long writes;
    public String role = "";
    double roleConfidence;
    public double purdue = Double.NaN;
    public String zone = "";
    /** Where {@link Zones} has put it, and the level it lends to its network. */
    public String network = "";

    double level = Double.NaN;
    /** It is another device now. */
    boolean gone;

    private boolean changed;
    /** Those that changed since the last minute's end, shared by all devices. */
    private final List<Asset> changes;

    /** For restoring a snapshot. */
    @SuppressWarnings("unused")
    private Asset() {
        changes = List.of();
    }

    Asset(Address address, long atNanos, List<Asset> changes) {
        this.changes = changes;
        id = Ids.of("device", address);
        if (address.isIp()) ips.add(address);
        else macs.add(address);
        firstNanos = atNanos;
        lastNanos = atNanos;
    }

    public Address primary() {
        return ips.isEmpty() ? macs.first() : ips.first();
    }

    void seen(long atNanos, boolean spoke) {
        if (atNanos > lastNanos) lastNanos = atNanos;
        if (spoke) heard = true;
        change();
    }

    /** Something of it is to be told at the end of the minute. */
    void change() {
        if (!changed) changes.add(this);
        changed = true;
    }

    void told() {
        changed = false;
    }

    static boolean note(TreeMap<String, TreeSet<Address>> table, String service, Address peer) {
        TreeSet<Address> peers = table.get(service);
        if (peers == null) {
            if (table.size() >= SERVICES_MAX) return false;
            table.put(service, peers = new TreeSet<>());
        }
        if (peers.size() < PEERS_MAX) peers.add(peer);
        return true;
    }

    boolean serves(String service) {
        return served.containsKey(service);
    }

    /** Sends to a group address, whoever listens. */
    boolean publishes(String service) {
        return published.contains(service);
    }

    /** Different peers over the plant's protocols in one direction. */
    static int plantPeers(TreeMap<String, TreeSet<Address>> table) {
        TreeSet<Address> peers = new TreeSet<>();
        table.forEach((service, who) -> {
            if (Services.plant(service)) peers.addAll(who);
        });
        return peers.size();
    }

    boolean room() {
        return ips.size() < ADDRESSES_MAX;
    }

    void add(Device.Fact fact) {
        for (int i = 0; i < facts.size(); i++) {
            Device.Fact known = facts.get(i);
            if (known.attribute() == fact.attribute()
                    && known.value().equals(fact.value())
                    && known.source().equals(fact.source())) return;
        }
        if (facts.size() < FACTS_MAX) facts.add(fact);
        change();
    }

    /** The surest value; of equals the latest, since devices are renamed. */
    String best(Identity.Attribute attribute) {
        String best = "";
        double confidence = -1;
        for (Device.Fact fact : facts)
            if (fact.attribute() == attribute && fact.confidence() >= confidence) {
                best = fact.value();
                confidence = fact.confidence();
            }
        return best;
    }

    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (Device.Fact fact : facts) if (fact.attribute() == Identity.Attribute.NAME) names.add(fact.value());
        return List.copyOf(names);
    }

    String vendor() {
        String told = best(Identity.Attribute.VENDOR);
        if (!told.isEmpty()) return told;
        for (Address mac : macs) {
            String vendor = Vendors.of(mac.low());
            if (!vendor.isEmpty()) return vendor;
        }
        return "";
    }

    void absorb(Asset other) {
        ips.addAll(other.ips);
        macs.addAll(other.macs);
        other.facts.forEach(this::add);
        other.served.forEach((service, peers) -> peers.forEach(peer -> note(served, service, peer)));
        other.used.forEach((service, peers) -> peers.forEach(peer -> note(used, service, peer)));
        published.addAll(other.published);
        firstNanos = Math.min(firstNanos, other.firstNanos);
        lastNanos = Math.max(lastNanos, other.lastNanos);
        heard |= other.heard;
        onLink |= other.onLink;
        if (vlan == 0) vlan = other.vlan;
        unicast |= other.unicast;
        forwards |= other.forwards;
        bridges |= other.bridges;
        leases |= other.leases;
        engineering += other.engineering;
        reads += other.reads;
        writes += other.writes;
        change();
    }

    public Device device() {
        TreeSet<String> services = new TreeSet<>(served.keySet());
        return new Device(
                id,
                List.copyOf(ips),
                List.copyOf(macs),
                names(),
                vendor(),
                best(Identity.Attribute.TYPE),
                role,
                roleConfidence,
                purdue,
                best(Identity.Attribute.MODEL),
                best(Identity.Attribute.FIRMWARE),
                best(Identity.Attribute.SERIAL),
                zone,
                List.copyOf(services),
                List.copyOf(facts),
                firstNanos,
                lastNanos,
                heard);
    }
}
