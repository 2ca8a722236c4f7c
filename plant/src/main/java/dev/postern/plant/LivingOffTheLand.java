package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Rpc;
import dev.postern.plant.site.FileVisit;
import dev.postern.plant.site.RpcVisit;

/**
 * Nothing that is not there already: with the administrator's account somebody has the domain server copy its directory, fetches the copy, pulls drawings
 * from a share, sets a task on the SCADA server, and takes it all out over the portal in the DMZ. Then there is nothing for a quarter of a year, and it
 * begins again.
 */
final class LivingOffTheLand extends Story {
    private static final String USER = "admin-ot";
    private static final int DIRECTORY_BYTES = 5_200_000;
    private static final int DRAWINGS = 14;
    private static final int VISITS = 4;
    private final Host source;
    private final Host directory;

    LivingOffTheLand(Stage stage) {
        super(stage);
        source = site.officePcs.get(1);
        directory = site.domainServer;
    }

    @Override
    void begin(long nowNanos) {
        visit(nowNanos, VISITS);
    }

    private void visit(long nowNanos, int left) {
        act(
                nowNanos,
                "has " + directory + " copy its directory",
                source,
                directory,
                Ledger.Technique.LATERAL_EXECUTION,
                () -> execute(nowNanos, directory));
        after(nowNanos, pace(3 * MINUTE, 2 * HOUR), this::fetchDirectory);
        after(nowNanos, pace(8 * MINUTE, DAY), this::pullDrawings);
        after(nowNanos, pace(15 * MINUTE, 2 * DAY), this::setTask);
        after(nowNanos, pace(22 * MINUTE, 3 * DAY), this::leaveOverPortal);
        if (left > 1) after(nowNanos, pace(3 * HOUR, 91 * DAY), now -> visit(now, left - 1));
    }

    /** Windows Management Instrumentation: a query, then a process. */
    private void execute(long nowNanos, Host target) {
        RpcVisit visit = new RpcVisit(network, site.errands, source, target, dice);
        long at = visit.activate(nowNanos, Rpc.WMI_LOGIN, USER);
        if (!visit.isOpen()) return;
        at = visit.call(at + 1_000_000, Rpc.NTLM_LOGIN, 128, 400);
        at = visit.alter(at + 1_000_000, Rpc.WMI);
        at = visit.call(at + 1_000_000, Rpc.EXEC_QUERY, 220, 480);
        at = visit.call(at + SECOND, Rpc.EXEC_METHOD, 900, 560);
        visit.close(at + SECOND);
    }

    private void fetchDirectory(long nowNanos) {
        act(
                nowNanos,
                "fetches the copy of the directory",
                source,
                directory,
                Ledger.Technique.CREDENTIALS_COPIED,
                () -> {
                    FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, directory, dice);
                    if (visit.isOpen())
                        visit.login(USER)
                                .share("ADMIN$", 1)
                                .read("Temp\\pro\\Active Directory\\ntds.dit", DIRECTORY_BYTES)
                                .read("Temp\\pro\\registry\\SYSTEM", DIRECTORY_BYTES / 10)
                                .leave();
                });
    }

    private void pullDrawings(long nowNanos) {
        act(
                nowNanos,
                "pulls drawings from " + site.fileServer,
                source,
                site.fileServer,
                Ledger.Technique.INFORMATION_THEFT,
                () -> {
                    FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, site.fileServer, dice);
                    if (!visit.isOpen()) return;
                    visit.login(USER).share("Engineering$", 1);
                    for (int i = 1; i <= DRAWINGS; i++)
                        visit.read("drawings\\substation-" + i + ".dwg", 120_000 + dice.below(300_000))
                                .pause(dice.around(SECOND, 0.5));
                    visit.leave();
                });
    }

    private void setTask(long nowNanos) {
        act(nowNanos, "sets a task on " + site.scada, source, site.scada, Ledger.Technique.SCHEDULED_TASK, () -> {
            RpcVisit visit = new RpcVisit(network, site.errands, source, site.scada, dice);
            long at = visit.bind(nowNanos, Rpc.TASKS, USER);
            if (!visit.isOpen()) return;
            at = visit.call(at + 1_000_000, Rpc.REGISTER_TASK, 2_600, 96);
            at = visit.call(at + SECOND, Rpc.RUN_TASK, 96, 32);
            visit.close(at + SECOND);
        });
    }

    private void leaveOverPortal(long nowNanos) {
        act(
                nowNanos,
                "takes the archive out over " + site.portal,
                source,
                site.portal,
                Ledger.Technique.PROXY_OUT,
                () -> {
                    long at = nowNanos;
                    for (int i = 0; i < 8; i++)
                        at = site.errands.secure(
                                        at, source, site.portal, "portal.works.example", false, 400_000, 600, dice)
                                + SECOND;
                });
    }
}
