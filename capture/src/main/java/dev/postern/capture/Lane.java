package dev.postern.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.postern.model.Frame;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * One interface on its way to the pipeline. A thread of its own moves blocks from the kernel's ring to the {@link Backlog} and does nothing
 * else, so that what the pipeline takes its time for costs no frame; when the backlog is full the blocks stay in the ring, and when that is
 * full the kernel counts what it drops. The other side, {@link #hasHead} and {@link #pass}, belongs to the one thread that reads frames.
 */
final class Lane implements AutoCloseable {
    private static final int WAIT_MILLIS = 20;
    private static final long HOUSEKEEPING_NANOS = 500_000_000L;

    /** What was received this long ago is in a block that the kernel has handed over. */
    private static final long SETTLED_NANOS = 3L * LiveInterface.BLOCK_TIMEOUT_MILLIS * 1_000_000L;

    /** After the end of receiving, a last block that does not come for this long is not waited for. */
    private static final long LAST_BLOCK_NANOS = 1_000_000_000L;

    private static final List<String> MISSED_BY_CARD = List.of("rx_missed_errors", "rx_fifo_errors", "rx_over_errors");

    private final String name;
    private final LiveCapture.Settings settings;
    private final Semaphore arrivals;
    private final Backlog backlog;
    private final Queue<Block> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    // the receiving side
    private LiveInterface live;
    private long housekeptNanos;
    private long receivedBefore;
    private long droppedBefore;
    private long missedAtOpen;
    private long missedBefore;
    private long handedOver;
    private volatile long received;
    private volatile long dropped;
    private volatile long missed;
    private volatile LiveCapture.Link link = LiveCapture.Link.UP;
    private volatile boolean stopping;
    private volatile boolean closing;
    private volatile boolean over;
    private volatile long completeNanos = Long.MIN_VALUE;
    private volatile RuntimeException failure;

    // the reading side
    private final Frame head = new Frame();
    private Block block;
    private byte[] data;
    private MemorySegment segment;
    private int at;
    private int left;
    private boolean laid;
    private volatile long taken;

    Lane(String name, LiveCapture.Settings settings, int lanes, Semaphore arrivals) {
        this.name = name;
        this.settings = settings;
        this.arrivals = arrivals;
        live = LiveInterface.open(name, settings.kernelBytes(), settings.includeOutgoing());
        missedAtOpen = missedByCard();
        try {
            backlog = new Backlog(settings.backlogBytes() / lanes);
        } catch (CaptureException e) {
            live.close();
            throw e;
        }
        thread = Thread.ofPlatform().name("receive-" + name).daemon().unstarted(this::receive);
    }

    void start() {
        thread.start();
    }

    private void receive() {
        try {
            while (!closing && !over) {
                housekeep();
                if (stopping) drain();
                else if (live == null) pause();
                else takeBlock();
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            completeNanos = Long.MAX_VALUE;
            over = true;
            arrivals.release();
        }
    }

    /** @return false if there was none, or no room for it */
    private boolean takeBlock() {
        long asOfNanos = wallNanos();
        if (!live.await(0)) {
            completeNanos = Math.max(completeNanos, asOfNanos - SETTLED_NANOS);
            arrivals.release();
            if (!live.await(WAIT_MILLIS)) return false;
        }
        int slot = backlog.take();
        if (slot < 0) {
            pause();
            return false;
        }
        Block taken = live.copy(backlog.slot(slot), slot);
        waiting.add(taken);
        handedOver += taken.frames();
        arrivals.release();
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaptureException("interrupted while receiving", e);
        }
    }

    /** Nothing more comes in; hands over what is in the ring, to the last frame that the kernel counted. */
    private void drain() {
        if (live != null) {
            live.refuseFromNowOn();
            long silentSince = System.nanoTime();
            while (!closing && System.nanoTime() - silentSince < LAST_BLOCK_NANOS) {
                readCounters();
                if (handedOver >= received - dropped) break;
                // A block that waits for room in the backlog is no silence.
                if (takeBlock() || live.await(0)) silentSince = System.nanoTime();
            }
        }
        over = true;
    }

    private void housekeep() {
        long now = System.nanoTime();
        if (now - housekeptNanos < HOUSEKEEPING_NANOS) return;
        housekeptNanos = now;
        if (live != null) readCounters();
        LiveCapture.Link found = linkNow();
        // A last block may still come; so the ring is let go only the second time.
        if (found == LiveCapture.Link.GONE && link == found && live != null && !live.await(0)) letGo();
        else if (found != LiveCapture.Link.GONE && live == null && !open()) found = LiveCapture.Link.GONE;
        link = found;
        if (live == null) completeNanos = Math.max(completeNanos, wallNanos());
    }

    private void readCounters() {
        live.readCounters();
        received = receivedBefore + live.received();
        dropped = droppedBefore + live.dropped();
        missed = missedBefore + Math.max(0, missedByCard() - missedAtOpen);
    }

    private LiveCapture.Link linkNow() {
        long index = number("ifindex");
        if (index < 0 || live != null && index != live.index()) return LiveCapture.Link.GONE;
        boolean up = (number("flags") & 1) != 0 && number("carrier") != 0;
        return up ? LiveCapture.Link.UP : LiveCapture.Link.DOWN;
    }

    private void letGo() {
        readCounters();
        receivedBefore = received;
        droppedBefore = dropped;
        missedBefore = missed;
        live.close();
        live = null;
    }

    /** @return whether the interface is there again */
    private boolean open() {
        try {
            live = LiveInterface.open(name, settings.kernelBytes(), settings.includeOutgoing());
            missedAtOpen = missedByCard();
            return true;
        } catch (CaptureException e) {
            // Away again already, or not to be opened yet: tried again.
            return false;
        }
    }

    private long missedByCard() {
        long sum = 0;
        for (String counter : MISSED_BY_CARD) sum += Math.max(0, number("statistics/" + counter));
        return sum;
    }

    /** @return what the kernel says of the interface, -1 if nothing: the interface is gone, or down */
    private long number(String attribute) {
        try {
            return Long.decode(
                    Files.readString(Path.of("/sys/class/net", name, attribute)).strip());
        } catch (IOException | NumberFormatException e) {
            return "carrier".equals(attribute) ? 0 : -1;
        }
    }

    private static long wallNanos() {
        return System.currentTimeMillis() * 1_000_000L;
    }

    /** Is there a next frame? */
    boolean hasHead() {
        if (laid) return true;
        while (left == 0) {
            Block next = waiting.poll();
            if (next == null) return false;
            block = next;
            data = backlog.slot(next.slot()).asSlice(0, next.bytes()).toArray(JAVA_BYTE);
            backlog.give(next.slot());
            segment = MemorySegment.ofArray(data);
            at = next.first();
            left = next.frames();
        }
        at = block.lay(head, data, segment, at);
        left--;
        laid = true;
        return true;
    }

    long headNanos() {
        return head.atNanos;
    }

    /** Passes the next frame on. */
    void pass(Frame frame) {
        laid = false;
        long number = taken + 1;
        taken = number;
        frame.copyFrom(head);
        frame.number = number;
    }

    /** All frames before this wall-clock time have been handed over. */
    long completeNanos() {
        return completeNanos;
    }

    /** Nothing more will come. @throws CaptureException why receiving broke off, once all that came before was read */
    boolean isOver() {
        if (!over || hasHead()) return false;
        if (failure != null) throw failure;
        return true;
    }

    void stopReceiving() {
        stopping = true;
    }

    LiveCapture.Counters counters() {
        return new LiveCapture.Counters(
                name, link, received, taken, missed, dropped, backlog.usedBytes(), backlog.peakBytes());
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // The thread still reads the ring; the end of the process frees it.
            return;
        }
        if (live != null) live.close();
        backlog.close();
    }
}
