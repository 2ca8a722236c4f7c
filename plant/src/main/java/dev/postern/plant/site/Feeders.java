package dev.postern.plant.site;

/** A small substation: four breakers, each with a load behind it. Current in ampere, voltage in volt. */
public final class Feeders extends Physics {
    public static final int COUNT = 4;
    private static final int[] FULL_LOAD = {210, 145, 320, 90};
    final boolean[] closed = {true, true, true, true};
    final double[] current = new double[COUNT];
    double voltage = 10_500;

    Feeders(long seed, long startNanos) {
        super(seed, startNanos);
    }

    @Override
    void step(long second) {
        double share = 0.5 + 0.4 * Demand.power(second);
        for (int i = 0; i < COUNT; i++) {
            double target = closed[i] ? FULL_LOAD[i] * share : 0;
            current[i] += (target - current[i]) / 3;
        }
        voltage = 10_620 - (current[0] + current[1] + current[2] + current[3]) / 6;
    }
}
