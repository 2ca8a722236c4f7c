package dev.postern.life;

/**
 * Which minutes were watched without a break. A capture that ends and another that begins hours later must not look like silence:
 * the pipeline closes every minute while anything at all is heard, so a close that does not follow the last one by a minute, or an
 * observation far beyond it, is a break. The minute in which watching resumed is never whole.
 */
final class Watch {
    static final long MINUTE_NANOS = 60_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private long closedNanos = NEVER;
    private long resumedNanos = NEVER;
    private boolean whole;
    private boolean settled;

    static int minute(long nanos) {
        return (int) Math.floorDiv(nanos, MINUTE_NANOS);
    }

    /** An observation that is not late. */
    void heard(long atNanos) {
        boolean begins = resumedNanos == NEVER;
        boolean broken = closedNanos != NEVER && atNanos >= closedNanos + 2 * MINUTE_NANOS;
        if (begins || broken) resumedNanos = Math.max(resumedNanos, minute(atNanos) * MINUTE_NANOS);
    }

    /** The minute before {@code endNanos} is over. */
    void close(long endNanos) {
        boolean follows = closedNanos != NEVER && endNanos - closedNanos == MINUTE_NANOS;
        if (closedNanos != NEVER && !follows) resumedNanos = Math.max(resumedNanos, endNanos);
        settled = follows && whole;
        whole = follows && closedNanos > resumedNanos;
        closedNanos = endNanos;
    }

    /** Gaps that begin before this were not watched. */
    long resumedNanos() {
        return resumedNanos;
    }

    /** The minute just closed was watched from its start. */
    boolean whole() {
        return whole;
    }

    /** The minute before the one just closed was whole, and it is certain that its end was watched. */
    boolean settled() {
        return settled;
    }
}
