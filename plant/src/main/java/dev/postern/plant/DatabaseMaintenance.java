package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.database.Database;
import dev.postern.plant.database.SqlVisit;
import dev.postern.plant.net.Host;
import java.util.List;

/**
 * The database's administrator at work from the engineering station: once a wrong password, then settings, a backup through the door to the operating
 * system, which is closed again, and a look at the values.
 */
final class DatabaseMaintenance extends Story {
    private static final String PASSWORD = "Start-2019";

    DatabaseMaintenance(Stage stage) {
        super(stage);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                2 * HOUR,
                "settings and backup of the database",
                List.of(site.engineering),
                List.of(annexes.get(Database.class).server),
                Verb.LOGIN,
                Verb.CONFIGURE);
    }

    @Override
    void begin(long nowNanos) {
        Host source = site.engineering;
        Host server = annexes.get(Database.class).server;
        SqlVisit visit = new SqlVisit(network, source, server, dice);
        act(nowNanos, "administers " + server, source, server, Ledger.Technique.VALID_ACCOUNTS, () -> {
            long at = visit.refused(nowNanos, "sa", "Start-2018", "Management Studio");
            at = visit.login(at + 9 * SECOND, "sa", PASSWORD, "Management Studio");
            if (!visit.isOpen()) return;
            at = visit.select(at + SECOND, "SELECT value FROM measurements WHERE tag = 3", "value", 300);
            at = visit.call(at + 40 * SECOND, "EXEC sp_configure 'xp_cmdshell', 1; RECONFIGURE");
            at = visit.call(at + 9 * SECOND, "BACKUP DATABASE plant TO DISK = 'D:\\backup\\plant.bak'");
            at = visit.call(at + 20 * SECOND, "EXEC master..xp_cmdshell 'dir D:\\backup'");
            at = visit.call(at + 20 * SECOND, "EXEC sp_configure 'xp_cmdshell', 0; RECONFIGURE");
            visit.close(at + 30 * SECOND);
        });
    }
}
