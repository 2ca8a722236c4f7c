package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Rpc;
import dev.postern.plant.site.FileVisit;
import dev.postern.plant.site.RpcVisit;
import java.util.List;

/** The second Tuesday: from the file server the administrator copies patches to the Windows machines and has them installed; again every four weeks. */
final class PatchDay extends Story {
    private static final long AGAIN_NANOS = 28 * DAY;
    private static final String USER = "admin-ot";
    private static final int PATCH_BYTES = 900_000;
    private static final int PIECE_BYTES = 60_000;

    PatchDay(Stage stage) {
        super(stage);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                3 * HOUR,
                "patches for the servers",
                List.of(site.fileServer),
                List.of(site.historian, site.panel, site.scada, site.domainServer),
                Verb.FILE_WRITE,
                Verb.CONFIGURE,
                Verb.START);
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (Host target : List.of(site.historian, site.panel, site.scada, site.domainServer)) {
            timeline.plan(at, now -> copy(now, target));
            at += dice.around(9 * MINUTE, 0.3);
        }
        plan(nowNanos + AGAIN_NANOS);
    }

    private void copy(long nowNanos, Host target) {
        Host source = site.fileServer;
        act(nowNanos, "copies patches to " + target, source, target, Ledger.Technique.TOOL_TRANSFER, () -> {
            FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, target, dice);
            if (!visit.isOpen()) return;
            visit.login(USER).share("ADMIN$", 1).create("Temp\\kb5034441.msu");
            for (int done = 0; done < PATCH_BYTES; done += PIECE_BYTES)
                visit.write(done, Math.min(PIECE_BYTES, PATCH_BYTES - done));
            visit.close().leave();
        });
        after(nowNanos, MINUTE, now -> install(now, target));
        after(nowNanos, 4 * MINUTE, now -> check(now, target));
    }

    private void install(long nowNanos, Host target) {
        act(
                nowNanos,
                "has " + target + " install them",
                site.fileServer,
                target,
                Ledger.Technique.LATERAL_EXECUTION,
                () -> {
                    FileVisit visit = new FileVisit(nowNanos, network, site.errands, site.fileServer, target, dice);
                    if (visit.isOpen())
                        visit.login(USER)
                                .share("IPC$", 2)
                                .runAsService("patches", "wusa.exe C:\\Windows\\Temp\\kb5034441.msu /quiet")
                                .leave();
                });
    }

    private void check(long nowNanos, Host target) {
        act(
                nowNanos,
                "asks " + target + " what is installed",
                site.fileServer,
                target,
                Ledger.Technique.LATERAL_EXECUTION,
                () -> {
                    RpcVisit visit = new RpcVisit(network, site.errands, site.fileServer, target, dice);
                    long at = visit.activate(nowNanos, Rpc.WMI_LOGIN, USER);
                    if (!visit.isOpen()) return;
                    at = visit.call(at + 1_000_000, Rpc.NTLM_LOGIN, 128, 400);
                    at = visit.alter(at + 1_000_000, Rpc.WMI);
                    for (int i = 0; i < 5; i++) at = visit.call(at + 1_000_000, Rpc.EXEC_QUERY, 220, 2_400);
                    visit.close(at + SECOND);
                });
    }
}
