package dev.postern.plant.site;

import dev.postern.plant.net.Dice;

/** A pressure-controlled pump: PI control of a first-order line. Pressure in bar, output in percent. */
final class PressureLoop extends Physics {
    float setpoint;
    float pressure;
    float output = 50;
    boolean running = true;
    int pulses;
    private double integral = 50;

    PressureLoop(long seed, long startNanos) {
        super(seed, startNanos);
        setpoint = 4 + new Dice(seed, "setpoint").below(20) / 10f;
        pressure = setpoint;
    }

    @Override
    void step(long second) {
        double error = setpoint - pressure;
        integral = Math.clamp(integral + error * 0.4, 0, 100);
        output = running ? (float) Math.clamp(integral + error * 6, 0, 100) : 0;
        double target = output / 100 * 10 - 1.4 * Demand.water(second);
        pressure = (float) Math.max(0, pressure + (target - pressure) / 25);
        if (running) pulses += (int) (output / 10);
    }
}
