package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Dhcp;
import dev.postern.plant.protocol.Lldp;
import dev.postern.plant.protocol.Ntp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What machines do by themselves: clocks, leases, policies, neighbours, replication, the nightly backup, outstations' clocks. */
public final class Housekeeping {
    private static final long NTP_NANOS = 512 * Hours.SECOND;
    private static final long LLDP_NANOS = 30 * Hours.SECOND;
    private static final long POLICY_NANOS = 90 * Hours.MINUTE;
    private static final long REPLICA_NANOS = 5 * Hours.MINUTE;
    private static final int LEASE_SECONDS = 8 * 3600;
    private static final int BACKUP_BYTES = 6 << 20;

    private final Site site;
    private final Pollers pollers;
    private final Network network;
    private final Timeline timeline;
    private final Dice dice;
    private final Map<Host, Host> lessors = new HashMap<>();
    private Host leaseServer;
    private Timeline.Witness leasing;

    Housekeeping(Site site, Pollers pollers) {
        this.site = site;
        this.pollers = pollers;
        network = site.network;
        timeline = network.timeline();
        dice = new Dice(site.seed, "housekeeping");
        leaseServer = site.domainServer;
    }

    void begin(long atNanos) {
        for (Host host : site.hosts())
            if (keepsTime(host))
                timeline.plan(
                        atNanos + dice.between(0, NTP_NANOS),
                        now -> askTime(now, host, new Dice(site.seed, "ntp " + host)));
        for (Host host : site.switches)
            timeline.plan(atNanos + dice.between(0, LLDP_NANOS), now -> tellNeighbours(now, host));
        List<Host> domain =
                new ArrayList<>(List.of(site.scada, site.hmi, site.panel, site.historian, site.engineering));
        domain.addAll(site.areaPanels().subList(1, site.areaPanels().size()));
        for (Host host : domain)
            timeline.plan(
                    atNanos + dice.between(0, POLICY_NANOS),
                    now -> readPolicy(now, host, new Dice(site.seed, "policy " + host)));
        for (Host host : List.of(site.engineering, site.panel))
            timeline.plan(
                    atNanos + dice.between(0, LEASE_SECONDS * Hours.SECOND / 2),
                    now -> renew(now, host, new Dice(site.seed, "lease " + host)));
        timeline.plan(atNanos + dice.between(0, REPLICA_NANOS), this::replicate);
        Daily.plan(timeline, atNanos, 90, this::backUp);
        Daily.plan(timeline, atNanos, 195, this::setClocks);
    }

    /** A machine is added to the site: it asks for the time, and for its policies if it is a computer of the domain. */
    public void join(long nowNanos, Host host, boolean ofDomain) {
        timeline.plan(nowNanos + 3 * Hours.SECOND, now -> askTime(now, host, new Dice(site.seed, "ntp " + host)));
        if (ofDomain)
            timeline.plan(
                    nowNanos + 20 * Hours.SECOND, now -> readPolicy(now, host, new Dice(site.seed, "policy " + host)));
    }

    /** Every clock asks once, within some seconds: the site's own was set. What is asked belongs to {@code owner}. */
    public void askTimeOnce(long nowNanos, Dice own, Timeline.Witness owner) {
        for (Host host : site.hosts())
            if (keepsTime(host))
                timeline.plan(
                        nowNanos + own.between(0, 90 * Hours.SECOND),
                        now -> timeline.witnessed(owner, () -> exchangeTime(now, host, own)));
    }

    private boolean keepsTime(Host host) {
        return host != site.clock && !site.officePcs.contains(host) && !site.ioBlocks.contains(host);
    }

    /** Sets the clocks of all outstations. */
    public void setClocksOnce(long nowNanos) {
        for (Dnp3Poller poller : pollers.substations) poller.setClock(nowNanos);
    }

    /**
     * From now on {@code server} gives out the leases; who holds one finds the old server silent, then asks everybody. What is asked and given
     * belongs to {@code owner}.
     */
    public void leasesFrom(Host server, Timeline.Witness owner) {
        leaseServer = server;
        leasing = owner;
    }

