package dev.postern.plant.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One network interface with what its operating system makes visible: addresses, TTL, counters, TCP habits, ARP cache. */
public final class Host {
    /** How an operating system's TCP looks from outside. */
    public enum Stack {
        WINDOWS(128, 64_240, 8, true, 1460, 49_152),
        LINUX(64, 64_240, 7, true, 1460, 32_768),
        /** Controllers and their kin: small windows, no options but the segment size. */
        EMBEDDED(64, 8_192, -1, false, 1460, 1_024),
        /** Siemens CPUs and CPs answer with TTL 30. */
        SIEMENS(30, 8_192, -1, false, 1460, 1_024),
        ROUTER(255, 16_384, -1, false, 1460, 10_000),
        /** A Windows machine behind somebody's router: one hop further away than it should be. */
        WINDOWS_BEHIND(127, 64_240, 8, true, 1460, 20_000),
        /** A phone or a Linux machine behind somebody's router. */
        LINUX_BEHIND(63, 64_240, 7, true, 1460, 40_000);

        final int ttl;
        final int window;
        final int windowShift;
        final boolean selectiveAck;
        final int segmentBytes;
        final int firstPort;

        Stack(int ttl, int window, int windowShift, boolean selectiveAck, int segmentBytes, int firstPort) {
            this.ttl = ttl;
            this.window = window;
            this.windowShift = windowShift;
            this.selectiveAck = selectiveAck;
            this.segmentBytes = segmentBytes;
            this.firstPort = firstPort;
        }
    }

    /** Where a host is, seen from the site's switches. */
    public enum Place {
        ATTACHED,
        /** An address that nobody has, or whose owner is switched off. */
        ABSENT,
        /** On the internet: reached only through a gateway that has a way out. */
        OUTSIDE
    }

    private static final long ARP_MEDIAN_NANOS = 900_000_000_000L;

    private record Neighbour(long mac, long untilNanos) {}

    public final String name;
    private long mac;
    public final Stack stack;
    final Dice dice;
    Place place = Place.ATTACHED;
    private int ip;
    private Host gateway;
    private int ipId;
    private int port;
    private int boots;
    private final long identity;
    private final Map<Integer, Neighbour> neighbours = new HashMap<>();
    private final List<Long> formerMacs = new ArrayList<>();
    private final List<Integer> formerIps = new ArrayList<>();
    private final Map<String, Set<String>> told = new TreeMap<>();

    /**
     * @param mac 48 bits
     * @param ip network order in an int
     * @param seed of the plant
     */
    public Host(String name, Stack stack, long mac, int ip, long seed) {
        this.name = name;
        this.stack = stack;
        this.mac = mac;
        this.ip = ip;
        dice = new Dice(seed, "host " + name);
        identity = new Dice(seed, "identity " + name).bits();
        ipId = dice.below(0x10000);
        port = dice.below(4_000);
    }

    /** An address without anybody behind it. */
    public static Host nobody(int ip) {
        Host host = new Host("nobody", Stack.EMBEDDED, 0, ip, ip);
        host.place = Place.ABSENT;
        return host;
    }

    /** A machine on the internet. */
    public static Host outside(String name, int ip, long seed) {
        Host host = new Host(name, Stack.LINUX, 0, ip, seed);
        host.place = Place.OUTSIDE;
        return host;
    }

    public long mac() {
        return mac;
    }

    /** The device behind the address is another one of the same kind. */
    public void replaced(long newMac) {
        formerMacs.add(mac);
        told.clear();
        mac = newMac;
    }

    /** Cards of the devices that were here before. */
    public List<Long> formerMacs() {
        return List.copyOf(formerMacs);
    }

    /** It says that of itself over the network. */
    public void tells(String kind, String value) {
        told.computeIfAbsent(kind, _ -> new TreeSet<>()).add(value);
    }

    /** Everything that it said of itself, by kind. */
    public Map<String, Set<String>> told() {
        return Collections.unmodifiableMap(told);
    }

    public int ip() {
        return ip;
    }

    public void moveTo(int newIp) {
        formerIps.add(ip);
        ip = newIp;
    }

    public List<Integer> formerIps() {
        return List.copyOf(formerIps);
    }

    public Host gateway() {
        return gateway;
    }

    /** Where everything outside the own /24 goes; null for a host that talks to neighbours only. */
    public Host gateway(Host router) {
        gateway = router;
        return this;
    }

    /** What its operating system gave itself when it was installed, the same for its whole life: RFC 9562 version 4. */
    public byte[] guid() {
        byte[] guid = new byte[16];
        new Dice(identity).fill(guid);
        guid[7] = (byte) (guid[7] & 0x0F | 0x40);
        guid[8] = (byte) (guid[8] & 0x3F | 0x80);
        return guid;
    }

    /** Switched off: hears nothing, says nothing. */
    public void goesDown() {
        place = Place.ABSENT;
    }

    /** Switched on again: remembers no connection. */
    public void comesUp() {
        place = Place.ATTACHED;
        boots++;
    }

    int boots() {
        return boots;
    }

    public boolean isNeighbourOf(Host other) {
        return (ip ^ other.ip) >>> 8 == 0;
    }

    public int nextPort() {
        port = (port + 1 + dice.below(3)) % 15_000;
        return stack.firstPort + port;
    }

    int nextIpId() {
        ipId = (ipId + 1) & 0xFFFF;
        return ipId;
    }

    /** Hardware address this host believes {@code other} to have, or -1 if it has to ask. */
    long believes(Host other, long nowNanos) {
        Neighbour known = neighbours.get(other.ip);
        return known == null || known.untilNanos < nowNanos ? -1 : known.mac;
    }

    void learns(Host other, long nowNanos) {
        neighbours.put(other.ip, new Neighbour(other.mac, nowNanos + dice.around(ARP_MEDIAN_NANOS, 0.3)));
    }

    /** Takes {@code mac} for {@code other} until then: what a forged ARP answer does. */
    public void believe(Host other, long falseMac, long untilNanos) {
        neighbours.put(other.ip, new Neighbour(falseMac, untilNanos));
    }

    /** Dotted text to network order in an int. */
    public static int ip(String dotted) {
        int value = 0;
        for (String part : dotted.split("\\.")) value = value << 8 | Integer.parseInt(part);
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
