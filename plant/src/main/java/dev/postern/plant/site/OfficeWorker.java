package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Dhcp;
import java.time.LocalDate;

/** One person at one office computer: comes in the morning, works with pages and files, has lunch, goes home. */
final class OfficeWorker {
    private static final long BETWEEN_TASKS_NANOS = 5 * Hours.MINUTE;
    private static final int LEASE_SECONDS = 24 * 3600;

    private final Site site;
    private final Host pc;
    private final String user;
    private final Dice dice;
    private final Timeline timeline;
    private final Network network;
    private long homeNanos;

    OfficeWorker(Site site, Host pc) {
        this.site = site;
        this.pc = pc;
        network = site.network;
        timeline = network.timeline();
        dice = new Dice(site.seed, "worker " + pc);
        user = new String[] {"a.keller", "m.roth", "s.maier", "j.brandt", "l.vogt", "t.hahn"}[dice.below(6)];
    }

    void begin(long atNanos) {
        Daily.plan(timeline, atNanos, 7 * 60, this::newDay);
    }

    private void newDay(long nowNanos) {
        if (!Hours.isWorkday(nowNanos) || isOnLeave(nowNanos) || dice.chance(0.04)) return;
        long arrival = nowNanos + dice.between(15 * Hours.MINUTE, 100 * Hours.MINUTE);
        homeNanos = arrival + dice.between(8 * Hours.HOUR, 9 * Hours.HOUR);
        timeline.plan(arrival, this::switchOn);
    }

    /** Two weeks in summer, one in another season, each year others. */
    private boolean isOnLeave(long nowNanos) {
        LocalDate today = Hours.date(nowNanos);
        Dice year = new Dice(site.seed ^ today.getYear(), "leave " + pc);
        int week = today.getDayOfYear() / 7;
        int summer = 26 + year.below(9);
        return week == summer || week == summer + 1 || week == 5 + year.below(18);
    }

    private void switchOn(long nowNanos) {
        Dhcp.Lease lease = new Dhcp.Lease(
                pc.ip(),
                site.officeServer.ip(),
                pc.gateway().ip(),
                site.officeServer.ip(),
                LEASE_SECONDS,
                "office." + Site.DOMAIN);
        Leases.reboot(nowNanos, network, pc, site.officeServer, lease, dice);
        long at = look(nowNanos + 6 * Hours.SECOND, "dc-1.office." + Site.DOMAIN, site.officeServer);
        FileVisit visit = new FileVisit(at + 3_000_000, network, site.errands, pc, site.officeServer, dice);
        if (visit.isOpen())
            visit.login(user).share("NETLOGON", 1).read("logon.cmd", 1_200).leave();
        timeline.plan(nowNanos + dice.around(3 * Hours.MINUTE, 0.5), this::work);
    }

    private long look(long atNanos, String name, Host answer) {
        return site.errands.resolve(atNanos, pc, site.officeServer, name, answer.ip(), dice);
    }

    private void work(long nowNanos) {
        if (nowNanos > homeNanos) return;
        boolean lunch = Hours.hour(nowNanos) == 12;
        timeline.plan(nowNanos + dice.waiting(BETWEEN_TASKS_NANOS * (lunch ? 4 : 1)) + Hours.SECOND, this::work);
        switch (dice.below(10)) {
            case 0, 1, 2 -> readFile(nowNanos);
            case 3, 4 -> {
                String name = "portal." + Site.DOMAIN;
                long at = look(nowNanos, name, site.portal);
                String page = "/reports/day-" + Hours.weekday(nowNanos) + "/" + dice.below(20);
                site.errands.browse(at + 1_000_000, pc, site.portal, name, page, 2_000 + dice.below(18_000), dice);
            }
            case 5, 6, 7 -> {
                String name = "replica." + Site.DOMAIN;
                long at = look(nowNanos, name, site.replica);
                site.errands.secure(
                        at + 1_000_000, pc, site.replica, name, true, 500, 3_000 + dice.below(30_000), dice);
            }
            case 8 -> {
                String name = "mail.office." + Site.DOMAIN;
                long at = look(nowNanos, name, site.officeServer);
                site.errands.secure(
                        at + 1_000_000, pc, site.officeServer, name, true, 900, 1_500 + dice.below(9_000), dice);
            }
            default -> site.errands.resolve(nowNanos, pc, site.officeServer, "wpad.office." + Site.DOMAIN, 0, dice);
        }
    }

    private void readFile(long nowNanos) {
        long at = look(nowNanos, "file-1.office." + Site.DOMAIN, site.officeFiles);
        FileVisit visit = new FileVisit(at + 2_000_000, network, site.errands, pc, site.officeFiles, dice);
        if (!visit.isOpen()) return;
        visit.login(user).share("Projects", 1);
        int files = 1 + dice.below(3);
        for (int i = 0; i < files; i++)
            visit.read("orders\\" + (2_600 + dice.below(90)) + ".xlsx", 8_000 + dice.below(60_000))
                    .pause(dice.around(12 * Hours.SECOND, 0.5));
        visit.leave();
    }
}
