package dev.postern.plant.year;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.FileVisit;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Site;

/** The weekly full backup on Sunday before dawn, and the engineer's projects on the last working day of the week. */
final class Archives {
    private static final int SUNDAY = 6;
    private static final int FRIDAY = 4;
    private static final int IMAGE_BYTES = 9 << 20;
    private static final int PROJECT_BYTES = 1_600_000;

    private final Site site;
    private final Timeline timeline;
    private final Dice dice;

    Archives(Site site) {
        this.site = site;
        timeline = site.network.timeline();
        dice = new Dice(site.seed, "archives");
    }

    void begin(long atNanos) {
        Daily.plan(timeline, atNanos, 2 * 60 + 30, this::night);
        Daily.plan(timeline, atNanos, 15 * 60, this::afternoon);
    }

    private void night(long nowNanos) {
        if (Hours.weekday(nowNanos) != SUNDAY) return;
        save(nowNanos, site.scada, "svc-backup", "Backup$", "scada\\full-" + week(nowNanos) + ".vhdx", IMAGE_BYTES);
        timeline.plan(
                nowNanos + dice.around(20 * Hours.MINUTE, 0.3),
                now -> save(
                        now,
                        site.engineering,
                        "svc-backup",
                        "Backup$",
                        "ews\\full-" + week(now) + ".vhdx",
                        IMAGE_BYTES));
    }

    private void afternoon(long nowNanos) {
        boolean last = Hours.weekday(nowNanos) <= FRIDAY && !Hours.isWorkday(nowNanos + Hours.DAY);
        if (!last || !Hours.isWorkday(nowNanos)) return;
        timeline.plan(
                nowNanos + dice.between(0, Hours.HOUR),
                now -> save(
                        now, site.engineering, "engineer", "Projects", "line-" + week(now) + ".zap", PROJECT_BYTES));
    }

    /** Four generations are kept. */
    private static long week(long nowNanos) {
        return Hours.date(nowNanos).toEpochDay() / 7 % 4 + 1;
    }

    private void save(long nowNanos, Host source, String user, String share, String file, int bytes) {
        FileVisit visit = new FileVisit(nowNanos, site.network, site.errands, source, site.fileServer, dice);
        if (!visit.isOpen()) return;
        visit.login(user).share(share, 1).create(file).copy(timeline, bytes + dice.below(bytes / 8));
    }
}
