package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** LLDP data unit: IEEE 802.1AB-2016 clause 8. */
public final class Lldp {
    public static final int ETHER_TYPE = 0x88CC;
    public static final long NEAREST_BRIDGE = 0x0180_C200_000EL;

    private Lldp() {}

    public static byte[] announce(long mac, int ip, String port, String name, String description) {
        Out out = new Out();
        tlv(out, 1, new Out().u8(4).u48(mac));
        tlv(out, 2, new Out().u8(5).ascii(port));
        tlv(out, 3, new Out().u16(120));
        tlv(out, 5, new Out().ascii(name));
        tlv(out, 6, new Out().ascii(description));
        tlv(out, 7, new Out().u16(0x0014).u16(0x0004));
        tlv(out, 8, new Out().octets(5, 1).u32(ip).u8(2).u32(1).u8(0));
        return out.u16(0).done();
    }

    private static void tlv(Out out, int type, Out value) {
        out.u16(type << 9 | value.length()).bytes(value);
    }
}
