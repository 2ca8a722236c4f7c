package dev.postern.analyst.inventory;

import dev.postern.life.RoleLinks;
import dev.postern.model.Address;
import dev.postern.model.Conduit;
import dev.postern.model.Conversation;
import dev.postern.model.Decision.Ask;
import dev.postern.model.GapReport.Crossing;
import dev.postern.model.Ids;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Who uses what of whom, with counts. */
public final class Conduits {
    private static final int PORTS_MAX = 8;
    private static final int EARLY_MAX = 4_096;

    private final LinkedHashMap<Key, Line> lines = new LinkedHashMap<>();
    /** Lines to be told at the end of the minute: most conduits are silent in most minutes. */
    private final ArrayList<Line> changed = new ArrayList<>();

    /** What was asked in this minute, each once. */
    private final ArrayList<Fresh> fresh = new ArrayList<>();

    /** What was asked in conversations whose traffic is told at the end of the minute. */
    private final LinkedHashMap<Key, Integer> early = new LinkedHashMap<>();

    private record Key(Address client, Address server, String service) {}

    /** @param first this conversation never asked it before */
    public record Fresh(Line line, Ask ask, Stamp stamp, boolean first) {}

    /** Counts of one conversation; mutable. */
    public static final class Line {
        public Address client;
        public Address server;
        public String service;
        public long firstNanos;
        public long lastNanos;
        public long packets;
        public long bytes;
        public boolean answered;
        public Transport transport;
        /** Where the service was offered, at most {@link #PORTS_MAX}. */
        public int[] ports = {};
        /** Bits by {@link Ask}: what was asked, what of it counts as learned, and what was told as a violation. */
        public int asked;

        public int learned;
        public int told;
        /** Of those, what was asked in the minute under way. */
        int minute;
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
        port(line, c);
        if (t.packetsUp() > 0) ask(line, Ask.CONNECT, t.stamp());
        Integer before = early.remove(key);
        if (before != null) for (Ask ask : Ask.values()) if ((before & bit(ask)) != 0) ask(line, ask, t.stamp());
        // Where the table of devices is full an end may be no known device: told when it is one, and has traffic again.
        if (line.waiting || inventory.at(line.client) == null || inventory.at(line.server) == null) return;
        line.waiting = true;
        changed.add(line);
    }

    private static void port(Line line, Conversation c) {
        line.transport = c.transport();
        for (int port : line.ports) if (port == c.serverPort()) return;
        if (line.ports.length == PORTS_MAX) return;
        line.ports = Arrays.copyOf(line.ports, line.ports.length + 1);
        line.ports[line.ports.length - 1] = c.serverPort();
    }

    /** A message or several of a kind; a protocol within another counts for the one that carries it. */
    public void asks(Address client, Address server, String service, Verb verb, Stamp stamp) {
        Key key = new Key(client, server, Services.carrier(service));
        Line line = lines.get(key);
        Ask ask = Ask.of(verb);
        if (line != null) ask(line, ask, stamp);
        else if (early.size() < EARLY_MAX) early.merge(key, bit(ask), (a, b) -> a | b);
    }

    private void ask(Line line, Ask ask, Stamp stamp) {
        if ((line.minute & bit(ask)) != 0) return;
        line.minute |= bit(ask);
        fresh.add(new Fresh(line, ask, stamp, (line.asked & bit(ask)) == 0));
        line.asked |= bit(ask);
    }

    public static int bit(Ask ask) {
        return 1 << ask.ordinal();
    }

    /** What was asked since this was asked last, in order. */
    public List<Fresh> takeFresh() {
        List<Fresh> taken = List.copyOf(fresh);
        for (Fresh f : fresh) f.line().minute = 0;
        fresh.clear();
        early.clear();
        return taken;
    }

    /** Conversations of these devices are told at the end of the minute. */
    public void touch(Collection<Asset> moved, Inventory inventory) {
        Set<Asset> these = new HashSet<>(moved);
        for (Line line : lines.values()) {
            if (line.waiting) continue;
            if (!these.contains(inventory.at(line.client)) && !these.contains(inventory.at(line.server))) continue;
            line.waiting = true;
            changed.add(line);
        }
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

    /** Each pair that talked counts once, whatever over; who plays no role is left out. */
    public RoleLinks roleLinks(Inventory inventory, long version) {
        TreeMap<Address, String> roles = new TreeMap<>();
        Set<RoleLinks.Link> links = new LinkedHashSet<>();
        for (Line line : lines.values()) {
            for (Address end : List.of(line.client, line.server)) {
                Asset asset = inventory.at(end);
                if (asset != null && !asset.role.isEmpty()) roles.put(end, asset.role);
            }
            if (line.answered) links.add(new RoleLinks.Link(line.client, line.server));
        }
        return RoleLinks.of(version, roles, links);
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
