package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.FrameRef;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketRingTest {
    @TempDir
    private Path folder;

    private static List<Long> numbers(PacketRing ring, long from, long to, FrameRef... named) {
        List<Long> numbers = new ArrayList<>();
        ring.read(from, to, Set.of(named), frame -> {
            assertThat(frame.data[frame.offset + 34]).isEqualTo((byte) frame.number);
            return numbers.add(frame.number);
        });
        return numbers;
    }

    private static List<Long> all(PacketRing ring) {
        return numbers(ring, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static List<Long> to(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void add(PacketRing ring, long number, int bytes) {
        ring.add(Samples.frame(number, number, Samples.PLC, Samples.HMI, bytes));
    }

    private Path newestFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().getLast();
        }
    }

    @Test
    void framesAreFoundByTime() {
        try (PacketRing ring = new PacketRing(folder, 0, 0)) {
            for (long i = 1; i <= 9; i++) add(ring, i, 60);
            assertThat(numbers(ring, 3, 5)).containsExactly(3L, 4L, 5L);
            assertThat(all(ring)).isEqualTo(to(9));
        }
    }

    @Test
    void framesOutOfOrderAreFoundByTime() {
        try (PacketRing ring = new PacketRing(folder, 0, 0)) {
            for (long i = 1; i <= 2_000; i++)
                ring.add(Samples.frame(i, (i * 7_919) % 2_000, Samples.PLC, Samples.HMI, 1_500));
            assertThat(numbers(ring, 100, 199)).hasSize(100);
        }
    }

    @Test
    void namedFramesAreFoundWheneverTheyWere() {
        try (PacketRing ring = new PacketRing(folder, 0, 0)) {
            for (long i = 1; i <= 5_000; i++) add(ring, i, 1_000);
            assertThat(numbers(ring, 4_000, 4_001, new FrameRef(0, 7), new FrameRef(1, 8), new FrameRef(0, 4_999)))
                    .containsExactly(7L, 4_000L, 4_001L, 4_999L);
        }
    }

    @Test
    void aFrameLargerThanTheBufferIsKept() {
        try (PacketRing ring = new PacketRing(folder, 0, 0)) {
            add(ring, 1, 60);
            add(ring, 2, 3 << 20);
            add(ring, 3, 60);
            assertThat(all(ring)).isEqualTo(to(3));
        }
        try (PacketRing ring = new PacketRing(folder, 0, 3)) {
            assertThat(all(ring)).isEqualTo(to(3));
        }
    }

    @Test
    void theOldestGoWhenTheRingIsFull() throws IOException {
        long limit = 3L * PacketRing.SEGMENT_BYTES;
        try (PacketRing ring = new PacketRing(folder, limit, 0)) {
            for (long i = 1; i <= 80; i++) add(ring, i, 1 << 20);
            assertThat(ring.removedSegments()).isPositive();
            assertThat(ring.heldBytes()).isLessThanOrEqualTo(limit + (1 << 21));
            assertThat(all(ring)).endsWith(80L).doesNotContain(1L).isSorted();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.count()).isLessThanOrEqualTo(3);
            }
        }
    }

    @Test
    void aCutFileLosesOnlyItsLastFrame() throws IOException {
        try (PacketRing ring = new PacketRing(folder, 0, 0)) {
            for (long i = 1; i <= 5; i++) add(ring, i, 60);
        }
        try (FileChannel file = FileChannel.open(newestFile(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 1);
        }
        try (PacketRing ring = new PacketRing(folder, 0, 5)) {
            assertThat(all(ring)).isEqualTo(to(4));
            add(ring, 6, 60);
            assertThat(all(ring)).containsExactly(1L, 2L, 3L, 4L, 6L);
        }
    }

    @Test
    void framesThatWillComeAgainAreForgotten() {
        try (PacketRing ring = new PacketRing(folder, 1L << 30, 0)) {
            for (long i = 1; i <= 40; i++) add(ring, i, 1 << 20);
        }
        try (PacketRing ring = new PacketRing(folder, 1L << 30, 10)) {
            assertThat(all(ring)).isEqualTo(to(10));
            for (long i = 11; i <= 12; i++) add(ring, i, 60);
            assertThat(all(ring)).isEqualTo(to(12));
        }
        try (PacketRing ring = new PacketRing(folder, 1L << 30, 0)) {
            assertThat(all(ring)).isEmpty();
        }
    }
}
