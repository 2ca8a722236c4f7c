package dev.postern.wire;

import dev.postern.model.Frame;

/**
 * Deals frames by their unordered address pair: IP addresses, else those an ARP packet speaks of, else hardware addresses. Ports and
 * fragment offsets take no part, so both directions of a conversation and all fragments of a datagram meet in one shard.
 */
final class Shards {
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int ARP_BYTES = 28;
    private static final long ARP_ETHERNET_IPV4 = 0x0001_0800_0604L;

    private Shards() {}

    static int of(Frame frame, int shards) {
        long located = Link.locate(frame);
        long hash = pair(frame, located);
        return (int) ((hash >>> 33) % shards);
    }

    private static long pair(Frame frame, long located) {
        byte[] data = frame.data;
        int at = frame.offset + Link.offset(located);
        int left = frame.offset + frame.capturedBytes - at;
        if (Link.kind(located) == Link.ETHERTYPE) {
            int type = Link.type(located);
            if (type == Link.IPV4 && left >= IPV4_BYTES)
                return pair(Octets.u32(data, at + 12), Octets.u32(data, at + 16));
            if (type == Link.IPV6 && left >= IPV6_BYTES) {
                return pair(
                        Octets.i64(data, at + 8) * 31 + Octets.i64(data, at + 16),
                        Octets.i64(data, at + 24) * 31 + Octets.i64(data, at + 32));
            }
            if (type == Link.ARP && left >= ARP_BYTES && Octets.u48(data, at) == ARP_ETHERNET_IPV4)
                return pair(Octets.u32(data, at + 14), Octets.u32(data, at + 24));
        }
        boolean ethernet = frame.linkType == Link.LINK_ETHERNET && frame.capturedBytes >= 12;
        return ethernet ? pair(Octets.u48(data, frame.offset), Octets.u48(data, frame.offset + 6)) : 0;
    }

    private static long pair(long a, long b) {
        return Octets.mix(Octets.mix(a) + Octets.mix(b));
    }
}
