package dev.postern.analyst.situation.network;

import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Connections to one port of one server that are asked for and never begun (F1, RFC 4987): the server answers, waits for each, and in the end answers nobody. Not
 * so where nobody answers at all, for then it is the server that is off, unless many ask once each and never again: whoever is there asks a second and a third
 * time. Nor where each client asks one port after the other, which is a search.
 */
final class HalfOpen {
    private static final int DOORS_MAX = 20_000;
    private static final int CLIENTS_MAX = 256;
    /** So many who ask once each are no clients. */
    private static final int FORGED_MIN = 64;

    private static final int FRAMES_MAX = 8;
    private static final int STORM_MIN = 64;
    /** Of those that were never begun, the share that the server answered at the least. */
    private static final int ANSWERED_SHARE = 8;
    /** One that leads by this share of all that was asked is a search or a client, and the others ask beside it. */
    private static final int LEAD_SHARE = 4;

    /** By server and port. */
    private final TreeMap<Address, TreeMap<Integer, Door>> doors = new TreeMap<>();

    private int size;

    /** Mutable. */
    static final class Door {
        String service = "";
        int halfOpen;
        int unanswered;
        /** Of these, by whoever asked once. */
        int once;
        /** Who may have asked more than all others, and by how much. */
        private Address leader;

        private int lead;

        int opened;
        /** How many of these each began; whoever is over the limit counts and has no name. */
        final TreeMap<Address, Integer> clients = new TreeMap<>();

        final ArrayList<FrameRef> frames = new ArrayList<>(1);
        final Peak peak = new Peak();

        int never() {
            return halfOpen + (halfOpen > 0 || isForged() ? unanswered : 0);
        }

        /** Asked by so many, once each, as only those do that do not exist. */
        private boolean isForged() {
            return clients.size() >= FORGED_MIN && 2 * once > unanswered && LEAD_SHARE * lead <= unanswered;
        }

        /** Whoever asks more than all others leads in the end by what he asks more (Boyer and Moore 1981), whether there was room for his name or not. */
        private void vote(Address client) {
            if (client.equals(leader)) lead++;
            else if (lead == 0) {
                leader = client;
                lead = 1;
            } else lead--;
        }
    }

    void traffic(Traffic t, Context context) {
        boolean tcp = t.conversation().transport() == Transport.TCP;
        if (!tcp || !t.first() || t.packetsUp() == 0 || t.opening() == Traffic.Opening.NONE) return;
        boolean half = t.opening() == Traffic.Opening.OPENED && isHalf(t);
        boolean unanswered = t.opening() == Traffic.Opening.UNANSWERED && t.packetsDown() == 0;
        Door door = door(t, half || unanswered, context);
        if (door == null) return;
        if (t.opening() == Traffic.Opening.OPENED && !half) door.opened++;
        if (!half && !unanswered) return;
        door.service = t.service();
        if (half) door.halfOpen++;
        else door.unanswered++;
        if (unanswered && t.packetsUp() == 1) door.once++;
        if (unanswered) door.vote(t.conversation().client());
        Address client = t.conversation().client();
        if (door.clients.size() < CLIENTS_MAX || door.clients.containsKey(client))
            door.clients.merge(client, 1, Integer::sum);
        if (door.frames.size() < FRAMES_MAX) door.frames.add(t.stamp().ref());
    }

    /** The answer to its question was the last that the client took note of, or it broke off at once, as a system does that never asked. */
    private static boolean isHalf(Traffic t) {
        if (t.packetsDown() == 0) return false;
        return t.packetsUp() == 1 && t.resets() == 0 || t.packetsUp() == 2 && t.packetsDown() == 1 && t.resets() > 0;
    }

    private Door door(Traffic t, boolean create, Context context) {
        Address server = t.conversation().server();
        int port = t.conversation().serverPort();
        TreeMap<Integer, Door> ports = doors.get(server);
        Door door = ports == null ? null : ports.get(port);
        if (door != null || !create) return door;
        if (!context.limit().room("doors half open", size, DOORS_MAX)) return null;
        doors.computeIfAbsent(server, key -> new TreeMap<>()).put(port, door = new Door());
        size++;
        return door;
    }

    void close(Stamp stamp, Context context) {
        for (Map.Entry<Address, TreeMap<Integer, Door>> server : doors.entrySet()) {
            server.getValue().forEach((port, door) -> end(server.getKey(), port, door, stamp, context));
            int before = server.getValue().size();
            // What never came near a storm need not be remembered.
            server.getValue().values().removeIf(door -> Peak.FACTOR * door.peak.most() < STORM_MIN);
            size -= before - server.getValue().size();
        }
        doors.values().removeIf(TreeMap::isEmpty);
    }

    private static void end(Address server, int port, Door door, Stamp stamp, Context context) {
        int never = door.never();
        boolean answered = door.halfOpen * ANSWERED_SHARE >= never;
        boolean storm = (answered || door.isForged()) && never > door.opened;
        if (storm && door.peak.over(never, STORM_MIN, stamp.atNanos())) tell(server, port, door, never, stamp, context);
        door.halfOpen = 0;
        door.unanswered = 0;
        door.once = 0;
        door.leader = null;
        door.lead = 0;
        door.opened = 0;
        door.clients.clear();
        door.frames.clear();
    }

    private static void tell(Address server, int port, Door door, int never, Stamp stamp, Context context) {
        Situation s = Situation.HALF_OPEN;
        Map.Entry<Address, Integer> most = null;
        for (Map.Entry<Address, Integer> client : door.clients.entrySet())
            if (most == null || client.getValue() > most.getValue()) most = client;
        boolean one = 2 * most.getValue() > never;
        List<Part> parts = new ArrayList<>();
        if (one) parts.add(Part.source(most.getKey()));
        parts.add(Part.victim(server));
        String more = door.clients.size() >= CLIENTS_MAX ? " or more" : "";
        String unit = "connections a minute that were never begun";
        context.desk()
                .raise(new Finding(
                        s,
                        server + " " + port,
                        stamp,
                        one ? most.getKey() : server,
                        one ? server : null,
                        door.service,
                        null,
                        s.title,
                        never + " connections to port " + port + " of "
                                + context.inventory().describe(server)
                                + " were asked for within a minute and never begun, "
                                + (one
                                        ? most.getValue() + " of them by "
                                                + context.inventory().describe(most.getKey())
                                        : "from " + door.clients.size() + more + " addresses")
                                + "; " + door.opened + " came to be.",
                        door.peak.expected(unit),
                        "never seen in ordinary operation",
                        s.consequence,
                        s.neverHidden,
                        List.copyOf(door.frames),
                        parts,
                        "half open " + server,
                        door.peak.explanation(never, unit, "normal if the connections had begun")));
    }
}
