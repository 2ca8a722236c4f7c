package dev.postern.plant.year;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Dnp3Outstation;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Pollers;
import dev.postern.plant.site.Site;
import java.time.LocalDate;

/** Once a year, between April and September, a line is switched off for half a day, cleaned and switched on again, machine by machine. */
final class Overhaul {
    private static final int FIRST_DAY = 110;
    private static final int DAYS = 150;

    private final Site site;
    private final Pollers pollers;
    private final int line;
    private final Timeline timeline;
    private final Dice dice;
    private final int dayOfYear;
    private int yearDone;

    Overhaul(Site site, Pollers pollers, int line) {
        this.site = site;
        this.pollers = pollers;
        this.line = line;
        timeline = site.network.timeline();
        dice = new Dice(site.seed, "overhaul " + line);
        dayOfYear = FIRST_DAY + dice.below(DAYS);
    }

    void begin(long atNanos) {
        LocalDate first = Hours.date(atNanos);
        yearDone = first.getDayOfYear() > dayOfYear ? first.getYear() : first.getYear() - 1;
        Daily.plan(timeline, atNanos, 8 * 60 + 30, this::morning);
    }

    /** On the day of the year that is its own, or the next working day. */
    private void morning(long nowNanos) {
        LocalDate today = Hours.date(nowNanos);
        if (today.getYear() == yearDone || today.getDayOfYear() < dayOfYear || !Hours.isWorkday(nowNanos)) return;
        yearDone = today.getYear();
        for (Host host : site.line(line))
            timeline.plan(nowNanos + dice.between(0, 20 * Hours.MINUTE), now -> host.goesDown());
        timeline.plan(nowNanos + dice.between(3 * Hours.HOUR, 5 * Hours.HOUR), this::switchOn);
    }

    private void switchOn(long nowNanos) {
        for (Host host : site.line(line))
            timeline.plan(nowNanos + dice.between(10 * Hours.SECOND, 15 * Hours.MINUTE), now -> {
                host.comesUp();
                site.network.announce(now, host);
            });
        for (Dnp3Outstation rtu : site.substations.subList(2 * line, 2 * line + 2)) rtu.restarted();
        timeline.plan(nowNanos + 16 * Hours.MINUTE, now -> pollers.restartIo(now, line));
    }
}
