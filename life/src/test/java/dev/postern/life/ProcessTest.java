package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** What the process itself shows in the answers of a controller at .11: values that stand still, that come again, that lose each other, that do not heed what is written. */
class ProcessTest {
    private static final int DAY = 1440;

    private final Site site = new Site();
    private final Random random = new Random(8);
    private int minute;

    private long now() {
        return START + minute * MINUTE;
    }

    private void modbus(long at, Outcome outcome, boolean write, int address, Object... values) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(11), Transport.TCP, 40_000, 502, 0);
        site.see(new Message(
                site.stamp(at),
                conversation,
                outcome == Outcome.REQUEST,
                "modbus",
                write ? "write multiple registers" : "read holding registers",
                write ? Verb.WRITE : Verb.READ,
                outcome,
                "1",
                "holding " + address + " x" + values.length,
                -1,
                Fields.of("transaction", 7L, "address", (long) address, "values", List.of(values))));
    }

    private void reads(Object... values) {
        modbus(now() + 5 * SECOND, Outcome.SUCCESS, false, 100, values);
    }

    private long noise() {
        return Math.round(1_000 + 40 * random.nextGaussian());
    }

    private List<Anomaly> told(Channel channel) {
        site.until(now() + 2 * MINUTE);
        return site.anomalies.stream()
                .filter(a ->
                        a.explanation().shares().stream().anyMatch(s -> s.channel() == channel && s.weight() > 0.5))
                .toList();
    }

    @Test
    void aFlowThatAlwaysTremblesAndThenStandsStillIsTold() {
        for (int m = 0; m < 80 * DAY; m++, minute++) reads(noise());
        for (int m = 0; m < 60; m++, minute++) reads(1_003L);
        assertThat(told(Channel.VALUE_STILL)).isNotEmpty().first().satisfies(a -> {
            assertThat(a.seen()).contains("holding 100 at 1003 for");
            assertThat(a.expected()).contains("moves at least every");
        });
    }

    @Test
    void aFlowThatRestsEveryNightDoesSoThisNightToo() {
        for (int m = 0; m < 80 * DAY; m++, minute++) reads(m % DAY < 700 ? noise() : 5L);
        assertThat(told(Channel.VALUE_STILL)).isEmpty();
    }

    /** Thirty answers a minute. */
    private void answers(int minutes, IntToLongFunction value) {
        for (int m = 0; m < minutes; m++, minute++)
            for (int i = 0; i < 30; i++)
                modbus(now() + 2L * i * SECOND, Outcome.SUCCESS, false, 100, value.applyAsLong(30 * minute + i));
    }

    private long[] recording() {
        long[] recording = new long[60];
        for (int i = 0; i < recording.length; i++) recording[i] = noise();
        return recording;
    }

    @Test
    void twoMinutesOfNoiseThatComeAgainAndAgainAreToldAsAReplay() {
        answers(7 * DAY, _ -> noise());
        long[] recording = recording();
        answers(10, at -> recording[at % recording.length]);
        assertThat(told(Channel.VALUE_REPLAY))
                .isNotEmpty()
                .first()
                .satisfies(a -> assertThat(a.seen()).contains("the same sequence of values again"));
    }

    @Test
    void aMachineThatAlwaysGoesThroughTheSameRoundIsNone() {
        long[] recording = recording();
        answers(7 * DAY, at -> recording[at % recording.length]);
        assertThat(told(Channel.VALUE_REPLAY)).isEmpty();
    }

    private double level() {
        return 500 + 300 * Math.sin(minute / 97.0) + 50 * Math.sin(minute / 11.0);
    }

    private long follows() {
        return Math.round(3 * level() + 7 + 10 * random.nextGaussian());
    }

    @Test
    void aFlowThatNoLongerFollowsTheLevelIsARelationLost() {
        for (int m = 0; m < 7 * DAY; m++, minute++) reads(Math.round(level()), follows());
        long frozen = follows();
        for (int m = 0; m < 120; m++, minute++)
            reads(Math.round(level()), frozen + Math.round(10 * random.nextGaussian()));
        assertThat(told(Channel.VALUE_PAIR)).isNotEmpty().first().satisfies(a -> {
            assertThat(a.expected()).contains("holding 100").contains("a correlation of");
            assertThat(a.seen()).contains("off for half an hour");
        });
    }

    @Test
    void aDisturbanceOfTenMinutesIsNone() {
        for (int m = 0; m < 7 * DAY; m++, minute++) reads(Math.round(level()), follows());
        for (int m = 0; m < 10; m++, minute++) reads(Math.round(level()), follows() + 900);
        for (int m = 0; m < 120; m++, minute++) reads(Math.round(level()), follows());
        assertThat(told(Channel.VALUE_PAIR)).isEmpty();
    }

    /** Somebody sets the point, the controller answers, and ten minutes of reads show what stands there. */
    private void sets(long value, Outcome answer, long shows) {
        modbus(now() + 20 * SECOND, Outcome.REQUEST, true, 103, value);
        modbus(now() + 21 * SECOND, answer, true, 103, value);
        minute++;
        for (int m = 0; m < 10; m++, minute++) modbus(now() + 5 * SECOND, Outcome.SUCCESS, false, 103, shows);
    }

    private void heeds(int times) {
        for (int i = 0; i < times; i++) {
            long value = 60 + 5L * (i % 4);
            sets(value, Outcome.SUCCESS, value);
        }
    }

    @Test
    void aWriteThatIsConfirmedAndNeverShowsIsUnheeded() {
        heeds(200);
        sets(75, Outcome.SUCCESS, 75);
        for (int again = 0; again < 4; again++) sets(60, Outcome.SUCCESS, 75);
        assertThat(told(Channel.VALUE_UNHEEDED))
                .isNotEmpty()
                .first()
                .satisfies(a -> assertThat(a.seen())
                        .contains("60 was written and confirmed, and holding 103 goes on reading 75"));
    }

    @Test
    void aWriteThatIsRefusedIsNot() {
        heeds(200);
        sets(75, Outcome.SUCCESS, 75);
        for (int again = 0; again < 4; again++) sets(60, Outcome.REFUSED, 75);
        assertThat(told(Channel.VALUE_UNHEEDED)).isEmpty();
    }
}
