package dev.postern.wire;

import dev.postern.capture.CaptureException;
import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Damages recordings and lets a {@link Wire} read them: bits, lengths, splices, frames that come twice, late or at another time. Arguments: a
 * folder, frames in all, seed. Give it a small heap: the heap's limit is one of the checks.
 */
public final class MutatedCaptures {
    private static final long FILE_FRAMES_MAX = 20_000;
    private static final long CPU_NANOS_MAX = 2_000_000_000L;
    private static final long CPU_NANOS_PER_FRAME = 200_000L;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final Wire.Limits limits = Wire.Limits.defaults();
    private final Mutator mutator;
    private long frames;
    private long damaged;
    private long malformed;
    private long shiftNanos;
    private byte[] last = new byte[0];
    private Frame waiting;

    private MutatedCaptures(long seed) {
        mutator = new Mutator(seed);
    }

    public static void main(String[] args) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
            paths = all.filter(Files::isRegularFile).sorted().toList();
        }
        long wanted = Long.parseLong(args[1]);
        long seed = Long.parseLong(args[2]);
        long frames = 0;
        long damaged = 0;
        long malformed = 0;
        int findings = 0;
        for (long before = -1; frames < wanted && frames > before; ) {
            before = frames;
            for (Path path : paths) {
                if (frames >= wanted) break;
                MutatedCaptures one = new MutatedCaptures(++seed);
                try {
                    one.file(path);
                } catch (RuntimeException | Error e) {
                    findings++;
                    System.out.println(path + " seed " + seed + " frame " + one.frames + ": " + e);
                    e.printStackTrace(System.out);
                }
                frames += one.frames;
                damaged += one.damaged;
                malformed += one.malformed;
            }
        }
        System.out.println(
                "frames " + frames + " damaged " + damaged + " malformed " + malformed + " findings " + findings);
        System.exit(findings == 0 ? 0 : 1);
    }

    private void file(Path path) {
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Wire wire = new Wire(limits);
        try (CaptureFile file = CaptureFile.open(path)) {
            Frame frame = new Frame();
            while (frames < FILE_FRAMES_MAX && file.next(frame)) {
                Frame next = changed(frame);
                if (waiting == null && mutator.oneIn(20)) {
                    waiting = next;
                    continue;
                }
                feed(wire, next);
                if (mutator.oneIn(20)) feed(wire, next);
                if (waiting != null && mutator.oneIn(4)) {
                    feed(wire, waiting);
                    waiting = null;
                }
            }
        } catch (CaptureException notACapture) {
            return;
        }
        wire.close(Long.MAX_VALUE, observation -> Wellformed.check(observation, 1 << 18));
        hold(wire.flows() == 0 && wire.pendingBytes() == 0, "something stays behind");
        hold(wire.counters().frames == frames, "frames lost");
        malformed = wire.counters().malformed().values().stream()
                .mapToLong(Number::longValue)
                .sum();
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
        hold(spent <= CPU_NANOS_MAX + CPU_NANOS_PER_FRAME * frames, frames + " frames took " + spent + " ns");
    }

    private Frame changed(Frame frame) {
        Frame copy = new Frame();
        copy.copyFrom(frame);
        byte[] bytes = Arrays.copyOfRange(frame.data, frame.offset, frame.offset + frame.capturedBytes);
        byte[] other = last;
        last = bytes;
        if (mutator.oneIn(2)) {
            bytes = mutator.damaged(bytes, other);
            damaged++;
        }
        if (mutator.oneIn(500)) shiftNanos += (mutator.below(5) - 2) * DAY_NANOS;
        copy.data = bytes;
        copy.offset = 0;
        copy.capturedBytes = bytes.length;
        copy.wireBytes = Math.max(bytes.length, mutator.oneIn(10) ? frame.wireBytes : 0);
        copy.atNanos = Math.max(0, frame.atNanos + shiftNanos);
        return copy;
    }

    private void feed(Wire wire, Frame frame) {
        frame.order = ++frames;
        wire.frame(frame, observation -> Wellformed.check(observation, 1 << 18));
        if (mutator.oneIn(200))
            wire.close(
                    Math.floorDiv(frame.atNanos, Wire.WINDOW_NANOS) * Wire.WINDOW_NANOS,
                    observation -> Wellformed.check(observation, 1 << 18));
        hold(wire.flows() <= limits.flows(), wire.flows() + " flows");
        hold(wire.pendingBytes() >= 0 && wire.pendingBytes() <= limits.pendingBytesPerShard(), "pending bytes");
    }

    private static void hold(boolean fact, String what) {
        if (!fact) throw new AssertionError(what);
    }
}
