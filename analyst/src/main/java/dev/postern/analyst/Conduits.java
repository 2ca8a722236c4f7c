package dev.postern.analyst;

import dev.postern.model.Address;
import dev.postern.model.Conduit;
import dev.postern.model.Conversation;
import dev.postern.model.Ids;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Who uses what of whom, with counts. */
final class Conduits {
    private final LinkedHashMap<Key, Line> lines = new LinkedHashMap<>();

    private record Key(Address client, Address server, String service) {}

    /** Counts of one conversation; mutable. */
    static final class Line {
        Address client;
        Address server;
        String service;
        long firstNanos;
        long lastNanos;
        long packets;
        long bytes;
        boolean answered;
        boolean changed;
    }

    void traffic(Traffic t, Settings.Limits limits, Limit limit) {
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
        line.changed = true;
    }

    List<Conduit> list(Inventory inventory, boolean onlyChanged) {
        List<Conduit> list = new ArrayList<>();
        for (Line line : lines.values()) {
            if (onlyChanged && !line.changed) continue;
            Asset client = inventory.at(line.client);
            Asset server = inventory.at(line.server);
            if (client == null || server == null) continue;
            if (onlyChanged) line.changed = false;
            list.add(new Conduit(
                    Ids.of("conduit", line.client, line.server, line.service),
                    client.id,
                    server.id,
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
