package dev.postern.wire;

import dev.postern.model.Frame;

/**
 * Finds what a frame carries below its link header: Ethernet II, IEEE 802.3 with LLC and SNAP, up to {@value #TAGS_MAX} tags (802.1Q,
 * 802.1ad and the older QinQ types, HSR), Linux cooked v1 and v2, raw IP, BSD null and loopback in both byte orders. Allocates nothing: the
 * answer is packed in a long, so that dealing frames to shards and decoding them read the header the same way.
 */
final class Link {
    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int IPV6 = 0x86DD;
    /** IEC 62439-3: a ring's tag with path, size and sequence number. */
    static final int HSR = 0x892F;

    static final int HSR_TAG_BYTES = 6;
    static final int TAG_BYTES = 4;
    static final int TAGS_MAX = 4;

    /** The header ends before it says what it carries. */
    static final int CUT = 0;
    /** {@link #type} is an EtherType, the payload follows it. */
    static final int ETHERTYPE = 1;
    /** {@link #type} is DSAP and SSAP; the payload begins with the LLC header. */
    static final int LLC = 2;
    /** A link type nobody reads. */
    static final int UNKNOWN = 3;

    static final int LINK_NULL = 0;
    static final int LINK_ETHERNET = 1;
    static final int LINK_COOKED = 113;
    static final int LINK_COOKED2 = 276;
    private static final int LINK_RAW = 101;
    private static final int LINK_RAW_BSD = 12;
    private static final int LINK_RAW_OPENBSD = 14;
    private static final int LINK_LOOP = 108;
    private static final int LINK_IPV4 = 228;
    private static final int LINK_IPV6 = 229;

    private static final int ETHERNET_TYPE = 12;
    private static final int ETHERTYPE_MIN = 0x600;
    private static final int COOKED_TYPE = 14;
    private static final int COOKED_HEADER_BYTES = 16;
    private static final int COOKED2_HEADER_BYTES = 20;
    private static final int COOKED_DEVICE = 2;
    private static final int COOKED2_DEVICE = 8;
    private static final int COOKED_RAW_8023 = 1;
    private static final int COOKED_LLC = 4;
    private static final int SNAP_HEADER_BYTES = 8;
    private static final int SNAP_SAPS = 0xAAAA;

    private Link() {}

    static long locate(Frame frame) {
        byte[] data = frame.data;
        int start = frame.offset;
        int end = start + frame.capturedBytes;
        int vlan = frame.vlanTci == Frame.NO_VLAN ? -1 : frame.vlanTci & 0xFFF;
        return switch (frame.linkType) {
            case LINK_ETHERNET -> tagged(data, start, start + ETHERNET_TYPE, end, vlan);
            case LINK_COOKED -> cooked(data, start, COOKED_TYPE, COOKED_DEVICE, COOKED_HEADER_BYTES, end, vlan);
            case LINK_COOKED2 -> cooked(data, start, 0, COOKED2_DEVICE, COOKED2_HEADER_BYTES, end, vlan);
            case LINK_RAW, LINK_RAW_BSD, LINK_RAW_OPENBSD, LINK_IPV4, LINK_IPV6 -> raw(data, start, start, end, vlan);
            case LINK_NULL, LINK_LOOP -> family(data, start, end, vlan);
            default -> pack(UNKNOWN, 0, vlan, 0);
        };
    }

    /**
     * The same for an Ethernet frame within another packet.
     *
     * @param vlan told by what carries it, or 0
     */
    static long ethernet(byte[] data, int start, int end, int vlan) {
        return tagged(data, start, start + ETHERNET_TYPE, end, vlan == 0 ? -1 : vlan);
    }

    static int kind(long located) {
        return (int) (located >>> 28) & 3;
    }

    /** EtherType, or DSAP and SSAP. */
    static int type(long located) {
        return (int) located & 0xFFFF;
    }

    /** Outermost VLAN id, 0 for untagged. */
    static int vlan(long located) {
        return (int) (located >>> 16) & 0xFFF;
    }

    /** Where the payload begins, from the start of the frame. */
    static int offset(long located) {
        return (int) (located >>> 32);
    }

