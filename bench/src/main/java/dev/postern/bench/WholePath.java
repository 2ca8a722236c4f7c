package dev.postern.bench;

import com.sun.management.ThreadMXBean;
import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.wire.Wire;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * From capture file to observations, nothing behind it: {@code WholePath THREADS ROUNDS CAPTURE}. Each thread reads the whole file and decodes the
 * frames of its own logical shards, as the shards would be dealt out in the appliance. A line a round, so that the warm ones can be told from the first.
 */
public final class WholePath {
    private static final int SHARDS = 8;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private WholePath() {}

    /** What one thread did in one round. */
    private record Share(long frames, long observations, long messages, long cpuNanos, long allocatedBytes) {}

    public static void main(String[] arguments) throws InterruptedException {
        int threads = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path capture = Path.of(arguments[2]);
        System.out.printf(
                "%5s %12s %12s %12s %10s %10s %14s %14s%n",
                "round", "frames", "observations", "messages", "wall s", "CPU s", "frames/CPU s", "bytes/frame");
        for (int round = 1; round <= rounds; round++) {
            long began = System.nanoTime();
            List<Share> shares = round(capture, threads);
            double wall = (System.nanoTime() - began) / 1e9;
            long frames = shares.stream().mapToLong(Share::frames).sum();
            double cpu = shares.stream().mapToLong(Share::cpuNanos).sum() / 1e9;
            long allocated = shares.stream().mapToLong(Share::allocatedBytes).sum();
            System.out.printf(
                    "%5d %12d %12d %12d %10.2f %10.2f %14.0f %14.1f%n",
                    round,
                    frames,
                    shares.stream().mapToLong(Share::observations).sum(),
                    shares.stream().mapToLong(Share::messages).sum(),
                    wall,
                    cpu,
                    frames / cpu,
                    (double) allocated / frames);
        }
    }

    private static List<Share> round(Path capture, int threads) throws InterruptedException {
        Share[] shares = new Share[threads];
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int own = i;
            workers.add(Thread.ofPlatform().start(() -> shares[own] = read(capture, own, threads)));
        }
        for (Thread worker : workers) worker.join();
        return List.of(shares);
    }

    private static Share read(Path capture, int own, int threads) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocatedBefore = meter.getCurrentThreadAllocatedBytes();
        long cpuBefore = meter.getCurrentThreadCpuTime();
        long[] counts = new long[2];
        Consumer<Observation> count = observation -> {
            counts[0]++;
            if (observation instanceof Message) counts[1]++;
        };
        Wire[] shards = new Wire[SHARDS];
        for (int i = 0; i < SHARDS; i++) shards[i] = new Wire(Wire.Limits.defaults());
        long frames = 0;
        long minuteEnds = Long.MIN_VALUE;
        Frame frame = new Frame();
        try (CaptureFile file = CaptureFile.open(capture)) {
            while (file.next(frame)) {
                frame.order = frame.number;
                if (frame.atNanos >= minuteEnds) {
                    for (int i = own; minuteEnds != Long.MIN_VALUE && i < SHARDS; i += threads)
                        shards[i].close(minuteEnds, count);
                    minuteEnds = (Math.floorDiv(frame.atNanos, MINUTE_NANOS) + 1) * MINUTE_NANOS;
                }
                int shard = Wire.shard(frame, SHARDS);
                if (shard % threads != own) continue;
                frames++;
                shards[shard].frame(frame, count);
            }
        }
        for (int i = own; i < SHARDS; i += threads) shards[i].close(Long.MAX_VALUE, count);
        return new Share(
                frames,
                counts[0],
                counts[1],
                meter.getCurrentThreadCpuTime() - cpuBefore,
                meter.getCurrentThreadAllocatedBytes() - allocatedBefore);
    }
}
