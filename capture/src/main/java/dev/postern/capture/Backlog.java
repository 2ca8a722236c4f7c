package dev.postern.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Room for blocks that were received and not yet looked at: slots of one block each in memory outside the heap, which takes real memory
 * only where it was used. A freed slot is used again first, so that the real memory is that of the longest queue there ever was. Thread safe.
 */
final class Backlog implements AutoCloseable {
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x4022;

    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final MemorySegment memory;
    private final int[] free;
    private int freeCount;
    private int peak;
    private boolean closed;

    /** @throws CaptureException if the system does not give the memory */
    Backlog(long limitBytes) {
        int slots = (int) Math.clamp(limitBytes / LiveInterface.BLOCK_BYTES, 2, 1 << 16);
        free = new int[slots];
        for (int i = 0; i < slots; i++) free[i] = slots - 1 - i;
        freeCount = slots;
        try {
            memory = libc.mmap(
                    (long) slots * LiveInterface.BLOCK_BYTES, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1);
        } catch (Libc.Failed e) {
            arena.close();
            throw new CaptureException("no memory for a backlog of " + slots + " blocks: " + e.getMessage(), e);
        }
    }

    /** @return a slot, or -1 if all are in use */
    synchronized int take() {
        if (freeCount == 0) return -1;
        int slot = free[--freeCount];
        peak = Math.max(peak, free.length - freeCount);
        return slot;
    }

    synchronized void give(int slot) {
        free[freeCount++] = slot;
    }

    MemorySegment slot(int slot) {
        return memory.asSlice((long) slot * LiveInterface.BLOCK_BYTES, LiveInterface.BLOCK_BYTES);
    }

    synchronized long usedBytes() {
        return (long) (free.length - freeCount) * LiveInterface.BLOCK_BYTES;
    }

    synchronized long peakBytes() {
        return (long) peak * LiveInterface.BLOCK_BYTES;
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        libc.munmap(memory);
        arena.close();
    }
}
