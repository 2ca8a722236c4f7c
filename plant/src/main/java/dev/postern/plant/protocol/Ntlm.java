package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** The three messages of an NTLM login, without real secrets: MS-NLMP section 2.2.1. */
public final class Ntlm {
    private static final int FLAGS = 0xE288_8215;
    private static final int PAYLOAD_OF_CHALLENGE = 56;
    private static final int PAYLOAD_OF_AUTHENTICATE = 72;
    private static final byte[] WINDOWS_10 = {10, 0, 0x63, 0x45, 0, 0, 0, 15};
    private static final int RESPONSE_BYTES = 24;

    private Ntlm() {}

    private static Out head(int kind) {
        return new Out().ascii("NTLMSSP").u8(0).u32le(kind);
    }

    public static byte[] negotiate() {
        return head(1).u32le(FLAGS).zeros(16).bytes(WINDOWS_10).done();
    }

    public static byte[] challenge(String domain, String server, long nonce) {
        Out target = new Out();
        pair(target, 2, domain);
        pair(target, 1, server);
        target.u32le(0);
        int name = domain.length() * 2;
        return head(2).u16le(name)
                .u16le(name)
                .u32le(PAYLOAD_OF_CHALLENGE)
                .u32le(FLAGS)
                .u64(nonce)
                .zeros(8)
                .u16le(target.length())
                .u16le(target.length())
                .u32le(PAYLOAD_OF_CHALLENGE + name)
                .bytes(WINDOWS_10)
                .utf16le(domain)
                .bytes(target)
                .done();
    }

    private static void pair(Out out, int id, String value) {
        out.u16le(id).u16le(value.length() * 2).utf16le(value);
    }

    public static byte[] authenticate(String domain, String user, String workstation, byte[] secret) {
        Out payload = new Out();
        Out fields = new Out();
        int at = PAYLOAD_OF_AUTHENTICATE;
        byte[] response = java.util.Arrays.copyOf(secret, RESPONSE_BYTES);
        byte[][] values = {
            response,
            response,
            new Out().utf16le(domain).done(),
            new Out().utf16le(user).done(),
            new Out().utf16le(workstation).done(),
            {}
        };
        for (byte[] value : values) {
            fields.u16le(value.length).u16le(value.length).u32le(at);
            payload.bytes(value);
            at += value.length;
        }
        return head(3).bytes(fields)
                .u32le(FLAGS)
                .bytes(WINDOWS_10)
                .bytes(payload)
                .done();
    }
}
