package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** ICMPv6 router advertisement in an IPv6 packet to all nodes: RFC 8200 section 3, RFC 4861 sections 4.2, 4.6.1 and 4.6.2. */
public final class RouterAdvertisement {
    public static final int ETHER_TYPE = 0x86DD;
    public static final long ALL_NODES = 0x3333_0000_0001L;
    private static final int ICMP6 = 58;
    private static final int LIFETIME_SECONDS = 1_800;
    private static final long LINK_LOCAL = 0xFE80_0000_0000_0000L;

    private RouterAdvertisement() {}

    /** @param prefix upper half of the addresses that it gives to everybody */
    public static byte[] of(long mac, long prefix) {
        Out message = new Out()
                .octets(134, 0)
                .u16(0)
                .octets(64, 0)
                .u16(LIFETIME_SECONDS)
                .u32(0)
                .u32(0)
                .octets(3, 4, 64, 0xC0)
                .u32(86_400)
                .u32(14_400)
                .u32(0)
                .u64(prefix)
                .u64(0)
                .octets(1, 1)
                .u48(mac);
        Out addresses = new Out()
                .u64(LINK_LOCAL)
                .u64(interfaceOf(mac))
                .u64(0xFF02_0000_0000_0000L)
                .u64(1);
        Out summed = new Out().bytes(addresses).u32(message.length()).u32(ICMP6).bytes(message);
        message.patch16(2, checksum(summed.done()));
        return new Out()
                .u32(0x6000_0000)
                .u16(message.length())
                .octets(ICMP6, 255)
                .bytes(addresses)
                .bytes(message)
                .done();
    }

    /** RFC 4291 appendix A. */
    private static long interfaceOf(long mac) {
        return (mac >>> 24 ^ 0x02_0000) << 40 | 0xFF_FE00_0000L | mac & 0xFF_FFFF;
    }

    private static int checksum(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i += 2) sum += (bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF;
        while (sum >>> 16 != 0) sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~sum & 0xFFFF;
    }
}
