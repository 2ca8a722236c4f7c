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
import java.util.Set;
import java.util.TreeMap;

/**
 * Somebody asks services without connections in the name of another, who gets the answers (F1): answers that nobody asked for, or many times as many octets
 * as were asked with. On a mirror that shows one direction all answers are so, and who asked everybody gets answers from anybody.
 */
final class Amplified {
    private static final int NAMES = 53;
    /**
     * Names, time, management, discovery, directories, databases, buildings, cameras, and what is left of the early internet: ports of those known to answer with more
     * than was asked.
     */
    private static final Set<Integer> PORTS = Set.of(
            17, 19, NAMES, 111, 123, 137, 161, 389, 1434, 1900, 3283, 3702, 5093, 5683, 10_001, 11_211, 37_810, 47_808);
    /** Whose honest answers are as large. */
    private static final Set<Integer> BULKY = Set.of(161, 389, 5683, 47_808);

    private static final int VICTIMS_MAX = 20_000;
    private static final int SERVERS_MAX = 64;
    private static final int FRAMES_MAX = 8;
    private static final int UNASKED_MIN = 256;
    /** Nobody inside asks servers in so many networks of the internet, but those who look for names. */
    private static final int SCATTERED_MIN = 32;

    private static final int NETWORK_BITS = 16;
    private static final int RATIO = 8;
    /** One host in so many that was not seen to ask makes a mirror of one direction. */
    private static final int BLIND_SHARE = 4;

    private static final long KIBIBYTE = 1_024;
    private static final int KIBIBYTES_MIN = 1_024;

    /** By port. */
    private final TreeMap<Integer, Service> services = new TreeMap<>();

    /** Mutable. */
    static final class Service {
        final Peak unasked = new Peak();
        final Peak kibibytes = new Peak();
        /** Minutes of hosts that got answers and were seen to ask, and that were not. */
        long asked;

        long blind;
        final TreeMap<Address, Victim> victims = new TreeMap<>();
    }

    /** Who got answers in this minute; mutable. */
    static final class Victim {
        String service = "";
        /** It asked a group. */
        boolean asksAround;

        long unasked;
        long bytesAsked;
        long bytesAnswered;
        /** Octets from each. */
        final TreeMap<Address, Long> servers = new TreeMap<>();

        final ArrayList<FrameRef> frames = new ArrayList<>(1);

        /** True without having seen what is usual here, whichever direction the mirror shows. */
        boolean isAnsweredFromEverywhere(int port) {
            if (port == NAMES || bytesAsked > 0) return false;
            long networks = servers.keySet().stream()
                    .filter(Address::isPublic)
                    .map(server -> (server.kind() == Address.Kind.IPV4 ? server.low() : server.high()) >>> NETWORK_BITS)
                    .distinct()
                    .count();
            return networks >= SCATTERED_MIN;
        }

        long kibibytes() {
            return bytesAnswered >= RATIO * bytesAsked ? bytesAnswered / KIBIBYTE : 0;
        }
    }

    void traffic(Traffic t, Context context) {
        int port = t.conversation().serverPort();
        if (t.conversation().transport() != Transport.UDP || !PORTS.contains(port)) return;
        Service service = services.computeIfAbsent(port, key -> new Service());
        Address client = t.conversation().client();
        Victim victim = service.victims.get(client);
        if (victim == null) {
            if (!context.limit().room("hosts with answers", service.victims.size(), VICTIMS_MAX)) return;
            service.victims.put(client, victim = new Victim());
        }
        if (t.conversation().server().isMulticast()) {
            victim.asksAround = true;
            return;
        }
        if (t.packetsDown() == 0) return;
        victim.service = t.service();
        if (t.packetsUp() == 0 && t.first()) victim.unasked += t.packetsDown();
        victim.bytesAsked += t.bytesUp();
        victim.bytesAnswered += t.bytesDown();
        Address server = t.conversation().server();
        if (victim.servers.size() < SERVERS_MAX || victim.servers.containsKey(server))
            victim.servers.merge(server, t.bytesDown(), Long::sum);
        if (victim.frames.size() < FRAMES_MAX) victim.frames.add(t.stamp().ref());
    }

    void close(Stamp stamp, Context context) {
        services.forEach((port, service) -> {
            service.victims.forEach((client, victim) -> end(port, service, client, victim, stamp, context));
            service.victims.clear();
        });
    }

    private static void end(int port, Service service, Address client, Victim victim, Stamp stamp, Context context) {
        if (victim.servers.isEmpty() || victim.asksAround) return;
        if (!context.warm() && !victim.isAnsweredFromEverywhere(port)) {
            service.unasked.learn(victim.unasked);
            service.kibibytes.learn(victim.kibibytes());
        }
        boolean oneWay = BLIND_SHARE * service.blind > service.asked;
        boolean unasked = service.unasked.over(victim.unasked, UNASKED_MIN, stamp.atNanos())
                && (!oneWay || victim.isAnsweredFromEverywhere(port));
        boolean more = service.kibibytes.over(victim.kibibytes(), KIBIBYTES_MIN, stamp.atNanos())
                && !oneWay
                && !BULKY.contains(port);
        if (victim.bytesAsked > 0) service.asked++;
        else service.blind++;
        if (!unasked && !more) return;
        if (unasked)
            tell(
                    client,
                    victim,
                    service.unasked,
                    victim.unasked,
                    "answers a minute that nobody asked for",
                    stamp,
                    context);
        else tell(client, victim, service.kibibytes, victim.kibibytes(), "KiB of answers a minute", stamp, context);
    }

    private static void tell(
            Address client, Victim victim, Peak peak, long count, String unit, Stamp stamp, Context context) {
        Situation s = Situation.AMPLIFIED;
        Map.Entry<Address, Long> most = null;
        for (Map.Entry<Address, Long> server : victim.servers.entrySet())
            if (most == null || server.getValue() > most.getValue()) most = server;
        String servers = victim.servers.size() == 1
                ? context.inventory().describe(most.getKey())
                : victim.servers.size() + (victim.servers.size() >= SERVERS_MAX ? " or more" : "")
                        + " servers, the most from " + context.inventory().describe(most.getKey());
        context.desk()
                .raise(new Finding(
                        s,
                        client + " " + victim.service,
                        stamp,
                        most.getKey(),
                        client,
                        victim.service,
                        null,
                        s.title,
                        context.inventory().describe(client) + " got " + count + " " + unit + " over " + victim.service
                                + " from " + servers + ", " + victim.bytesAnswered + " bytes for "
                                + victim.bytesAsked + " asked.",
                        peak.expected(unit),
                        "never seen in ordinary operation",
                        s.consequence,
                        s.neverHidden,
                        List.copyOf(victim.frames),
                        List.of(Part.victim(client), Part.involved(most.getKey())),
                        "amplified " + client,
                        peak.explanation(count, unit, "normal if it had asked for as much")));
    }
}
