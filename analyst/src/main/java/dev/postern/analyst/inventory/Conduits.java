package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.Conduit;
import dev.postern.model.Conversation;
import dev.postern.model.GapReport.Crossing;
import dev.postern.model.Ids;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Who uses what of whom, with counts. */
public final class Conduits {
    private final LinkedHashMap<Key, Line> lines = new LinkedHashMap<>();
    /** Lines to be told at the end of the minute: most conduits are silent in most minutes. */
    private final ArrayList<Line> changed = new ArrayList<>();

    private record Key(Address client, Address server, String service) {}

    /** Counts of one conversation; mutable. */
    public static final class Line {
        public Address client;
        public Address server;
        public String service;
        long firstNanos;
        long lastNanos;
        long packets;
        long bytes;
        public boolean answered;
        /** Stands in {@link Conduits#changed}. */
        boolean waiting;
    }

    public void traffic(Traffic t, Inventory inventory, Settings.Limits limits, Limit limit) {
        Conversation c = t.conversation();
        if (c.server().isMulticast() || c.client().isMulticast() || c.client().isUnspecified()) return;
        Key key = new Key(c.client(), c.server(), t.service());
        Line line = lines.get(key);
        long at = t.stamp().atNanos();
        if (line == null) {
            if (!limit.room("conduits", lines.size(), limits.conduits())) return;
            line = new Line();
            line.client = c.client();
            line.server = c.server();
            line.service = t.service();
            line.firstNanos = at;
            lines.put(key, line);
        }
        line.lastNanos = Math.max(line.lastNanos, at);
        line.packets += t.packetsUp() + t.packetsDown();
        line.bytes += t.bytesUp() + t.bytesDown();
        line.answered |= t.packetsUp() > 0 && t.packetsDown() > 0;
        // Where the table of devices is full an end may be no known device: told when it is one, and has traffic again.
        if (line.waiting || inventory.at(line.client) == null || inventory.at(line.server) == null) return;
        line.waiting = true;
        changed.add(line);
    }

    /** In the order in which they began. */
    public Collection<Line> lines() {
        return lines.values();
    }

    /** What passes between zones, all conversations of a pair together; the most first. */
    public List<Crossing> crossings(Inventory inventory) {
        TreeMap<String, Crossing> sums = new TreeMap<>();
        for (Line line : lines.values()) {
            Asset client = inventory.at(line.client);
            Asset server = inventory.at(line.server);
            if (client == null || server == null || client.zone.isEmpty() || server.zone.isEmpty()) continue;
            Crossing one = new Crossing(
                    client.zone,
                    server.zone,
                    1,
                    line.answered ? 1 : 0,
                    line.packets,
                    line.bytes,
                    line.firstNanos,
                    line.lastNanos);
            sums.merge(client.zone + ">" + server.zone, one, Conduits::sum);
        }
        List<Crossing> all = new ArrayList<>(sums.values());
        all.sort(Comparator.comparingLong(Crossing::packets)
                .reversed()
                .thenComparing(Crossing::from)
                .thenComparing(Crossing::to));
        return all;
    }

    private static Crossing sum(Crossing a, Crossing b) {
        return new Crossing(
                a.from(),
                a.to(),
                a.conversations() + b.conversations(),
                a.answered() + b.answered(),
                a.packets() + b.packets(),
                a.bytes() + b.bytes(),
                Math.min(a.firstNanos(), b.firstNanos()),
                Math.max(a.lastNanos(), b.lastNanos()));
    }

    public List<Conduit> all(Inventory inventory) {
        return list(lines.values(), inventory);
    }

    /** Those that changed since last asked. */
    public List<Conduit> takeChanged(Inventory inventory) {
        List<Conduit> list = list(changed, inventory);
        for (Line line : changed) line.waiting = false;
        changed.clear();
        return list;
    }

    /** The ends with these addresses are other devices now. */
    public void renamed(Set<Address> addresses) {
        for (Line line : lines.values())
            if (!line.waiting && (addresses.contains(line.client) || addresses.contains(line.server))) {
                line.waiting = true;
                changed.add(line);
            }
    }

    private static List<Conduit> list(Collection<Line> lines, Inventory inventory) {
        List<Conduit> list = new ArrayList<>();
        for (Line line : lines) {
            Asset client = inventory.at(line.client);
            Asset server = inventory.at(line.server);
            if (client == null || server == null) continue;
            list.add(new Conduit(
                    Ids.of("conduit", line.client, line.server, line.service),
                    client.deviceId(),
                    server.deviceId(),
                    line.client,
                    line.server,
                    line.service,
                    client.zone,
                    server.zone,
                    !client.zone.equals(server.zone),
                    line.firstNanos,
                    line.lastNanos,
                    line.packets,
                    line.bytes,
                    line.answered));
        }
        list.sort(Comparator.comparing(Conduit::clientAddress)
                .thenComparing(Conduit::serverAddress)
                .thenComparing(Conduit::service));
        return list;
    }
}
