package dev.postern.plant;

import dev.postern.plant.site.Site;

/**
 * What a plant is made from; the same settings give the same bytes.
 *
 * @param seed of all chance
 * @param startNanos when its life begins, nanoseconds since the epoch; a whole second
 * @param lines of controllers, eight devices each, 1 to 10
 * @param thinning stretches every poll period: 1 is a real works, 5 gives some seven frames a second with one line, for long demonstrations; it must
 *     not change within a life, for the rhythm is what is learned
 * @param mirrorsBothLegs whether the mirror port shows a routed packet before and after the router, or once
 */
public record PlantSettings(long seed, long startNanos, int lines, double thinning, boolean mirrorsBothLegs) {
    /** Monday 2 March 2026, 00:00 UTC. */
    public static final long MONDAY_NANOS = 1_772_409_600L * 1_000_000_000L;

    public PlantSettings {
        if (startNanos % 1_000_000_000L != 0) throw new IllegalArgumentException("start is no whole second");
        if (lines < 1 || lines > Site.LINES_MAX)
            throw new IllegalArgumentException("lines out of 1.." + Site.LINES_MAX);
        if (!(thinning >= 1 && thinning <= 60)) throw new IllegalArgumentException("thinning out of 1..60");
    }

    /** The small works of the demonstration. */
    public static PlantSettings demo(long seed) {
        return new PlantSettings(seed, MONDAY_NANOS, 1, 5, true);
    }

    public PlantSettings startingAt(long nanos) {
        return new PlantSettings(seed, nanos, lines, thinning, mirrorsBothLegs);
    }
}
