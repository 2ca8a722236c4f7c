package dev.postern.plant.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Segments of /24 around one router, and the mirror port of the core switch that sees them all. A routed packet passes the mirror twice, before
 * and after the router, with other hardware addresses and one TTL less, unless only the ingress of ports is mirrored.
 */
public final class Network {
    /** What {@link #send} gives for a packet that reaches nobody. */
    public static final long LOST = -1;

    private static final long BROADCAST = 0xFFFF_FFFF_FFFFL;
    private static final long SWITCH_NANOS = 5_000;
    private static final long NANOS_PER_BYTE = 80;
    /** From the end of a frame before the router to its end behind it, as the mirror port stamps them. */
    private static final long ROUTER_NANOS = 9_000;

    private static final long ARP_ANSWER_NANOS = 180_000;
    private static final long ARP_RETRY_NANOS = 1_000_000_000;
    private static final int ARP_TRIES = 3;
    private static final int PING_BYTES = 32;
    private static final long INTERNET_NANOS = 22_000_000;

    /** Changes the payload of a relayed TCP frame in place. */
    @FunctionalInterface
    public interface Tampering {
        /** @return whether anything was changed; the payload is {@code frame[start, end)} */
        boolean alter(byte[] frame, int start, int end);
    }

    private record Relay(Host box, Tampering tampering, Timeline.Witness witness) {}

    private final Timeline timeline;
    private final boolean mirrorsBothLegs;
    private final long seed;
    private final List<Host> routerPorts = new ArrayList<>();
    private final List<Host> doors = new ArrayList<>();
    private final Map<Long, Relay> relays = new HashMap<>();
    private final List<SecondWay> secondWays = new ArrayList<>();
    private Host blindSide;

    /** A box beside the router. */
    private record SecondWay(Host near, Host far, int onlyPort) {}

    public Network(Timeline timeline, boolean mirrorsBothLegs, long seed) {
        this.timeline = timeline;
        this.mirrorsBothLegs = mirrorsBothLegs;
        this.seed = seed;
    }

    public Timeline timeline() {
        return timeline;
    }

    long seed() {
        return seed;
    }

    /** Gives the router a port in the /24 of {@code port}. */
    public Host routerPort(Host port) {
        routerPorts.add(port);
        return port;
    }

    /**
     * From now on who takes {@code near} for the gateway gets through it into the segment of {@code far}.
     *
     * @param onlyPort the only TCP port that is let through, 0 for everything
     */
    public void secondWay(Host near, Host far, int onlyPort) {
        secondWays.add(new SecondWay(near, far, onlyPort));
    }

    /** The box that leads from one gateway into the segment of {@code to}, or null. */
    private SecondWay secondWay(Host gateway, Host to) {
        for (SecondWay way : secondWays) if (way.near == gateway && way.far.isNeighbourOf(to)) return way;
        return null;
    }

    public List<Host> routerPorts() {
        return List.copyOf(routerPorts);
    }

    /** From now on {@code gateway} has a way to the internet. */
    public void opensDoor(Host gateway) {
        doors.add(gateway);
    }

    public void closesDoor(Host gateway) {
        doors.remove(gateway);
    }

    /** From now on the mirror shows nothing that the segment of {@code port} sends, only what is sent to it; null ends that. */
    public void mirrorLoses(Host port) {
        blindSide = port;
    }

    /** From now on {@code box} passes on what reaches its hardware address but is meant for others. */
    public void relays(Host box, Tampering tampering, Timeline.Witness witness) {
        relays.put(box.mac(), new Relay(box, tampering, witness));
    }

    public void relaysNoMore(Host box) {
        relays.remove(box.mac());
    }

