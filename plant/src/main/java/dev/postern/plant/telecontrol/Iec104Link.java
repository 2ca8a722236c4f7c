package dev.postern.plant.telecontrol;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Iec104;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Site;

/**
 * The SCADA server's connection to a remote terminal unit: started, interrogated, then the unit reports what changed; tests when it is quiet,
 * an interrogation every four hours, the time once a day, and now and then an operator switches.
 */
public final class Iec104Link {
    private static final long TEST_NANOS = 20 * Hours.SECOND;
    private static final long RETRY_NANOS = 30 * Hours.SECOND;

    private final Timeline timeline;
    private final RemoteUnit unit;
    private final Iec104Master master;
    private final double thinning;
    private final Dice dice;
    private boolean connecting = true;

    Iec104Link(Site site, RemoteUnit unit, double thinning, Dice dice) {
        timeline = site.network.timeline();
        this.unit = unit;
        master = new Iec104Master(site.network, site.scada, unit);
        this.thinning = thinning;
        this.dice = dice;
    }

    public RemoteUnit unit() {
        return unit;
    }

    void begin(long atNanos) {
        timeline.plan(atNanos + dice.between(0, 10 * Hours.SECOND), this::connect);
        timeline.plan(atNanos + 20 * Hours.SECOND, this::change);
        timeline.plan(atNanos + 21 * Hours.SECOND, this::test);
        timeline.plan(atNanos + 4 * Hours.HOUR, this::interrogateAgain);
        Daily.plan(timeline, atNanos, 185, this::setClock);
        timeline.plan(atNanos + dice.waiting(6 * Hours.HOUR), this::command);
    }

    private void connect(long nowNanos) {
        connecting = !master.connect(nowNanos);
        if (connecting) {
            timeline.plan(nowNanos + RETRY_NANOS, this::connect);
            return;
        }
        long at = master.start(master.readyNanos() + 2_000_000);
        master.interrogate(at + 20_000_000);
        master.settle();
    }

    /** Whether one may send now; a lost connection is made again. */
    private boolean ready() {
        if (master.isOpen()) return true;
        if (!connecting) {
            connecting = true;
            timeline.plan(timeline.nowNanos() + RETRY_NANOS, this::connect);
        }
        return false;
    }

    private void interrogateAgain(long nowNanos) {
        timeline.plan(nowNanos + 4 * Hours.HOUR, this::interrogateAgain);
        if (!ready()) return;
        master.interrogate(nowNanos);
        master.settle();
    }

    /** A measured value left its dead band. */
    private void change(long nowNanos) {
        timeline.plan(nowNanos + dice.between(Hours.SECOND, (long) (6 * Hours.SECOND * thinning)), this::change);
        if (!ready()) return;
        int which = dice.below(RemoteUnit.VALUES);
        unit.values[which] = (float) Math.clamp(
                unit.values[which] + dice.bell() * 3 + (Demand.power(nowNanos / Hours.SECOND) - 1) * 0.2, 20, 400);
        byte[] element = Iec104.timed(Iec104.value(unit.values[which]), nowNanos / 1_000_000);
        byte[] report = Iec104.unit(
                Iec104.SHORT_FLOAT_TIME, Iec104.SPONTANEOUS, unit.station, RemoteUnit.FIRST_VALUE + which, element);
        for (Iec104Master listener : unit.masters) listener.hears(nowNanos, report);
    }

    private void test(long nowNanos) {
        timeline.plan(nowNanos + TEST_NANOS + dice.around(4_000_000, 0.4), this::test);
        if (!ready() || nowNanos - master.lastNanos() < TEST_NANOS) return;
        master.test(nowNanos);
        master.settle();
    }

    private void setClock(long nowNanos) {
        if (!ready()) return;
        master.setClock(nowNanos);
        master.settle();
    }

    private void command(long nowNanos) {
        timeline.plan(nowNanos + Hours.MINUTE + dice.waiting(6 * Hours.HOUR), this::command);
        if (!Hours.isDayShift(nowNanos)) return;
        int which = dice.below(RemoteUnit.POINTS);
        switches(nowNanos, which, !unit.isOn(which));
    }

    /** An operator switches: select, operate, and the position that comes of it. */
    public void switches(long nowNanos, int which, boolean on) {
        if (!ready()) return;
        master.switches(nowNanos, which, on, dice.around(1_500_000_000L, 0.3));
        master.settle();
    }
}
