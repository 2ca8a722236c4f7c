package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.site.Device;

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
    void begin(long nowNanos) {
        network.announce(nowNanos, source);
        super.begin(nowNanos + SECOND);
        timeline.plan(nowNanos + QUARTER_NANOS, this::begin);
    }

    @Override
    void met(long nowNanos, Device device) {
        Visits.ask(nowNanos, network, source, device, false, dice);
    }
}
