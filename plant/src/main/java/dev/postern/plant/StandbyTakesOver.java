package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Dnp3Poller;
import dev.postern.plant.site.ModbusPoller;
import dev.postern.plant.site.Poller;
import java.util.ArrayList;
import java.util.List;

/**
 * The second SCADA server takes over all polling and the operators' commands, and gives them back. Between times it only says that it is
 * there, once a minute, to the first.
 */
final class StandbyTakesOver extends Story {
    private static final long BETWEEN_PATCHES_NANOS = 28 * DAY;
    private static final long BEAT_NANOS = MINUTE;
    private static final int BEAT_PORT = 3_200;
    private static final int BEAT_BYTES = 48;

    private final boolean planned;
    private final List<Poller> first = new ArrayList<>();
    private final List<Poller> second = new ArrayList<>();
    private Host standby;

    StandbyTakesOver(Stage stage, boolean planned) {
        super(stage);
        this.planned = planned;
    }

    @Override
    void prepare(long startNanos) {
        boolean fresh = !site.hasStandby();
        standby = site.standby();
        if (!fresh) return;
        housekeeping.join(startNanos, standby, true);
        timeline.plan(startNanos + dice.between(0, BEAT_NANOS), this::beat);
    }

    private void beat(long nowNanos) {
        byte[] told = new byte[BEAT_BYTES];
        told[0] = 1;
        long there = network.udp(nowNanos, standby, BEAT_PORT, site.scada, BEAT_PORT, told);
        if (there > 0) network.udp(there + 200_000, site.scada, BEAT_PORT, standby, BEAT_PORT, told);
        timeline.plan(nowNanos + BEAT_NANOS + dice.around(3_000_000, 0.5), this::beat);
    }

    @Override
    void order(long atNanos) {
        if (!planned) return;
        List<Host> worked =
                hosts(hosts(site.pumpingStations), hosts(site.substations).toArray(Host[]::new));
        order(
                atNanos,
                5 * HOUR,
                "scada-2 stands in while scada-1 is patched",
                List.of(standby),
                hosts(worked, site.scada),
                Verb.READ,
                Verb.WRITE,
                Verb.OPERATE);
    }

    @Override
    void begin(long nowNanos) {
        if (second.isEmpty()) pair();
        for (Poller poller : first) poller.stop(nowNanos, planned);
        long taken = nowNanos + (planned ? 4 * SECOND : dice.between(12 * SECOND, 25 * SECOND));
        timeline.plan(taken, this::takeOver);
        long patched = nowNanos + (planned ? 10 * MINUTE : SECOND);
        long repaired =
                nowNanos + (planned ? dice.between(25 * MINUTE, 70 * MINUTE) : dice.between(2 * HOUR, 6 * HOUR));
        timeline.plan(patched, now -> site.scada.goesDown());
        timeline.plan(repaired, now -> {
            site.scada.comesUp();
            network.announce(now, site.scada);
        });
        timeline.plan(repaired + dice.between(30 * MINUTE, 3 * HOUR), this::giveBack);
        if (planned) plan(nowNanos + BETWEEN_PATCHES_NANOS);
    }

    private void pair() {
        for (ModbusPoller poller : pollers.pumps) pair(poller, pollers.pump(standby, poller.plc()));
        for (Dnp3Poller poller : pollers.substations) pair(poller, pollers.substation(standby, poller.outstation()));
    }

    private void pair(Poller one, Poller other) {
        first.add(one);
        second.add(other);
        one.standIn(other);
    }

    private void takeOver(long nowNanos) {
        for (Poller poller : second) {
            Host device = poller.device().host();
            poller.witnessedBy(action(
                    nowNanos, "polls " + device + " for " + site.scada, standby, device, Ledger.Technique.POINT_READ));
            poller.begin(nowNanos);
        }
    }

    private void giveBack(long nowNanos) {
        for (Poller poller : second) poller.stop(nowNanos, true);
        for (Poller poller : first) poller.begin(nowNanos + 4 * SECOND);
    }
}
