package dev.postern.plant;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Dhcp;
import dev.postern.plant.site.FileVisit;
import dev.postern.plant.site.Leases;
import dev.postern.plant.site.Site;

/** The engineering station as the office sees it: same name and user, another address and another card. */
final class OfficeLeg {
    private static final int LEASE_SECONDS = 24 * 3600;

    private OfficeLeg() {}

    static Host of(Site site) {
        Host router = site.officePcs.getFirst().gateway();
        return site.visitor(
                site.engineering.name, Host.Stack.WINDOWS, 0xECB1D7_40A6E3L, Host.ip("10.10.30.140"), router);
    }

    /** Takes a lease and logs in to the office's files. */
    static void arrive(long nowNanos, Network network, Site site, Host leg, Dice dice) {
        Dhcp.Lease lease = new Dhcp.Lease(
                leg.ip(),
                site.officeServer.ip(),
                leg.gateway().ip(),
                site.officeServer.ip(),
                LEASE_SECONDS,
                "office." + Site.DOMAIN);
        int transaction = dice.below(1 << 30);
        Leases.discover(nowNanos, network, leg, transaction);
        Leases.give(nowNanos + 2_000_000, network, Dhcp.OFFER, leg, site.officeServer, transaction, lease);
        Leases.take(nowNanos + 30_000_000, network, leg, site.officeServer, transaction, leg.ip());
        Leases.give(nowNanos + 33_000_000, network, Dhcp.ACK, leg, site.officeServer, transaction, lease);
        FileVisit visit = new FileVisit(nowNanos + 8_000_000_000L, network, site.errands, leg, site.officeFiles, dice);
        if (visit.isOpen())
            visit.login("engineer")
                    .share("Projects", 1)
                    .read("orders\\2611.xlsx", 40_000)
                    .leave();
    }
}
