package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Years of rare contacts. A master at .1 polls a controller at .11 for some minutes of each day; .1 is there whenever the site is. */
class PresenceTest {
    private static final long DAY = 1440 * MINUTE;

    private final Site site = new Site();
    private final Random random = new Random(3);
    private long last = Long.MIN_VALUE;

    private long day(int number) {
        return START + number * DAY;
    }

    private void at(long nanos) {
        if (last != Long.MIN_VALUE && nanos / MINUTE > last / MINUTE + 3) {
            site.until(last / MINUTE * MINUTE + 2 * MINUTE);
            site.jump(nanos);
        }
        last = Math.max(last, nanos);
    }

    private void contact(long nanos, int client, int server) {
        at(nanos);
        site.see(site.traffic(nanos, client, server, "tcp/443", 6));
    }

    /** The master is at work with its controllers, 150 minutes of one day. */
    private void work(int number) {
        for (int i = 0; i < 3; i++) contact(day(number) + i * 2L * MINUTE, 1, 11 + i % 2);
    }

    private List<Anomaly> told(Channel channel) {
        return site.anomalies.stream().filter(a -> a.channel() == channel).toList();
    }

    @Test
    void aContactThatIsBackAfterSixHundredDaysIsToldAtOnceWithItsHistory() {
        for (int i = 0; i < 700; i++) {
            work(i);
            if (i < 60 || i == 660) contact(day(i) + 20 * MINUTE, 1, 40);
            if (i == 659) assertThat(told(Channel.PRESENCE_RETURN)).isEmpty();
        }
        assertThat(told(Channel.PRESENCE_RETURN))
                .filteredOn(a -> a.device().equals(Site.ip(1)))
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.atNanos()).isEqualTo(day(660) + 20 * MINUTE);
                    assertThat(a.seen()).contains("after 601 days").contains("before on 60 days");
                    assertThat(a.explanation().seen()).isEqualTo(601);
                    assertThat(a.explanation().high()).isLessThan(20);
                    assertThat(a.explanation().samples()).isGreaterThan(500);
                });
        // The device itself was as long away as its only contact.
        assertThat(told(Channel.PRESENCE_RETURN)).anyMatch(a -> a.device().equals(Site.ip(40)));
    }

    private void office(int days, int holidaysFrom) {
        for (int i = 0; i < days; i++) {
            contact(day(i), 2, 12);
            boolean off = i % 7 > 4 || i >= holidaysFrom && i < holidaysFrom + 14;
            if (!off) for (int pair = 0; pair < 12; pair++) contact(day(i) + MINUTE, 20 + pair, 40 + pair);
        }
    }

    @Test
    void weekendsAreNoLongAbsence() {
        office(300, 300);
        assertThat(told(Channel.PRESENCE_RETURN)).isEmpty();
        assertThat(told(Channel.PRESENCE_VISITOR)).isEmpty();
    }

    /** Nobody was ever away for so long: the first who come back are told, and by then it is known what a holiday is. */
    @Test
    void theFirstHolidaysAreToldOfAFewAndNotOfAll() {
        office(300, 200);
        assertThat(told(Channel.PRESENCE_RETURN)).hasSizeLessThan(5);
        for (int i = 300; i < 500; i++) {
            contact(day(i), 2, 12);
            boolean off = i % 7 > 4 || i >= 450 && i < 464;
            if (!off) for (int pair = 0; pair < 12; pair++) contact(day(i) + MINUTE, 20 + pair, 40 + pair);
        }
        assertThat(told(Channel.PRESENCE_RETURN)).hasSizeLessThan(5);
    }

    @Test
    void daysOnWhichNobodyWatchedAreNoAbsence() {
        for (int i = 0; i < 30; i++) work(i);
        for (int i = 630; i < 640; i++) work(i);
        assertThat(told(Channel.PRESENCE_RETURN)).isEmpty();
    }

    @Test
    void aMonthlyVisitorIsFoundWithinAboutSixVisits() {
        int visits = 0;
        while (told(Channel.PRESENCE_VISITOR).isEmpty() && visits < 30) {
            for (int i = 0; i < 30; i++) work(visits * 30 + i);
            contact(day(visits * 30 + 29) + 30 * MINUTE, 1, 66);
            visits++;
        }
        assertThat(visits).isBetween(3, 8);
        assertThat(told(Channel.PRESENCE_VISITOR)).isNotEmpty();
    }

    @Test
    void aContactOfEachDayIsNoVisitor() {
        for (int i = 0; i < 200; i++) {
            work(i);
            contact(day(i) + 30 * MINUTE, 1, 66);
        }
        assertThat(told(Channel.PRESENCE_VISITOR)).isEmpty();
    }

    @Test
    void whatIsNewSaysForHowLongItWasNot() {
        for (int i = 0; i < 1100; i++) {
            work(i);
            contact(day(i) + 10 * MINUTE, 2, 99);
        }
        for (int minute = 0; minute < 1400; minute++) contact(day(1100) + minute * MINUTE, 1, 11 + minute % 2);
        contact(day(1100) + 1400 * MINUTE, 1, 99);
        assertThat(told(Channel.NOVELTY_PEER))
                .anySatisfy(a -> assertThat(a.seen()).contains("for the first time in 3 years"));
    }

    /** Two days of steady work, then calls to a new host. */
    private List<Anomaly> calls(long[] times) {
        int call = 0;
        long end = times[times.length - 1] + 2 * MINUTE;
        for (long now = START; now < end; now += MINUTE) {
            contact(now, 1, 11 + (int) (now / MINUTE % 5));
            while (call < times.length && times[call] < now + MINUTE) {
                site.see(site.traffic(times[call], 1, 77, "tls", 12));
                call++;
            }
        }
        return told(Channel.PRESENCE_BEACON);
    }

    private long[] every(double minutes, double jitter, int count) {
        long[] times = new long[count];
        double at = 2 * 1440 + 17;
        for (int i = 0; i < count; i++) {
            times[i] = START + (long) (at * MINUTE) + (long) (jitter * minutes * random.nextDouble() * MINUTE);
            at += minutes;
        }
        return times;
    }

    @Test
    void aBeaconOfFortyMinutesWithJitterIsToldWithItsPeriod() {
        assertThat(calls(every(40, 0.2, 20))).isNotEmpty().first().satisfies(a -> {
            assertThat(a.peer()).isEqualTo(Site.ip(77));
            assertThat(a.explanation().seen()).isBetween(36 * 60.0, 44 * 60.0);
            assertThat(a.seen()).contains("over tls every");
            assertThat(a.pvalue()).isLessThan(1e-3);
        });
    }

    @Test
    void callsAsTheyHappenAreNoBeacon() {
        long[] times = new long[40];
        double at = 2 * 1440;
        for (int i = 0; i < times.length; i++) {
            at += 3 - 40 * Math.log(1 - random.nextDouble());
            times[i] = START + (long) (at * MINUTE);
        }
        assertThat(calls(times)).isEmpty();
    }

    @Test
    void aShiftIsNoBeacon() {
        assertThat(calls(every(480, 0.02, 20))).isEmpty();
    }

    @Test
    void aBeatThatWasThereFromTheStartIsAPoll() {
        long[] times = new long[60];
        for (int i = 0; i < times.length; i++) times[i] = START + 5 * SECOND + i * 40L * MINUTE;
        assertThat(calls(times)).isEmpty();
    }
}
