package dev.postern.life.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Site;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which points the values of a message belong to. */
class ReadingsTest {
    private final Readings readings = new Readings();

    private Message report(String protocol, int port, Object... fields) {
        return reportOf("inputs", protocol, port, fields);
    }

    private static Message reportOf(String target, String protocol, int port, Object... fields) {
        return new Message(
                new Site().stamp(Site.START),
                new Conversation(Site.ip(1), Site.ip(11), Transport.TCP, 40_000, port, 0),
                false,
                protocol,
                "report",
                Verb.REPORT,
                Outcome.NOTICE,
                "1",
                target,
                -1,
                Fields.of(fields));
    }

    @Test
    void nothingOfTheMessageBeforeNamesAPoint() {
        readings.fill(report("iec104", 2404, "addresses", List.of(700L), "values", List.of(1.5)));
        Message next = report("dnp3", 20_000, "g30v1 0..3", List.of(1L, 2L, 3L, 4L));
        assertThat(readings.fill(next)).isEqualTo(4);
        assertThat(readings.words(next, 3)).isEqualTo("analog input 3");
    }

    @Test
    void aPointIsCalledAsItsMessageCallsItWhereEachValueHasAName() {
        Message named = report("pnrt", 0x8892, "points", List.of("1.1 input", "2.1 input"), "values", List.of(7L, 8L));
        readings.fill(named);
        assertThat(readings.words(named, 1)).isEqualTo("2.1 input");
        Message fewer = report("pnrt", 0x8892, "points", List.of("1.1 input"), "values", List.of(7L, 8L));
        readings.fill(fewer);
        assertThat(readings.words(fewer, 1)).isEqualTo("inputs [1]");
    }

    @Test
    void aSingleValueIsThePointItsTargetNames() {
        Message alone = report("opcua", 4840, "value", 7L);
        readings.fill(alone);
        long point = readings.point(0);
        Message several = report("opcua", 4840, "points", List.of("other", "inputs"), "values", List.of(1L, 8L));
        readings.fill(several);
        assertThat(readings.point(1)).isEqualTo(point);
        Message named = report("opcua", 4840, "points", List.of("inputs"), "value", 9L);
        readings.fill(named);
        assertThat(readings.point(0)).isEqualTo(point);
        assertThat(readings.words(named, 0)).isEqualTo("inputs");
        assertThat(readings.ofTarget()).isFalse();
    }

    private long point(String protocol, String target, int index, Object... fields) {
        Message of = reportOf(target, protocol, 1, fields);
        readings.fill(of);
        words = readings.words(of, index);
        return readings.point(index);
    }

    private String words;

    @Test
    void anElementIsTheSameInWhicheverRunItIsAskedFor() {
        List<Long> three = List.of(1L, 2L, 3L);
        long d102 = point("slmp", "D100 x3", 2, "values", three);
        assertThat(words).isEqualTo("D102");
        assertThat(point("slmp", "D102 x1", 0, "values", List.of(3L))).isEqualTo(d102);
        assertThat(point("slmp", "D7, D102, W1A", 1, "values", three)).isEqualTo(d102);
        assertThat(point("slmp", "D102", 0, "value", 3L)).isEqualTo(d102);
        assertThat(point("slmp", "D", 2, "address", 100L, "values", three)).isEqualTo(d102);
        assertThat(point("slmp", "D103 x2", 0, "values", List.of(3L, 4L))).isNotEqualTo(d102);
        assertThat(point("slmp", "R100 x3", 2, "values", three)).isNotEqualTo(d102);
        long holding = point("modbus", "holding 8 x4", 3, "address", 8L, "values", List.of(1L, 2L, 3L, 4L));
        assertThat(words).isEqualTo("holding 11");
        assertThat(point("modbus", "holding 11 x1", 0, "address", 11L, "value", 4L))
                .isEqualTo(holding);
    }

    @Test
    void octetsThatS7WritesAreNotTheOctetsThatWereRead() {
        long read = point(
                "s7comm", "DB10.DBB0 x2", 1, "points", List.of("DB10.DBB0", "DB10.DBB1"), "values", List.of(1L, 2L));
        assertThat(words).isEqualTo("DB10.DBB1");
        assertThat(point("s7comm", "DB10.DBB0 x2", 1, "values", List.of(1L, 2L)))
                .isNotEqualTo(read);
        assertThat(words).isEqualTo("DB10.DBB0 x2 [1]");
    }

