package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.site.Dnp3Poller;
import dev.postern.plant.site.Feeders;
import dev.postern.plant.site.RemoteDesktop;

/**
 * After the Ukrainian grid of 2015: with an operator's account somebody from the office opens the SCADA server's screen at hours when nobody
 * works, looks, comes again; then opens the breakers one by one through the server's own connections, writes false firmware into the gateways in
 * front of the outstations, and these are silent until people drive there.
 */
final class Ukraine2015 extends Story {
    private static final int VISITS = 3;
    private static final int SUBSTATIONS_MOST = 30;
    private static final int FIRMWARE_BYTES = 61_000;
    private static final long SILENT_NANOS = 6 * HOUR;
    private static final String USER = "l.keller";
    private final Host source;
    private final int substations;

    Ukraine2015(Stage stage) {
        super(stage);
        source = site.officePcs.get(1);
        substations = Math.min(SUBSTATIONS_MOST, pollers.substations.size());
    }

    @Override
    void begin(long nowNanos) {
        visit(nowNanos, VISITS);
    }

    private void visit(long nowNanos, int left) {
        RemoteDesktop desktop = new RemoteDesktop(network, site.errands, source, site.scada, dice);
        act(
                nowNanos,
                "looks around on the screen of " + site.scada,
                source,
                site.scada,
                Ledger.Technique.REMOTE_SERVICES,
                () -> {
                    long at = desktop.open(nowNanos, USER);
                    if (desktop.isOpen() && left > 1) typesThenLeaves(at, desktop, 25);
                    else if (desktop.isOpen()) typesThenLeaves(at, desktop, 60);
                });
        if (left > 1) after(nowNanos, pace(5 * MINUTE, 4 * DAY), now -> visit(now, left - 1));
        else after(nowNanos, 2 * MINUTE, now -> open(now, 0));
    }

    /** All of it belongs to the action that is being told. */
    private void typesThenLeaves(long atNanos, RemoteDesktop desktop, int turns) {
        long at = atNanos;
        for (int i = 0; i < turns; i++) at = desktop.type(at + dice.around(3 * SECOND, 0.6));
        desktop.close(at + SECOND);
    }

    private void open(long nowNanos, int step) {
        Dnp3Poller poller = pollers.substations.get(step / Feeders.COUNT);
        int breaker = step % Feeders.COUNT;
        act(
                nowNanos,
                "opens breaker " + (breaker + 1) + " of " + poller.outstation().host(),
                site.scada,
                poller.outstation().host(),
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> poller.operate(nowNanos, breaker, false));
        if (step + 1 < substations * Feeders.COUNT) after(nowNanos, 25 * SECOND, now -> open(now, step + 1));
        else after(nowNanos, 2 * MINUTE, now -> overwrite(now, 0));
    }

    private void overwrite(long nowNanos, int which) {
        Host gateway = pollers.substations.get(which).outstation().host();
        long[] end = {nowNanos};
        act(
                nowNanos,
                "writes firmware into " + gateway,
                site.scada,
                gateway,
                Ledger.Technique.FIRMWARE,
                () -> end[0] = Transfers.tftp(
                        nowNanos, network, site.scada, gateway, "gw-3100.bin", FIRMWARE_BYTES, site.errands, dice));
        timeline.plan(Math.max(nowNanos, end[0]) + 4 * SECOND, now -> gateway.goesDown());
        timeline.plan(nowNanos + SILENT_NANOS, now -> gateway.comesUp());
        if (which + 1 < substations) after(nowNanos, MINUTE, now -> overwrite(now, which + 1));
    }
}
