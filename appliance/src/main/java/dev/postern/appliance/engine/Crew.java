package dev.postern.appliance.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that help the caller with numbered pieces of work, step after step. Whoever is free takes the next piece; a helper that wakes too late
 * finds nothing left and holds nobody up, since a step waits for its pieces and not for its helpers. Used by one caller.
 */
final class Crew implements AutoCloseable {
    private final Thread[] helpers;
    private final int pieces;
    private volatile Step step;
    private volatile boolean closed;

    /** @param count 0 leaves everything to the caller */
    Crew(String name, int count, int pieces) {
        this.pieces = pieces;
        helpers = new Thread[count];
        for (int i = 0; i < count; i++)
            helpers[i] = Thread.ofPlatform().name(name + i).daemon().start(this::help);
    }

    private final class Step {
        final IntConsumer work;
        final Thread caller = Thread.currentThread();
        final AtomicInteger next = new AtomicInteger();
        final AtomicInteger done = new AtomicInteger();
        volatile Throwable failure;

        Step(IntConsumer work) {
            this.work = work;
        }

        void share() {
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                try {
                    work.accept(piece);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    if (done.incrementAndGet() == pieces) LockSupport.unpark(caller);
                }
            }
        }
    }

    private void help() {
        Step last = null;
        while (!closed) {
            Step now = step;
            if (now == last) LockSupport.park(this);
            else {
                now.share();
                last = now;
            }
        }
    }

    /**
     * Has all pieces done, each once, by whoever is free, and returns then.
     *
     * @param meanwhile what the caller does before it takes pieces itself
     */
    void run(IntConsumer work, Runnable meanwhile) {
        Step now = new Step(work);
        step = now;
        for (Thread helper : helpers) LockSupport.unpark(helper);
        try {
            meanwhile.run();
        } finally {
            now.share();
            while (now.done.get() < pieces) LockSupport.park(now);
        }
        if (now.failure != null) throw new IllegalStateException("a shard failed", now.failure);
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) LockSupport.unpark(helper);
    }
}
