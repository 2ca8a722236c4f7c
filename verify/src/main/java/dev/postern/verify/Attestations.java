package dev.postern.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * How attestations are signed and bundled. Each is canonical JSON with its number ({@code seq}, from 1) and the SHA-256 of the text before
 * ({@code previous}, empty in the first), signed with Ed25519. A bundle is text, one line each: the public key, the attestations in order, and a
 * seal with their count and the hash of the last, so that none can be taken off the end.
 */
public final class Attestations {
    static final String ATTESTATION = "{\"attestation\":";
    static final String SEAL = "{\"seal\":";
    static final String SIGNATURE = ",\"signature\":\"";
    static final String END = "\"}";

    /** What a signature is over begins with what it is for, so that one cannot stand for the other. */
    private static final String ATTESTATION_CONTEXT = "postern attestation 1\n";

    private static final String SEAL_CONTEXT = "postern seal 1\n";

    private Attestations() {}

    /** @param text canonical JSON */
    public record Signed(String text, String signature) {}

    public static Signed sign(String text, PrivateKey key) {
        return new Signed(text, signature(ATTESTATION_CONTEXT + text, key));
    }

    /** The lines of a bundle. */
    public static String bundle(List<Signed> all, PublicKey publicKey, PrivateKey key) {
        StringBuilder out = new StringBuilder();
        out.append(Canonical.write(Map.of(
                        "bundle",
                        "postern attestations",
                        "format",
                        1,
                        "key",
                        Base64.getEncoder().encodeToString(publicKey.getEncoded()))))
                .append('\n');
        for (Signed one : all)
            out.append(ATTESTATION)
                    .append(one.text())
                    .append(SIGNATURE)
                    .append(one.signature())
                    .append(END)
                    .append('\n');
        String seal = Canonical.write(Map.of(
                "count",
                all.size(),
                "last",
                all.isEmpty() ? "" : sha256(all.getLast().text())));
        return out.append(SEAL)
                .append(seal)
                .append(SIGNATURE)
                .append(signature(SEAL_CONTEXT + seal, key))
                .append(END)
                .append('\n')
                .toString();
    }

    private static String signature(String what, PrivateKey key) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(what.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(ed25519.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign: " + e.getMessage(), e);
        }
    }

    static boolean attested(Signed one, PublicKey key) {
        return holds(ATTESTATION_CONTEXT + one.text(), one.signature(), key);
    }

    static boolean sealed(Signed seal, PublicKey key) {
        return holds(SEAL_CONTEXT + seal.text(), seal.signature(), key);
    }

    private static boolean holds(String what, String signature, PublicKey key) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(what.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(decoded(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** @return null if it is no such key */
    static PublicKey key(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(decoded(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Base64 in its one form: the bits that its last character has too many are zero. */
    private static byte[] decoded(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64))
            throw new IllegalArgumentException("not canonical");
        return bytes;
    }

    /** By which people compare keys: SHA-256 over its X.509 form, in hex. */
    public static String fingerprint(PublicKey key) {
        return hash(key.getEncoded());
    }

    public static String sha256(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
