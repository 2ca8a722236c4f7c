package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    private static final byte[] CONTENT = "what was learned".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private Snapshots snapshots;

    @BeforeEach
    void make() {
        snapshots = new Snapshots(folder);
    }

    private String write(long order) {
        return snapshots.write(order, 1, out -> out.write(CONTENT));
    }

    private byte[] read(String name, int format) {
        return snapshots.read(name, format, format, (in, found) -> in.readNBytes(CONTENT.length));
    }

    @Test
    void whatWasWrittenIsRead() {
        assertThat(read(write(7), 1)).isEqualTo(CONTENT);
    }

    @Test
    void everyDamagedByteIsFound() throws IOException {
        String name = write(7);
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(folder.resolve(name), damaged);
            assertThatThrownBy(() -> read(name, 1))
                    .as("byte %d", i)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining("another --home");
        }
    }

    @Test
    void whatAnotherReleaseMeantIsSaidInWordsAndNotInOctets() {
        String name = write(7);
        Snapshots.Reader<byte[]> other = (in, format) -> {
            throw new IllegalArgumentException(
                    "no constant " + new String(in.readNBytes(9), StandardCharsets.US_ASCII));
        };
        assertThatThrownBy(() -> snapshots.read(name, 1, 1, other))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("another --home")
                .message()
                .doesNotContain("what was");
    }

    @Test
    void everyCutIsFound() throws IOException {
        String name = write(7);
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        for (int i = 0; i < whole.length; i++) {
            Files.write(folder.resolve(name), Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> read(name, 1))
                    .as("%d bytes", i)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining("another --home");
        }
    }

    @Test
    void anotherFormatSaysWhatToDo() {
        String name = write(7);
        assertThatThrownBy(() -> read(name, 2))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("format 1")
                .hasMessageContaining("use the release that wrote it");
    }

    @Test
    void whatReadsSeveralFormatsIsToldWhichItIs() {
        String name = write(7);
        assertThat(snapshots.<Integer>read(name, 0, 2, (in, format) -> format)).isOne();
        assertThatThrownBy(() -> snapshots.read(name, 2, 3, (in, format) -> format))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("reads 2 to 3");
    }

    @Test
    void aSnapshotAtTheSameOrderDoesNotReplaceTheOneBefore() {
        String first = write(7);
        String second = snapshots.write(7, 1, out -> out.write(0));
        assertThat(second).isNotEqualTo(first);
        assertThat(read(first, 1)).isEqualTo(CONTENT);
    }

    @Test
    void aFailedWriteLeavesNoName() {
        assertThatThrownBy(() -> snapshots.write(7, 1, out -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("disk full");
        assertThat(folder).isDirectoryNotContaining("glob:**.snapshot");
    }

    @Test
    void onlyTheNamedOnesStay() throws IOException {
        String first = write(1);
        String second = write(2);
        String third = write(3);
        Files.createFile(folder.resolve("x.tmp"));
        snapshots.keepOnly(third, second);
        assertThat(folder.resolve(first)).doesNotExist();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(second, third);
    }

    @Test
    void aReaderSeesNoMoreThanTheContent() {
        assertThat(snapshots.<byte[]>read(write(7), 1, 1, (in, format) -> in.readAllBytes()))
                .isEqualTo(CONTENT);
    }
}
