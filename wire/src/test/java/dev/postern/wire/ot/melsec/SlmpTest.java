package dev.postern.wire.ot.melsec;

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
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlmpTest {
    private final Bench slmp = new Bench(new SlmpDissector(), Transport.TCP, 5002);

    @Test
    void wordsReadStandInTheAnswerThatComesInTurn() {
        slmp.client("5000 00 FF FF03 00 0C00 1000 0104 0000 640000 A8 0300");
        slmp.server("D000 00 FF FF03 00 0800 0000 3412 0200 EF1D");
        assertThat(slmp.messages()).extracting(Message::operation).containsExactly("read", "read");
        assertThat(slmp.messages()).extracting(Message::target).containsExactly("D100 x3", "D100 x3");
        assertThat(slmp.messages()).extracting(Message::unit).containsExactly("0.255", "0.255");
        assertThat(slmp.messages().getLast().fields().get("values")).isEqualTo(List.of(0x1234L, 2L, 0x1DEFL));
        assertThat(slmp.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void aShortRequestIsNotReadTogetherWithTheNext() {
        slmp.client("5000 00 FF FF03 00 0A00 1000 0104 0000 640000 A8"
                + "5000 00 FF FF03 00 0C00 1000 0104 0000 640000 A8 0300");
        assertThat(slmp.malformed()).extracting(Malformed::rule).containsExactly("message ends early");
        assertThat(slmp.messages()).extracting(Message::target).containsExactly("D100 x0", "D100 x3");
    }

    @Test
    void bitsAreHalfOctetsAndXIsNumberedInHex() {
        slmp.client("5000 00 FF FF03 00 0E00 1000 0114 0100 A00000 9C 0300 1010");
        Message message = slmp.messages().getFirst();
        assertThat(message.verb()).isEqualTo(Verb.WRITE);
        assertThat(message.target()).isEqualTo("XA0 x3");
        assertThat(message.fields().get("values")).isEqualTo(List.of(1L, 0L, 1L));
    }

    private Object points() {
        return slmp.messages().getLast().fields().get("points");
    }

    @Test
    void eachValueIsCalledByItsDeviceWhetherReadOrWritten() {
        slmp.client("5000 00 FF FF03 00 0C00 1000 0104 0000 640000 A8 0200");
        slmp.server("D000 00 FF FF03 00 0600 0000 3412 0200");
        assertThat(points()).isEqualTo(List.of("D100", "D101"));
        slmp.client("5000 00 FF FF03 00 0E00 1000 0114 0100 AE0000 9C 0300 1010");
        assertThat(points()).isEqualTo(List.of("XAE", "XAF", "XB0"));
        slmp.server("D000 00 FF FF03 00 0200 0000");
        slmp.client("5000 00 FF FF03 00 0C00 1000 0104 0000 000000 90 0200");
        slmp.server("D000 00 FF FF03 00 0600 0000 3412 0200");
        assertThat(points()).as("words of bits").isEqualTo(List.of("M0", "M16"));
    }

    @Test
    void aDeviceThatThereIsNotHasNoNames() {
        for (String device : List.of("Mx", "\0D", " x", "ZZ", "--", "X,")) {
            String request = "500000FF03FF000018001004010000" + device + "0001000001";
            slmp.client(request.getBytes(StandardCharsets.US_ASCII));
            slmp.server("D00000FF03FF00000800001234".getBytes(StandardCharsets.US_ASCII));
            assertThat(slmp.messages().getLast().fields().get("values"))
                    .as(device)
                    .isEqualTo(List.of(0x1234L));
            assertThat(points()).as(device).isNull();
        }
    }

    @Test
    void a4EAnswerIsFoundByItsSerialNumber() {
        slmp.client("5400 0100 0000 00 FF FF03 00 0A00 1000 0210 0000 0300 0000");
        slmp.client("5400 0200 0000 00 FF FF03 00 0A00 1000 0110 0000 0300 0000");
        slmp.server("D400 0200 0000 00 FF FF03 00 0200 0000");
        slmp.server("D400 0100 0000 00 FF FF03 00 0B00 51C0 00 FF FF03 00 0210 0000");
        assertThat(slmp.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.STOP, Verb.START, Verb.START, Verb.STOP);
        assertThat(slmp.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REQUEST, Outcome.SUCCESS, Outcome.REFUSED);
        assertThat(slmp.messages().getLast().fields().get("end_code")).isEqualTo(0xC051L);
    }

    @Test
    void asciiSaysTheSameInDigits() {
        slmp.client("500000FF03FF000018001004010000D*0001000003".getBytes(StandardCharsets.US_ASCII));
        slmp.server("D00000FF03FF00001000001234000200EF".getBytes(StandardCharsets.US_ASCII));
        assertThat(slmp.messages()).extracting(Message::target).containsExactly("D100 x3", "D100 x3");
        assertThat(slmp.messages().getLast().fields().get("values")).isEqualTo(List.of(0x1234L, 2L, 0xEFL));
        assertThat(slmp.malformed()).isEmpty();
    }

    @Test
    void aLostAnswerDoesNotShiftAllOthers() {
        slmp.client("5000 00 FF FF03 00 0C00 1000 0104 0000 640000 A8 0300");
        slmp.client("5000 00 FF FF03 00 0C00 1000 0104 0000 C80000 A8 0100");
        slmp.server("D000 00 FF FF03 00 0400 0000 3412");
        slmp.client("5000 00 FF FF03 00 0600 1000 0101 0000");
        slmp.client("5000 00 FF FF03 00 0A00 1000 0210 0000 0300 0000");
        slmp.server("D000 00 FF FF03 00 0B00 51C0 00 FF FF03 00 0210 0000");
        assertThat(slmp.messages().get(2).target()).isEqualTo("D200 x1");
        assertThat(slmp.messages().getLast().operation()).isEqualTo("remote stop");
    }

    @Test
    void theTypeNameIsAnIdentity() {
        slmp.client("5000 00 FF FF03 00 0600 1000 0101 0000");
        slmp.server("D000 00 FF FF03 00 1400 0000 5130324355435055 2020202020202020 6302");
        assertThat(slmp.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("Mitsubishi Electric", "Q02CUCPU");
    }

    @Test
    void theTypeNameIsTextInAsciiToo() {
        slmp.client("500000FF03FF00000C001001010000".getBytes(StandardCharsets.US_ASCII));
        slmp.server("D00000FF03FF0000180000Q02CPU          0041".getBytes(StandardCharsets.US_ASCII));
        assertThat(slmp.messages().getLast().fields().get("model")).isEqualTo("Q02CPU");
    }

    @Test
    void devicesReadAtRandomAreAllNamed() {
        slmp.client("5000 00 FF FF03 00 1000 1000 0304 0000 02 00 000000A8 1F00009C");
        slmp.server("D000 00 FF FF03 00 0600 0000 0500 0700");
        assertThat(slmp.messages().getFirst().target()).isEqualTo("D0, X1F");
        assertThat(slmp.messages().getLast().fields().get("values")).isEqualTo(List.of(5L, 7L));
    }

    @Test
    void blocksAreNamedWithTheirPoints() {
        slmp.client("5000 00 FF FF03 00 1400 1000 0604 0000 01 01 000000A8 0400 64000090 0200");
        assertThat(slmp.messages().getFirst().target()).isEqualTo("D0 x4, M100 x2");
    }

    @Test
    void theAnswerToAWriteHasNoDataAndIsWhole() {
        slmp.client("5000 00 FF FF03 00 0E00 1000 0114 0100 A00000 9C 0300 1010");
        slmp.server("D000 00 FF FF03 00 0200 0000");
        assertThat(slmp.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(slmp.malformed()).isEmpty();
    }

    @Test
    void wordsOfBlocksStandInTheAnswer() {
        slmp.client("5000 00 FF FF03 00 1400 1000 0604 0000 01 01 000000A8 0200 64000090 0100");
        slmp.server("D000 00 FF FF03 00 0800 0000 0500 0700 0900");
        assertThat(slmp.messages().getLast().fields().get("values")).isEqualTo(List.of(5L, 7L, 9L));
        slmp.client("5000 00 FF FF03 00 1800 1000 0614 0000 01 01 000000A8 0100 0500 64000090 0100 0900");
        assertThat(slmp.messages().getLast().target()).isEqualTo("D0 x1, M100 x1");
        assertThat(slmp.messages().getLast().fields().get("values")).isEqualTo(List.of(5L, 9L));
    }

    @Test
    void whatIsWrittenAtRandomIsTold() {
        slmp.client("5000 00 FF FF03 00 1600 1000 0214 0000 01 01 000000A8 0500 010000A8 01000100");
        assertThat(slmp.messages().getLast().target()).isEqualTo("D0, D1");
        assertThat(slmp.messages().getLast().fields().get("values")).isEqualTo(List.of(5L, 65_537L));
    }

    @Test
    void aBitWrittenAtRandomHasTwoOctetsInTheLongForm() {
        slmp.client("5000 00 FF FF03 00 1100 1000 0214 0100 02 0A000090 01 0C000090 00");
        slmp.client("5000 00 FF FF03 00 1700 1000 0214 0300 02 0A0000009000 0100 0C0000009000 0000");
        assertThat(slmp.messages()).extracting(Message::target).containsExactly("M10, M12", "M10, M12");
        assertThat(slmp.messages())
                .extracting(said -> said.fields().get("values"))
                .containsExactly(List.of(1L, 0L), List.of(1L, 0L));
    }

    @Test
    void aPasswordIsNotKept() {
        slmp.client("5000 00 FF FF03 00 0C00 1000 3016 0000 0400 41424344");
        assertThat(slmp.messages().getFirst().operation()).isEqualTo("remote password unlock");
        assertThat(slmp.messages().getFirst().fields().get("data")).isNull();
    }

    @Test
    void aStreamWaitsAndACutDatagramIsMalformed() {
        assertThat(slmp.client("5000 00 FF FF03 00 0C00 1000")).isEqualTo(Dissector.NEED_MORE);
        Bench udp = new Bench(new SlmpDissector(), Transport.UDP, 5000);
        udp.client("5000 00 FF FF03 00 0C00 1000");
        assertThat(udp.malformed()).extracting(Malformed::rule).contains("request ends early");
    }

    @Test
    void recognitionNeedsAnOwnCpuAndAKnownCommand() {
        assertThat(probe("5000 00 FF FF03 00 0C00 1000 0104 0000 640000 A8 0300"))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(probe("5000 00 FF FF03 00 0C00 1000 0199 0000 640000 A8 0300"))
                .isEqualTo(Recognition.UNSURE);
        assertThat(probe("5000 00 FF FF07 00 0C00 1000 0104 0000 640000 A8 0300"))
                .isEqualTo(Recognition.NOT);
        assertThat(probe("5000 00 FF FF03")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new SlmpDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }

    @Property(seed = "1", tries = 2_000)
    void nothingThatStandsInATargetMakesNamingFail(
            @ForAll String target, @ForAll @IntRange(max = 300) int values, @ForAll boolean bits) {
        for (String text : List.of(target, "D" + target, target + " x3", "W1A, " + target))
            assertThat(Device.points(text, bits, values))
                    .satisfiesAnyOf(
                            p -> assertThat(p).isNull(), p -> assertThat(p).hasSize(values));
    }
}
