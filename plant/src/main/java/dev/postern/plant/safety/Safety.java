package dev.postern.plant.safety;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Session;
import dev.postern.plant.site.Site;

/**
 * The safety controller's ordinary life: the SCADA server reads it over Modbus, and on working days its engineering station looks at it for some
 * minutes; on Mondays also at its modules. Its program stays what it is.
 */
public final class Safety {
    private static final long POLL_NANOS = 4 * Hours.SECOND;
    private static final int READ_DISCRETE = 2;
    private static final int UNIT = 1;

    public final SafetyController controller;
    public final Host station;

    private final Network network;
    private final Timeline timeline;
    private final long pollNanos;
    private final Dice dice;
    private final Session session;
    private int transaction;

    private Safety(Site site, Life life) {
        network = site.network;
        timeline = network.timeline();
        dice = new Dice(site.seed, "safety");
        pollNanos = (long) (POLL_NANOS * life.thinning());
        Host host = site.visitor(
                "sis-1", Host.Stack.EMBEDDED, 0x400000_000103L, Host.ip("10.10.1.225"), site.controlRouter);
        station = site.visitor(
                "sis-ews", Host.Stack.WINDOWS, 0xECB1D7_40B802L, Host.ip("10.10.1.226"), site.controlRouter);
        site.attach(host);
        site.attach(station);
        life.housekeeping().join(site.startNanos, host, false);
        life.housekeeping().join(site.startNanos, station, true);
        controller = new SafetyController(host, dice);
        session = new Session(network, site.scada, controller, dice);
    }

    public static Safety install(Site site, Life life) {
        Safety safety = new Safety(site, life);
        safety.timeline.plan(site.startNanos + safety.dice.between(0, safety.pollNanos), safety::poll);
        Daily.plan(safety.timeline, site.startNanos, 10 * 60, safety::day);
        return safety;
    }

    private void poll(long nowNanos) {
        timeline.plan(nowNanos + pollNanos + dice.around(2_500_000, 0.5), this::poll);
        if (session.isOpen() && session.tcp().readyNanos() > nowNanos) return;
        long at = session.isOpen() ? nowNanos : session.open(nowNanos);
        if (!session.isOpen()) return;
        at = session.ask(at, message(Modbus.read(Modbus.READ_INPUT, 0, SafetyController.INPUTS)));
        session.ask(at + 900_000, message(Modbus.read(READ_DISCRETE, 0, 16)));
        session.settle();
    }

    private byte[] message(byte[] pdu) {
        transaction = transaction + 1 & 0xFFFF;
        return Modbus.message(transaction, UNIT, pdu);
    }

    private void day(long nowNanos) {
        if (Hours.isWorkday(nowNanos))
            timeline.plan(nowNanos + dice.between(0, 3 * Hours.HOUR), now -> look(now, Hours.weekday(now) == 0));
    }

    private void look(long nowNanos, boolean modules) {
        Workbench bench = new Workbench(network, station, controller, dice);
        long at = bench.open(nowNanos);
        if (modules) at = bench.modules(at + 30_000_000);
        watch(at, bench, 6 + dice.below(20));
    }

    private void watch(long atNanos, Workbench bench, int left) {
        timeline.plan(atNanos + dice.around(8 * Hours.SECOND, 0.3), now -> {
            if (left == 0) bench.close(now);
            else watch(bench.status(now), bench, left - 1);
        });
    }
}
