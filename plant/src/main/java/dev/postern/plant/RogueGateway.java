package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Dhcp;
import dev.postern.plant.site.Leases;
import dev.postern.plant.site.Site;

/** A cellular modem in the supervision segment: offers addresses, becomes the engineering station's gateway, and the internet answers. */
final class RogueGateway extends Story {
    private static final int LEASE_SECONDS = 3_600;
    private static final long LASTS_NANOS = 40 * MINUTE;
    private static final String CHECK = "connectivity.check.example.com";

    private final Host modem;
    private final Host victim;
    private final Host trueGateway;
    private final Host checkServer;
    private final Host nameServer;

    RogueGateway(Stage stage) {
        super(stage);
        victim = site.engineering;
        trueGateway = site.supervisionRouter;
        modem = site.visitor("modem", Host.Stack.LINUX, 0x001E42_3A55C1L, Host.ip("10.10.2.254"), null);
        checkServer = Host.outside("check", Host.ip("33.87.12.9"), site.seed);
        nameServer = Host.outside("resolver", Host.ip("33.1.0.53"), site.seed);
    }

    @Override
    void begin(long nowNanos) {
        act(nowNanos, "a modem is plugged in", modem, trueGateway, Ledger.Technique.ROGUE_NETWORK, () -> {
            network.announce(nowNanos, modem);
            network.announce(nowNanos + 2 * SECOND, modem);
        });
        network.opensDoor(modem);
        after(nowNanos, 70 * SECOND, this::lease);
    }

    private void lease(long nowNanos) {
        int transaction = (int) dice.bits();
        act(
                nowNanos,
                "gives " + victim + " an address and itself as gateway",
                modem,
                victim,
                Ledger.Technique.ROGUE_NETWORK,
                () -> {
                    Leases.discover(nowNanos, network, victim, transaction);
                    long offered = nowNanos + dice.around(1_500_000, 0.3);
                    Leases.give(offered, network, Dhcp.OFFER, victim, modem, transaction, offer(modem));
                    Leases.give(
                            nowNanos + dice.around(9_000_000, 0.2),
                            network,
                            Dhcp.OFFER,
                            victim,
                            site.domainServer,
                            transaction,
                            offer(site.domainServer));
                    long taken = nowNanos + 30_000_000;
                    Leases.take(taken, network, victim, modem, transaction, victim.ip());
                    Leases.give(taken + 3_000_000, network, Dhcp.ACK, victim, modem, transaction, offer(modem));
                });
        victim.gateway(modem);
        after(nowNanos, 5 * SECOND, this::check);
        timeline.plan(nowNanos + LASTS_NANOS, this::unplug);
    }

    private Dhcp.Lease offer(Host server) {
        boolean rogue = server == modem;
        return new Dhcp.Lease(
                victim.ip(),
                server.ip(),
                rogue ? modem.ip() : trueGateway.ip(),
                rogue ? nameServer.ip() : site.domainServer.ip(),
                LEASE_SECONDS,
                rogue ? "lan" : Site.DOMAIN);
    }

    private void check(long nowNanos) {
        if (victim.gateway() != modem) return;
        act(
                nowNanos,
                victim + " reaches the internet",
                victim,
                checkServer,
                Ledger.Technique.INTERNET_ACCESSIBLE,
                () -> {
                    long at = site.errands.resolve(nowNanos, victim, nameServer, CHECK, checkServer.ip(), dice);
                    if (at == Network.LOST) return;
                    site.errands.browse(at + 3_000_000, victim, checkServer, CHECK, "/ncsi.txt", 200, dice);
                    site.errands.secure(at + 2 * SECOND, victim, checkServer, CHECK, true, 800, 5_000, dice);
                });
        after(nowNanos, 6 * MINUTE, this::check);
    }

    private void unplug(long nowNanos) {
        victim.gateway(trueGateway);
        timeline.plan(nowNanos + MINUTE, now -> network.closesDoor(modem));
    }
}
