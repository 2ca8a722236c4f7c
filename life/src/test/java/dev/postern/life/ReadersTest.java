package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Recomputed;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A report at .1 reads the database at .40 for some megabytes each day, in sixty minutes of the morning. */
class ReadersTest {
    private static final long DAY = 1440 * MINUTE;
    private static final long BEGIN = START / DAY * DAY + 480 * MINUTE;

    private final Site site = new Site();
    private final Random random = new Random(4);

    private void reads(long at, double megabytes, String service) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(40), Transport.TCP, 40_000, 1433, 0);
        for (Outcome outcome : new Outcome[] {Outcome.REQUEST, Outcome.SUCCESS})
            site.see(new Message(
                    site.stamp(at),
                    conversation,
                    outcome == Outcome.REQUEST,
                    "tds",
                    "select",
                    Verb.READ,
                    outcome,
                    "",
                    "measurements",
                    -1,
                    Fields.NONE));
        site.see(new Traffic(
                site.stamp(at),
                conversation,
                service,
                at / MINUTE * MINUTE,
                new Traffic.Side(20, 2_000, Site.mac(1), 64),
                new Traffic.Side(20, (long) (megabytes * 1e6), Site.mac(40), 64),
                0,
                0,
                Traffic.Opening.NONE,
                false,
                false));
    }

    private void day(int number, double megabytes, String service) {
        long morning = BEGIN + number * DAY;
        for (int i = 0; i < 60; i++)
            reads(morning + i * MINUTE + 5 * SECOND, megabytes / 60 * (0.8 + 0.4 * random.nextDouble()), service);
        site.until(morning + 62 * MINUTE);
        site.jump(morning + DAY);
    }

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.COUNT_READ)
                .toList();
    }

    @Test
    void theDayOnWhichTheWholeDatabaseIsReadIsToldWithAmountsAndOperations() {
        for (int i = 0; i < 10; i++) day(i, 4 + random.nextInt(5), "tds");
        assertThat(told()).isEmpty();
        day(10, 2_000, "tds");
        assertThat(told()).isNotEmpty().allSatisfy(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(1));
            assertThat(a.peer()).isEqualTo(Site.ip(40));
            assertThat(a.service()).isEqualTo("tds");
            assertThat(a.expected()).contains("MB read a day from " + Site.ip(40));
            assertThat(a.seen()).contains("MB today so far", "\"select\"");
            assertThat(a.explanation().low()).isLessThan(a.explanation().middle());
            assertThat(a.explanation().high()).isBetween(8.0, 60.0);
            assertThat(a.explanation().seen()).isGreaterThan(50);
            assertThat(a.explanation().samples()).isEqualTo(10);
            assertThat(Recomputed.of(a.explanation().derivation()).agrees()).isTrue();
        });
        assertThat(told()).hasSizeLessThan(4);
        assertThat(told().getFirst().atNanos()).isLessThan(BEGIN + 10 * DAY + 10 * MINUTE);
    }

    @Test
    void threeTimesAsMuchAsUsualIsAReportMore() {
        for (int i = 0; i < 10; i++) day(i, 4 + random.nextInt(5), "tds");
        day(10, 18, "tds");
        assertThat(told()).isEmpty();
    }

    @Test
    void whoReadsNowALotAndNowALittleIsNotSurprising() {
        for (int i = 0; i < 14; i++) day(i, i % 3 == 0 ? 900 : 3, "tds");
        day(14, 900, "tds");
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsNoStoreIsNotCounted() {
        for (int i = 0; i < 10; i++) day(i, 6, "modbus");
        day(10, 3_000, "modbus");
        assertThat(told()).isEmpty();
    }

    @Test
    void theFilesOfAPassiveFtpServerBelongToIt() {
        for (int i = 0; i < 10; i++) {
            reads(BEGIN + i * DAY, 0.01, "ftp");
            day(i, 6, "tcp/50017");
        }
        reads(BEGIN + 10 * DAY, 0.01, "ftp");
        day(10, 3_000, "tcp/50017");
        assertThat(told()).isNotEmpty().allSatisfy(a -> assertThat(a.service()).isEqualTo("ftp"));
    }
}
