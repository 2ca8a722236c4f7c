package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.S7Plc;
import dev.postern.plant.site.S7Poller;
import java.util.List;

/** One more panel is put up in the control segment. It polls the pressure zones as the first one does, and stays. */
final class NewPanel extends Story {
    private final Host panel;

    NewPanel(Stage stage) {
        super(stage);
        panel = site.visitor("hmi-3", Host.Stack.WINDOWS, 0x00D0C9_88A104L, Host.ip("10.10.1.201"), site.controlRouter);
    }

    @Override
    void order(long atNanos) {
        order(atNanos, 8 * HOUR, "a third panel is put up", List.of(panel), hosts(site.pressureZones), Verb.READ);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(panel);
        network.announce(nowNanos, panel);
        housekeeping.join(nowNanos, panel, true);
        after(nowNanos, 20 * MINUTE, this::poll);
    }

    private void poll(long nowNanos) {
        for (S7Plc plc : site.pressureZones) {
            S7Poller poller = pollers.panel(panel, plc);
            poller.witnessedBy(
                    action(nowNanos, "begins to poll " + plc.host(), panel, plc.host(), Ledger.Technique.POINT_READ));
            poller.begin(nowNanos);
        }
    }
}
