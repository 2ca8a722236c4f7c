package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read and written, as the dissectors say it: a server at .1 reads four registers of the controller at .11 and operators set some of them. */
class ValuesTest {
    private static final int DAY_MINUTES = 1440;

    private final Site site = new Site();
    private final Random random = new Random(3);
    private int minute;

    private Message modbus(long at, boolean write, int address, Object... values) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(11), Transport.TCP, 40_000, 502, 0);
        String target = "holding " + address + " x" + values.length;
        return new Message(
                site.stamp(at),
                conversation,
                write,
                "modbus",
                write ? "write multiple registers" : "read holding registers",
                write ? Verb.WRITE : Verb.READ,
                write ? Outcome.REQUEST : Outcome.SUCCESS,
                "1",
                target,
                -1,
                Fields.of("transaction", 7L, "address", (long) address, "values", List.of(values)));
    }

    private long now() {
        return START + minute * MINUTE;
    }

    /** A noisy flow at 100, a level that is filled from 20 to 80 and emptied again, a counter and a setpoint. */
    private void read(long setpoint) {
        long flow = 1000 + Math.round(15 * random.nextGaussian());
        long level = 50 + Math.round(30 * Math.sin(minute / 40.0));
        site.see(modbus(now() + 5 * SECOND, false, 100, flow, level, 5_000L + minute, setpoint));
    }

    private void live(int minutes, long setpoint) {
        for (int i = 0; i < minutes; i++, minute++) read(setpoint);
    }

    private void write(long value) {
        site.see(modbus(now() + 20 * SECOND, true, 103, value));
    }

    /** Operators go their rounds: a setpoint between 60 and 75, six times a day. */
    private void operate(int days) {
        for (int round = 0; round < 6 * days; round++) {
            long setpoint = 60L + random.nextInt(16);
            write(setpoint);
            live(DAY_MINUTES / 6, setpoint);
        }
    }

    private List<Anomaly> told(Channel channel) {
        return site.anomalies.stream().filter(a -> a.channel() == channel).toList();
    }

    @Test
    void aHundredTimesTheUsualValueIsToldAtOnceWithTheRangeAndThePoint() {
        operate(4);
        site.anomalies.clear();
        write(6_700);
        assertThat(told(Channel.VALUE_WRITE)).singleElement().satisfies(a -> {
            assertThat(a.atNanos()).isEqualTo(now() + 20 * SECOND);
            assertThat(a.expected()).contains("holding 103").contains("60").contains("75");
            assertThat(a.seen()).contains("6700");
            assertThat(a.explanation().high()).isEqualTo(75);
            assertThat(a.explanation().seen()).isEqualTo(6_700);
            assertThat(a.explanation().samples()).isGreaterThan(20);
            assertThat(a.evidence()).hasSize(1);
        });
    }

    @Test
    void aNewRecipeWithinLimitsAndTheOperatorsRoundsAreNotTold() {
        operate(4);
        write(78);
        live(90, 78);
        write(57);
        live(90, 57);
        assertThat(told(Channel.VALUE_WRITE)).isEmpty();
    }

    @Test
    void whatIsOnlyReadIsKnownWhenItIsWrittenForTheFirstTime() {
        live(3 * DAY_MINUTES, 12);
        site.see(modbus(now() + 20 * SECOND, true, 103, 1_200L));
        assertThat(told(Channel.VALUE_WRITE)).isNotEmpty();
    }

    @Test
    void threeDaysOfAQuietProcessRaiseNothing() {
        operate(3);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void valuesThatFindNoRoomAreCounted() {
        Object[] many = new Object[300];
        for (int i = 0; i < many.length; i++) many[i] = (long) i;
        site.see(modbus(now(), false, 0, many));
        site.until(now() + 2 * MINUTE);
        assertThat(site.conversations.limitsHit()).containsKey("values per conversation");
    }

    @Test
    void missingPollsAndAThinnedRhythmAreNoSteps() {
        operate(2);
        for (int gap = 0; gap < 50; gap++) {
            minute += random.nextInt(40);
            live(3, 70);
        }
        assertThat(told(Channel.VALUE_STEP)).isEmpty();
        assertThat(told(Channel.VALUE_LEVEL)).isEmpty();
    }

    @Test
    void aValueThatJumpsBeyondItsRangeAfterARestCarriesItsNameAndFrame() {
        live(80 * DAY_MINUTES, 70);
        site.see(modbus(now() + 5 * SECOND, false, 100, 9_000L, 50L, 5_000L + minute, 70L));
        site.until(now() + 3 * MINUTE);
        assertThat(told(Channel.VALUE_LEVEL)).anySatisfy(a -> {
            assertThat(a.seen()).contains("holding 100 at 9000");
            assertThat(a.evidence()).isNotEmpty();
            assertThat(a.device()).isEqualTo(Site.ip(1));
            assertThat(a.peer()).isEqualTo(Site.ip(11));
            assertThat(a.verb()).as("the values are those of the peer").isEqualTo(Verb.READ);
        });
    }

    private Message published(long flow) {
        return exchanged(true, flow);
    }

    private Message exchanged(boolean fromClient, long flow) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(11), Transport.UDP, 18_246, 18_246, 0);
        return new Message(
                site.stamp(now() + 5 * SECOND),
                conversation,
                fromClient,
                "egd",
                "data",
                Verb.EXCHANGE,
                Outcome.NOTICE,
                "",
                fromClient ? "exchange 1" : "exchange 2",
                -1,
                Fields.of("values", List.of(flow)));
    }

    @Test
    void aPublishedValueIsItsPublishersOwnReport() {
        for (int i = 0; i < 80 * DAY_MINUTES; i++, minute++)
            site.see(published(1_000 + Math.round(15 * random.nextGaussian())));
        site.see(published(9_000));
        site.until(now() + 3 * MINUTE);
        assertThat(told(Channel.VALUE_LEVEL)).anySatisfy(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(1));
            assertThat(a.verb()).isEqualTo(Verb.REPORT);
        });
    }

    @Test
    void ofTwoThatExchangeEachTellsItsOwnValues() {
        for (int i = 0; i < 80 * DAY_MINUTES; i++, minute++) {
            site.see(exchanged(true, 1_000 + Math.round(15 * random.nextGaussian())));
            site.see(exchanged(false, 500 + Math.round(15 * random.nextGaussian())));
        }
        site.see(exchanged(true, 1_000));
        site.see(exchanged(false, 9_000));
        site.until(now() + 3 * MINUTE);
        assertThat(told(Channel.VALUE_LEVEL)).anySatisfy(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(11));
            assertThat(a.peer()).isEqualTo(Site.ip(1));
            assertThat(a.seen()).contains("exchange 2", "9000");
        });
    }

    private Message sample(long at, long count) {
        Conversation conversation = new Conversation(
                Address.mac(Site.mac(21)), Address.mac(0x010CCD040001L), Transport.ETHERNET, 0, 0x88BA, 0);
        return new Message(
                site.stamp(at),
                conversation,
                true,
                "sv",
                "sampled values",
                Verb.EXCHANGE,
                Outcome.NOTICE,
                "4000",
                "bay one",
                -1,
                Fields.of("smp_cnt", count, "values", List.of(count % 7, 3L)));
    }

    /** Twenty samples a second, counted to 4,000; every 50th frame is lost. */
    private void publish(int samples, List<Message> into) {
        for (int i = 0; i < samples; i++) if (i % 50 != 49) into.add(sample(START + i * SECOND / 20, i % 4000));
    }

    @Test
    void aSecondSenderOfSampledValuesIsToldWithinASecondWithItsNumbers() {
        List<Message> frames = new ArrayList<>();
        publish(2_000, frames);
        for (Message frame : frames) site.see(frame);
        long from = START + 100 * SECOND;
        for (int i = 0; i < 20; i++) {
            site.see(sample(from + i * SECOND / 20, 2_000 + i));
            site.see(sample(from + i * SECOND / 20 + SECOND / 40, 300 + i));
        }
        assertThat(told(Channel.VALUE_NUMBERING)).singleElement().satisfies(a -> {
            assertThat(a.atNanos()).isLessThan(from + SECOND);
            assertThat(a.seen()).contains("of the last 32 out of order");
            assertThat(a.evidence()).isNotEmpty();
        });
    }

    @Test
    void lostFramesAWrapAndARestartAreInOrder() {
        List<Message> frames = new ArrayList<>();
        publish(9_000, frames);
        for (Message frame : frames) site.see(frame);
        for (int i = 0; i < 500; i++) site.see(sample(START + 460 * SECOND + i * SECOND / 20, i));
        site.until(START + 500 * SECOND);
        assertThat(told(Channel.VALUE_NUMBERING)).isEmpty();
    }

    @Test
    void aMirrorPortThatDoublesEveryFrameIsAHabit() {
        for (int i = 0; i < 8_000; i++) {
            site.see(sample(START + i * SECOND / 20, i % 4000));
            site.see(sample(START + i * SECOND / 20 + 1000, i % 4000));
        }
        assertThat(told(Channel.VALUE_NUMBERING)).isEmpty();
    }

    /** Read for a week and never moved: nobody wrote it, and a hundred times as much is no more likely than a hundred years. */
    @Test
    void aParameterThatStoodForAWeekIsNotSetToAHundredTimesIt() {
        liveFor(7);
        write(7_000);
        assertThat(site.anomalies)
                .filteredOn(a -> a.channel() == Channel.VALUE_WRITE)
                .singleElement()
                .satisfies(a -> assertThat(a.pvalue()).isLessThan(1e-6));
    }

    @Test
    void halfAsMuchAgainIsNoticedAtMost() {
        liveFor(7);
        write(105);
        assertThat(site.anomalies)
                .filteredOn(a -> a.channel() == Channel.VALUE_WRITE)
                .allSatisfy(a -> assertThat(a.pvalue()).isGreaterThan(1e-6));
    }

    private void liveFor(int days) {
        for (int i = 0; i < days * DAY_MINUTES; i += 10, minute += 10) read(70);
    }
}
