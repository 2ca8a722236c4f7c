package dev.postern.analyst.weak;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Doors of devices: TCP services that answer and through which nobody ever said anything, or nobody for long; and from which networks controllers were
 * spoken to. Only what traffic can show: a door that nobody tried stays unknown. O(1) for each flow and minute.
 */
public final class Doors {
    private static final int DOORS_MAX = 16_384;
    private static final int CONTROLLERS_MAX = 8_192;
    private static final int NETWORKS_MAX = 8;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    /** A door has had its chance when it was watched for so long; what lies between two captures was not watched. */
    private static final long UNUSED_NANOS = DAY_NANOS;

    private static final long FORSAKEN_NANOS = 30 * DAY_NANOS;
    /** A handshake and a farewell take at most so many packets. */
    private static final int GREETING_UP = 4;

    private static final int GREETING_DOWN = 3;
    /** So many networks besides its own reach a controller. */
    private static final int NETWORKS_MANY = 2;

    /** From here on ports are given out for one session, also to services. */
    private static final int PORTS_BY_CHANCE = 32_768;

    private static final double OFFICE = 4;

    private final LinkedHashMap<Key, Door> doors = new LinkedHashMap<>();
    private final LinkedHashMap<Address, TreeMap<String, Visit>> visited = new LinkedHashMap<>();
    private long lookedNanos;
    /** {@link Inventory#watchedNanos} as of the last minute. */
    private long watchedNanos;

    private record Key(Address server, int port) {}

    /** Mutable. */
    private static final class Door {
        Stamp last;
        /** What of the home's life had been watched when it was first seen, and when it was last used. */
        long firstWatchedNanos;

        long usedWatchedNanos;
        /** Zero while nobody said anything. */
        long usedNanos;

        long usedDay;
        int daysUsed;
        String service = "";
    }

    /** @param service of the first flow; the stamp is that of the last */
    private record Visit(Stamp stamp, Address client, String service) {}

    public void traffic(Traffic t, Limit limit) {
        Conversation c = t.conversation();
        boolean answered = t.packetsUp() > 0 && t.packetsDown() > 0 && t.opening() != Traffic.Opening.REFUSED;
        if (!answered || c.server().isMulticast() || !c.server().isIp()) return;
        if (Services.offered(t.service())) visit(t, limit);
        if (c.transport() == Transport.TCP) door(t, limit);
    }

    private void door(Traffic t, Limit limit) {
        Key key = new Key(t.conversation().server(), t.conversation().serverPort());
        Door door = doors.get(key);
        if (door == null) {
            // Where the begin was not seen nobody knows which side has the door.
            if (t.opening() != Traffic.Opening.OPENED || key.server().isPublic() || key.port() >= PORTS_BY_CHANCE)
                return;
            if (!limit.room("doors", doors.size(), DOORS_MAX)) return;
            doors.put(key, door = new Door());
            door.firstWatchedNanos = watchedNanos;
        }
        door.last = t.stamp();
        boolean said =
                !t.service().startsWith("tcp/") || t.packetsUp() > GREETING_UP || t.packetsDown() > GREETING_DOWN;
        if (!said) return;
        long day = t.stamp().atNanos() / DAY_NANOS;
        if (door.usedDay != day) door.daysUsed++;
        door.usedDay = day;
        door.usedNanos = t.stamp().atNanos();
        door.usedWatchedNanos = watchedNanos;
        door.service = t.service();
    }

    private void visit(Traffic t, Limit limit) {
        Address server = t.conversation().server();
        TreeMap<String, Visit> from = visited.get(server);
        if (from == null) {
            if (!limit.room("visited devices", visited.size(), CONTROLLERS_MAX)) return;
            visited.put(server, from = new TreeMap<>());
        }
        String network = Zones.network(t.conversation().client(), true);
        Visit before = from.get(network);
        if (before != null) from.put(network, new Visit(t.stamp(), before.client(), before.service()));
        else if (from.size() < NETWORKS_MAX)
            from.put(network, new Visit(t.stamp(), t.conversation().client(), t.service()));
    }

    /** Looks once an hour at what has become clear. */
    public void close(long nowNanos, Inventory inventory, Weaknesses weaknesses, Limit limit) {
        watchedNanos = inventory.watchedNanos();
        if (nowNanos - lookedNanos < DAY_NANOS / 24) return;
        lookedNanos = nowNanos;
        doors.forEach((key, door) -> {
            String unused = unused(key, door);
            if (unused != null) weaknesses.note(key.server(), Kind.UNUSED_SERVICE, unused, door.last, limit);
        });
        visited.forEach((server, from) -> reached(server, from, inventory, weaknesses, limit));
    }

    private String unused(Key key, Door door) {
        if (door.usedNanos == 0)
            return watchedNanos - door.firstWatchedNanos < UNUSED_NANOS
                    ? null
                    : "tcp port " + key.port() + ", where nobody ever said anything";
        if (door.daysUsed > 1 || watchedNanos - door.usedWatchedNanos < FORSAKEN_NANOS) return null;
        return door.service + " (tcp port " + key.port() + "), used on one day only, "
                + Words.moment(door.usedNanos).substring(0, 10);
    }

    /** From level 4 and above, from the outside, or from many networks besides its own. */
    private static void reached(
            Address server, TreeMap<String, Visit> from, Inventory inventory, Weaknesses weaknesses, Limit limit) {
        Asset asset = inventory.at(server);
        if (asset == null || !(asset.purdue <= 1)) return;
        String own = Zones.network(server, true);
        TreeSet<String> foreign = new TreeSet<>(from.keySet());
        foreign.remove(own);
        for (Map.Entry<String, Visit> e : from.entrySet()) {
            Visit visit = e.getValue();
            Asset client = inventory.at(visit.client());
            boolean office =
                    client != null && client.purdue >= OFFICE && !e.getKey().equals(own);
            if (!office && (foreign.size() < NETWORKS_MANY || e.getKey().equals(own))) continue;
            weaknesses.note(
                    server,
                    Kind.REACHABLE_CONTROLLER,
                    e.getKey() + (office ? ", a network of level " + level(client.purdue) : "") + " over "
                            + visit.service(),
                    visit.stamp(),
                    limit);
        }
    }

    private static String level(double purdue) {
        return purdue == Math.rint(purdue) ? Integer.toString((int) purdue) : Double.toString(purdue);
    }
}
