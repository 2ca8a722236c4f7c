package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** The beginning of a remote desktop: MS-RDPBCGR sections 2.2.1.1 and 2.2.1.2; TLS follows. */
public final class Rdp {
    public static final int PORT = 3389;
    private static final int TLS_CREDSSP = 3;
    private static final int CREDSSP = 2;

    private Rdp() {}

    public static byte[] connect(String user) {
        String cookie = "Cookie: mstshash=" + user + "\r\n";
        int length = 6 + cookie.length() + 8;
        return new Out()
                .octets(3, 0)
                .u16(5 + length)
                .octets(length, 0xE0, 0, 0, 0, 0, 0)
                .ascii(cookie)
                .octets(1, 0, 8, 0)
                .u32le(TLS_CREDSSP)
                .done();
    }

    public static byte[] connected() {
        return new Out()
                .octets(3, 0, 0, 19, 14, 0xD0, 0, 0, 0x12, 0x34, 0, 2, 0x1F, 8, 0)
                .u32le(CREDSSP)
                .done();
    }
}
