package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.S7Plc;
import java.util.List;

/** A controller of a pressure zone fails; the spare of the same type takes its place and address and gets the program. */
final class ControllerReplaced extends Story {
    private final S7Download download;

    ControllerReplaced(Stage stage) {
        super(stage);
        download = new S7Download(stage, site.engineering, false);
    }

    @Override
    void begin(long nowNanos) {
        S7Plc plc = site.pressureZones.getLast();
        plc.host().goesDown();
        order(
                nowNanos,
                4 * HOUR,
                "the broken controller is replaced by the spare one and loaded",
                List.of(site.engineering),
                List.of(plc.host()),
                Verb.CONFIGURE,
                Verb.DOWNLOAD);
        after(nowNanos, 35 * MINUTE, now -> connect(now, plc.host()));
    }

    private void connect(long nowNanos, Host host) {
        long vendor = host.mac() >>> 24;
        host.replaced(vendor << 24 | dice.below(1 << 24));
        host.comesUp();
        act(
                nowNanos,
                "takes the place of the broken " + host,
                host,
                host,
                Ledger.Technique.ADVERSARY_IN_THE_MIDDLE,
                () -> network.announce(nowNanos, host, site.hosts()));
        after(nowNanos, 8 * MINUTE, download::begin);
    }
}
