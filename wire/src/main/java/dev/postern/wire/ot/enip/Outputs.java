package dev.postern.wire.ot.enip;

import dev.postern.wire.Bytes;

/**
 * The 32 bits before the outputs of a connection, volume 1 section 3-6.1.4: the lowest says whether the originator runs or idles, in which case the target
 * drives its outputs to what they are when nobody commands them. That the bits are there at all is agreed in the electronic data sheet, not on the wire: they are as long as none
 * of those that must be zero is set. Mutable.
 */
final class Outputs {
    /** Of a connection that carries none, or of which it is not known. */
    static final Outputs NONE = new Outputs();

    static final int HEADER_BYTES = 4;
    static final int SEQUENCE_BYTES = 2;
    /** Run; that the originator claims ownership; two bits of how ready it is to. */
    private static final long MEANT = 0xF;
    /** Packets that must have said run, before the first that does not is worth a word: data without a header rarely begin so. */
    private static final int RUNS_MIN = 16;

    private int transportClass = -1;
    private boolean without;
    private int runs;
    private boolean running;
    private boolean idled;

    private Outputs() {}

    /** Cyclic data have transport class 0 or 1; others carry messages. */
    static boolean mayHave(int transportClass) {
        return transportClass == 0 || transportClass == 1;
    }

    static Outputs of(int transportClass) {
        if (!mayHave(transportClass)) return NONE;
        Outputs outputs = new Outputs();
        outputs.transportClass = transportClass;
        return outputs;
    }

    /** @return whether this packet says what the originator does */
    boolean read(Bytes packet, int data) {
        // Those of which nothing is known are one for all threads: nothing is written there.
        if (transportClass < 0 || without) return false;
        idled = false;
        int at = data + (transportClass == 1 ? SEQUENCE_BYTES : 0);
        long header = packet.has(at, HEADER_BYTES) ? packet.u32le(at) : -1;
        without = (header & ~MEANT) != 0;
        if (without) return false;
        boolean runsNow = (header & 1) != 0;
        idled = running && !runsNow && runs >= RUNS_MIN;
        running = runsNow;
        if (runsNow && runs < RUNS_MIN) runs++;
        return true;
    }

    boolean running() {
        return running;
    }

    /** Until the packet before it ran. */
    boolean idled() {
        return idled;
    }
}
