package dev.postern.plant.year;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Dhcp;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Leases;
import dev.postern.plant.site.Site;
import java.util.ArrayList;
import java.util.List;

/** Contractors' laptops in the office now and then: a lease, some pages, gone after some hours. Some come again, some never. */
final class Guests {
    private static final long BETWEEN_VISITS_NANOS = 9 * Hours.DAY;
    private static final double KNOWN = 0.6;
    private static final int FIRST_ADDRESS = Host.ip("10.10.30.230");
    private static final int ADDRESSES = 20;
    private static final int LEASE_SECONDS = 8 * 3600;
    private static final long[] MAKERS = {0x8CEC4BL, 0x54E1ADL, 0xF0D5BFL, 0x3C18A0L};

    private final Site site;
    private final Network network;
    private final Timeline timeline;
    private final Dice dice;
    private final List<Host> known = new ArrayList<>();

    Guests(Site site) {
        this.site = site;
        network = site.network;
        timeline = network.timeline();
        dice = new Dice(site.seed, "guests");
    }

    void begin(long atNanos) {
        timeline.plan(atNanos + dice.waiting(BETWEEN_VISITS_NANOS), this::visit);
    }

    private void visit(long nowNanos) {
        timeline.plan(nowNanos + Hours.HOUR + dice.waiting(BETWEEN_VISITS_NANOS), this::visit);
        if (!Hours.isOfficeTime(nowNanos)) return;
        Host laptop = known.isEmpty() || !dice.chance(KNOWN) ? stranger() : known.get(dice.below(known.size()));
        laptop.moveTo(FIRST_ADDRESS + dice.below(ADDRESSES));
        Dhcp.Lease lease = new Dhcp.Lease(
                laptop.ip(),
                site.officeServer.ip(),
                laptop.gateway().ip(),
                site.officeServer.ip(),
                LEASE_SECONDS,
                "office." + Site.DOMAIN);
        int transaction = (int) dice.bits();
        Leases.discover(nowNanos, network, laptop, transaction);
        Leases.give(nowNanos + 300_000_000, network, Dhcp.OFFER, laptop, site.officeServer, transaction, lease);
        Leases.take(nowNanos + 310_000_000, network, laptop, site.officeServer, transaction, laptop.ip());
        Leases.give(nowNanos + 313_000_000, network, Dhcp.ACK, laptop, site.officeServer, transaction, lease);
        network.announce(nowNanos + dice.around(90_000_000, 0.3) + 313_000_000, laptop);
        browse(nowNanos + Hours.MINUTE, laptop, 2 + dice.below(9));
    }

    private Host stranger() {
        String name = "laptop-" + Integer.toString(0x10000 + dice.below(1 << 20), 36);
        long mac = MAKERS[dice.below(MAKERS.length)] << 24 | dice.below(1 << 24);
        Host laptop = site.visitor(
                name,
                Host.Stack.WINDOWS,
                mac,
                FIRST_ADDRESS,
                site.officePcs.getFirst().gateway());
        known.add(laptop);
        return laptop;
    }

    private void browse(long atNanos, Host laptop, int left) {
        if (left == 0) return;
        timeline.plan(atNanos, now -> {
            String name = "portal." + Site.DOMAIN;
            long at = site.errands.resolve(now, laptop, site.officeServer, name, site.portal.ip(), dice);
            site.errands.browse(
                    at + 1_000_000,
                    laptop,
                    site.portal,
                    name,
                    "/visitors/" + dice.below(6),
                    3_000 + dice.below(9_000),
                    dice);
            browse(now + dice.around(14 * Hours.MINUTE, 0.8), laptop, left - 1);
        });
    }
}
