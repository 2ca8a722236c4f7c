package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whatever comes, nothing is thrown and nothing is read outside the frame. */
class RobustnessTest {
    private static final int[] LINK_TYPES = {0, 1, 12, 14, 101, 108, 113, 228, 229, 276, 105};
    private static final byte[] INNER = Lab.udpFrame(true, 50_000, Tick.PORT, Tick.say("tick one"));
    private static final List<byte[]> SEEDS = List.of(
            Lab.tcpFrame(true, 50_000, Tick.PORT, 1, 1, Lab.ACK, Tick.say("tick one")),
            Lab.tcpFrame(false, 50_000, Tick.PORT, 1, 1, Lab.SYN | Lab.ACK, new byte[0]),
            Lab.udpFrame(true, 50_000, Tick.PORT, Tick.say("tick one")),
            Lab.frame(true, 1, Lab.join(Lab.numbers(3, 1, 3, 1, 0, 6), Lab.ipv4(Lab.B, Lab.A, 17, new byte[20]))),
            Lab.ethernet(1, 2, 0x0800, Lab.fragment(Lab.A, Lab.B, 17, 1, 8, true, new byte[64])),
            Lab.ethernet(1, 2, 0x86DD, Lab.ipv6(1, 2, 0, Lab.numbers(58, 1, 0, 7, 136, 1, 0, 23, 2, 1, 1, 1, 5, 6))),
            Lab.ethernet(1, 2, 0x86DD, Lab.ipv6(1, 2, 44, Lab.numbers(17, 1, 0, 1, 9, 2, 1, 4, 0, 8))),
            Lab.ethernet(1, 2, 0x8100, Lab.numbers(5, 2, 0x88A8, 2, 6, 2, 30, 2, 0xAAAA03, 3, 0, 3, 0x0806, 2, 0, 8)),
            Lab.ethernet(1, 2, 0x0806, Lab.numbers(0x000108000604L, 6, 2, 2, 7, 6, 9, 4, 8, 6, 10, 4)),
            Lab.frame(true, 47, Lab.join(Lab.numbers(0x1000_22EBL, 4, 9, 4, 0x2006_0002L, 4, 1, 4, 1, 4, 0, 8), INNER)),
            Lab.udpFrame(true, 1, 4789, Lab.join(Lab.numbers(0x0800_0000L, 4, 5 << 8, 4), INNER)),
            Lab.udpFrame(true, 1, 3544, Lab.join(Lab.numbers(1, 2, 0, 11, 0, 8), Lab.ipv6(1, 2, 17, new byte[9]))),
            Lab.ethernet(1, 2, 0x8847, Lab.join(Lab.numbers(0x100, 4, 0, 4), INNER)),
            Lab.ethernet(
                    1, 2, 0x892F, Lab.join(Lab.numbers(20, 2, 1, 2, 0x88FB, 2, 1, 2, 2, 2, 0x1406, 2, 5, 6, 0, 20))),
            Lab.ethernet(
                    1, 2, 0x8864, Lab.join(Lab.numbers(0x1100, 2, 3, 2, 22, 2, 0x21, 2), Lab.ipv4(1, 2, 4, INNER))));

    private static Frame frame(byte[] bytes, int offset, int linkType) {
        Frame frame = new Frame();
        frame.data = bytes;
        frame.offset = offset;
        frame.capturedBytes = bytes.length - offset;
        frame.wireBytes = frame.capturedBytes;
        frame.linkType = linkType;
        return frame;
    }

    @Property(seed = "1")
    void randomBytesNeverThrow(@ForAll @Size(max = 100) byte[] bytes, @ForAll("linkTypes") int linkType) {
        Wire wire = new Wire(Wire.Limits.defaults(), new Dissectors(List.of(new Tick())));
        Frame frame = frame(bytes, 0, linkType);
        assertThat(Wire.shard(frame, 8)).isBetween(0, 7);
        wire.frame(frame, _ -> {});
        wire.close(Lab.MINUTE, _ -> {});
        assertThat(wire.counters().frames).isEqualTo(1);
    }

    @Provide
    Arbitrary<Integer> linkTypes() {
        return Arbitraries.integers().between(0, LINK_TYPES.length - 1).map(i -> LINK_TYPES[i]);
    }

    @Property(seed = "1", tries = 300)
    void mutatedFramesNeverThrow(@ForAll long seed) {
        Random random = new Random(seed);
        Wire wire = new Wire(new Wire.Limits(32, 8, 256, 1024), new Dissectors(List.of(new Tick(false))));
        long at = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
            Frame frame = frame(bytes, 0, 1);
            frame.wireBytes += random.nextInt(4) == 0 ? random.nextInt(100) : 0;
            at += random.nextInt(100_000_000);
            frame.atNanos = at;
            frame.order = i;
            assertThat(Wire.shard(frame, 8)).isBetween(0, 7);
            wire.frame(frame, _ -> {});
            assertThat(wire.flows()).isLessThanOrEqualTo(32);
            assertThat(wire.pendingBytes()).isBetween(0L, 1024L);
        }
        wire.close(Long.MAX_VALUE, _ -> {});
        assertThat(wire.flows()).isZero();
        assertThat(wire.pendingBytes()).isZero();
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes =
                java.util.Arrays.copyOf(seed, random.nextInt(5) == 0 ? random.nextInt(seed.length) : seed.length);
        for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--)
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return bytes;
    }

    @Test
    void bothDirectionsAndAllFragmentsMeetInOneShard() {
        int up = Wire.shard(frame(Lab.udpFrame(true, 1, 2, new byte[4]), 0, 1), 8);
        assertThat(Wire.shard(frame(Lab.udpFrame(false, 1, 2, new byte[4]), 0, 1), 8))
                .isEqualTo(up);
        byte[] part = Lab.fragment(Lab.A, Lab.B, 17, 1, 8, true, new byte[8]);
        assertThat(Wire.shard(frame(Lab.ethernet(5, 6, 0x0800, part), 0, 1), 8)).isEqualTo(up);
        byte[] tagged = Lab.join(Lab.numbers(5, 2, 0x0800, 2), part);
        assertThat(Wire.shard(frame(Lab.ethernet(5, 6, 0x8100, tagged), 0, 1), 8))
                .isEqualTo(up);
    }

    @Test
    void mutatedRecordingsNeverThrow() throws IOException {
        Path data = CapturesTest.data();
        Assumptions.assumeTrue(Files.isDirectory(data), "no recordings at " + data);
        Random random = new Random(7);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                Wire wire = new Wire(Wire.Limits.defaults());
                try (CaptureFile file = CaptureFile.open(path)) {
                    Frame frame = new Frame();
                    for (int i = 0; i < 300 && file.next(frame); i++) {
                        int from = frame.offset;
                        frame.data = mutated(
                                java.util.Arrays.copyOfRange(frame.data, from, from + frame.capturedBytes), random);
                        frame.offset = 0;
                        frame.capturedBytes = frame.data.length;
                        wire.frame(frame, _ -> {});
                    }
                }
                wire.close(Long.MAX_VALUE, _ -> {});
                assertThat(wire.pendingBytes()).isZero();
            }
        }
    }
}
