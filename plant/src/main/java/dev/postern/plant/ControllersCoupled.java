package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.site.S7Poller;
import java.util.List;

/** Two pressure zones are coupled: from now on the first zone's controller reads the process block of the second, for ever. */
final class ControllersCoupled extends Story {
    ControllersCoupled(Stage stage) {
        super(stage);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                4 * HOUR,
                "two pressure zones are coupled",
                List.of(site.pressureZones.getFirst().host()),
                List.of(site.pressureZones.get(1).host()),
                Verb.READ);
    }

    @Override
    void begin(long nowNanos) {
        var reader = site.pressureZones.getFirst();
        var read = site.pressureZones.get(1);
        S7Poller poller = pollers.panel(reader.host(), read);
        poller.witnessedBy(action(
                nowNanos, "begins to read " + read.host(), reader.host(), read.host(), Ledger.Technique.POINT_READ));
        poller.begin(nowNanos);
    }
}
