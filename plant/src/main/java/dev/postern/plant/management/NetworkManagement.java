package dev.postern.plant.management;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Snmp;
import dev.postern.plant.protocol.Syslog;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** A management station asks the switches for their counters; switches and Linux machines send it their logs. */
public final class NetworkManagement {
    private static final long POLL_NANOS = Hours.MINUTE;
    private static final long BETWEEN_LOGS_NANOS = 25 * Hours.MINUTE;
    private static final String COMMUNITY = "works-ro";
    private static final String[] LINES = {
        "Interface Gi1/7, changed state to up",
        "Interface Gi1/7, changed state to down",
        "Configuration saved",
        "Temperature within limits",
        "Clock synchronised"
    };

    private final Network network;
    private final Host station;
    private final long startNanos;
    private final Dice dice;

    private NetworkManagement(Site site) {
        network = site.network;
        startNanos = site.startNanos;
        dice = new Dice(site.seed, "management");
        station = site.visitor(
                "nms-1", Host.Stack.LINUX, 0x005056_A1C340L, Host.ip("10.10.2.51"), site.supervisionRouter);
        site.attach(station);
    }

    public static NetworkManagement install(Site site, Life life) {
        NetworkManagement management = new NetworkManagement(site);
        life.housekeeping().join(site.startNanos, management.station, false);
        for (Host host : site.switches) {
            Dice own = new Dice(site.seed, "counters " + host);
            long first = site.startNanos + own.between(0, POLL_NANOS);
            site.network.timeline().plan(first, now -> management.poll(now, host, own, 1));
            site.network
                    .timeline()
                    .plan(site.startNanos + own.waiting(BETWEEN_LOGS_NANOS), now -> management.log(now, host, own));
        }
        return management;
    }

    private void poll(long nowNanos, Host host, Dice own, int request) {
        network.timeline()
                .plan(nowNanos + POLL_NANOS + own.around(4_000_000, 0.5), now -> poll(now, host, own, request + 1));
        int port = 40_000 + (host.ip() & 0xFF);
        long there = network.udp(nowNanos, station, port, host, Snmp.PORT, Snmp.ask(COMMUNITY, request));
        if (there == Network.LOST) return;
        long up = (nowNanos - startNanos) / 10_000_000L + 86_400_00L * 31;
        byte[] answer = Snmp.tell(COMMUNITY, request, up, up * 137 + own.below(9_000), up * 71 + own.below(5_000));
        network.udp(there + own.around(2_500_000, 0.5), host, Snmp.PORT, station, port, answer);
    }

    private void log(long nowNanos, Host host, Dice own) {
        network.timeline().plan(nowNanos + Hours.SECOND + own.waiting(BETWEEN_LOGS_NANOS), now -> log(now, host, own));
        String line = LINES[dice.below(LINES.length)];
        byte[] message = Syslog.message(5, nowNanos, host.name, "switch", line);
        network.udp(nowNanos, host, Syslog.PORT, station, Syslog.PORT, message);
    }
}
