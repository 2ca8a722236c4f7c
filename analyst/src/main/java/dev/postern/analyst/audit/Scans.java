package dev.postern.analyst.audit;

import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Words;
import dev.postern.life.habit.Hash;
import dev.postern.model.Address;
import dev.postern.model.AuditReport.Item;
import dev.postern.model.FrameRef;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Hosts that knock at many doors which do not open: TCP connections refused or unanswered, by address and port. Counts up to {@value #DOORS_MAX} doors
 * of each of {@value #HOSTS_MAX} hosts.
 */
final class Scans {
    private static final int HOSTS_MAX = 4_096;
    private static final int DOORS_MAX = 512;
    /** Fewer are a host that looks for a server that is gone. */
    private static final int DOORS_MIN = 12;

    private final LinkedHashMap<Address, Knocks> hosts = new LinkedHashMap<>();

    /** Mutable. */
    private static final class Knocks {
        final TreeSet<Long> doors = new TreeSet<>();
        final TreeSet<Long> servers = new TreeSet<>();
        final TreeSet<Integer> ports = new TreeSet<>();
        long firstNanos;
        long lastNanos;
        FrameRef first;
    }

    void traffic(Traffic t, Limit limit) {
        boolean shut = t.opening() == Traffic.Opening.REFUSED || t.opening() == Traffic.Opening.UNANSWERED;
        if (!shut || t.conversation().transport() != Transport.TCP) return;
        Address client = t.conversation().client();
        Knocks knocks = hosts.get(client);
        if (knocks == null) {
            if (!limit.room("hosts that knock", hosts.size(), HOSTS_MAX)) return;
            hosts.put(client, knocks = new Knocks());
            knocks.firstNanos = t.stamp().atNanos();
            knocks.first = t.stamp().ref();
        }
        knocks.lastNanos = t.stamp().atNanos();
        long server = Hash.of(t.conversation().server());
        int port = t.conversation().serverPort();
        if (!limit.keep("doors of a host that knocks", knocks.doors, Hash.of(server, port), DOORS_MAX)) return;
        knocks.servers.add(server);
        knocks.ports.add(port);
    }

    /** The most doors first. */
    List<Item> found(Inventory inventory) {
        List<Map.Entry<Address, Knocks>> many = new ArrayList<>();
        for (Map.Entry<Address, Knocks> e : hosts.entrySet())
            if (e.getValue().doors.size() >= DOORS_MIN) many.add(e);
        many.sort(Comparator.comparingInt(
                        (Map.Entry<Address, Knocks> e) -> -e.getValue().doors.size())
                .thenComparing(Map.Entry::getKey));
        return many.stream().map(e -> item(e.getKey(), e.getValue(), inventory)).toList();
    }

    private static Item item(Address host, Knocks k, Inventory inventory) {
        String more = k.doors.size() >= DOORS_MAX ? " or more" : "";
        return new Item(
                List.of(host),
                inventory.describe(host) + " knocked at " + k.doors.size() + more + " doors that stayed shut.",
                Words.count(k.servers.size(), "host") + ", " + Words.count(k.ports.size(), "port"),
                k.firstNanos,
                k.lastNanos,
                List.of(k.first));
    }
}
