package dev.postern.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that are the same on every run because they are made of what they name. */
public final class Ids {
    private static final int DIGEST_BYTES_KEPT = 8;

    private Ids() {}

    /** {@code prefix-} and 16 hex digits of SHA-256 over the parts. */
    public static String of(String prefix, Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return prefix + "-" + HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES_KEPT);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
