package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    private Path parent;

    private Path folder() {
        return parent.resolve("home");
    }

    @Test
    void theAttestationKeyIsMadeOnceAndIsTheOwnersAlone() throws IOException {
        AttestationKey made;
        try (Home home = Home.open(folder(), 1 << 20)) {
            made = home.attestationKey();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve("attestation.key"))))
                .isEqualTo("rw-------");
        try (Home home = Home.open(folder(), 1 << 20)) {
            assertThat(home.attestationKey().privateKey()).isEqualTo(made.privateKey());
        }
        assertThat(AttestationKey.of(folder()).publicKey()).isEqualTo(made.publicKey());
        Files.writeString(
                folder().resolve("attestation.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> AttestationKey.of(folder()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aSecondWriterIsRefused() {
        try (Home home = Home.open(folder(), 0)) {
            assertThat(home.folder()).isEqualTo(folder());
            assertThatThrownBy(() -> Home.open(folder(), 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another Postern works in " + folder())
                    .hasMessageContaining("--home");
        }
        Home.open(folder(), 0).close();
    }

    @Test
    void aSecondProcessIsRefused() throws Exception {
        try (Home home = Home.open(folder(), 0)) {
            Process second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Opener.class.getName(),
                            home.folder().toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(second.inputReader().readAllAsString()).contains("another Postern works in");
            assertThat(second.waitFor()).isNotZero();
        }
    }

    static final class Opener {
        public static void main(String[] arguments) {
            Home.open(Path.of(arguments[0]), 0).close();
        }
    }

    @Test
    void onlyItsOwnerMayLookIntoAHome() throws Exception {
        Assumptions.assumeTrue(Files.getFileStore(parent).supportsFileAttributeView("posix"), "no POSIX permissions");
        try (Home home = Home.open(folder(), 0)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatCameAfterTheLastCheckpointIsTakenBack() {
        try (Home home = Home.open(folder(), 0)) {
            home.history().add(Samples.traffic(1, 1));
            home.state()
                    .checkpoint(new Checkpoint("s", 1, 1, 1, List.of()), List.of(), List.of(), List.of(), List.of());
            home.history().add(Samples.traffic(2, 2));
        }
        try (Home home = Home.open(folder(), 0)) {
            assertThat(home.history().size()).isEqualTo(1);
            assertThat(home.history().countByKind()).isEqualTo(Map.of("traffic", 1L));
        }
    }

    @Test
    void captureNamesAreKnownAtTheNextStart() {
        try (Home home = Home.open(folder(), 0)) {
            home.announce(Samples.capture(3, 0));
        }
        try (Home home = Home.open(folder(), 0)) {
            assertThat(home.captureName(3)).isEqualTo("c3.pcap");
            assertThat(home.captureName(4)).isEqualTo("capture 4");
        }
    }

    @Test
    void aHomeThatCannotBeOpenedIsNotLeftLocked() throws Exception {
        Files.createDirectories(folder().resolve("state.db"));
        for (int i = 0; i < 2; i++)
            assertThatThrownBy(() -> Home.open(folder(), 0)).hasMessageContaining("state.db");
        Files.delete(folder().resolve("state.db"));
        Home.open(folder(), 0).close();
    }
}
