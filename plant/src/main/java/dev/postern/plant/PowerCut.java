package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.site.Dnp3Outstation;

/** The first line loses its power and gets it back: silence, then everybody boots, says so and is asked anew. */
final class PowerCut extends Story {
    private static final int LINE = 0;

    PowerCut(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        for (Host host : site.line(LINE)) host.goesDown();
        timeline.plan(nowNanos + dice.between(40 * SECOND, 30 * MINUTE), this::restore);
    }

    private void restore(long nowNanos) {
        for (Host host : site.line(LINE)) {
            timeline.plan(nowNanos + dice.between(4 * SECOND, 50 * SECOND), now -> {
                host.comesUp();
                act(now, host + " boots", host, host, Ledger.Technique.RESTART, () -> network.announce(now, host));
            });
        }
        for (Dnp3Outstation rtu : site.substations.subList(2 * LINE, 2 * LINE + 2)) rtu.restarted();
        timeline.plan(nowNanos + MINUTE, now -> pollers.restartIo(now, LINE));
    }
}
