package dev.postern.appliance.cli;

/** Holds frames back until it is their turn, counted from the first one. */
public final class Pacer {
    private final double speed;
    private long startedNanos;
    private long firstNanos;
    private boolean begun;

    /** @param speed how many times as fast as it happened; infinite never waits */
    public Pacer(double speed) {
        this.speed = speed;
    }

    /** How long the frame of that time has to wait; at most 0 if it is due. */
    public long millisUntil(long atNanos) {
        if (Double.isInfinite(speed)) return 0;
        if (!begun) {
            begun = true;
            startedNanos = System.nanoTime();
            firstNanos = atNanos;
        }
        return (long) (((atNanos - firstNanos) / speed - (System.nanoTime() - startedNanos)) / 1e6);
    }
}
