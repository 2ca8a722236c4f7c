package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.telecontrol.Iec104Master;
import dev.postern.plant.telecontrol.RemoteUnit;
import dev.postern.plant.telecontrol.Telecontrol;
import java.util.List;

/**
 * The district control centre gets a gateway in the supervision segment, a second master of the remote terminal units: start, interrogation,
 * tests, and once a day on working days one switching, selected first and taken back.
 */
final class SecondMaster extends Story {
    private static final long TEST_NANOS = 20 * SECOND;
    private final Host centre;

    SecondMaster(Stage stage) {
        super(stage);
        centre = site.visitor(
                "district-gw", Host.Stack.LINUX, 0x005056_A1C3A1L, Host.ip("10.10.2.62"), site.supervisionRouter);
    }

    @Override
    void order(long atNanos) {
        List<Host> units = annexes.get(Telecontrol.class).units.stream()
                .map(RemoteUnit::host)
                .toList();
        order(
                atNanos,
                12 * HOUR,
                "the district becomes a second master",
                List.of(centre),
                units,
                Verb.READ,
                Verb.OPERATE);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(centre);
        network.announce(nowNanos, centre);
        housekeeping.join(nowNanos, centre, false);
        for (RemoteUnit unit : annexes.get(Telecontrol.class).units) {
            Iec104Master master = new Iec104Master(network, centre, unit);
            after(nowNanos, MINUTE, now -> connect(now, master, unit));
        }
    }

    private void connect(long nowNanos, Iec104Master master, RemoteUnit unit) {
        act(
                nowNanos,
                "becomes the second master of " + unit.host(),
                centre,
                unit.host(),
                Ledger.Technique.POINT_READ,
                () -> {
                    if (!master.connect(nowNanos)) return;
                    long at = master.start(master.readyNanos() + 2_000_000);
                    master.interrogate(at + 30_000_000);
                    master.settle();
                });
        timeline.plan(nowNanos + TEST_NANOS, now -> test(now, master));
        timeline.plan(nowNanos + 2 * HOUR, now -> switchOne(now, master, unit));
    }

    private void test(long nowNanos, Iec104Master master) {
        if (!master.isOpen()) return;
        master.test(Math.max(nowNanos, master.readyNanos() + 1_000_000));
        master.settle();
        timeline.plan(nowNanos + TEST_NANOS + dice.around(3_000_000, 0.4), now -> test(now, master));
    }

    private void switchOne(long nowNanos, Iec104Master master, RemoteUnit unit) {
        if (!master.isOpen()) return;
        timeline.plan(nowNanos + DAY + dice.between(0, HOUR), now -> switchOne(now, master, unit));
        int which = dice.below(RemoteUnit.POINTS);
        boolean on = unit.isOn(which);
        switchTo(nowNanos, master, unit, which, !on);
        after(nowNanos, 20 * MINUTE, now -> switchTo(now, master, unit, which, on));
    }

    private void switchTo(long nowNanos, Iec104Master master, RemoteUnit unit, int which, boolean on) {
        if (!master.isOpen()) return;
        act(
                nowNanos,
                "switches for the district: " + unit.host(),
                centre,
                unit.host(),
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> {
                    master.switches(
                            Math.max(nowNanos, master.readyNanos() + 1_000_000), which, on, dice.around(SECOND, 0.3));
                    master.settle();
                });
    }
}
