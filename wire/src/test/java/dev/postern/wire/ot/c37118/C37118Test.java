package dev.postern.wire.ot.c37118;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Frames put together after IEEE C37.118.2 clause 6, stream 60, with one station of one phasor, one analog and one digital word. */
class C37118Test {
    private static final String ASK_CONFIGURATION = "aa410012003c6a0000000007a12000059329";
    private static final String CONFIGURATION =
            "aa310162003c6a0000000007a120000f4240000153544154494f4e204120202020202020003d000100010001000156412020"
                    + "2020202020202020202020204c4f414420202020202020202020202042302020202020202020202020202020423120202020"
                    + "2020202020202020202042322020202020202020202020202020423320202020202020202020202020204234202020202020"
                    + "2020202020202020423520202020202020202020202020204236202020202020202020202020202042372020202020202020"
                    + "2020202020204238202020202020202020202020202042392020202020202020202020202020423130202020202020202020"
                    + "2020202042313120202020202020202020202020423132202020202020202020202020204231332020202020202020202020"
                    + "202042313420202020202020202020202020423135202020202020202020202020200000c350000000010000ffff00010002"
                    + "0032f7db";
    private static final String DATA = "aa01001e003c6a0000000007a120000027103d0901f40064fff60005ad22";
    private static final String SHORT_DATA = "aa01001c003c6a0000000007a120000027103d0901f40064fff66173";
    private static final String DATA_ON = "aa410012003c6a0000000007a1200002e3ce";
    private static final String HEADER = "aa11001c003c6a0000000007a1204d6164652062792041434d450aac";
    private static final String ASK_HEADER = "aa410012003c6a0000000007a1200003f3ef";

    private final Bench bench = new Bench(new C37118Dissector(), Transport.TCP, 4712);

    private Object field(int index, String name) {
        return bench.messages().get(index).fields().get(name);
    }

