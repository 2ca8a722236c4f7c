package dev.postern.plant.year;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Dnp3Poller;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Pollers;
import dev.postern.plant.site.Site;
import java.time.LocalDate;

/** On the first working day of a month the office takes last month's report; on its first Wednesday the emergency supply is tried. */
final class MonthlyWork {
    private static final int WEDNESDAY = 2;
    private static final int WEEK = 7;
    private static final int REPORT_BYTES = 180_000;
    private static final int TRIED_BREAKER = 3;

    private final Site site;
    private final Pollers pollers;
    private final Timeline timeline;
    private final Dice dice;

    MonthlyWork(Site site, Pollers pollers) {
        this.site = site;
        this.pollers = pollers;
        timeline = site.network.timeline();
        dice = new Dice(site.seed, "monthly work");
    }

    void begin(long atNanos) {
        Daily.plan(timeline, atNanos, 9 * 60 + 30, this::morning);
    }

    private void morning(long nowNanos) {
        if (!Hours.isWorkday(nowNanos)) return;
        LocalDate today = Hours.date(nowNanos);
        if (isFirstWorkday(nowNanos, today))
            timeline.plan(nowNanos + dice.between(0, Hours.HOUR), now -> report(now, site.officePcs.getFirst()));
        if (Hours.weekday(nowNanos) == WEDNESDAY && today.getDayOfMonth() <= WEEK)
            timeline.plan(nowNanos + dice.between(40 * Hours.MINUTE, 80 * Hours.MINUTE), this::tryEmergencySupply);
    }

    private static boolean isFirstWorkday(long nowNanos, LocalDate today) {
        for (int before = 1; before < today.getDayOfMonth(); before++)
            if (Hours.isWorkday(Hours.later(nowNanos, -before))) return false;
        return true;
    }

    private void report(long nowNanos, Host pc) {
        String name = "replica." + Site.DOMAIN;
        long at = site.errands.resolve(nowNanos, pc, site.officeServer, name, site.replica.ip(), dice);
        site.errands.secure(at + 1_000_000, pc, site.replica, name, true, 900, REPORT_BYTES, dice);
    }

    private void tryEmergencySupply(long nowNanos) {
        Dnp3Poller infeed = pollers.substations.getLast();
        infeed.operate(nowNanos, TRIED_BREAKER, false);
        timeline.plan(
                nowNanos + dice.between(12 * Hours.MINUTE, 20 * Hours.MINUTE),
                now -> infeed.operate(now, TRIED_BREAKER, true));
    }
}
