package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Tls;

/** New software on the historian looks for updates of its maker once an hour and gets nowhere; after two days somebody switches that off. */
final class UpdaterCallsHome extends Story {
    private static final int CALLS = 48;
    private final Host maker;

    UpdaterCallsHome(Stage stage) {
        super(stage);
        maker = Host.outside("maker", Host.ip("33.64.20.8"), site.seed);
    }

    @Override
    void begin(long nowNanos) {
        call(nowNanos, CALLS);
    }

    private void call(long nowNanos, int left) {
        act(nowNanos, "looks for updates of its maker", site.historian, maker, Ledger.Technique.BEACON, () -> {
            site.errands.resolve(nowNanos, site.historian, site.domainServer, "updates.charts.example", 0, dice);
            Tcp.connect(nowNanos + 60_000_000, network, site.historian, maker, Tls.PORT);
        });
        if (left > 1) timeline.plan(nowNanos + HOUR + dice.between(0, 30 * SECOND), now -> call(now, left - 1));
    }
}