    @Test
    void theConfigurationAnswersItsCommandAndNamesTheStation() {
        bench.client(ASK_CONFIGURATION);
        bench.server(CONFIGURATION);
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::operation).containsOnly("configuration 2");
        assertThat(bench.messages()).extracting(Message::outcome).containsExactly(Outcome.REQUEST, Outcome.SUCCESS);
        assertThat(bench.messages().get(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(bench.messages().get(1).unit()).isEqualTo("60");
        assertThat(field(1, "stations")).isEqualTo(List.of("STATION A"));
        assertThat(field(1, "station_ids")).isEqualTo(List.of(61L));
        assertThat(field(1, "nominal_hertz")).isEqualTo(List.of(50L));
        assertThat(field(1, "rate")).isEqualTo(50L);
        assertThat((List<?>) field(1, "channels")).hasSize(18).first().isEqualTo("VA");
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .containsExactly("NAME STATION A");
    }

    @Test
    void whatAFrameOfDataHoldsIsCalledAsItsConfigurationCallsIt() {
        bench.server(CONFIGURATION);
        bench.server(DATA);
        bench.server(DATA);
        assertThat(field(1, "points"))
                .isEqualTo(List.of("VA magnitude", "frequency", "frequency change", "LOAD", "digital 1"));
        assertThat(field(2, "points")).as("no name is made twice").isSameAs(field(1, "points"));
        Object magnitude = ((List<?>) field(1, "magnitudes")).getFirst();
        assertThat(field(1, "values")).isEqualTo(List.of(magnitude, 50.5, 1.0, -10L, 5L));
    }

    @Test
    void dataIsReadAsItsConfigurationSays() {
        bench.server(CONFIGURATION + DATA);
        assertThat(bench.malformed()).isEmpty();
        Message data = bench.messages().get(1);
        assertThat(data.verb()).isEqualTo(Verb.EXCHANGE);
        assertThat((Double) ((List<?>) field(1, "magnitudes")).getFirst()).isCloseTo(5000.0, Offset.offset(1e-6));
        assertThat((Double) ((List<?>) field(1, "angles")).getFirst()).isCloseTo(89.52, Offset.offset(0.01));
        assertThat(field(1, "frequencies")).isEqualTo(List.of(50.5));
        assertThat(field(1, "frequency_changes")).isEqualTo(List.of(1.0));
        assertThat(field(1, "analogs")).isEqualTo(List.of(-10L));
        assertThat(field(1, "digitals")).isEqualTo(List.of(5L));
        assertThat(field(1, "status")).isEqualTo(List.of(0L));
    }

    @Test
    void aStreamThatIsAskedForOverTcpIsReadWhereItComesOverUdp() {
        Bench stream = bench.beside(Transport.UDP, 4713);
        stream.server(DATA);
        bench.client(ASK_CONFIGURATION);
        bench.server(CONFIGURATION);
        stream.server(DATA);
        assertThat(stream.messages().getFirst().fields().get("values")).isNull();
        assertThat(stream.messages().getLast().fields().get("frequencies")).isEqualTo(List.of(50.5));
        stream.server(SHORT_DATA);
        assertThat(stream.malformed())
                .extracting(Malformed::rule)
                .containsExactly("data does not fit its configuration");
    }

    private static String text(String name) {
        return HexFormat.of().formatHex("%-16s".formatted(name).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void ofSeveralStationsEachNameHasTheStationBeforeItAndIsThereOnce() {
        String channels = text("VA") + text("") + text("LOAD") + text("LOAD");
        String counts = "0000 0002 0002 0001".replace(" ", "");
        String units = "00".repeat(4 * 5);
        String one = text("NORTH") + "0001" + counts + channels + text("").repeat(16) + units + "0001" + "0000";
        String two = text("") + "0007" + counts + channels + text("").repeat(16) + units + "0001" + "0000";
        byte[] bytes = Bench.hex("000F4240" + "0002" + one + two + "0032");
        Configuration read = Configuration.read(new Bytes().wrap(bytes), false, 0, bytes.length);
        assertThat(read.broken).isFalse();
        assertThat(read.points())
                .containsExactly(
                        "NORTH VA magnitude",
                        "NORTH phasor 2 magnitude",
                        "NORTH frequency",
                        "NORTH frequency change",
                        "NORTH LOAD",
                        "NORTH LOAD #5",
                        "NORTH digital 1",
                        "station 7 VA magnitude",
                        "station 7 phasor 2 magnitude",
                        "station 7 frequency",
                        "station 7 frequency change",
                        "station 7 LOAD",
                        "station 7 LOAD #12",
                        "station 7 digital 1");
    }

    @Test
    void dataWithoutConfigurationIsShownAsItIs() {
        bench.server(DATA);
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(0, "data")).isEqualTo("000027103d0901f40064fff60005");
    }

    @Test
    void commandsWithoutAnswerStandAlone() {
        bench.client(DATA_ON);
        bench.client(ASK_HEADER);
        bench.server(HEADER);
        assertThat(bench.messages().getFirst().operation()).isEqualTo("data on");
        assertThat(bench.messages().getFirst().outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(field(2, "text")).isEqualTo("Made by ACME");
        assertThat(bench.messages().get(2).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void whatDoesNotFitIsTold() {
        bench.server(CONFIGURATION);
        bench.server(SHORT_DATA);
        bench.server(DATA.substring(0, DATA.length() - 4) + "0000");
        assertThat(bench.server("bb010010")).isEqualTo(Dissector.LOST);
        assertThat(bench.server("bb010010")).isEqualTo(Dissector.LOST);
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly("data does not fit its configuration", "check", "no synchronisation word");
    }

    @Test
    void onlyARightCheckIsCertain() {
        assertThat(probe(DATA)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(DATA.substring(0, 20))).isEqualTo(Recognition.UNSURE);
        assertThat(probe(DATA.substring(0, DATA.length() - 4) + "0000")).isEqualTo(Recognition.NOT);
        assertThat(probe("aa61" + DATA.substring(4))).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new C37118Dissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, false);
    }
}
