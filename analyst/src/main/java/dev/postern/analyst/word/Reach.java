package dev.postern.analyst.word;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Verb;
import dev.postern.model.Window;
import java.util.Set;

/**
 * How far announced work reaches. Covered is the deed itself, told from either side; that who was named is there, new or busy, asks for addresses, names and the time, and takes a way to the
 * devices that nobody took before; and what the work brings about at whom it is done to: the packets of a visit; silence, failures and another cycle where it stops, loads or
 * restarts; other values where it writes. Not covered: anybody and anything else; looking through many addresses, unless
 * looking around was announced ({@code identify}, {@code browse}); and what a network is, an address at other hardware, a second router or giver of addresses, unless that was
 * ({@code configure}). A public address is never part of it.
 */
final class Reach {
    /** Who has which address, his router's first; an address of his own, names, the time. */
    private static final Set<String> ARRIVAL = Set.of("arp", "dhcp", "dns", "ntp");

    /** Code of a way between two zones. */
    private static final String WAY = "E2";

    /** What looking brings a device in a minute at most: ten questions a second. */
    private static final double LOOK_PACKETS = 600;

    /** From this weight on a deed may silence a device. */
    private static final int TAKES_DOWN = 10;

    /** From this weight on a deed may move more than a question does. */
    private static final int MOVES = 2;

    /** From this weight on a deed changes what is read. */
    static final int CHANGES = 4;

    private Reach() {}

    /** @param router whether the device that it is about passes packets on */
    static boolean covers(Window w, Anomaly a, boolean router) {
        if (a.atNanos() < w.fromNanos() || a.atNanos() >= w.untilNanos() || a.atNanos() <= w.saidNanos()) return false;
        if (a.device().isPublic() || a.peer() != null && a.peer().isPublic()) return false;
        if (isWay(a)) return w.who().contains(a.device()) && w.announces(a.device(), a.peer(), null, a.atNanos());
        if (isOfNetwork(a)) return w.verbs().contains(Verb.CONFIGURE) && concernsOnly(w, a);
        if (scans(a.channel())) {
            // Who is looked at looks for nobody, but a router asks for whom others seek behind it.
            boolean searches = w.who().contains(a.device())
                    || a.peer() != null && w.who().contains(a.peer())
                    || router && w.devices().contains(a.device());
            if (!looksAround(w) || !searches) return false;
        }
        boolean alone = a.peer() == null || a.peer().isMulticast();
        if (alone) return isMild(a) && w.who().contains(a.device()) || upset(w, a);
        return isArrival(w, a)
                || w.announces(a.device(), a.peer(), a.verb(), a.atNanos())
                || w.announces(a.peer(), a.device(), a.verb(), a.atNanos())
                || upset(w, a);
    }

    /** Whoever goes to a device in another network takes a way there: the order that names both names it. */
    static boolean isWay(Anomaly a) {
        return a.channel() == Channel.KNOWLEDGE
                && a.verb() == null
                && a.peer() != null
                && a.situation().equals(WAY)
                && !a.service().isEmpty();
    }

    /** Nobody is on a network without it, and neither does it make him a server; a search and a tunnel are told by other channels. */
    private static boolean isArrival(Window w, Anomaly a) {
        if (a.channel() != Channel.NOVELTY_PEER || !isMild(a) || !ARRIVAL.contains(a.service())) return false;
        return w.who().contains(a.device())
                || a.service().equals("arp") && w.who().contains(a.peer());
    }

    /** Told without a message, and never hidden; or learned of an address and where it is. */
    private static boolean isOfNetwork(Anomaly a) {
        return switch (a.channel()) {
            case BINDING_HARDWARE, BINDING_VLAN, BINDING_NAME -> true;
            case KNOWLEDGE -> a.verb() == null && a.neverHidden();
            default -> false;
        };
    }

    /** Of the two that it is about, each is named or only a hardware address, and at least one is named. */
    private static boolean concernsOnly(Window w, Anomaly a) {
        boolean device = isNamed(w, a.device());
        if (a.peer() == null || a.peer().isMulticast()) return device;
        boolean peer = isNamed(w, a.peer());
        return device && peer
                || device && !a.peer().isIp()
                || peer && !a.device().isIp();
    }

    private static boolean isNamed(Window w, Address address) {
        return w.who().contains(address) || w.devices().contains(address);
    }

    private static boolean scans(Channel channel) {
        return channel == Channel.COUNT_SILENT || channel == Channel.COUNT_PEERS;
    }

    private static boolean looksAround(Window w) {
        return w.verbs().contains(Verb.IDENTIFY) || w.verbs().contains(Verb.BROWSE);
    }

    private static boolean isMild(Anomaly a) {
        return !a.neverHidden() && (a.verb() == null || a.verb().weight() == 1);
    }

    /** What work brings about at a device that it is done to, whoever tells of it. */
    private static boolean upset(Window w, Anomaly a) {
        boolean atPeer = a.peer() != null && w.devices().contains(a.peer());
        if (!isMild(a) || !atPeer && !w.devices().contains(a.device())) return false;
        return switch (a.channel()) {
            case CYCLE_PERIOD,
                    CYCLE_MISSED,
                    CYCLE_EXTRA,
                    HEALTH_LATENCY,
                    HEALTH_REFUSED,
                    HEALTH_TRANSPORT,
                    COUNT_FAILURES,
                    PRESENCE_RETURN -> w.verbs().contains(Verb.CONFIGURE) || weighs(w, TAKES_DOWN);
            case VALUE_LEVEL, VALUE_STEP, VALUE_STILL -> weighs(w, CHANGES);
            case COUNT_MESSAGES -> w.devices().contains(a.device()) && (weighs(w, MOVES) || isOfVisit(w, a));
            case COUNT_BYTES, COUNT_CONNECTIONS ->
                weighs(w, MOVES) && w.devices().contains(a.device());
            case COUNT_SILENT, COUNT_PEERS -> w.devices().contains(a.device());
            default -> false;
        };
    }

    /** Questions are packets, and to a device that is polled now and then they are a load. A flood is none of them, nor is silence, nor what it has with others. */
    private static boolean isOfVisit(Window w, Anomaly a) {
        if (a.explanation() == null) return false;
        boolean theirs = a.peer() == null || w.who().contains(a.peer());
        double seen = a.explanation().seen();
        return theirs && !w.who().isEmpty() && seen > a.explanation().high() && seen <= LOOK_PACKETS;
    }

    private static boolean weighs(Window w, int least) {
        return w.verbs().stream().anyMatch(verb -> verb.weight() >= least);
    }
}
