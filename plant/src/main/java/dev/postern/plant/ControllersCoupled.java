package dev.postern.plant;

import dev.postern.plant.site.S7Poller;

/** Two pressure zones are coupled: from now on the first zone's controller reads the process block of the second, for ever. */
final class ControllersCoupled extends Story {
    ControllersCoupled(Stage stage) {
        super(stage);
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
