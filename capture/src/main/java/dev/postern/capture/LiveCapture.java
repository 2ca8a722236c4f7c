package dev.postern.capture;

import dev.postern.model.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Frames of one or several live interfaces, received only, in the order of their times. What is received waits in a {@link Settings#backlogBytes
 * backlog} until it is read, so that a reader which is slow for a while loses nothing; each loss that happens nevertheless is counted where it
 * happened. Read by one thread; {@link #counters} and {@link #stopReceiving} may be called by any.
 */
public final class LiveCapture implements AutoCloseable {
    /**
     * @param includeOutgoing also see what this machine itself sends: for a sensor that shares its interface; a mirror port sends nothing
     * @param kernelBytes memory that the kernel sets aside for each interface
     * @param backlogBytes memory at most used, by all interfaces together, for frames that were received and not yet read
     */
    public record Settings(boolean includeOutgoing, long kernelBytes, long backlogBytes) {
        /** A second at 1 Gbit/s without the receiving thread; ten seconds at 400 Mbit/s without the pipeline. */
        public static final Settings DEFAULTS = new Settings(false, 128L << 20, 512L << 20);
    }

    public enum Link {
        UP,
        /** Switched off, or no cable. */
        DOWN,
        GONE
    }

    /**
     * Where the frames of one interface are, in the order of their way.
     *
     * @param received by the kernel since the start, those it had no room for included
     * @param taken handed to the reader
     * @param missed by the network card: they never came to the kernel
     * @param dropped by the kernel, because ring and backlog were full
     * @param waitingBytes in the backlog now
     * @param waitingBytesMax in the backlog at most since the start
     */
    public record Counters(
            String name,
            Link link,
            long received,
            long taken,
            long missed,
            long dropped,
            long waitingBytes,
            long waitingBytesMax) {
        public long lost() {
            return missed + dropped;
        }
    }

    private final List<Lane> lanes = new ArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);

    private LiveCapture() {}

    /**
     * Opens the interfaces and begins to receive.
     *
     * @throws CaptureException if there is no such interface or the right to capture is missing; the message says what to do
     */
    public static LiveCapture open(List<String> names, Settings settings) {
        LiveCapture capture = new LiveCapture();
        try {
            for (String name : names) capture.lanes.add(new Lane(name, settings, names.size(), capture.arrivals));
        } catch (CaptureException e) {
            capture.lanes.forEach(Lane::close);
            throw e;
        }
        capture.lanes.forEach(Lane::start);
        return capture;
    }

    /**
     * Lays {@code frame} over the oldest frame received, waiting at most {@code timeoutMillis} for it, and sets {@link Frame#capture} to the
     * position of its interface in the list given to {@link #open}.
     *
     * @return false if none came
     * @throws CaptureException if receiving broke off
     */
    public boolean next(Frame frame, int timeoutMillis) {
        if (pass(frame)) return true;
        long end = System.nanoTime() + timeoutMillis * 1_000_000L;
        while (!isOver()) {
            long left = end - System.nanoTime();
            try {
                if (left <= 0 || !arrivals.tryAcquire(left, TimeUnit.NANOSECONDS)) return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            arrivals.drainPermits();
            if (pass(frame)) return true;
        }
        return false;
    }

    /** The oldest frame is due when no interface of which none is here may still bring an older one. */
    private boolean pass(Frame frame) {
        int first = -1;
        long complete = Long.MAX_VALUE;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            // Asked before its frames are: what the lane says is complete is then here.
            long until = lane.completeNanos();
            if (!lane.hasHead()) complete = Math.min(complete, until);
            else if (first < 0 || lane.headNanos() < lanes.get(first).headNanos()) first = i;
        }
        if (first < 0 || lanes.size() > 1 && lanes.get(first).headNanos() > complete) return false;
        lanes.get(first).pass(frame);
        frame.capture = first;
        return true;
    }

    /** Every frame received before this wall-clock time has been read. */
    public long completeNanos() {
        long complete = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            long until = lane.completeNanos();
            complete = Math.min(complete, lane.hasHead() ? lane.headNanos() : until);
        }
        return complete;
    }

    /** Lets nothing more in. {@link #next} goes on until everything received before has been read. */
    public void stopReceiving() {
        lanes.forEach(Lane::stopReceiving);
    }

    /** Everything received was read, and nothing more will come. @throws CaptureException if receiving broke off */
    public boolean isOver() {
        boolean over = true;
        for (Lane lane : lanes) over &= lane.isOver();
        return over;
    }

    /** One for each interface, in the order given to {@link #open}. */
    public List<Counters> counters() {
        return lanes.stream().map(Lane::counters).toList();
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