    /** Carries one IPv4 frame from its sender to {@code to}; gives the time it arrives, or {@link #LOST}. */
    long send(long atNanos, byte[] frame, Host from, Host to) {
        if (from.place == Host.Place.ABSENT) return LOST;
        boolean seen = !isBlindTo(from);
        if (from.place == Host.Place.OUTSIDE) {
            Host door = to.gateway();
            if (!doors.contains(door)) return LOST;
            return hop(atNanos, Packets.forwarded(frame), door, to, seen);
        }
        if (from.isNeighbourOf(to)) return hop(atNanos, frame, from, to, seen);
        if (from.gateway() == null) return LOST;
        long atGateway = hop(atNanos, frame, from, from.gateway(), seen);
        if (atGateway == LOST) return LOST;
        if (to.place == Host.Place.OUTSIDE)
            return doors.contains(from.gateway()) ? atGateway + scatter(atNanos, INTERNET_NANOS) : LOST;
        SecondWay way = secondWay(from.gateway(), to);
        if (way != null && way.onlyPort != 0 && Packets.tcpDestination(frame) != way.onlyPort) return LOST;
        Host port = way != null ? way.far : portTowards(to);
        if (port == null) return LOST;
        long entered = atGateway - SWITCH_NANOS - frame.length * NANOS_PER_BYTE;
        return hop(
                entered + scatter(atNanos, ROUTER_NANOS), Packets.forwarded(frame), port, to, seen && mirrorsBothLegs);
    }

    /** Puts a frame of {@code from} before the mirror port; what is switched off sends none. */
    private void show(long atNanos, byte[] frame, Host from) {
        if (from.place != Host.Place.ABSENT && !isBlindTo(from)) timeline.send(atNanos, frame);
    }

    private boolean isBlindTo(Host from) {
        return blindSide != null && from != blindSide && blindSide.isNeighbourOf(from);
    }

    private Host portTowards(Host to) {
        for (Host port : routerPorts) if (port.isNeighbourOf(to)) return port;
        return null;
    }

    private long hop(long atNanos, byte[] frame, Host from, Host next, boolean seen) {
        long at = atNanos;
        long mac = from.believes(next, at);
        if (mac < 0) {
            at = ask(at, from, next);
            if (at == LOST) return LOST;
            mac = next.mac();
        }
        Packets.hardware(frame, mac, from.mac());
        if (seen) timeline.send(at, frame);
        at += SWITCH_NANOS + frame.length * NANOS_PER_BYTE;
        if (mac == next.mac()) return next.place == Host.Place.ABSENT ? LOST : at;
        Relay relay = relays.get(mac);
        return relay == null ? LOST : passOn(at, frame, relay, next);
    }

    private long passOn(long atNanos, byte[] frame, Relay relay, Host next) {
        long at = atNanos + scatter(atNanos, 3_200_000);
        byte[] copy = Packets.forwarded(frame);
        int start = Packets.tcpPayload(copy);
        if (Packets.isTcp(copy) && relay.tampering.alter(copy, start, Packets.ipEnd(copy))) Packets.tcpSummed(copy);
        Packets.hardware(copy, next.mac(), relay.box.mac());
        timeline.witnessed(relay.witness, () -> timeline.send(at, copy));
        return at + SWITCH_NANOS + copy.length * NANOS_PER_BYTE;
    }

    /** ARP: who has the address of {@code next}? Gives the time the answer is there. */
    private long ask(long atNanos, Host from, Host next) {
        long at = atNanos;
        byte[] question = Packets.arp(1, BROADCAST, from.mac(), from.ip(), 0, next.ip());
        if (next.place != Host.Place.ATTACHED) {
            for (int i = 0; i < ARP_TRIES; i++) show(at + i * ARP_RETRY_NANOS, question, from);
            return LOST;
        }
        show(at, question, from);
        at += scatter(at, ARP_ANSWER_NANOS);
        show(at, Packets.arp(2, from.mac(), next.mac(), next.ip(), from.mac(), from.ip()), next);
        from.learns(next, at);
        next.learns(from, at);
        return at + SWITCH_NANOS + 20_000;
    }

    /** An ARP answer that nobody asked for: {@code claimed} is at the hardware address of {@code liar}; {@code victim} believes it. */
    public void forgeArp(long atNanos, Host liar, Host victim, Host claimed, long untilNanos) {
        timeline.send(atNanos, Packets.arp(2, victim.mac(), liar.mac(), claimed.ip(), victim.mac(), victim.ip()));
        victim.believe(claimed, liar.mac(), untilNanos);
    }

    /** The truth, told to {@code victim} by {@code liar} when it tidies up. */
    public void restoreArp(long atNanos, Host liar, Host victim, Host claimed) {
        byte[] frame = Packets.arp(2, victim.mac(), claimed.mac(), claimed.ip(), victim.mac(), victim.ip());
        Packets.hardware(frame, victim.mac(), liar.mac());
        timeline.send(atNanos, frame);
        victim.learns(claimed, atNanos);
    }

