package dev.postern.appliance.engine;

import dev.postern.capture.CaptureException;
import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Several captures read as one, in capture time: of all that are open, the one whose next frame is oldest comes next. A capture is opened when
 * its first frame is due, so that only those that overlap in time are open together.
 */
public final class Merge implements AutoCloseable {
    /** One capture and how far it has been read. */
    public static final class Input {
        public final Path path;
        public final int ordinal;
        final long firstNanos;
        final long skip;
        public long read;
        public long lastNanos;
        public boolean finished;
        public String damage;
        private final CaptureFiles.Begun begun;
        private CaptureFile file;
        private final Frame ahead = new Frame();
        private long bytesDone;

        /**
         * @param ordinal of this capture in its home
         * @param skip frames that an earlier run has taken
         */
        public Input(CaptureFiles.Found found, int ordinal, long skip) {
            path = found.path();
            begun = found.begun();
            firstNanos = found.firstNanos();
            this.ordinal = ordinal;
            this.skip = skip;
            read = skip;
        }

        private boolean open() {
            if (begun != null) {
                file = begun.capture();
                ahead.copyFrom(begun.first());
                return true;
            }
            try {
                file = CaptureFile.open(path);
                for (long i = 0; i < skip; i++) if (!file.next(ahead)) return end();
                return advance();
            } catch (CaptureException e) {
                damage = e.getMessage();
                return end();
            }
        }

        private boolean advance() {
            try {
                if (file.next(ahead)) {
                    bytesDone = file.position();
                    return true;
                }
                damage = file.damage().orElse(null);
            } catch (CaptureException e) {
                damage = e.getMessage();
            }
            return end();
        }

        private boolean end() {
            finished = true;
            close();
            return false;
        }

        private void close() {
            if (file != null) file.close();
            file = null;
        }
    }

    private final ArrayDeque<Input> waiting;
    private final PriorityQueue<Input> open = new PriorityQueue<>(
            Comparator.<Input>comparingLong(i -> i.ahead.atNanos).thenComparingInt(i -> i.ordinal));
    private final List<Input> begun = new ArrayList<>();

    /** @param inputs sorted by the time of their first frame */
    public Merge(List<Input> inputs) {
        waiting = new ArrayDeque<>(inputs);
    }

    /** Lays {@code frame} over the next frame of all; sets its capture too. */
    public boolean next(Frame frame) {
        while (!waiting.isEmpty() && (open.isEmpty() || waiting.peek().firstNanos <= open.peek().ahead.atNanos)) {
            Input input = waiting.poll();
            begun.add(input);
            if (input.open()) open.add(input);
        }
        Input input = open.poll();
        if (input == null) return false;
        frame.copyFrom(input.ahead);
        frame.capture = input.ordinal;
        input.read = frame.number;
        input.lastNanos = frame.atNanos;
        if (input.advance()) open.add(input);
        return true;
    }

    /** Captures of which at least one frame was asked for, in that order. */
    public List<Input> begun() {
        return begun;
    }

    /** Bytes on disk read so far, for progress. */
    public long bytesDone() {
        long sum = 0;
        for (Input input : begun) sum += input.bytesDone;
        return sum;
    }

    @Override
    public void close() {
        begun.forEach(Input::close);
    }
}
