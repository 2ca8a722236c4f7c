package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.telecontrol.Iec104Master;
import dev.postern.plant.telecontrol.RemoteUnit;
import dev.postern.plant.telecontrol.Telecontrol;

/**
 * After Industroyer2 of 2022: a program on a panel becomes a second master of the remote terminal units. Test, start, interrogation, then every
 * object address from its list is switched on and off again, never selected first, whether the unit knows it or not.
 */
final class Industroyer2 extends Story {
    private static final int BEFORE = 4;
    private static final int OBJECTS = 14;
    private static final int ROUNDS = 2;
    private final Host source;

    Industroyer2(Stage stage) {
        super(stage);
        source = site.panel;
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (RemoteUnit unit : annexes.get(Telecontrol.class).units) {
            timeline.plan(at, now -> connect(now, unit));
            at += dice.around(pace(20 * SECOND, 3 * DAY), 0.3);
        }
    }

    private void connect(long nowNanos, RemoteUnit unit) {
        Iec104Master master = new Iec104Master(network, source, unit);
        actCovertly(
                nowNanos,
                "becomes a master of " + unit.host() + " and interrogates it",
                source,
                unit.host(),
                Ledger.Technique.POINT_READ,
                () -> {
                    if (!master.connect(nowNanos)) return;
                    long at = master.test(master.readyNanos() + 1_000_000);
                    at = master.start(at + 3_000_000);
                    master.interrogate(at + 200_000_000);
                    master.settle();
                });
        after(nowNanos, pace(5 * SECOND, 8 * HOUR), now -> sweep(now, master, unit, 0));
    }

    private void sweep(long nowNanos, Iec104Master master, RemoteUnit unit, int step) {
        if (!master.isOpen() && !reconnected(nowNanos, master)) return;
        int object = RemoteUnit.FIRST_COMMAND - BEFORE + step % OBJECTS;
        boolean on = step / OBJECTS % 2 == 0;
        act(
                nowNanos,
                "switches object " + object + " of " + unit.host() + (on ? " on" : " off"),
                source,
                unit.host(),
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> {
                    master.execute(Math.max(nowNanos, master.readyNanos() + 1_000_000), object, on);
                    master.settle();
                });
        if (step + 1 < 2 * ROUNDS * OBJECTS)
            after(nowNanos, pace(SECOND, 5 * HOUR), now -> sweep(now, master, unit, step + 1));
        else after(nowNanos, 10 * SECOND, master::close);
    }

    private boolean reconnected(long nowNanos, Iec104Master master) {
        if (!master.connect(nowNanos)) return false;
        master.start(master.readyNanos() + 3_000_000);
        return true;
    }
}
