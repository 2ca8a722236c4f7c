package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.site.FileVisit;
import java.util.List;

/** With a stolen account from an office computer: shares tried, then a tool copied to the SCADA server and run as a service. */
final class LateralMovement extends Story {
    private static final String USER = "admin-ot";
    private static final int TOOL_BYTES = 380_000;
    private final Host source;
    private final Host target;

    LateralMovement(Stage stage) {
        super(stage);
        source = site.officePcs.getFirst();
        target = site.scada;
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (Host server : List.of(site.domainServer, site.historian)) {
            timeline.plan(at, now -> tryShare(now, server));
            at += dice.around(25 * SECOND, 0.3);
        }
        timeline.plan(at + dice.around(MINUTE, 0.3), this::copyTool);
    }

    private void tryShare(long nowNanos, Host server) {
        act(
                nowNanos,
                "tries the administrative share of " + server,
                source,
                server,
                Ledger.Technique.REMOTE_SERVICES,
                () -> {
                    FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, server, dice);
                    if (visit.isOpen()) visit.login(USER).refusedShare("C$").leave();
                });
    }

    private void copyTool(long nowNanos) {
        act(nowNanos, "copies a tool to " + target, source, target, Ledger.Technique.TOOL_TRANSFER, () -> {
            FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, target, dice);
            if (!visit.isOpen()) return;
            visit.login(USER).share("ADMIN$", 1).create("Temp\\svcupd.exe");
            for (int done = 0; done < TOOL_BYTES; done += 60_000)
                visit.write(done, Math.min(60_000, TOOL_BYTES - done));
            visit.close().leave();
        });
        after(nowNanos, 20 * SECOND, this::runTool);
    }

    private void runTool(long nowNanos) {
        act(
                nowNanos,
                "has " + target + " run the tool as a service",
                source,
                target,
                Ledger.Technique.LATERAL_EXECUTION,
                () -> {
                    FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, target, dice);
                    if (visit.isOpen())
                        visit.login(USER)
                                .share("IPC$", 2)
                                .runAsService("svcupd", "%SystemRoot%\\Temp\\svcupd.exe")
                                .leave();
                });
    }
}
