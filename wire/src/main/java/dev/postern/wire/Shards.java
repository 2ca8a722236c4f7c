package dev.postern.wire;

import dev.postern.model.Frame;

/**
 * Deals frames by their unordered address pair: IP addresses, else those an ARP packet speaks of, else hardware addresses. Ports and
 * fragment offsets take no part, so both directions of a conversation and all fragments of a datagram meet in one shard. A frame that
 * carries a tunnel holds several conversations; each belongs to the shard of its own pair, and the frame goes to all of these. What lies
 * within fragments of a carrier is not seen here: it is read in the carrier's shard.
 */
final class Shards {
    /** One bit a shard. */
    static final int SHARDS_MAX = 32;

    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final long ARP_ETHERNET_IPV4 = 0x0001_0800_0604L;
    private static final long BROADCAST = 0xFFFF_FFFFL;

    private Shards() {}

    /** The shard of the innermost conversation. */
    static int of(Frame frame, int shards) {
        return (int) (walk(frame, shards) >>> 32);
    }

    /** The shards of all conversations in the frame, bit by bit. */
    static int all(Frame frame, int shards) {
        return (int) walk(frame, shards);
    }

    /** The shard of this pair. */
    static int of(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int shards) {
        return number(pair(sourceHigh * 31 + sourceLow, destinationHigh * 31 + destinationLow), shards);
    }

    /** The innermost shard, and below it the bits of all. */
    private static long walk(Frame frame, int shards) {
        byte[] data = frame.data;
        int end = frame.offset + frame.capturedBytes;
        long located = Link.locate(frame);
        boolean ethernet = frame.linkType == Link.LINK_ETHERNET && frame.capturedBytes >= 12;
        int link = ethernet ? frame.offset : -1;
        int at = frame.offset + Link.offset(located);
        int type = Link.kind(located) == Link.ETHERTYPE ? Link.type(located) : -1;
        long all = 0;
        for (int depth = 0; ; depth++) {
            int shard = number(pair(data, link, type, at, end), shards);
            all |= 1L << shard;
            long inside = depth < Tunnel.DEPTH_MAX ? inside(data, type, at, end) : Tunnel.NONE;
            if (inside == Tunnel.NONE) return (long) shard << 32 | all;
            at += Tunnel.offset(inside);
            link = -1;
            type = Tunnel.type(inside);
            if (!Tunnel.isEthernet(inside)) continue;
            link = at;
            located = Link.ethernet(data, at, end, 0);
            at += Link.offset(located);
            type = Link.kind(located) == Link.ETHERTYPE ? Link.type(located) : -1;
        }
    }

    /** The tunnel in this packet, its offset counted from {@code at}. */
    private static long inside(byte[] data, int type, int at, int end) {
        int header;
        int protocol;
        if (type == Link.IPV4) {
            if (at + IPV4_BYTES > end || (Octets.u16(data, at + 6) & 0x3FFF) != 0) return Tunnel.NONE;
            header = (data[at] & 0xF) * 4;
            protocol = data[at + 9] & 0xFF;
        } else if (type == Link.IPV6) {
            int upper = Ip.upper(data, at, end);
            header = upper >>> 8;
            protocol = upper & 0xFF;
        } else {
            return type < 0 ? Tunnel.NONE : Tunnel.inEthernet(type, data, at, end);
        }
        if (protocol == Ip.TCP || header == 0) return Tunnel.NONE;
        long inside = protocol == Ip.UDP
                ? Tunnel.inUdp(data, at + header, end)
                : Tunnel.inIp(protocol, data, at + header, end);
        return inside == Tunnel.NONE ? Tunnel.NONE : inside + ((long) header << 32);
    }

    /** @param link where the hardware addresses stand, or -1 */
    private static long pair(byte[] data, int link, int type, int at, int end) {
        int left = end - at;
        if (type == Link.IPV4 && left >= IPV4_BYTES) return pair(Octets.u32(data, at + 12), Octets.u32(data, at + 16));
        if (type == Link.IPV6 && left >= IPV6_BYTES) {
            return pair(
                    Octets.i64(data, at + 8) * 31 + Octets.i64(data, at + 16),
                    Octets.i64(data, at + 24) * 31 + Octets.i64(data, at + 32));
        }
        if (type == Link.ARP && left >= Arp.BYTES && Octets.u48(data, at) == ARP_ETHERNET_IPV4) {
            long sender = Octets.u32(data, at + 14);
            long target = Octets.u32(data, at + 24);
            return pair(sender, sender == target ? BROADCAST : target);
        }
        return link < 0 ? 0 : pair(Octets.u48(data, link), Octets.u48(data, link + 6));
    }

    private static long pair(long a, long b) {
        return Octets.mix(Octets.mix(a) + Octets.mix(b));
    }

    private static int number(long hash, int shards) {
        return (int) ((hash >>> 33) % shards);
    }
}
