package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.Arrays;

/**
 * Fragments of one call, or of one answer, on their way to being whole; they follow each other on a connection (MS-RPCE section 3.3.1.5.8). Of what is
 * longer than {@link #BYTES_MAX} the rest is dropped, and that is counted.
 */
final class Parts {
    static final int BYTES_MAX = 262_144;
    private static final long NOBODY = -1;

    private byte[] held = new byte[0];
    private int length;
    private long call = NOBODY;
    private boolean beyond;

    /**
     * Takes {@code [from, to)} of a PDU.
     *
     * @return all of the parameters or results with the last fragment, if its first was seen; else null
     */
    Bytes take(long of, boolean first, boolean last, Bytes pdu, int from, int to, Turn turn) {
        if (first) beyond = false;
        if (first && last) {
            forget();
            return new Bytes().wrap(pdu, from, to - from);
        }
        if (first) {
            forget();
            call = of;
        }
        if (call != of) return null;
        add(pdu, from, Math.min(to, pdu.length()), turn);
        if (!last) return null;
        Bytes whole = new Bytes().wrap(held, 0, length);
        forget();
        return whole;
    }

    /** Some of the last call's octets were dropped. */
    boolean beyond() {
        return beyond;
    }

    private void add(Bytes pdu, int from, int to, Turn turn) {
        int more = Math.min(to - from, BYTES_MAX - length);
        if (more < to - from && !beyond) {
            beyond = true;
            turn.forgot();
        }
        if (more <= 0) return;
        if (length + more > held.length) held = Arrays.copyOf(held, Math.max(2 * held.length, length + more));
        System.arraycopy(pdu.array(), pdu.arrayOffset() + from, held, length, more);
        length += more;
    }

    private void forget() {
        held = new byte[0];
        length = 0;
        call = NOBODY;
    }
}
