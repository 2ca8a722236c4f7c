package dev.postern.wire;

import dev.postern.model.Address;

/**
 * IPv4 (RFC 791 section 3.1) and IPv6 (RFC 8200 sections 3 and 4) headers. Checksums are not verified: captures taken at the sender hold
 * unfinished ones. Each method lays the packet over the payload of its header and returns null, or the rule that is broken.
 */
final class Ip {
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int NO_NEXT = 59;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;
    private static final int HIP = 139;
    private static final int SHIM6 = 140;

    /** A chain of extension headers longer than this is not followed. */
    static final int EXTENSIONS_MAX = 16;

    private static final int V4_BYTES = 20;
    private static final int V6_BYTES = 40;

    /** Of the datagram read last: it is one of several fragments. */
    boolean fragmented;

    /** The header promises more than the frame holds; what there is can still be read. */
    boolean beyondFrame;

    boolean moreFragments;
    int fragmentOffset;
    int fragmentId;
    /** Where in the header the broken rule was noticed. */
    int ruleAt;

    String v4(Packet packet) {
        byte[] data = packet.data;
        int at = packet.from;
        fragmented = false;
        beyondFrame = false;
        if (packet.length() < V4_BYTES) return broken("header ends early", packet.length());
        int header = (data[at] & 0xF) * 4;
        if (data[at] >>> 4 != 4) return broken("version is not 4", 0);
        if (header < V4_BYTES) return broken("header length below 20", 0);
        int total = Octets.u16(data, at + 2);
        // Segmentation left to the card shows as length 0.
        if (total == 0) total = packet.length() + packet.missing;
        if (total < header) return broken("total length below header length", 2);
        if (header > packet.length()) return broken("header ends early", packet.length());
        beyondFrame = total > packet.length() + packet.missing;
        int fragment = Octets.u16(data, at + 6);
        fragmentOffset = (fragment & 0x1FFF) * 8;
        moreFragments = (fragment & 0x2000) != 0;
        fragmented = moreFragments || fragmentOffset > 0;
        fragmentId = Octets.u16(data, at + 4);
        packet.kind = Address.Kind.IPV4;
        packet.ttl = data[at + 8] & 0xFF;
        packet.protocol = data[at + 9] & 0xFF;
        packet.sourceHigh = 0;
        packet.sourceLow = Octets.u32(data, at + 12);
        packet.destinationHigh = 0;
        packet.destinationLow = Octets.u32(data, at + 16);
        packet.from += header;
        packet.trim(total - header);
        return null;
    }

    String v6(Packet packet) {
        byte[] data = packet.data;
        int at = packet.from;
        fragmented = false;
        beyondFrame = false;
        if (packet.length() < V6_BYTES) return broken("header ends early", packet.length());
        if ((data[at] & 0xF0) >>> 4 != 6) return broken("version is not 6", 0);
        int payload = Octets.u16(data, at + 4);
        if (payload == 0) payload = packet.length() + packet.missing - V6_BYTES;
        beyondFrame = payload > packet.length() + packet.missing - V6_BYTES;
        packet.kind = Address.Kind.IPV6;
        packet.ttl = data[at + 7] & 0xFF;
        packet.sourceHigh = Octets.i64(data, at + 8);
        packet.sourceLow = Octets.i64(data, at + 16);
        packet.destinationHigh = Octets.i64(data, at + 24);
        packet.destinationLow = Octets.i64(data, at + 32);
        packet.from += V6_BYTES;
        packet.trim(payload);
        return extensions(packet, at, data[at + 6] & 0xFF);
    }

    /** Follows the chain from header type {@code next}; also for what reassembly gives, where {@code start} is 0. */
    String extensions(Packet packet, int start, int next) {
        byte[] data = packet.data;
        for (int count = 0; isExtension(next); count++) {
            int at = packet.from;
            if (count == EXTENSIONS_MAX) return broken("too many extension headers", at - start);
            if (packet.length() < 8) return broken("extension header ends early", at - start);
            int bytes = switch (next) {
                case FRAGMENT -> 8;
                case AUTHENTICATION -> ((data[at + 1] & 0xFF) + 2) * 4;
                default -> ((data[at + 1] & 0xFF) + 1) * 8;
            };
            if (bytes > packet.length()) return broken("extension header ends early", at - start);
            boolean fragment = next == FRAGMENT;
            next = data[at] & 0xFF;
            packet.from += bytes;
            if (!fragment) continue;
            fragmentOffset = Octets.u16(data, at + 2) & 0xFFF8;
            moreFragments = (data[at + 3] & 1) != 0;
            fragmentId = Octets.i32(data, at + 4);
            // An atomic fragment, RFC 6946, is a whole datagram.
            if (!moreFragments && fragmentOffset == 0) continue;
            fragmented = true;
            break;
        }
        packet.protocol = next;
        return null;
    }

    /**
     * Where the payload of a whole IPv6 packet begins, from {@code at}, and below it in eight bits its protocol; 0 if that cannot be seen.
     */
    static int upper(byte[] data, int at, int end) {
        if (at + V6_BYTES > end) return 0;
        int next = data[at + 6] & 0xFF;
        int to = at + V6_BYTES;
        for (int count = 0; isExtension(next); count++) {
            if (next == FRAGMENT || count == EXTENSIONS_MAX || to + 8 > end) return 0;
            int units = data[to + 1] & 0xFF;
            int bytes = next == AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
            next = data[to] & 0xFF;
            to += bytes;
        }
        return to - at << 8 | next;
    }

    private static boolean isExtension(int next) {
        return switch (next) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY, HIP, SHIM6 -> true;
            default -> false;
        };
    }

    static boolean carriesNothing(int protocol) {
        return protocol == NO_NEXT;
    }

    private String broken(String rule, int offset) {
        ruleAt = offset;
        return rule;
    }
}
