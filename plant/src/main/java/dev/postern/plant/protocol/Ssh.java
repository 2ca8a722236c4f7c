package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.nio.charset.StandardCharsets;

/** SSH transport up to the keys: RFC 4253 sections 4.2, 6 and 7, RFC 5656 section 4; what follows is noise. */
public final class Ssh {
    public static final int PORT = 22;
    private static final int KEX_INIT = 20;
    private static final int NEW_KEYS = 21;
    private static final int ECDH_INIT = 30;
    private static final int ECDH_REPLY = 31;
    private static final int BLOCK = 8;
    private static final int MAC_BYTES = 32;
    private static final int KEY_BYTES = 256;
    private static final String HOST_KEY = "ssh-rsa";

    private Ssh() {}

    public static byte[] banner(String software) {
        return ("SSH-2.0-" + software + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] packet(Out payload) {
        int padding = BLOCK - (5 + payload.length()) % BLOCK;
        if (padding < 4) padding += BLOCK;
        return new Out()
                .u32(1 + payload.length() + padding)
                .u8(padding)
                .bytes(payload)
                .zeros(padding)
                .done();
    }

    private static Out string(Out out, byte[] bytes) {
        return out.u32(bytes.length).bytes(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @param cookie 16 bytes of chance */
    public static byte[] offer(byte[] cookie) {
        Out out = new Out().u8(KEX_INIT).bytes(java.util.Arrays.copyOf(cookie, 16));
        for (String list : new String[] {
            "curve25519-sha256",
            HOST_KEY,
            "aes256-ctr",
            "aes256-ctr",
            "hmac-sha2-256-etm@openssh.com",
            "hmac-sha2-256-etm@openssh.com",
            "none",
            "none",
            "",
            ""
        }) string(out, ascii(list));
        return packet(out.u8(0).u32(0));
    }

    /** @param key 32 bytes */
    public static byte[] key(byte[] key) {
        return packet(string(new Out().u8(ECDH_INIT), java.util.Arrays.copyOf(key, 32)));
    }

    /** Host key, the server's half of the exchange, signature, and that the new keys are in use. */
    public static byte[] keyAnswer(byte[] hostKey, byte[] noise) {
        byte[] exponent = {1, 0, 1};
        byte[] modulus = java.util.Arrays.copyOf(hostKey, KEY_BYTES + 1);
        modulus[0] = 0;
        modulus[1] |= (byte) 0x80;
        byte[] publicKey = string(string(string(new Out(), ascii(HOST_KEY)), exponent), modulus)
                .done();
        byte[] signature = string(string(new Out(), ascii(HOST_KEY)), java.util.Arrays.copyOf(noise, KEY_BYTES))
                .done();
        Out reply = string(new Out().u8(ECDH_REPLY), publicKey);
        string(string(reply, java.util.Arrays.copyOf(noise, 32)), signature);
        return new Out().bytes(packet(reply)).bytes(newKeys()).done();
    }

    public static byte[] newKeys() {
        return packet(new Out().u8(NEW_KEYS));
    }

    /** An encrypted packet: its length in clear, then noise and the code that proves it. */
    public static byte[] encrypted(byte[] noise) {
        int length = noise.length / 16 * 16;
        return new Out(4 + length + MAC_BYTES)
                .u32(length)
                .bytes(java.util.Arrays.copyOf(noise, length))
                .bytes(java.util.Arrays.copyOf(noise, MAC_BYTES))
                .done();
    }
}
