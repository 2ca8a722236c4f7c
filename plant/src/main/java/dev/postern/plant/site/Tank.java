package dev.postern.plant.site;

import dev.postern.plant.net.Dice;

/** A water tank: a pump fills it between two levels around a setpoint, the town empties it. Levels in percent, flows in cubic metres an hour. */
final class Tank extends Physics {
    private static final double PUMP_FLOW = 180;
    private static final double VOLUME_PER_PERCENT = 4;
    double level = 62;
    double setpoint = 65;
    double band = 6;
    double valve = 100;
    double inflow;
    double outflow;
    boolean pump;
    boolean automatic = true;
    boolean alarm;
    boolean acknowledged = true;
    int starts;
    long runSeconds;
    private final double town;

    Tank(long seed, long startNanos) {
        super(seed, startNanos);
        town = 70 + new Dice(seed, "town").below(30);
        setpoint = 60 + new Dice(seed, "setpoint").below(10);
        level = setpoint - 2;
    }

    @Override
    void step(long second) {
        if (automatic) {
            if (level < setpoint - band) switchPump(true);
            else if (level > setpoint + band) switchPump(false);
        }
        inflow = pump ? PUMP_FLOW * (1.1 - level / 400) : 0;
        outflow = level <= 0 ? 0 : town * Demand.water(second) * valve / 100;
        level = Math.clamp(level + (inflow - outflow) / 3600 / VOLUME_PER_PERCENT, 0, 100);
        if (pump) runSeconds++;
        boolean tooFar = level < 20 || level > 90 || Math.abs(level - setpoint) > band + 1.5;
        if (tooFar && !alarm) acknowledged = false;
        alarm = tooFar;
    }

    void switchPump(boolean on) {
        if (on && !pump) starts++;
        pump = on;
    }
}
