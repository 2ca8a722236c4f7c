package dev.postern.wire.it.quic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of the Initial packets of one side, RFC 9001 section 5.2: HKDF (RFC 5869) over the connection id the client chose first. Pure
 * computation; one derivation costs eight HMACs.
 */
final class InitialKeys {
    private static final int KEY_BYTES = 16, IV_BYTES = 12, HASH_BYTES = 32;
    private static final int TAG_BYTES = 16;
    private static final String CLIENT = "client in", SERVER = "server in";

    private final byte[] key;
    private final byte[] iv;
    private final byte[] headerKey;

    private InitialKeys(byte[] key, byte[] iv, byte[] headerKey) {
        this.key = key;
        this.iv = iv;
        this.headerKey = headerKey;
    }

    static InitialKeys of(QuicVersion version, byte[] connectionId, boolean client) {
        byte[] initial = hmac(version.salt(), connectionId);
        byte[] secret = expand(initial, client ? CLIENT : SERVER, HASH_BYTES);
        return new InitialKeys(
                expand(secret, version.labelPrefix + "key", KEY_BYTES),
                expand(secret, version.labelPrefix + "iv", IV_BYTES),
                expand(secret, version.labelPrefix + "hp", KEY_BYTES));
    }

    /** HKDF-Expand-Label of RFC 8446 section 7.1 without context; one block is enough for all lengths here. */
    private static byte[] expand(byte[] secret, String name, int length) {
        byte[] label = ("tls13 " + name).getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[2 + 1 + label.length + 1 + 1];
        info[1] = (byte) length;
        info[2] = (byte) label.length;
        System.arraycopy(label, 0, info, 3, label.length);
        info[info.length - 1] = 1;
        return Arrays.copyOf(hmac(secret, info), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The five octets that hide the first octet and the packet number, from {@code sample}: RFC 9001 section 5.4. */
    byte[] mask(byte[] sample) {
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(headerKey, "AES"));
            return aes.doFinal(sample);
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The payload in the clear, or null if its tag does not fit these keys. */
    byte[] open(byte[] header, long packetNumber, byte[] payload) {
        if (payload.length < TAG_BYTES) return null;
        byte[] nonce = iv.clone();
        for (int i = 0; i < 8; i++) nonce[IV_BYTES - 1 - i] ^= (byte) (packetNumber >>> 8 * i);
        try {
            Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
            aes.updateAAD(header);
            return aes.doFinal(payload);
        } catch (GeneralSecurityException notOurs) {
            return null;
        }
    }
}
