package dev.postern.life;

/**
 * Which minutes were watched without a break. A capture that ends and another that begins hours later must not look like silence:
 * the pipeline closes every minute while anything at all is heard, so a close that does not follow the last one by a minute, or an
 * observation far beyond it, is a break. The minute in which watching resumed is never whole.
 */
public final class Watch {
    public static final long MINUTE_NANOS = 60_000_000_000L;

    /** More than there are minutes in which a sleeper is asked about: {@code WindowEnd.DORMANT_MINUTES}. */
    private static final int CLOSES_KEPT = 2048;

    private static final int WHOLE = 1, SETTLED = 2;
    private static final long NEVER = Long.MIN_VALUE;

    private long closedNanos = NEVER;
    private long resumedNanos = NEVER;
    private boolean whole;
    private boolean settled;
    /** The last closes, by their number: minute and whether it was whole and settled. For whoever slept through them. */
    private final int[] closedMinutes = new int[CLOSES_KEPT];

    private final byte[] closedFlags = new byte[CLOSES_KEPT];
    private int closes;

    public static int minute(long nanos) {
        return (int) Math.floorDiv(nanos, MINUTE_NANOS);
    }

    /** An observation that is not late. */
    public void heard(long atNanos) {
        boolean begins = resumedNanos == NEVER;
        boolean broken = closedNanos != NEVER && atNanos >= closedNanos + 2 * MINUTE_NANOS;
        if (begins || broken) resumedNanos = Math.max(resumedNanos, minute(atNanos) * MINUTE_NANOS);
    }

    /** The minute before {@code endNanos} is over. */
    public void close(long endNanos) {
        boolean follows = closedNanos != NEVER && endNanos - closedNanos == MINUTE_NANOS;
        if (closedNanos != NEVER && !follows) resumedNanos = Math.max(resumedNanos, endNanos);
        settled = follows && whole;
        whole = follows && closedNanos > resumedNanos;
        closedNanos = endNanos;
        int at = closes++ % CLOSES_KEPT;
        closedMinutes[at] = minute(endNanos) - 1;
        closedFlags[at] = (byte) ((whole ? WHOLE : 0) | (settled ? SETTLED : 0));
    }

    /** How many minutes were closed; they are numbered from 0. */
    public int closes() {
        return closes;
    }

    /** The minute that close number {@code close} ended. */
    public int minuteOf(int close) {
        return closedMinutes[close % CLOSES_KEPT];
    }

    public boolean wholeAt(int close) {
        return (closedFlags[close % CLOSES_KEPT] & WHOLE) != 0;
    }

    public boolean settledAt(int close) {
        return (closedFlags[close % CLOSES_KEPT] & SETTLED) != 0;
    }

    /** Closes {@code from} to {@code end}, without that; null where they differ too often to be kept. */
    public Slept slept(int from, int end) {
        return Slept.of(this, from, end);
    }

    /** Gaps that begin before this were not watched. */
    public long resumedNanos() {
        return resumedNanos;
    }

    /** The minute just closed was watched from its start. */
    public boolean whole() {
        return whole;
    }

    /** The minute before the one just closed was whole, and it is certain that its end was watched. */
    public boolean settled() {
        return settled;
    }
}
