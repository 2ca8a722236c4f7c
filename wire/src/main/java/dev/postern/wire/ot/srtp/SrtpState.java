package dev.postern.wire.ot.srtp;

import dev.postern.wire.Pending;

/** What a flow remembers: requests without an answer, whether the controller runs, and the change of that which was granted last. */
final class SrtpState {
    /** A change that comes later has another cause. */
    private static final long CHANGE_NANOS_MAX = 60_000_000_000L;

    final Pending waiting = new Pending();
    private int running = PlcStatus.UNKNOWN;
    private Pending.Asked granted;

    /** The controller accepted to be set to run or stop; what it was set to shows when its state changes. */
    void granted(Pending.Asked request) {
        granted = request;
    }

    /** The controller said whether it runs: gives the request that changed it, once, or null. */
    Pending.Asked says(int now, long atNanos) {
        boolean changed = running != PlcStatus.UNKNOWN && running != now;
        running = now;
        if (!changed) return null;
        Pending.Asked cause = granted;
        granted = null;
        return cause != null && atNanos - cause.atNanos() <= CHANGE_NANOS_MAX ? cause : null;
    }
}
