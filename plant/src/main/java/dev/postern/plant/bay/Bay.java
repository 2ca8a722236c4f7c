package dev.postern.plant.bay;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** A relay, a bay controller and a merging unit in the control segment. */
public final class Bay {
    private static final long VENDOR = 0x0021C1;
    public final Relay relay;

    private Bay(Relay relay) {
        this.relay = relay;
    }

    public static Bay install(Site site, Life life) {
        Host relay = device(site, life, "relay-b1", "10.10.1.220");
        Host controller = device(site, life, "bcu-b1", "10.10.1.221");
        Host merging = device(site, life, "mu-b1", "10.10.1.222");
        new GoosePublisher(site, relay, 1, 3, life.thinning()).begin(site.startNanos);
        new GoosePublisher(site, controller, 2, 5, life.thinning()).begin(site.startNanos);
        new MergingUnit(site, merging, life.thinning()).begin(site.startNanos);
        Bay bay = new Bay(new Relay(relay));
        new MmsClient(site, bay.relay, life.thinning()).begin(site.startNanos);
        return bay;
    }

    private static Host device(Site site, Life life, String name, String ip) {
        long mac = VENDOR << 24 | new Dice(site.seed, name).below(1 << 24);
        Host host = site.visitor(name, Host.Stack.LINUX, mac, Host.ip(ip), site.controlRouter);
        site.attach(host);
        life.housekeeping().join(site.startNanos, host, false);
        return host;
    }
}
