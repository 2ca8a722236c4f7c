package dev.postern.evaluate;

import java.util.List;

/**
 * What the product took for a run.
 *
 * @param observations made of the frames, routine messages counted one by one
 * @param cpuSeconds from frame to verdict, learning included; the baselines' not
 * @param stateBytes of the snapshot at the end of the largest stretch, beyond that of a life that knows nothing
 * @param devices known then
 * @param growth of the state of a plant while it is learned, and while nothing but its life is judged, by day; empty for captures
 */
public record Cost(long frames, long observations, double cpuSeconds, long stateBytes, int devices, List<Size> growth) {
    /** How much was known at the end of a day. */
    public record Size(int day, long stateBytes, int devices) {}
}
