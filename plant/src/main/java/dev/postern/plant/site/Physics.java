package dev.postern.plant.site;

import dev.postern.plant.net.Dice;

/**
 * A piece of the physical works. Moves in whole seconds of virtual time, so that its course does not depend on who looks at it or how often; only
 * commands change it.
 */
abstract class Physics {
    private static final long SECOND = 1_000_000_000L;
    private final long seed;
    private long second;

    /** @param startNanos from when on it moves */
    Physics(long seed, long startNanos) {
        this.seed = seed;
        second = startNanos / SECOND;
    }

    final void advance(long atNanos) {
        long until = atNanos / SECOND;
        while (second < until) step(++second);
    }

    /** How far it has come, seconds since the epoch. */
    final long second() {
        return second;
    }

    /** What happens in one second. */
    abstract void step(long second);

    /** Sensor noise of about {@code size}, the same for everybody who looks in the same second. */
    final double noise(int sensor, double size) {
        long bits = Dice.mix(seed ^ second * 31 ^ (long) sensor << 56);
        return size * ((bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) - 0xFFFF) / 0xFFFF;
    }
}