    /** A host tells everybody that it is there: gratuitous ARP. */
    public void announce(long atNanos, Host host) {
        show(atNanos, Packets.arp(1, BROADCAST, host.mac(), host.ip(), 0, host.ip()), host);
    }

    /** The same, and those of {@code others} who knew the address believe it. */
    public void announce(long atNanos, Host host, Iterable<Host> others) {
        announce(atNanos, host);
        for (Host other : others)
            if (other != host && other.isNeighbourOf(host) && other.believes(host, atNanos) >= 0)
                other.learns(host, atNanos);
        for (Host port : routerPorts)
            if (port.isNeighbourOf(host) && port.believes(host, atNanos) >= 0) port.learns(host, atNanos);
    }

    /** An ARP question on its own, as scanners send them; answered if anybody is there. */
    public void arpProbe(long atNanos, Host from, Host target) {
        timeline.send(atNanos, Packets.arp(1, BROADCAST, from.mac(), from.ip(), 0, target.ip()));
        if (target.place != Host.Place.ATTACHED) return;
        long at = atNanos + scatter(atNanos, ARP_ANSWER_NANOS);
        timeline.send(at, Packets.arp(2, from.mac(), target.mac(), target.ip(), from.mac(), from.ip()));
        from.learns(target, at);
    }

    public long udp(long atNanos, Host from, int sourcePort, Host to, int destinationPort, byte[] payload) {
        return send(atNanos, Packets.udp(from, sourcePort, to.ip(), destinationPort, payload), from, to);
    }

    /** To everybody on the sender's segment, from a host that may have no address yet. */
    public void broadcastUdp(
            long atNanos, Host from, int sourceIp, int sourcePort, int destinationPort, byte[] payload) {
        byte[] frame = Packets.udp(from, sourceIp, sourcePort, -1, destinationPort, payload);
        Packets.hardware(frame, BROADCAST, from.mac());
        show(atNanos, frame, from);
    }

    /** To a group on the sender's segment, RFC 1112 section 6.4; one hop far. */
    public void multicastUdp(long atNanos, Host from, int group, int sourcePort, int destinationPort, byte[] payload) {
        byte[] frame = Packets.lasting(Packets.udp(from, from.ip(), sourcePort, group, destinationPort, payload), 1);
        Packets.hardware(frame, 0x0100_5E00_0000L | group & 0x7F_FFFF, from.mac());
        show(atNanos, frame, from);
    }

    /** One ping; gives the time of the answer or {@link #LOST}. */
    public long ping(long atNanos, Host from, Host to, int id, int sequence) {
        byte[] payload = letters(PING_BYTES);
        return echo(atNanos, from, to, id, sequence, payload, payload);
    }

    /** What a ping of that length carries: letters in order. */
    public static byte[] letters(int bytes) {
        byte[] payload = new byte[bytes];
        for (int i = 0; i < bytes; i++) payload[i] = (byte) ('a' + i % 23);
        return payload;
    }

    /** A ping that carries {@code asked} and whose answer carries {@code answered}: the same, if all is as it should be. */
    public long echo(long atNanos, Host from, Host to, int id, int sequence, byte[] asked, byte[] answered) {
        byte[] question = Packets.icmpEcho(from, to.ip(), false, id, sequence, asked);
        long there = send(atNanos, question, from, to);
        if (there == LOST || to.place == Host.Place.ABSENT) return LOST;
        byte[] answer = Packets.icmpEcho(to, from.ip(), true, id, sequence, answered);
        return send(there + scatter(there, 300_000), answer, to, from);
    }

    /** Any other Ethernet frame, LLDP for one. */
    public void ethernet(long atNanos, Host from, long destinationMac, int etherType, byte[] payload) {
        show(atNanos, Packets.ethernet(destinationMac, from.mac(), etherType, payload), from);
    }

    /** Chance without state, so that extra traffic of one does not shift the delays of others: 0.6 to 1.6 of {@code nanos}. */
    private long scatter(long atNanos, long nanos) {
        long throwOf = Dice.mix(seed ^ atNanos) >>> 44;
        return nanos * 6 / 10 + ((nanos * throwOf) >> 20);
    }
}
