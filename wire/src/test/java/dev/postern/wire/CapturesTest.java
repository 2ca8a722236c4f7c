package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every recording that lies beside the project goes through the wire; needs them, else it skips. */
class CapturesTest {
    private static final int SHARDS = 8;

    @Test
    void everyRecordingIsReadToItsEndAndEveryFrameCounted() throws IOException {
        Path captures = data();
        Path manifest = captures.resolveSibling("manifest.csv");
        Assumptions.assumeTrue(Files.isRegularFile(manifest), "no recordings at " + captures);
        Counters total = new Counters();
        // One name stands in the manifest twice, for two versions of a recording of which one is here.
        Map<String, Set<Long>> packets = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(manifest);
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split(",", -1);
            packets.computeIfAbsent(columns[0], _ -> new TreeSet<>()).add(Long.parseLong(columns[7]));
        }
        packets.forEach((file, expected) -> {
            Counters counters = replay(captures.resolveSibling(file));
            assertThat(expected).as(file).contains(counters.frames);
            total.add(counters);
        });
        System.out.println("frames " + total.frames + " flows " + total.flows + " observations " + total.observations
                + " gaps " + total.gaps + " lost " + total.lost + " truncated " + total.truncated);
        System.out.println("malformed " + total.malformed());
        System.out.println("limits " + total.limits() + " unknown link types " + total.unknownLinkTypes());
    }

    static Path data() {
        String named = System.getProperty("postern.data", System.getenv("POSTERN_DATA"));
        return Path.of(named != null ? named : "../../shared/data/captures").toAbsolutePath();
    }

    private static Counters replay(Path path) {
        Wire[] shards = new Wire[SHARDS];
        for (int i = 0; i < SHARDS; i++) shards[i] = new Wire(Wire.Limits.defaults());
        long[] packets = new long[1];
        try (CaptureFile file = CaptureFile.open(path)) {
            Frame frame = new Frame();
            long closed = Long.MIN_VALUE;
            while (file.next(frame)) {
                frame.order++;
                long minute = Math.floorDiv(frame.atNanos, Wire.WINDOW_NANOS) * Wire.WINDOW_NANOS;
                if (minute > closed) {
                    for (Wire wire : shards) wire.close(minute, _ -> packets[0]++);
                    closed = minute;
                }
                shards[Wire.shard(frame, SHARDS)].frame(frame, _ -> packets[0]++);
            }
        }
        Counters counters = new Counters();
        for (Wire wire : shards) {
            wire.close(Long.MAX_VALUE, _ -> packets[0]++);
            counters.add(wire.counters());
            assertThat(wire.flows()).isZero();
            assertThat(wire.pendingBytes()).isZero();
        }
        assertThat(counters.observations).isEqualTo(packets[0]);
        return counters;
    }
}
