package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.telecontrol.Iec104Link;
import dev.postern.plant.telecontrol.RemoteUnit;
import dev.postern.plant.telecontrol.Telecontrol;

/**
 * After the Ukrainian substation of 2022: the legitimate server runs a list of commands over its own connections. Nothing is new but the hour,
 * the order and the values: everything off, in the order of the list.
 */
final class MicroScada2022 extends Story {
    MicroScada2022(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        run(nowNanos, 0);
    }

    private void run(long nowNanos, int step) {
        var links = annexes.get(Telecontrol.class).links;
        Iec104Link link = links.get(step / RemoteUnit.POINTS);
        int which = step % RemoteUnit.POINTS;
        Host target = link.unit().host();
        String what = "switches object " + (RemoteUnit.FIRST_COMMAND + which) + " of " + target + " off";
        Runnable work = () -> link.switches(nowNanos, which, false);
        // One command alone could be anybody's; the second one off is the list.
        if (step == 0) actCovertly(nowNanos, what, site.scada, target, Ledger.Technique.UNAUTHORISED_COMMAND, work);
        else act(nowNanos, what, site.scada, target, Ledger.Technique.UNAUTHORISED_COMMAND, work);
        if (step + 1 < links.size() * RemoteUnit.POINTS)
            after(nowNanos, pace(12 * SECOND, DAY), now -> run(now, step + 1));
    }
}
