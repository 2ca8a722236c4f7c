package dev.postern.life.conversation;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.life.Site;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Reading;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which values are remembered for those who look back, how often, and under which names. */
class SamplesTest {
    private final Site site = new Site();

    private void say(long at, String protocol, String target, Verb verb, Outcome outcome, Object... fields) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(11), Transport.TCP, 40_000, 502, 0);
        site.see(new Message(
                site.stamp(START + at),
                conversation,
                outcome == Outcome.REQUEST,
                protocol,
                "told",
                verb,
                outcome,
                "7",
                target,
                -1,
                Fields.of(fields)));
    }

    /** The client, as it happened to be heard first, tells what it measures. */
    private void publish(long at, Object value) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(11), Transport.ETHERNET, 0, 0x8892, 0);
        site.see(new Message(
                site.stamp(START + at),
                conversation,
                true,
                "pnrt",
                "cyclic data",
                Verb.EXCHANGE,
                Outcome.NOTICE,
                "",
                "frame 0x8002",
                -1,
                Fields.of("points", List.of("1.1 input"), "values", List.of(value))));
    }

    @Test
    void whatAnEndTellsUnaskedIsItsOwnWhicheverWasHeardFirst() {
        publish(0, 7L);
        assertThat(site.readings).singleElement().satisfies(r -> {
            assertThat(r.server()).isEqualTo(Site.ip(1));
            assertThat(r.client()).isEqualTo(Site.ip(11));
            assertThat(r.written()).isFalse();
            assertThat(r.points()).extracting(Reading.Point::name).containsExactly("1.1 input");
        });
    }

    private void poll(long at, Object... values) {
        say(
                at,
                "modbus",
                "holding 100 x" + values.length,
                Verb.READ,
                Outcome.SUCCESS,
                "address",
                100L,
                "values",
                List.of(values));
    }

    private void pollBits(int second, Object... values) {
        say(
                second * SECOND,
                "modbus",
                "discrete input 0 x" + values.length,
                Verb.READ,
                Outcome.SUCCESS,
                "address",
                0L,
                "values",
                List.of(values));
    }

    private List<Reading.Point> points() {
        return site.readings.stream().flatMap(r -> r.points().stream()).toList();
    }

    @Test
    void aPolledBlockIsRememberedEachMinuteOfItsFirstHourAndThenEveryTen() {
        for (int second = 0; second < 4 * 3600; second += 5) poll(second * SECOND, 20L, 21.5);
        assertThat(site.readings).hasSize(60 + 18);
        assertThat(site.readings.getFirst().points())
                .extracting(Reading.Point::name, Reading.Point::type, Reading.Point::value)
                .containsExactly(tuple("holding 100", "integer", 20.0), tuple("holding 101", "real", 21.5));
        assertThat(site.readings).allSatisfy(r -> {
            assertThat(r.server()).isEqualTo(Site.ip(11));
            assertThat(r.unit()).isEqualTo("7");
            assertThat(r.written()).isFalse();
        });
    }

    @Test
    void aStateThatChangesIsRememberedAtOnceAndWhatDidNotChangeIsNot() {
        for (int second = 0; second < 2 * 3600; second += 5) {
            boolean open = second >= 5_000 && second < 5_120;
            pollBits(second, open, true);
        }
        assertThat(site.readings.stream().filter(r -> r.points().size() == 1))
                .extracting(
                        r -> (r.stamp().atNanos() - START) / SECOND,
                        r -> r.points().getFirst().value())
                .containsExactly(tuple(5_000L, 1.0), tuple(5_120L, 0.0));
        assertThat(site.readings).hasSize(60 + 6 + 2);
    }

    @Test
    void aStateThatFluttersIsRememberedOnceAMinuteAndLastAsItCameToRest() {
        for (int second = 0; second < 2 * 3600; second += 5) {
            boolean flutters = second >= 5_000 && second < 5_180;
            pollBits(second, flutters && second % 10 == 0, true);
        }
        List<Reading> told =
                site.readings.stream().filter(r -> r.points().size() == 1).toList();
        assertThat(told).hasSizeBetween(4, 5);
        assertThat(told.stream().map(r -> r.stamp().atNanos() / MINUTE)).doesNotHaveDuplicates();
        assertThat(told.getLast().points().getFirst().value()).isZero();
    }

    @Test
    void aMeasurementThatMovesAllTheTimeIsNotRememberedMoreOftenForThat() {
        for (int second = 0; second < 4 * 3600; second += 5) poll(second * SECOND, (long) second);
        assertThat(site.readings).hasSize(60 + 18);
    }

    @Test
    void whatIsExpectedOfAPointIsRememberedWithItOnceItIsKnown() {
        for (int minute = 0; minute < 60; minute++) poll(minute * MINUTE, 20L + minute % 5);
        assertThat(points().getFirst().low()).isNaN();
        assertThat(points().getLast().low()).isEqualTo(20);
        assertThat(points().getLast().high()).isEqualTo(24);
    }

    @Test
    void pointsThatComeInAnyOrderAreRememberedEachInItsTurn() {
        for (int i = 0; i < 10; i++)
            for (long address : List.of(3L, 9L))
                say(
                        i * SECOND,
                        "iec104",
                        "float",
                        Verb.REPORT,
                        Outcome.NOTICE,
                        "addresses",
                        List.of(address),
                        "values",
                        List.of(1.5),
                        "quality",
                        List.of(address == 9 ? "invalid" : "good"));
        assertThat(points())
                .extracting(Reading.Point::name, Reading.Point::quality)
                .containsExactly(tuple("float 3", "good"), tuple("float 9", "invalid"));
    }

    @Test
    void flagsOfDnp3AreTheQualityOfTheirPoint() {
        say(
                0,
                "dnp3",
                "class 0",
                Verb.READ,
                Outcome.SUCCESS,
                "g30v1 4..5",
                List.of(100L, 200L),
                "g30v1 4..5 flags",
                List.of(1L, 0x21L),
                "g1v2 0..0",
                List.of(true),
                "g1v2 0..0 flags",
                List.of(0L));
        assertThat(points())
                .extracting(Reading.Point::name, Reading.Point::type, Reading.Point::quality)
                .containsExactly(
                        tuple("analog input 4", "g30v1", "good"),
                        tuple("analog input 5", "g30v1", "over range"),
                        tuple("binary input 0", "g1v2", "offline"));
    }

    @Test
    void severalNodesOfOneAnswerHaveEachItsName() {
        say(
                0,
                "opcua",
                "ns=2;s=Level, ns=2;s=Flow",
                Verb.READ,
                Outcome.SUCCESS,
                "values",
                List.of(1.0, 2.0),
                "types",
                List.of("Double", "Float"),
                "results",
                List.of(0L, 0x80000000L));
        assertThat(points())
                .extracting(Reading.Point::name, Reading.Point::type, Reading.Point::quality)
                .containsExactly(tuple("ns=2;s=Level", "Double", "good"), tuple("ns=2;s=Flow", "Float", "0x80000000"));
    }

    @Test
    void anItemOfOpcClassicIsOnePointHoweverItIsToldOf() {
        tellsOfOpc(0, "Boiler", List.of("Level", "Flow"), List.of(1.0, 2.0), List.of("good", "bad: not connected"));
        assertThat(points())
                .extracting(Reading.Point::name, Reading.Point::type, Reading.Point::quality)
                .containsExactly(tuple("Level", "R8", "good"), tuple("Flow", "R8", "bad: not connected"));
        // Within the minute only what is new is remembered, whatever else comes with it.
        tellsOfOpc(
                5 * SECOND,
                "Flow, Level, Level 2",
                List.of("Flow", "Level", "Level 2"),
                List.of(2.0, 1.0, 3.0),
                List.of());
        assertThat(points()).extracting(Reading.Point::name).containsExactly("Level", "Flow", "Level 2");
    }

    private void tellsOfOpc(long at, String target, List<String> items, List<Double> values, List<String> qualities) {
        List<String> types = items.stream().map(item -> "R8").toList();
        say(
                at,
                "opc",
                target,
                Verb.READ,
                Outcome.SUCCESS,
                "item_ids",
                items,
                "values",
                values,
                "types",
                types,
                "qualities",
                qualities);
    }

    @Test
    void aSetpointIsRememberedAsWrittenAndOnceAMinute() {
        for (int second = 0; second < 90; second += 30)
            say(
                    second * SECOND,
                    "modbus",
                    "holding 5",
                    Verb.WRITE,
                    Outcome.REQUEST,
                    "address",
                    5L,
                    "value",
                    42L + second);
        assertThat(site.readings).extracting(Reading::written).containsOnly(true);
        assertThat(points()).extracting(Reading.Point::value).containsExactly(42.0, 102.0);
    }

    @Test
    void morePointsThanThereIsRoomForAreCounted() {
        for (int minute = 0; minute < 3; minute++)
            for (long address = 1; address <= 600; address++)
                say(
                        minute * MINUTE,
                        "iec104",
                        "float",
                        Verb.REPORT,
                        Outcome.NOTICE,
                        "addresses",
                        List.of(address),
                        "values",
                        List.of(1.5));
        assertThat(points().stream().map(Reading.Point::name).distinct()).hasSize(256);
        assertThat(site.conversations.limitsHit().get("values per conversation"))
                .isPositive();
    }

    /** Where one item of a request has many elements there are fewer types than values. */
    @Test
    void aTypeBelongsToAValueOnlyWhereEachHasOne() {
        say(
                0,
                "s7comm",
                "DB1.DBW2 x2, DB1.DBD8 x1",
                Verb.WRITE,
                Outcome.REQUEST,
                "types",
                List.of("word", "real"),
                "points",
                List.of("DB1.DBW2", "DB1.DBW4", "DB1.DBD8"),
                "values",
                List.of(1L, 2L, 1.5));
        assertThat(points()).extracting(Reading.Point::name).containsExactly("DB1.DBW2", "DB1.DBW4", "DB1.DBD8");
        assertThat(points()).extracting(Reading.Point::type).containsExactly("integer", "integer", "real");
    }
}
