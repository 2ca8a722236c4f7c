package dev.postern.wire;

/**
 * The last datagrams of one side of a flow whose frames come from two cards in turn. Two with one identification (RFC 791 section 3.2) within a second are one datagram; if one card sent it with other data than
 * the other, it was changed where it was passed on. Nothing is told of senders that give one identification to several, nor before {@value #HITS_MIN} were found, as one may be chance. Plain
 * data, made when cards begin to take turns.
 */
final class Copies {
    static final String RULE = "datagram repeated with other data from another card";
    static final int HITS_MIN = 3;
    static final long APART_NANOS = 1_000_000_000L;
    /** Cards that do not take turns for so long are those of a fail-over. */
    static final long TURNS_NANOS = 10_000_000_000L;

    private static final int KEPT = 16;

    private final int[] ids = new int[KEPT];
    private final int[] sums = new int[KEPT];
    private final long[] macs = new long[KEPT];
    private final long[] times = new long[KEPT];
    private int next;
    private int hits;
    private boolean numbersNothing;

    /** @return whether it was sent before by another card with other data, as others were */
    boolean contradicts(int id, int sum, long mac, long atNanos) {
        boolean other = false;
        for (int i = 0; i < KEPT; i++) {
            if (ids[i] != id || sums[i] == sum || Math.abs(atNanos - times[i]) > APART_NANOS) continue;
            numbersNothing |= macs[i] == mac;
            other |= macs[i] != mac;
        }
        ids[next] = id;
        sums[next] = sum;
        macs[next] = mac;
        times[next] = atNanos;
        next = (next + 1) % KEPT;
        if (!other || numbersNothing) return false;
        hits = Math.min(hits + 1, HITS_MIN);
        return hits == HITS_MIN;
    }
}
