package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Device;
import java.util.List;

/** The owner's inventory tool: a scan of the whole control segment, and who answers is asked what it is. */
final class AssetScan extends Scan {
    private static final long QUARTER_NANOS = 91 * DAY;
    private static final int HOSTS = 250;

    AssetScan(Stage stage) {
        super(stage, tool(stage), HOSTS);
    }

    private static Host tool(Stage stage) {
        return stage.site()
                .visitor(
                        "inventory-1",
                        Host.Stack.LINUX,
                        0x005056_A1C377L,
                        Host.ip("10.10.2.60"),
                        stage.site().supervisionRouter);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                HOUR,
                "the owner takes stock of the control segment",
                List.of(source),
                hosts(hosts(site.devices()), site.controlRouter),
                Verb.IDENTIFY);
    }

    @Override
    void begin(long nowNanos) {
        network.announce(nowNanos, source);
        super.begin(nowNanos + SECOND);
        plan(nowNanos + QUARTER_NANOS);
    }

    @Override
    void met(long nowNanos, Device device) {
        Visits.ask(nowNanos, network, source, device, false, dice);
    }
}
