package dev.postern.bench;

import com.sun.management.ThreadMXBean;
import dev.postern.capture.CaptureWriter;
import dev.postern.model.Frame;
import dev.postern.plant.Extension;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * The virtual plant alone, beside a plain write of the same bytes: {@code PlantSpeed ROUNDS FRAMES}. One thread; processor time is that thread's,
 * without the compiler's and the collector's.
 */
public final class PlantSpeed {
    private static final ThreadMXBean METER = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private PlantSpeed() {}

    /** What one round of one kind of work cost. */
    private record Cost(long frames, long bytes, double wall, double cpu, long allocated) {
        static Cost of(Work work) throws IOException {
            long allocated = METER.getCurrentThreadAllocatedBytes();
            long cpu = METER.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            long[] counts = work.framesAndBytes();
            return new Cost(
                    counts[0],
                    counts[1],
                    (System.nanoTime() - began) / 1e9,
                    (METER.getCurrentThreadCpuTime() - cpu) / 1e9,
                    METER.getCurrentThreadAllocatedBytes() - allocated);
        }

        void print(int round, String what) {
            System.out.printf(
                    "%5d  %-34s %9d %11d %7.2f %7.2f %12.0f %9.0f%n",
                    round, what, frames, bytes, wall, cpu, frames / cpu, (double) allocated / frames);
        }
    }

    private interface Work {
        long[] framesAndBytes() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        int frames = Integer.parseInt(arguments[1]);
        Path file = Files.createTempFile("plant", ".pcap");
        System.out.printf(
                "%5s  %-34s %9s %11s %7s %7s %12s %9s%n",
                "round", "what", "frames", "bytes", "wall s", "CPU s", "frames/CPU s", "B alloc.");
        for (int round = 1; round <= rounds; round++) {
            for (int devices : new int[] {30, 200, 2_000}) {
                PlantSettings lines =
                        new PlantSettings(7, PlantSettings.MONDAY_NANOS, PlantSettings.linesFor(devices), 1, true);
                Cost.of(() -> generate(lines, frames)).print(round, devices + " machines");
                if (devices != 200) continue;
                PlantSettings all = lines.with(EnumSet.allOf(Extension.class));
                Cost.of(() -> generate(all, frames)).print(round, devices + " machines, every extension");
                Frame[] kept = keep(lines, frames);
                Cost.of(() -> write(file, kept)).print(round, "plain write of those of 200");
            }
        }
        Files.delete(file);
    }

    private static long[] generate(PlantSettings settings, int frames) {
        Plant plant = new Plant(settings);
        Frame frame = new Frame();
        long bytes = 0;
        for (int i = 0; i < frames; i++) {
            plant.next(frame);
            bytes += frame.capturedBytes;
        }
        return new long[] {frames, bytes};
    }

    private static Frame[] keep(PlantSettings settings, int frames) {
        Plant plant = new Plant(settings);
        Frame[] kept = new Frame[frames];
        for (int i = 0; i < frames; i++) plant.next(kept[i] = new Frame());
        return kept;
    }

    private static long[] write(Path file, Frame[] kept) {
        long bytes = 0;
        try (CaptureWriter writer = CaptureWriter.open(file)) {
            for (Frame frame : kept) {
                writer.add(frame);
                bytes += frame.capturedBytes;
            }
        }
        return new long[] {kept.length, bytes};
    }
}
