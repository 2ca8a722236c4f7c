package dev.postern.plant;

import dev.postern.model.Address;
import java.nio.ByteBuffer;
import java.util.Set;

/** Whom a frame of Ethernet names in its headers. */
final class Headers {
    private static final int TYPE = 12;
    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86DD;
    private static final int SOURCE_CARD = 6;
    private static final int IPV6_SOURCE = 22;
    private static final int IPV4_SOURCE = 26;
    private static final int IPV4_DESTINATION = 30;
    private static final int ARP_SENDER = 28;
    private static final int ARP_TARGET = 38;
    /** The highest address of a single station, as its first octet. */
    private static final int UNICAST_MOST = 223;

    private Headers() {}

    /** Adds the network addresses of the single stations that it comes from, goes to or asks for. */
    static void stations(byte[] frame, Set<Integer> into) {
        int type = type(frame);
        if (type == IPV4) {
            station(frame, IPV4_SOURCE, into);
            station(frame, IPV4_DESTINATION, into);
        } else if (type == ARP) {
            station(frame, ARP_SENDER, into);
            station(frame, ARP_TARGET, into);
        }
    }

    private static int type(byte[] frame) {
        return (frame[TYPE] & 0xFF) << 8 | frame[TYPE + 1] & 0xFF;
    }

    static boolean isIpv6(byte[] frame) {
        return type(frame) == IPV6;
    }

    /** The hardware address that sent it. */
    static long card(byte[] frame) {
        return ByteBuffer.wrap(frame).getLong(SOURCE_CARD) >>> 16;
    }

    static Address ipv6Source(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        return Address.ipv6(bytes.getLong(IPV6_SOURCE), bytes.getLong(IPV6_SOURCE + 8));
    }

    private static void station(byte[] frame, int at, Set<Integer> into) {
        int first = frame[at] & 0xFF;
        int last = frame[at + 3] & 0xFF;
        // In networks of this site 255 is everybody.
        if (first == 0 || first > UNICAST_MOST || last == 255) return;
        into.add(first << 24 | (frame[at + 1] & 0xFF) << 16 | (frame[at + 2] & 0xFF) << 8 | last);
    }
}
