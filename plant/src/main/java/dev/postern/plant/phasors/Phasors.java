package dev.postern.plant.phasors;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Synchrophasor;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/**
 * The historian has the unit at the works' infeed send its phasors: asks for the configuration, then data without end. A real unit sends 50 frames a
 * second, this one sends two, stretched like every period.
 */
public final class Phasors {
    private static final long PERIOD_NANOS = 500_000_000;
    private static final int STREAM = 60;
    private static final int RATE = 2;
    private static final String[] CHANNELS = {"VA", "VB", "VC", "IA"};
    private static final double VOLTS = 11_550;

    public final Host unit;
    private final Host listener;
    private final Network network;
    private final Timeline timeline;
    private final Dice dice;
    private final long periodNanos;
    private long gridNanos;
    private double hertz = 50;
    private Tcp tcp;

    private Phasors(Site site, Life life) {
        network = site.network;
        timeline = network.timeline();
        dice = new Dice(site.seed, "phasors");
        periodNanos = (long) (PERIOD_NANOS * life.thinning());
        listener = site.historian;
        unit = site.visitor("pmu-1", Host.Stack.LINUX, 0x0030A7_5B10C2L, Host.ip("10.10.1.223"), site.controlRouter);
        site.attach(unit);
        life.housekeeping().join(site.startNanos, unit, false);
    }

    public static Phasors install(Site site, Life life) {
        Phasors phasors = new Phasors(site, life);
        phasors.gridNanos = site.startNanos + 2 * Hours.SECOND;
        phasors.timeline.plan(phasors.gridNanos, phasors::turn);
        return phasors;
    }

    private void turn(long nowNanos) {
        gridNanos += periodNanos;
        timeline.plan(gridNanos + dice.around(60_000, 0.4), this::turn);
        if (tcp == null || !tcp.isOpen()) {
            begin(nowNanos);
            return;
        }
        if (tcp.readyNanos() > nowNanos) return;
        tcp.send(nowNanos, false, data(nowNanos));
        tcp.settle();
    }

    private void begin(long nowNanos) {
        tcp = Tcp.connect(nowNanos, network, listener, unit, Synchrophasor.PORT);
        if (!tcp.isOpen()) return;
        long at = tcp.exchange(
                tcp.readyNanos() + 400_000,
                Synchrophasor.command(STREAM, nowNanos, Synchrophasor.SEND_CONFIGURATION_2),
                dice.around(2_000_000, 0.4),
                Synchrophasor.configuration(STREAM, nowNanos, "INFEED", RATE, CHANNELS));
        tcp.send(at + 900_000, true, Synchrophasor.command(STREAM, nowNanos, Synchrophasor.DATA_ON));
        tcp.settle();
    }

    private byte[] data(long nowNanos) {
        double before = hertz;
        hertz = 50 + (hertz - 50) * 0.98 + dice.bell() * 0.002;
        float[] phasors = new float[2 * CHANNELS.length];
        for (int i = 0; i < CHANNELS.length; i++) {
            boolean current = i == 3;
            double size = current ? 180 * Demand.power(nowNanos / Hours.SECOND) : VOLTS;
            phasors[2 * i] = (float) (size * (1 + dice.bell() * 0.001));
            phasors[2 * i + 1] = (float) ((current ? -0.3 : -i * 2 * Math.PI / 3) + dice.bell() * 0.001);
            if (phasors[2 * i + 1] < -Math.PI) phasors[2 * i + 1] += (float) (2 * Math.PI);
        }
        return Synchrophasor.data(STREAM, nowNanos, (float) hertz, (float) ((hertz - before) * RATE), phasors);
    }
}
