package dev.postern.appliance.session;

import dev.postern.model.Observation;
import dev.postern.store.History;
import dev.postern.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes observations into the history in their order on a thread of its own, so that the engine need not wait for the disk: two fifths of its time
 * went there. At most {@value #BATCHES_MAX} batches wait; then the engine waits. For one thread; what fails is thrown at the next call.
 */
final class HistoryLane implements AutoCloseable {
    private static final int BATCH = 1024;
    private static final int BATCHES_MAX = 16;
    private static final long LOOK_MILLIS = 100;

    private static final Runnable END = () -> {};

    private final History history;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(BATCHES_MAX);
    private final Thread thread;
    private List<Observation> batch = new ArrayList<>(BATCH);
    private volatile RuntimeException failure;

    HistoryLane(History history) {
        this.history = history;
        thread = Thread.ofPlatform().daemon().name("history").start(this::work);
    }

    @SuppressWarnings("ReferenceEquality") // END is no other
    private void work() {
        try {
            for (Runnable next; (next = waiting.take()) != END; ) {
                // After a failure nothing more is written: there must be no gap that a later checkpoint covers.
                if (failure == null) attempt(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Runnable next) {
        try {
            next.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    void add(Observation observation) {
        batch.add(observation);
        if (batch.size() == BATCH) handOver();
    }

    private void handOver() {
        if (batch.isEmpty()) return;
        List<Observation> full = batch;
        batch = new ArrayList<>(BATCH);
        put(() -> full.forEach(history::add));
    }

    private void put(Runnable task) {
        if (failure != null) throw failure;
        try {
            waiting.put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while the history was written", e);
        }
    }

    /** Returns when everything added is in the history and lasting. */
    void flush() {
        handOver();
        waitFor(history::flush);
        if (failure != null) throw failure;
    }

    /** Without a wait. To be called after a checkpoint that covers everything added. */
    void moveOldDays(long clockNanos) {
        put(() -> history.moveOldDays(clockNanos));
    }

    private void waitFor(Runnable task) {
        CountDownLatch done = new CountDownLatch(1);
        put(() -> {
            task.run();
            done.countDown();
        });
        try {
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) if (failure != null) throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Works off what waits. What was added and not flushed may be lost, as after a crash. */
    @Override
    public void close() {
        try {
            waiting.put(END);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
