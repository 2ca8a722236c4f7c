package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** DHCP: RFC 2131 section 2, options of RFC 2132. */
public final class Dhcp {
    public static final int SERVER_PORT = 67;
    public static final int CLIENT_PORT = 68;
    public static final int DISCOVER = 1;
    public static final int OFFER = 2;
    public static final int REQUEST = 3;
    public static final int ACK = 5;
    private static final int MESSAGE_BYTES_MIN = 300;

    /** A client: its hardware address, name, and how its vendor calls it. */
    public record Client(long mac, String name, String vendorClass) {}

    /** What a server hands out. */
    public record Lease(int ip, int server, int gateway, int nameServer, int seconds, String domain) {}

    private Dhcp() {}

    /** @param ciaddr own address when it is renewed, else 0 */
    public static byte[] ask(int kind, int transaction, Client client, int ciaddr, int wantedIp, int server) {
        Out out = head(1, transaction, ciaddr, 0, client.mac).octets(53, 1, kind);
        out.octets(61, 7, 1).u48(client.mac);
        if (wantedIp != 0) out.octets(50, 4).u32(wantedIp);
        if (server != 0) out.octets(54, 4).u32(server);
        out.octets(12, client.name.length()).ascii(client.name);
        out.octets(60, client.vendorClass.length()).ascii(client.vendorClass);
        return padded(out.octets(55, 6, 1, 3, 6, 15, 42, 44));
    }

    public static byte[] give(int kind, int transaction, Client client, int ciaddr, Lease lease) {
        Out out = head(2, transaction, ciaddr, lease.ip, client.mac).octets(53, 1, kind);
        out.octets(54, 4).u32(lease.server).octets(51, 4).u32(lease.seconds);
        out.octets(1, 4).u32(0xFFFFFF00).octets(3, 4).u32(lease.gateway);
        out.octets(6, 4).u32(lease.nameServer);
        return padded(out.octets(15, lease.domain.length()).ascii(lease.domain));
    }

    private static Out head(int operation, int transaction, int ciaddr, int yiaddr, long mac) {
        return new Out(MESSAGE_BYTES_MIN)
                .octets(operation, 1, 6, 0)
                .u32(transaction)
                .u32(0)
                .u32(ciaddr)
                .u32(yiaddr)
                .u32(0)
                .u32(0)
                .u48(mac)
                .zeros(10 + 64 + 128)
                .u32(0x63825363);
    }

    private static byte[] padded(Out out) {
        out.u8(255);
        return out.zeros(Math.max(0, MESSAGE_BYTES_MIN - out.length())).done();
    }
}
