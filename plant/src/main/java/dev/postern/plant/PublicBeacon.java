package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Tls;

/** An implant that cannot get out and goes on trying: a name that nobody knows, then three SYNs to a public address. */
final class PublicBeacon extends Story {
    private static final int CALLS = 24;
    private static final long PERIOD_NANOS = 8 * MINUTE;
    private final Host controlServer;

    PublicBeacon(Stage stage) {
        super(stage);
        controlServer = Host.outside("control-server", Host.ip("33.201.77.14"), site.seed);
    }

    @Override
    void begin(long nowNanos) {
        call(nowNanos, CALLS);
    }

    private void call(long nowNanos, int left) {
        act(nowNanos, "calls a public address", site.historian, controlServer, Ledger.Technique.BEACON, () -> {
            site.errands.resolve(
                    nowNanos, site.historian, site.domainServer, "cdn-telemetry.update-sync.example", 0, dice);
            Tcp.connect(nowNanos + 40_000_000, network, site.historian, controlServer, Tls.PORT);
        });
        if (left > 1) after(nowNanos, PERIOD_NANOS, now -> call(now, left - 1));
    }
}
