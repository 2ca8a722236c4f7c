package dev.postern.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/**
 * The Ed25519 key with which a home signs what it attests: made at its first start, never replaced. {@code attestation.key} is PKCS#8 in PEM,
 * readable by its owner only; {@code attestation.pub} is for everybody.
 */
public final class AttestationKey {
    private static final String PRIVATE = "attestation.key";
    private static final String PUBLIC = "attestation.pub";
    private static final String OWNER_ONLY = "rw-------";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private AttestationKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    public PrivateKey privateKey() {
        return privateKey;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** The key of a home, made if there is none. The private half goes last: where it is, both are. */
    static AttestationKey loadOrMake(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(PRIVATE))) make(folder);
        return load(folder);
    }

    /**
     * Reads the key of a home that was opened once.
     *
     * @throws StoreException if there is none
     */
    public static AttestationKey of(Path folder) {
        try {
            return load(folder);
        } catch (IOException e) {
            throw new StoreException("cannot read the attestation key in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static AttestationKey load(Path folder) throws IOException {
        try {
            KeyFactory keys = KeyFactory.getInstance("Ed25519");
            return new AttestationKey(
                    keys.generatePrivate(new PKCS8EncodedKeySpec(read(folder.resolve(PRIVATE)))),
                    keys.generatePublic(new X509EncodedKeySpec(read(folder.resolve(PUBLIC)))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException("the attestation key in " + folder + " is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----", ""));
    }

    private static void make(Path folder) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            write(folder.resolve(PUBLIC), "PUBLIC KEY", pair.getPublic().getEncoded());
            write(folder.resolve(PRIVATE), "PRIVATE KEY", pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has Ed25519", e);
        }
    }

    private static void write(Path file, String what, byte[] key) throws IOException {
        String pem = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key) + "\n-----END " + what + "-----\n";
        Path aside = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(aside);
        try (FileChannel out = FileChannel.open(
                aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) out.write(bytes);
            out.force(true);
        }
        Durable.rename(aside, file);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
    }
}
