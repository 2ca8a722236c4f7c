package dev.postern.appliance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.capture.CaptureWriter;
import dev.postern.model.Frame;
import dev.postern.model.GapReport.Inference;
import dev.postern.store.Home;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Three hosts that poll for three hours, each with the clock of its TCP stack, as a capture; two of them are one machine. */
class TwoCardsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_772_409_600L * SECOND;
    private static final int HOURS = 3;
    private static final int NEAR = 0x0A010114;
    private static final int OTHER = 0x0A020114;
    private static final int FAR = 0x0A030114;

    @TempDir
    Path folder;

    private final Random random = new Random(3);

    /** Ticks of 4 ms since {@code upSeconds} before the start, too many by {@code ppm} millionths. */
    private record Clock(long upSeconds, double ppm) {
        int at(long nanos) {
            return (int) (long) (((nanos - START) / (double) SECOND + upSeconds) * 250 * (1 + ppm / 1e6));
        }
    }

    private static Frame frame(long atNanos, byte[] data) {
        Frame frame = new Frame();
        frame.data = data;
        frame.capturedBytes = frame.wireBytes = data.length;
        frame.atNanos = atNanos;
        frame.linkType = 1;
        return frame;
    }

    private static ByteBuffer ethernet(int from, int to, int type, int length) {
        return ByteBuffer.allocate(14 + length)
                .putShort((short) 0x0200)
                .putInt(to)
                .putShort((short) 0x0200)
                .putInt(from)
                .putShort((short) type);
    }

    private static byte[] arpReply(int from, int to) {
        return ethernet(from, to, 0x0806, 28)
                .putInt(0x0001_0800)
                .putInt(0x0604_0002)
                .putShort((short) 0x0200)
                .putInt(from)
                .putInt(from)
                .putShort((short) 0x0200)
                .putInt(to)
                .putInt(to)
                .array();
    }

    private static byte[] segment(int from, int to, int sequence, int ticks) {
        return ethernet(from, to, 0x0800, 52)
                .putInt(0x4500_0034)
                .putInt(0)
                .putInt(0x4006_0000)
                .putInt(from)
                .putInt(to)
                .putShort((short) 40_000)
                .putShort((short) 502)
                .putInt(sequence)
                .putInt(1)
                .putInt(0x8010_2000)
                .putInt(0)
                .putInt(0x0101_080A)
                .putInt(ticks)
                .putInt(0)
                .array();
    }

    @Test
    void areFoundInTheCaptureByTheClockThatTheyShare() {
        Path file = folder.resolve("cards.pcap");
        int[] hosts = {NEAR, OTHER, FAR};
        Clock one = new Clock(8_000_000, 31);
        Clock[] clocks = {one, new Clock(8_004_000, 31), one};
        try (CaptureWriter writer = CaptureWriter.open(file)) {
            for (int second = 0; second < HOURS * 3_600; second += 10)
                for (int i = 0; i < hosts.length; i++) {
                    int server = hosts[i] + 1;
                    long at = START + second * SECOND + i * SECOND + random.nextInt(900_000_000);
                    if (second % 600 == 0) writer.add(frame(at - 2_000_000, arpReply(hosts[i], server)));
                    if (second % 600 == 0) writer.add(frame(at - 1_000_000, arpReply(server, hosts[i])));
                    writer.add(
                            frame(at, segment(hosts[i], server, second, clocks[i].at(at - random.nextInt(500_000)))));
                }
        }
        Path home = folder.resolve("home");
        assertThat(new CommandLine(new ReplayCommand())
                        .execute("--home", home.toString(), "--threads", "1", "--ring", "16", file.toString()))
                .isZero();
        try (var state = Home.openForReading(home)) {
            List<Inference> found = state.gap().orElseThrow().inferences();
            assertThat(found).singleElement().satisfies(i -> {
                assertThat(i.kind()).isEqualTo("one machine in two networks");
                assertThat(i.devices())
                        .extracting(Object::toString)
                        .containsExactlyInAnyOrder("10.1.1.20", "10.3.1.20");
                assertThat(i.reason()).contains("(250 Hz)", "31 ppm fast");
                assertThat(i.confidence()).isGreaterThan(0.8);
            });
        }
    }
}
