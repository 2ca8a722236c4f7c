package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** Rapid spanning tree units in frames with a length: IEEE 802.1D-2004 clause 9.3.3, IEEE 802.2 for what stands before. */
public final class Stp {
    public static final long GROUP = 0x0180_C200_0000L;
    /** What stands in the place of the type: the length of header and unit. */
    public static final int LENGTH = 39;

    private static final int RAPID = 2;
    private static final int PRIORITY = 32_768;
    private static final int DESIGNATED_FORWARDING = 0x3C;

    private Stp() {}

    /** @param age hops from the root, {@code cost} of the way to it */
    public static byte[] announce(long root, int cost, long bridge, int port, int age) {
        return new Out(LENGTH)
                .octets(0x42, 0x42, 3)
                .u16(0)
                .octets(RAPID, RAPID, DESIGNATED_FORWARDING)
                .u16(PRIORITY)
                .u48(root)
                .u32(cost)
                .u16(PRIORITY)
                .u48(bridge)
                .u16(0x8000 | port)
                .u16(age << 8)
                .u16(20 << 8)
                .u16(2 << 8)
                .u16(15 << 8)
                .u8(0)
                .done();
    }
}
