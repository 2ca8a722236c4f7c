package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Recomputed;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/**
 * Weeks of a site with jobs at night, watched without a break: .1 polls .11 every ten minutes, people at .20 to .24 work on weekdays, .5 backs up .40 at
 * two, .6 reports to .41 at five past five on weekdays, .7 copies to .42 on Sundays at three.
 */
class CalendarTest {
    private static final int DAY = 1440;
    /** A Monday. */
    private static final long MONDAY = 19_674L * DAY * MINUTE;

    private static final int BACKUP = 120, COPY = 180, REPORT = 305;

    private final Site site = new Site();
    private final Random random = new Random(5);
    private IntPredicate holiday = day -> false;
    private IntPredicate backs = day -> true;
    private IntPredicate polls = day -> true;
    private int hourBack;

    private void contact(long at, int client, int server, String service) {
        site.see(site.traffic(at, client, server, service, 20));
    }

    private void day(int day) {
        boolean weekend = day % 7 > 4 || holiday.test(day);
        for (int minute = 0; minute < DAY; minute++) {
            long at = MONDAY + ((long) day * DAY + minute) * MINUTE + random.nextInt(20) * SECOND;
            if (polls.test(day) && minute % 10 == 0) contact(at, 1, 11, "modbus");
            else site.until(at);
            int job = minute + hourBack;
            if (job == BACKUP + day % 2 && backs.test(day)) contact(at, 5, 40, "smb2");
            if (job == REPORT && !weekend) contact(at, 6, 41, "https");
            if (job == COPY && day % 7 == 6) contact(at, 7, 42, "ssh");
            boolean office = !weekend && minute >= 480 && minute < 1020;
            if (office && random.nextInt(20) == 0) contact(at, 20 + random.nextInt(5), 41, "smb2");
        }
    }

    private void days(int from, int to) {
        for (int i = from; i < to; i++) day(i);
    }

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.PRESENCE_MISSED)
                .toList();
    }

    @Test
    void aBackupThatDidNotComeIsToldOnceWithHowLateItIs() {
        backs = day -> day < 15 || day > 17;
        days(0, 15);
        assertThat(told()).isEmpty();
        days(15, 20);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(5));
            assertThat(a.peer()).isEqualTo(Site.ip(40));
            assertThat(a.expected()).contains("smb2", "daily", "02:0", "15 times");
            assertThat(a.seen()).contains("did not come", "late");
            assertThat((a.atNanos() - MONDAY) / MINUTE).isBetween(15L * DAY + BACKUP + 60, 15L * DAY + BACKUP + 90);
            assertThat(a.explanation().high()).isLessThan(5);
            assertThat(a.explanation().seen()).isBetween(60.0, 90.0);
            assertThat(Recomputed.of(a.explanation().derivation()).agrees()).isTrue();
        });
    }

    @Test
    void whatComesOnWeekdaysIsNotMissedOnAWeekendOrAHoliday() {
        holiday = day -> day == 15 || day == 16;
        days(0, 24);
        assertThat(told()).isEmpty();
    }

    @Test
    void onAWorkingDayItIs() {
        days(0, 14);
        int people = 0;
        for (int minute = 0; minute < 1200; minute += 10) {
            long at = MONDAY + (14L * DAY + minute) * MINUTE;
            contact(at, 1, 11, "modbus");
            if (minute == BACKUP) contact(at, 5, 40, "smb2");
            if (minute >= 480 && minute < 1020) contact(at + SECOND, 20 + people++ % 5, 41, "smb2");
        }
        assertThat(told()).singleElement().satisfies(a -> assertThat(a.device()).isEqualTo(Site.ip(6)));
    }

    @Test
    void aWeeklyCopyIsMissedAfterFourWeeks() {
        days(0, 34);
        assertThat(told()).isEmpty();
        for (int minute = 0; minute < 1000; minute += 10) {
            long at = MONDAY + (34L * DAY + minute) * MINUTE;
            contact(at, 1, 11, "modbus");
            if (minute == BACKUP) contact(at, 5, 40, "smb2");
        }
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(7));
            assertThat(a.expected()).contains("weekly");
        });
    }

    @Test
    void summerTimeMovesAllByAnHourAndNothingIsMissing() {
        days(0, 15);
        hourBack = 60;
        days(15, 20);
        hourBack = 0;
        days(20, 24);
        assertThat(told()).isEmpty();
    }

    @Test
    void nobodyIsMissedWhileNobodyWatched() {
        days(0, 15);
        site.jump(MONDAY + (16L * DAY + 600) * MINUTE);
        days(17, 20);
        assertThat(told()).isEmpty();
    }

    /** The device that polls all day is gone altogether; its own nightly job is no second story. */
    @Test
    void whoIsSilentAsAWholeHasNoMissedJobBesides() {
        for (int day = 0; day < 15; day++) {
            day(day);
            contact(MONDAY + ((day + 1L) * DAY - 1) * MINUTE + 50 * SECOND, 1, 43, "https");
        }
        polls = day -> false;
        days(15, 17);
        assertThat(told()).noneMatch(a -> a.device().equals(Site.ip(1)));
    }

    @Test
    void peopleAreNotAsExactAsJobs() {
        for (int day = 0; day < 20; day++) {
            boolean ill = day >= 14;
            int begins = 420 + random.nextInt(60);
            for (int minute = 0; minute < DAY; minute++) {
                long at = MONDAY + ((long) day * DAY + minute) * MINUTE;
                if (minute % 10 == 0) contact(at, 1, 11, "modbus");
                if (minute == begins && !ill) contact(at, 30, 41, "smb2");
            }
        }
        assertThat(told()).isEmpty();
    }
}
