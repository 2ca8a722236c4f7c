package dev.postern.plant.database;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** The historian writes measurements into the database server over one long connection; the portal in the DMZ reads hourly values over short ones. */
public final class Database {
    public static final String NAME = "plant";
    private static final long WRITE_NANOS = 30 * Hours.SECOND;
    private static final long READ_NANOS = 10 * Hours.MINUTE;

    public final Host server;
    private final Site site;
    private final Network network;
    private final Timeline timeline;
    private final Dice dice;
    private final long writeNanos;
    private final SqlVisit writer;

    private Database(Site site, Life life) {
        this.site = site;
        network = site.network;
        timeline = network.timeline();
        dice = new Dice(site.seed, "database");
        writeNanos = (long) (WRITE_NANOS * life.thinning());
        server = site.visitor(
                "sql-1", Host.Stack.WINDOWS, 0xD4AE52_9C11A4L, Host.ip("10.10.2.36"), site.supervisionRouter);
        site.attach(server);
        life.housekeeping().join(site.startNanos, server, true);
        writer = new SqlVisit(network, site.historian, server, dice);
    }

    public static Database install(Site site, Life life) {
        Database database = new Database(site, life);
        database.timeline.plan(site.startNanos + database.dice.between(0, database.writeNanos), database::write);
        database.timeline.plan(site.startNanos + database.dice.between(0, READ_NANOS), database::read);
        return database;
    }

    private void write(long nowNanos) {
        timeline.plan(nowNanos + writeNanos + dice.around(4_000_000, 0.5), this::write);
        if (writer.isOpen() && writer.readyNanos() > nowNanos) return;
        long at = writer.isOpen() ? nowNanos : writer.login(nowNanos, "svc-historian", "Tide-7-lock", "Historian");
        if (!writer.isOpen()) return;
        StringBuilder values = new StringBuilder("INSERT INTO measurements (tag, value) VALUES ");
        for (int i = 1; i <= 8; i++)
            values.append(i == 1 ? "(" : ",(")
                    .append(i)
                    .append(',')
                    .append(dice.below(10_000))
                    .append(')');
        writer.insert(at, values.toString(), 8);
        writer.settle();
        writer.keepAlive(nowNanos + writeNanos);
    }

    private void read(long nowNanos) {
        timeline.plan(nowNanos + READ_NANOS + dice.around(9_000_000, 0.5), this::read);
        SqlVisit visit = new SqlVisit(network, site.portal, server, dice);
        long at = visit.login(nowNanos, "portal", "Read-only-4", "Portal");
        if (!visit.isOpen()) return;
        at = visit.select(at, "SELECT value FROM hourly WHERE tag < 9 ORDER BY tag", "value", 8);
        visit.close(at + 20_000_000);
    }
}
