package dev.postern.analyst.inventory;

/** Hardware addresses that several routers share and one holds at a time: VRRP (RFC 9568 section 7.3), HSRP versions 1 and 2, GLBP. */
final class Redundancy {
    private Redundancy() {}

    static boolean virtual(long mac) {
        long block = mac >>> 8;
        return block == 0x00005E0001L
                || block == 0x00005E0002L
                || block == 0x00000C07ACL
                || mac >>> 12 == 0x00000C9FFL
                || mac >>> 16 == 0x0007B400L;
    }
}