    private void askTime(long nowNanos, Host host, Dice own) {
        exchangeTime(nowNanos, host, own);
        timeline.plan(nowNanos + NTP_NANOS + own.between(0, 4 * Hours.SECOND), now -> askTime(now, host, own));
    }

    private void exchangeTime(long nowNanos, Host host, Dice own) {
        long there = network.udp(nowNanos, host, Ntp.PORT, site.clock, Ntp.PORT, Ntp.ask(nowNanos));
        byte[] answer = Ntp.tell(nowNanos, there, there + 60_000);
        if (there != Network.LOST)
            network.udp(there + own.around(90_000, 0.3), site.clock, Ntp.PORT, host, Ntp.PORT, answer);
    }

    private void tellNeighbours(long nowNanos, Host host) {
        byte[] unit =
                Lldp.announce(host.mac(), host.ip(), "Gi1/1", host.name, "Industrial Ethernet switch, " + host.name);
        network.ethernet(nowNanos, host, Lldp.NEAREST_BRIDGE, Lldp.ETHER_TYPE, unit);
        timeline.plan(nowNanos + LLDP_NANOS + dice.around(2_000_000, 0.5), now -> tellNeighbours(now, host));
    }

    private void readPolicy(long nowNanos, Host host, Dice own) {
        String name = site.domainServer.name + "." + Site.DOMAIN;
        long at = site.errands.resolve(nowNanos, host, site.domainServer, name, site.domainServer.ip(), own);
        FileVisit visit = new FileVisit(at + 2_000_000, network, site.errands, host, site.domainServer, own);
        if (visit.isOpen())
            visit.login(host.name.toUpperCase(java.util.Locale.ROOT) + "$")
                    .share("SYSVOL", 1)
                    .read(Site.DOMAIN + "\\Policies\\gpt.ini", 59)
                    .leave();
        timeline.plan(nowNanos + POLICY_NANOS + own.between(0, 30 * Hours.MINUTE), now -> readPolicy(now, host, own));
    }

    private void renew(long nowNanos, Host host, Dice own) {
        timeline.witnessed(leasing, () -> askForLease(nowNanos, host, own));
        timeline.plan(
                nowNanos + LEASE_SECONDS * Hours.SECOND / 2 + own.below(3) * Hours.SECOND,
                now -> renew(now, host, own));
    }

    private void askForLease(long nowNanos, Host host, Dice own) {
        Host believed = lessors.getOrDefault(host, site.domainServer);
        if (believed == leaseServer) Leases.renew(nowNanos, network, host, leaseServer, lease(host), own);
        else {
            Leases.renewInVain(nowNanos, network, host, believed, own);
            Leases.reboot(nowNanos + 8 * Hours.SECOND, network, host, leaseServer, lease(host), own);
            lessors.put(host, leaseServer);
        }
    }

    private Dhcp.Lease lease(Host host) {
        return new Dhcp.Lease(
                host.ip(),
                leaseServer.ip(),
                site.supervisionRouter.ip(),
                site.domainServer.ip(),
                LEASE_SECONDS,
                Site.DOMAIN);
    }

    private void replicate(long nowNanos) {
        site.errands.secure(
                nowNanos,
                site.historian,
                site.replica,
                "replica." + Site.DOMAIN,
                false,
                6_000 + dice.below(3_000),
                400,
                dice);
        timeline.plan(nowNanos + REPLICA_NANOS + dice.around(20_000_000, 0.5), this::replicate);
    }

    private void backUp(long nowNanos) {
        FileVisit visit = new FileVisit(
                nowNanos + dice.between(0, 40 * Hours.SECOND),
                network,
                site.errands,
                site.historian,
                site.fileServer,
                dice);
        if (!visit.isOpen()) return;
        visit.login("svc-backup")
                .share("Backup$", 1)
                .create("historian\\day-" + Hours.weekday(nowNanos) + ".bak")
                .copy(timeline, BACKUP_BYTES + dice.below(BACKUP_BYTES / 8));
    }

    private void setClocks(long nowNanos) {
        for (Dnp3Poller poller : pollers.substations) poller.setClock(nowNanos + dice.between(0, 9 * Hours.SECOND));
    }
}
