package dev.postern.evaluate;

/**
 * What the product took for a run.
 *
 * @param cpuSeconds from frame to verdict, learning included; the baselines' not
 * @param stateBytes of the snapshot at the end of the largest stretch, beyond that of a life that knows nothing
 * @param devices known then
 */
public record Cost(long frames, double cpuSeconds, long stateBytes, int devices) {}
