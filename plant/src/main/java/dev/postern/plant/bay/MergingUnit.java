package dev.postern.plant.bay;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.SampledValues;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Site;

/**
 * Publishes samples of currents and voltages. A real one sends 4,000 a second; this one sends four, stretched like every period, so that the
 * stream is whole in itself: its counter rises by one and starts anew where a real one would after a second.
 */
final class MergingUnit {
    private static final long PERIOD_NANOS = 250_000_000;
    private static final int SAMPLES = 4_000;
    private static final long MULTICAST = 0x010C_CD04_0001L;
    private static final int APPLICATION = 0x4000;
    private static final double HERTZ = 50;
    private static final double CURRENT = 210_000;
    private static final double VOLTAGE = 816_500;

    private final Network network;
    private final Host host;
    private final long periodNanos;
    private final Dice dice;
    private long gridNanos;
    private int sample;

    MergingUnit(Site site, Host host, double thinning) {
        network = site.network;
        this.host = host;
        periodNanos = (long) (PERIOD_NANOS * thinning);
        dice = new Dice(site.seed, "samples " + host);
    }

    void begin(long atNanos) {
        gridNanos = atNanos + Hours.SECOND;
        network.timeline().plan(gridNanos, this::publish);
    }

    private void publish(long nowNanos) {
        int[] values = new int[8];
        double phase = 2 * Math.PI * HERTZ * sample / SAMPLES;
        double load = Demand.power(nowNanos / Hours.SECOND);
        for (int i = 0; i < 3; i++) {
            double angle = phase - i * 2 * Math.PI / 3;
            values[i] = (int) (CURRENT * load * StrictMath.sin(angle - 0.3) + dice.bell() * 90);
            values[4 + i] = (int) (VOLTAGE * StrictMath.sin(angle) + dice.bell() * 120);
        }
        values[3] = values[0] + values[1] + values[2];
        values[7] = values[4] + values[5] + values[6];
        byte[] message = SampledValues.publish(APPLICATION, "MUB1_01", sample, 1, values);
        network.ethernet(nowNanos, host, MULTICAST, SampledValues.ETHER_TYPE, message);
        sample = (sample + 1) % SAMPLES;
        gridNanos += periodNanos;
        network.timeline().plan(gridNanos + dice.around(8_000, 0.4), this::publish);
    }
}
