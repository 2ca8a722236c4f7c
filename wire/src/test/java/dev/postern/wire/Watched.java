package dev.postern.wire;

import com.sun.management.ThreadMXBean;
import dev.postern.model.Transport;
import java.lang.management.ManagementFactory;

/** A dissector whose every answer is held to what {@link Dissector} promises. One flow only, one thread. */
final class Watched implements Dissector {
    /** What one call may allocate: this, and {@link #ALLOCATED_PER_BYTE} for each pending octet. */
    private static final long ALLOCATED_MAX = 1 << 18;

    private static final long ALLOCATED_PER_BYTE = 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** False while classes are still being loaded or instrumented, which counts as allocation. */
    static boolean measuresAllocation;

    private final Dissector dissector;
    /** Octets that were pending in the last call. */
    int pendingBytes;
    /** Observations made since the last call began. */
    int observations;

    Watched(Dissector dissector) {
        this.dissector = dissector;
    }

    @Override
    public String protocol() {
        return dissector.protocol();
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return dissector.usualPort(transport, port);
    }

    @Override
    public boolean speaks(Transport transport) {
        return dissector.speaks(transport);
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        Recognition recognition = dissector.probe(pending, transport, fromClient);
        hold(recognition != null, "no verdict");
        return recognition;
    }

    @Override
    public Object newState() {
        return dissector.newState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        pendingBytes = pending.length();
        observations = 0;
        Transport transport = turn.conversation().transport();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        int consumed = dissector.dissect(pending, turn);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        hold(consumed >= LOST && consumed <= pendingBytes, "consumed " + consumed);
        hold(consumed != NEED_MORE || transport == Transport.TCP, "wants more of a datagram");
        hold(consumed != NEED_MORE || turn.needed() == 0 || turn.needed() > pendingBytes, "needs " + turn.needed());
        hold(observations <= 4 * pendingBytes + 4, observations + " observations");
        hold(
                !measuresAllocation || allocated <= ALLOCATED_MAX + ALLOCATED_PER_BYTE * pendingBytes,
                "allocated " + allocated);
        return consumed;
    }

    @Override
    public void ended(Turn turn) {
        observations = 0;
        dissector.ended(turn);
        hold(observations <= 4, observations + " observations at the end");
    }

    private void hold(boolean fact, String what) {
        if (!fact) throw new AssertionError(protocol() + ", " + pendingBytes + " bytes pending: " + what);
    }
}