    @Test
    void aTextHasItsPointsByTopicAndKeyAndAMetricOfSparkplugByItsNameAlone() {
        long level = point("mqtt", "tank/7", 1, "names", List.of("t", "level"), "values", List.of(1L, 2.5));
        assertThat(words).isEqualTo("tank/7 level");
        assertThat(point("mqtt", "tank/7", 0, "names", List.of("level"), "values", List.of(2.5)))
                .isEqualTo(level);
        assertThat(point("mqtt", "tank/8", 0, "names", List.of("level"), "values", List.of(2.5)))
                .isNotEqualTo(level);
        Object[] born = {"sparkplug", "dbirth", "names", List.of("speed", "level"), "values", List.of(1L, 2L)};
        Object[] changed = {"sparkplug", "ddata", "names", List.of("level"), "values", List.of(3L)};
        long metric = point("mqtt", "spBv1.0/g/DBIRTH/e/d", 1, born);
        assertThat(words).isEqualTo("level");
        assertThat(point("mqtt", "spBv1.0/g/DDATA/e/d", 0, changed)).isEqualTo(metric);
        assertThat(readings.ofTarget()).isFalse();
    }

    @Test
    void aReportThatWantsToBeAcknowledgedTellsItsValues() {
        Message report = report("bacnet", 47_808, "value", 7L);
        Message confirmed = new Message(
                report.stamp(),
                report.conversation(),
                true,
                "bacnet",
                "confirmed cov notification",
                Verb.REPORT,
                Outcome.REQUEST,
                "",
                "analog-input 1",
                -1,
                report.fields());
        assertThat(Readings.tells(confirmed)).isTrue();
        assertThat(Readings.writes(confirmed)).isFalse();
    }

    @Test
    void whatIsNoRunAndNoListOfNamesIsNumberedWithinItsTarget() {
        List<Long> two = List.of(1L, 2L);
        point("hartip", "variables 0, 1", 1, "values", two);
        assertThat(words).isEqualTo("variables 0, 1 [1]");
        point("x", "D100 x2, D200 x1", 1, "values", two);
        assertThat(words).isEqualTo("D200 x1");
        point("x", "level x", 1, "values", two);
        assertThat(words).isEqualTo("level x [1]");
        point("x", "", 1, "address", 4L, "values", two);
        assertThat(words).isEqualTo("report 5");
    }

    private Message cyclic(boolean fromClient, List<String> points) {
        Message told = report("enip", 2222, "points", points, "values", List.of(7L, 8L));
        return new Message(
                told.stamp(),
                told.conversation(),
                fromClient,
                "enip",
                "io",
                Verb.EXCHANGE,
                Outcome.NOTICE,
                "",
                "io",
                -1,
                told.fields());
    }

    @Test
    void inACyclicExchangeAPointIsWhatItIsCalledAndWhoTellsIt() {
        readings.fill(cyclic(true, List.of("output 1", "output 2")));
        long first = readings.point(0);
        long second = readings.point(1);
        readings.fill(cyclic(true, List.of("output 2", "output 3")));
        assertThat(readings.point(0)).isEqualTo(second).isNotEqualTo(first);
        readings.fill(cyclic(false, List.of("output 1", "output 2")));
        assertThat(readings.point(0)).isNotEqualTo(first);
        assertThat(readings.ofTarget()).isFalse();
    }

    @Test
    void aPlaceInTheMemoryIsOnePointWhicheverStretchIsAskedFor() {
        Message whole = report("s7comm", 102, "points", List.of("DB1.DBB2", "DB1.DBB3"), "values", List.of(7L, 8L));
        readings.fill(whole);
        long second = readings.point(1);
        readings.fill(report("s7comm", 102, "points", List.of("DB1.DBB3", "DB9.DBW0"), "values", List.of(8L, 9L)));
        assertThat(readings.point(0)).isEqualTo(second);
        Message alone = new Message(
                whole.stamp(),
                whole.conversation(),
                true,
                "s7comm",
                "write var",
                Verb.WRITE,
                Outcome.REQUEST,
                "1",
                "DB1.DBB3 x1",
                -1,
                Fields.of("points", List.of("DB1.DBB3"), "values", List.of(8L)));
        readings.fill(alone);
        assertThat(readings.point(0)).isEqualTo(second);
        assertThat(readings.words(alone, 0)).isEqualTo("DB1.DBB3");
        assertThat(readings.ofTarget()).isFalse();
    }

    @Test
    void thePositionOfASwitchIsAValueOfItsDataSet() {
        List<Object> told = List.of("10", "0000000000000", "01", true, "2x", "3");
        assertThat(readings.fill(report("goose", 0x88b8, "values", told))).isEqualTo(3);
        assertThat(readings.value(0)).isEqualTo(2);
        assertThat(readings.value(1)).isEqualTo(1);
        assertThat(readings.place(1)).isEqualTo(2);
        assertThat(readings.isCategory(0)).isTrue();
        assertThat(readings.fill(report("bacnet", 47_808, "values", told))).isEqualTo(1);
    }

    @Test
    void moreValuesThanAddressesAreNamedByTheirPlace() {
        Message odd = report("iec104", 2404, "addresses", List.of(700L), "values", List.of(1L, 2L));
        readings.fill(odd);
        for (int i = 0; i < readings.count(); i++)
            assertThat(readings.words(odd, i)).startsWith("inputs");
    }
}
