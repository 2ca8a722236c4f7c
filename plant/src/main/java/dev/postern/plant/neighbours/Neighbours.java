package dev.postern.plant.neighbours;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.LocalNames;
import dev.postern.plant.protocol.Stp;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * Switches keep their spanning tree; Windows machines register their NetBIOS name each morning and ask around for names that the name server did not know,
 * some answered by whoever has them; printers of the office announce themselves, and computers look for them.
 */
public final class Neighbours {
    private static final long HELLO_NANOS = 2 * Hours.SECOND;
    private static final long ASKS_NANOS = 40 * Hours.MINUTE;
    private static final long ANNOUNCES_NANOS = 50 * Hours.MINUTE;
    private static final int TRUNK_COST = 20_000;
    private static final int PRINTERS = 2;
    private static final String PRINTING = "_ipp._tcp.local";

    private final Site site;
    private final Network network;
    private final Timeline timeline;
    private final Dice dice;
    private final long helloNanos;
    private final List<Host> windows = new ArrayList<>();

    private Neighbours(Site site, Life life) {
        this.site = site;
        network = site.network;
        timeline = network.timeline();
        dice = new Dice(site.seed, "neighbours");
        helloNanos = (long) (HELLO_NANOS * life.thinning());
        windows.addAll(List.of(site.scada, site.historian, site.panel, site.engineering, site.fileServer, site.hmi));
        windows.addAll(site.officePcs);
    }

    public static Neighbours install(Site site, Life life) {
        Neighbours neighbours = new Neighbours(site, life);
        neighbours.begin(site.startNanos);
        return neighbours;
    }

    private void begin(long atNanos) {
        for (int i = 0; i < site.switches.size(); i++) {
            int number = i;
            timeline.plan(atNanos + dice.between(0, helloNanos), now -> hello(now, number));
        }
        for (Host host : windows) {
            Daily.plan(timeline, atNanos, 6 * 60 + 30, now -> register(now, host));
            timeline.plan(atNanos + dice.waiting(ASKS_NANOS), now -> ask(now, host));
        }
        for (int i = 1; i <= PRINTERS; i++) {
            Host printer = site.visitor(
                    "printer-" + i,
                    Host.Stack.EMBEDDED,
                    0x00806F_000000L | dice.below(1 << 24),
                    Host.ip("10.10.30." + (90 + i)),
                    site.officePcs.getFirst().gateway());
            site.attach(printer);
            timeline.plan(atNanos + dice.between(0, ANNOUNCES_NANOS), now -> announce(now, printer));
        }
        for (Host pc : site.officePcs) timeline.plan(atNanos + dice.waiting(ASKS_NANOS), now -> seek(now, pc));
    }

    /** The core switch is the root. */
    private void hello(long nowNanos, int number) {
        Host host = site.switches.get(number);
        int cost = number == 0 ? 0 : TRUNK_COST;
        byte[] unit = Stp.announce(site.switches.getFirst().mac(), cost, host.mac(), 1 + number, number == 0 ? 0 : 1);
        network.ethernet(nowNanos, host, Stp.GROUP, Stp.LENGTH, unit);
        timeline.plan(nowNanos + helloNanos + dice.around(400_000, 0.5), now -> hello(now, number));
    }

    private void register(long nowNanos, Host host) {
        long at = nowNanos + dice.between(0, 20 * Hours.MINUTE);
        for (int kind : new int[] {LocalNames.WORKSTATION, LocalNames.SERVER}) {
            byte[] registration = LocalNames.netbiosRegister(dice.below(0x10000), host.name, kind, host.ip());
            for (int i = 0; i < 3; i++) {
                timeline.plan(at, now -> broadcast(now, host, registration));
                at += 750_000_000;
            }
        }
    }

    private void broadcast(long nowNanos, Host host, byte[] message) {
        network.broadcastUdp(nowNanos, host, host.ip(), LocalNames.NETBIOS_PORT, LocalNames.NETBIOS_PORT, message);
    }

    /** A name that the name server did not know: first by LLMNR, twice, then by NetBIOS; who has it answers. */
    private void ask(long nowNanos, Host host) {
        timeline.plan(nowNanos + Hours.MINUTE + dice.waiting(ASKS_NANOS), now -> ask(now, host));
        Host wanted = dice.chance(0.4) ? windows.get(dice.below(windows.size())) : null;
        boolean there = wanted != null && wanted != host && wanted.isNeighbourOf(host);
        String name = there ? wanted.name : dice.chance(0.5) ? "wpad" : "archive-old";
        int id = dice.below(0x10000);
        int port = host.nextPort();
        byte[] question = LocalNames.ask(id, name);
        network.multicastUdp(nowNanos, host, LocalNames.LLMNR_GROUP, port, LocalNames.LLMNR_PORT, question);
        if (there) {
            byte[] answer = LocalNames.answer(id, name, wanted.ip());
            network.udp(nowNanos + dice.around(600_000, 0.4), wanted, LocalNames.LLMNR_PORT, host, port, answer);
            return;
        }
        network.multicastUdp(
                nowNanos + 410_000_000, host, LocalNames.LLMNR_GROUP, port, LocalNames.LLMNR_PORT, question);
        byte[] lastTry = LocalNames.netbiosAsk(dice.below(0x10000), name, LocalNames.WORKSTATION);
        for (int i = 0; i < 3; i++) broadcast(nowNanos + 900_000_000 + i * 750_000_000L, host, lastTry);
    }

    private void announce(long nowNanos, Host printer) {
        timeline.plan(nowNanos + ANNOUNCES_NANOS + dice.between(0, Hours.MINUTE), now -> announce(now, printer));
        byte[] message = LocalNames.announce(printer.name, PRINTING, printer.ip());
        network.multicastUdp(
                nowNanos, printer, LocalNames.MDNS_GROUP, LocalNames.MDNS_PORT, LocalNames.MDNS_PORT, message);
    }

    private void seek(long nowNanos, Host pc) {
        timeline.plan(nowNanos + Hours.MINUTE + dice.waiting(ASKS_NANOS), now -> seek(now, pc));
        if (!Hours.isOfficeTime(nowNanos)) return;
        network.multicastUdp(
                nowNanos,
                pc,
                LocalNames.MDNS_GROUP,
                LocalNames.MDNS_PORT,
                LocalNames.MDNS_PORT,
                LocalNames.seek(PRINTING));
    }
}
