package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import java.util.List;

/** The owner's monitoring begins to ping every server each two minutes, small and as large as a frame holds, and stays. */
final class PingMonitoring extends Story {
    private static final long PERIOD_NANOS = 2 * MINUTE;
    private static final int LARGE_BYTES = 1_400;
    private static final int ID = 0x1F40;
    private final Host monitor;

    PingMonitoring(Stage stage) {
        super(stage);
        monitor = site.visitor(
                "monitor-1", Host.Stack.LINUX, 0x005056_A1C3B6L, Host.ip("10.10.2.63"), site.supervisionRouter);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                8 * HOUR,
                "monitoring of the servers",
                List.of(monitor),
                List.of(site.scada, site.historian, site.domainServer, site.portal, site.replica),
                Verb.OTHER);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(monitor);
        network.announce(nowNanos, monitor);
        housekeeping.join(nowNanos, monitor, false);
        long at = nowNanos + MINUTE;
        for (Host host : new Host[] {site.scada, site.historian, site.domainServer, site.portal, site.replica}) {
            Ledger.Entry entry = action(nowNanos, "begins to ping " + host, monitor, host, Ledger.Technique.TUNNEL);
            ping(at += 3 * SECOND, host, entry, 1);
        }
    }

    private void ping(long atNanos, Host host, Ledger.Entry entry, int sequence) {
        timeline.plan(atNanos + dice.around(2_000_000, 0.4), now -> {
            timeline.witnessed(entry, () -> {
                network.ping(now, monitor, host, ID, sequence & 0xFFFF);
                byte[] large = Network.letters(LARGE_BYTES);
                network.echo(now + 200_000_000, monitor, host, ID, sequence + 1 & 0xFFFF, large, large);
            });
            ping(atNanos + PERIOD_NANOS, host, entry, sequence + 2);
        });
    }
}
