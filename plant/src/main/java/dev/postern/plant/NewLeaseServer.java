package dev.postern.plant;

import dev.postern.plant.net.Host;

/** Leases move from the domain controller to a machine of their own; who holds one notices when it is due. */
final class NewLeaseServer extends Story {
    private final Host server;

    NewLeaseServer(Stage stage) {
        super(stage);
        server = site.visitor(
                "dhcp-1", Host.Stack.LINUX, 0x005056_A1C392L, Host.ip("10.10.2.7"), site.supervisionRouter);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(server);
        housekeeping.join(nowNanos, server, false);
        act(
                nowNanos,
                "gives out leases from now on",
                server,
                site.domainServer,
                Ledger.Technique.ROGUE_NETWORK,
                () -> network.announce(nowNanos, server));
        after(nowNanos, 40 * MINUTE, now -> housekeeping.leasesFrom(server));
    }
}
