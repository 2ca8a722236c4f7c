package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import java.util.List;

/** Leases move from the domain controller to a machine of their own; who holds one notices when it is due. */
final class NewLeaseServer extends Story {
    private final Host server;

    NewLeaseServer(Stage stage) {
        super(stage);
        server = site.visitor(
                "dhcp-1", Host.Stack.LINUX, 0x005056_A1C392L, Host.ip("10.10.2.7"), site.supervisionRouter);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                12 * HOUR,
                "leases move to a machine of their own",
                List.of(server),
                List.of(site.engineering, site.panel),
                Verb.CONFIGURE);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(server);
        housekeeping.join(nowNanos, server, false);
        Ledger.Entry entry = action(
                        nowNanos,
                        "gives out leases from now on",
                        server,
                        site.domainServer,
                        Ledger.Technique.ROGUE_NETWORK)
                .involves(site.engineering, site.panel);
        timeline.witnessed(entry, () -> network.announce(nowNanos, server));
        after(nowNanos, 40 * MINUTE, now -> housekeeping.leasesFrom(server, entry));
    }
}
