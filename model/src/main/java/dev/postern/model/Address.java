package dev.postern.model;

import java.util.HexFormat;

/**
 * One address of a device: hardware (48 bits), IPv4 or IPv6, in 128 bits. Ordered by kind, then numerically, so that every listing
 * of addresses is in the same order on every run.
 *
 * @param high the upper 64 bits of an IPv6 address, else 0
 * @param low the lower 64 bits; an IPv4 address stands in the lower 32, a hardware address in the lower 48, network order
 */
public record Address(Kind kind, long high, long low) implements Comparable<Address> {
    /** What sort of address; also the order in listings. */
    public enum Kind {
        MAC,
        IPV4,
        IPV6
    }

    public static final Address BROADCAST_MAC = mac(0xFFFF_FFFF_FFFFL);

    public static Address mac(long value) {
        return new Address(Kind.MAC, 0, value & 0xFFFF_FFFF_FFFFL);
    }

    /** @param value network order in an int: 10.0.0.1 is 0x0A000001 */
    public static Address ipv4(int value) {
        return new Address(Kind.IPV4, 0, value & 0xFFFF_FFFFL);
    }

    public static Address ipv6(long high, long low) {
        return new Address(Kind.IPV6, high, low);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if {@code text} is no address
     */
    public static Address parse(String text) {
        if (text.indexOf('.') > 0 && text.indexOf(':') < 0) return ipv4(parseIpv4(text));
        if (text.length() == 17 && text.chars().filter(c -> c == ':').count() == 5 && !text.contains("::"))
            return mac(HexFormat.fromHexDigitsToLong(text.replace(":", "")));
        return parseIpv6(text);
    }

    /** The same of a text that somebody else wrote; null if it is no address. */
    public static Address parseIfAny(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static int parseIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) throw new IllegalArgumentException("not an IPv4 address: " + text);
        int value = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) throw new IllegalArgumentException("not an IPv4 address: " + text);
            value = value << 8 | octet;
        }
        return value;
    }

    private static Address parseIpv6(String text) {
        int gap = text.indexOf("::");
        String[] head = groups(gap < 0 ? text : text.substring(0, gap));
        String[] tail = gap < 0 ? new String[0] : groups(text.substring(gap + 2));
        if (gap < 0 ? head.length != 8 : head.length + tail.length > 7)
            throw new IllegalArgumentException("not an address: " + text);
        long[] halves = new long[2];
        for (int i = 0; i < head.length; i++) place(halves, i, head[i]);
        for (int i = 0; i < tail.length; i++) place(halves, 8 - tail.length + i, tail[i]);
        return ipv6(halves[0], halves[1]);
    }

    private static String[] groups(String text) {
        String[] groups = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (String group : groups)
            if (group.isEmpty()) throw new IllegalArgumentException("not an IPv6 address: " + text);
        return groups;
    }

    private static void place(long[] halves, int group, String text) {
        int value = HexFormat.fromHexDigits(text);
        if (value > 0xFFFF) throw new IllegalArgumentException("not an IPv6 group: " + text);
        halves[group / 4] |= (long) value << (48 - 16 * (group % 4));
    }

    public boolean isIp() {
        return kind != Kind.MAC;
    }

    /** Group address of any kind, broadcast included. */
    public boolean isMulticast() {
        return switch (kind) {
            case MAC -> (low >> 40 & 1) == 1;
            case IPV4 -> low >> 28 == 0xE || low == 0xFFFF_FFFFL;
            case IPV6 -> high >>> 56 == 0xFF;
        };
    }

    /** Unspecified: all bits zero. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** Only meaningful on its own link: 169.254/16, fe80::/10, and every hardware address. */
    public boolean isLinkLocal() {
        return switch (kind) {
            case MAC -> true;
            case IPV4 -> low >> 16 == 0xA9FE;
            case IPV6 -> high >>> 54 == 0x3FA;
        };
    }

    /** Loopback: 127/8 and ::1. */
    public boolean isLoopback() {
        return kind == Kind.IPV4 && low >> 24 == 127 || kind == Kind.IPV6 && high == 0 && low == 1;
    }

    /** Whether both share 24 bits of an IPv4 address, 64 of an IPv6 address, as those of one network mostly do. */
    public boolean isNeighbourOf(Address other) {
        if (kind != other.kind) return false;
        return kind == Kind.IPV4 ? low >> 8 == other.low >> 8 : high == other.high;
    }

    /**
     * An address of the public internet, by the special-purpose registries of RFC 6890: not private (10/8, 172.16/12, 192.168/16,
     * fc00::/7), shared (100.64/10), link-local, loopback, documentation, benchmarking, reserved, unspecified or multicast.
     */
    public boolean isPublic() {
        if (isMulticast() || isUnspecified() || isLinkLocal() || isLoopback()) return false;
        if (kind == Kind.IPV6) return high >>> 61 == 1 && high >>> 32 != 0x2001_0DB8L;
        int top = (int) (low >> 24);
        int next = (int) (low >> 16 & 0xFF);
        int third = (int) (low >> 8 & 0xFF);
        boolean special = top == 0
                || top == 10
                || top == 100 && next >= 64 && next < 128
                || top == 172 && next >= 16 && next < 32
                || top == 192 && (next == 168 || next == 0 && (third == 0 || third == 2))
                || top == 198 && (next == 18 || next == 19 || next == 51 && third == 100)
                || top == 203 && next == 0 && third == 113
                || top >= 240;
        return !special;
    }

    /** The text form people write: colon-separated hex for hardware, dotted decimal, RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return switch (kind) {
            case MAC -> macText(low);
            case IPV4 -> (low >> 24) + "." + (low >> 16 & 0xFF) + "." + (low >> 8 & 0xFF) + "." + (low & 0xFF);
            case IPV6 -> ipv6Text();
        };
    }

    /** Colon-separated hex of a 48-bit hardware address. */
    public static String macText(long mac) {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            if (shift < 40) text.append(':');
            int octet = (int) (mac >> shift & 0xFF);
            text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
        }
        return text.toString();
    }

    private int group(int index) {
        return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index % 4)) & 0xFFFF);
    }

    private String ipv6Text() {
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int run = i;
            while (run < 8 && group(run) == 0) run++;
            if (run - i > bestLength) {
                bestStart = i;
                bestLength = run - i;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') text.append(':');
            text.append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    /** Written out: that of a record goes through method handles, and addresses are looked up for every message. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && low == address.low && high == address.high && kind == address.kind;
    }

    /** The same on every run. */
    @Override
    public int hashCode() {
        long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed ^ mixed >>> 32);
    }

    @Override
    public int compareTo(Address other) {
        int byKind = kind.compareTo(other.kind);
        if (byKind != 0) return byKind;
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
