package dev.postern.plant;

import dev.postern.plant.bay.Bay;
import dev.postern.plant.bay.MmsSession;
import dev.postern.plant.bay.Relay;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.RpcVisit;
import java.util.List;

/**
 * After Industroyer of 2016, its parts for OPC and IEC 61850: a program on a panel asks the servers for their OPC servers and names, then the relay for
 * all names, reads how its breaker is controlled, opens and closes it again and again, then sends the one datagram that stops the relay's network
 * until somebody restarts it by hand.
 */
final class IndustroyerMms extends Story {
    private static final int SWITCHINGS = 8;
    private static final int DENIAL_PORT = 50_000;
    private static final byte[] DENIAL = {0x11, 0x49, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x28, (byte) 0x9E};
    private static final long DENIED_NANOS = 50 * MINUTE;
    private final Host source;
    private final Relay relay;

    IndustroyerMms(Stage stage) {
        super(stage);
        source = site.panel;
        relay = annexes.get(Bay.class).relay;
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (Host server : List.of(site.scada, site.historian)) {
            timeline.plan(at, now -> askForNames(now, server));
            at += dice.around(20 * SECOND, 0.3);
        }
        timeline.plan(at, this::browse);
    }

    private void askForNames(long nowNanos, Host server) {
        act(
                nowNanos,
                "asks " + server + " for OPC servers and their names",
                source,
                server,
                Ledger.Technique.DEVICE_INFORMATION,
                () -> OpcNames.ask(nowNanos, new RpcVisit(network, site.errands, source, server, dice), "operator", 8));
    }

    private void browse(long nowNanos) {
        MmsSession session = new MmsSession(network, source, relay, dice);
        act(
                nowNanos,
                "asks " + relay.host() + " for all names",
                source,
                relay.host(),
                Ledger.Technique.DEVICE_INFORMATION,
                () -> {
                    long at = session.open(nowNanos);
                    if (!session.isOpen()) return;
                    at = session.browse(at + 3_000_000);
                    session.read(at + 3_000_000, Relay.CONTROL_MODEL, Relay.POSITION);
                    session.settle();
                });
        after(nowNanos, 10 * SECOND, now -> operate(now, session, SWITCHINGS));
    }

    private void operate(long nowNanos, MmsSession session, int left) {
        if (!session.isOpen()) return;
        boolean close = left % 2 == 1;
        act(
                nowNanos,
                (close ? "closes" : "opens") + " the breaker of " + relay.host(),
                source,
                relay.host(),
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> {
                    session.operate(Math.max(nowNanos, session.readyNanos() + 1_000_000), close);
                    session.settle();
                });
        if (left > 1) after(nowNanos, 6 * SECOND, now -> operate(now, session, left - 1));
        else after(nowNanos, MINUTE, this::deny);
    }

    private void deny(long nowNanos) {
        act(
                nowNanos,
                "denies the network to " + relay.host(),
                source,
                relay.host(),
                Ledger.Technique.DENIAL,
                () -> network.udp(nowNanos, source, source.nextPort(), relay.host(), DENIAL_PORT, DENIAL));
        timeline.plan(nowNanos + SECOND, now -> relay.host().goesDown());
        timeline.plan(nowNanos + DENIED_NANOS, now -> {
            relay.host().comesUp();
            network.announce(now, relay.host(), site.hosts());
        });
    }
}