    private static long pack(int kind, int type, int vlan, int offset) {
        return (long) offset << 32 | (long) kind << 28 | (long) Math.max(vlan, 0) << 16 | type;
    }

    /** Reads the EtherType or 802.3 length at {@code at}, stepping over tags. */
    private static long tagged(byte[] data, int start, int at, int end, int cardVlan) {
        int vlan = cardVlan;
        for (int tags = 0; ; tags++) {
            if (at + 2 > end) return pack(CUT, 0, vlan, Math.max(0, end - start));
            int type = Octets.u16(data, at);
            if (tags == TAGS_MAX || !isTag(type) && type != HSR) return typed(data, start, at + 2, end, vlan, type);
            int tagBytes = type == HSR ? HSR_TAG_BYTES : TAG_BYTES;
            if (at + tagBytes > end) return pack(CUT, 0, vlan, end - start);
            if (vlan < 0 && type != HSR) vlan = Octets.u16(data, at + 2) & 0xFFF;
            at += tagBytes;
        }
    }

    static boolean isTag(int type) {
        return type == 0x8100 || type == 0x88A8 || type == 0x9100 || type == 0x9200;
    }

    private static long typed(byte[] data, int start, int at, int end, int vlan, int type) {
        return type >= ETHERTYPE_MIN ? pack(ETHERTYPE, type, vlan, at - start) : llc(data, start, at, end, vlan);
    }

    private static long llc(byte[] data, int start, int at, int end, int vlan) {
        if (at + 2 > end) return pack(CUT, 0, vlan, Math.max(0, end - start));
        int saps = Octets.u16(data, at);
        boolean snap = saps == SNAP_SAPS && at + SNAP_HEADER_BYTES <= end && data[at + 2] == 3;
        if (snap && data[at + 3] == 0 && data[at + 4] == 0 && (data[at + 5] == 0 || data[at + 5] == (byte) 0xF8))
            return pack(ETHERTYPE, Octets.u16(data, at + 6), vlan, at + SNAP_HEADER_BYTES - start);
        return pack(LLC, saps, vlan, at - start);
    }

    /** @param deviceAt where the kind of device stands (ARPHRD_), which says what the protocol field means */
    private static long cooked(byte[] data, int start, int typeAt, int deviceAt, int headerBytes, int end, int vlan) {
        int at = start + headerBytes;
        if (at > end) return pack(CUT, 0, vlan, end - start);
        if (!hasEtherType(Octets.u16(data, start + deviceAt))) return pack(UNKNOWN, 0, vlan, 0);
        int type = Octets.u16(data, start + typeAt);
        if (type == COOKED_LLC || type == COOKED_RAW_8023) return llc(data, start, at, end, vlan);
        if (isTag(type) && at + 4 <= end)
            return tagged(data, start, at + 2, end, vlan < 0 ? Octets.u16(data, at) & 0xFFF : vlan);
        return pack(ETHERTYPE, type, vlan, headerBytes);
    }

    /** Not so for frame relay, IEEE 802.11 with and without a radio header, and messages of the kernel to its tools. */
    private static boolean hasEtherType(int device) {
        return switch (device) {
            case 770, 801, 802, 803, 824 -> false;
            default -> true;
        };
    }

    private static long raw(byte[] data, int start, int at, int end, int vlan) {
        if (at >= end) return pack(CUT, 0, vlan, at - start);
        return pack(ETHERTYPE, data[at] >>> 4 == 6 ? IPV6 : IPV4, vlan, at - start);
    }

    /** Four bytes of address family, in the order of the machine that captured; the IP version tells more reliably. */
    private static long family(byte[] data, int start, int end, int vlan) {
        if (start + 4 > end) return pack(CUT, 0, vlan, end - start);
        int family = (data[start] | data[start + 3]) & 0xFF;
        boolean ip = data[start + 1] == 0
                && data[start + 2] == 0
                && (data[start] == 0 || data[start + 3] == 0)
                && (family == 2 || family == 10 || family == 23 || family == 24 || family == 28 || family == 30);
        return ip ? raw(data, start, start + 4, end, vlan) : pack(UNKNOWN, 0, vlan, 0);
    }
}
