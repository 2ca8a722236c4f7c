package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.telecontrol.Iec104Link;
import dev.postern.plant.telecontrol.RemoteUnit;
import dev.postern.plant.telecontrol.Telecontrol;
import java.util.List;

/** A planned outage: by the programme on paper an operator switches half the objects of one remote terminal unit off, and on again in reverse. */
final class SwitchingProgramme extends Story {
    private static final int OBJECTS = RemoteUnit.POINTS / 2;
    private final Iec104Link link;

    SwitchingProgramme(Stage stage) {
        super(stage);
        link = annexes.get(Telecontrol.class).links.getFirst();
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                5 * HOUR,
                "an outage by the programme",
                List.of(site.scada),
                List.of(link.unit().host()),
                Verb.OPERATE);
    }

    @Override
    void begin(long nowNanos) {
        step(nowNanos, 0);
    }

    private void step(long nowNanos, int number) {
        boolean on = number >= OBJECTS;
        int which = on ? 2 * OBJECTS - 1 - number : number;
        act(
                nowNanos,
                "switches object " + (RemoteUnit.FIRST_COMMAND + which) + " by the programme",
                site.scada,
                link.unit().host(),
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> link.switches(nowNanos, which, on));
        if (number + 1 < 2 * OBJECTS)
            after(nowNanos, number + 1 == OBJECTS ? 90 * MINUTE : 3 * MINUTE, now -> step(now, number + 1));
    }
}
