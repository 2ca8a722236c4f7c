package dev.postern.wire.ot.melsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames as 1E is commonly described, and blocks that a client of another make (iot-communication 1.5.4) sent. */
class Melsec1eTest {
    private static final String READ = "01 FF 0A00 64000000 2044 03 00";
    private final Bench plc = new Bench(new Melsec1eDissector(), Transport.TCP, 5002);

    private Message last() {
        return plc.messages().getLast();
    }

    private static Recognition probe(String hex, boolean fromClient) {
        return new Melsec1eDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, fromClient);
    }

    @Test
    void wordsReadStandInTheAnswer() {
        plc.client(READ);
        assertThat(plc.server("81 00 0100 FFFF")).isEqualTo(Dissector.NEED_MORE);
        assertThat(plc.server("81 00 0100 FFFF 3412")).isEqualTo(8);
        assertThat(last().operation()).isEqualTo("read words");
        assertThat(last().target()).isEqualTo("D100 x3");
        assertThat(last().unit()).isEmpty();
        assertThat(last().fields().get("values")).isEqualTo(List.of(1L, 0xFFFFL, 0x1234L));
        assertThat(last().latencyNanos()).isEqualTo(20_000_000L);
        assertThat(plc.malformed()).isEmpty();
    }

    /** What its client sent to read D100, write 7 to it, read M10, set it, and read X1A. */
    @Test
    void blocksOfAnotherMakesClientSayWhatItWasToldTo() {
        plc.client("01ff0c006400000020440100");
        plc.server("81000700");
        plc.client("03ff0c0064000000204401000700");
        plc.server("8300");
        plc.client("00ff0c000a000000204d0100");
        plc.server("800010");
        plc.client("02ff0c000a000000204d010010");
        plc.server("8200");
        plc.client("00ff0c001a00000020580100");
        plc.server("800010");
        assertThat(plc.malformed()).isEmpty();
        assertThat(plc.messages())
                .filteredOn(m -> m.outcome() == Outcome.SUCCESS)
                .extracting(
                        m -> m.operation() + " " + m.target() + " " + m.fields().get("values"))
                .containsExactly(
                        "read words D100 x1 [7]",
                        "write words D100 x1 null",
                        "read bits M10 x1 [true]",
                        "write bits M10 x1 null",
                        "read bits X1A x1 [true]");
        assertThat(plc.messages())
                .filteredOn(m -> m.outcome() == Outcome.REQUEST && m.verb() == Verb.WRITE)
                .extracting(m -> m.fields().get("values"))
                .containsExactly(List.of(7L), List.of(true));
    }

    @Test
    void bitsStandInHalfOctetsTheFirstInTheHigherOne() {
        plc.client("00 FF 0A00 A0000000 2058 03 00");
        plc.server("80 00 10 10");
        assertThat(last().target()).isEqualTo("XA0 x3");
        assertThat(last().fields().get("values")).isEqualTo(List.of(true, false, true));
    }

    @Test
    void writesShowWhereAndWhat() {
        plc.client("03 FF 0A00 0A000000 2044 02 00 0100 0200");
        plc.client("02 FF 0A00 32000000 204D 03 00 11 00");
        plc.client("05 FF 0A00 02 00 0A000000 2044 0500 10000000 2057 0600");
        assertThat(plc.messages()).extracting(Message::verb).containsOnly(Verb.WRITE);
        assertThat(plc.messages()).extracting(Message::target).containsExactly("D10 x2", "M50 x3", "D10, W10");
        assertThat(plc.messages())
                .extracting(m -> m.fields().get("values"))
                .containsExactly(List.of(1L, 2L), List.of(true, true, false), List.of(5L, 6L));
    }

    @Test
    void eachValueIsCalledByItsDeviceUnlessThereAreMoreThanTheTargetSays() {
        plc.client("05 FF 0A00 02 00 0A000000 2044 0500 10000000 2057 0600");
        assertThat(last().fields().get("points")).isEqualTo(List.of("D10", "W10"));
        plc.client("05 FF 0A00 09 00" + " 0A000000 2044 0500".repeat(9));
        assertThat(last().target()).endsWith("D10 and 1");
        assertThat((List<?>) last().fields().get("values")).hasSize(9);
        assertThat(last().fields().get("points")).isNull();
    }

    @Test
    void aMonitorAnswersWithThePointsThatWereRegistered() {
        plc.client("07 FF 0A00 02 00 0A000000 2044 10000000 2057");
        plc.server("87 00");
        plc.client("06 FF 0A00 03 00 0A000000 204D 0B000000 204D 0C000000 204D");
        plc.server("86 00");
        plc.client("09 FF 0A00");
        assertThat(last().target()).isEqualTo("D10, W10");
        assertThat(plc.server("89 00 0500 06")).isEqualTo(Dissector.NEED_MORE);
        assertThat(plc.server("89 00 0500 0600")).isEqualTo(6);
        assertThat(last().fields().get("values")).isEqualTo(List.of(5L, 6L));
        plc.client("08 FF 0A00");
        assertThat(plc.server("88 00 01 10")).isEqualTo(4);
        assertThat(last().target()).isEqualTo("M10, M11, M12");
        assertThat(last().fields().get("values")).isEqualTo(List.of(false, true, true));
        assertThat(plc.malformed()).isEmpty();
    }

    /** Its octets are told; where the next answer begins nobody can say. */
    @Test
    void anAnswerWhoseRequestWasNotHeardIsTheLastOfItsSegment() {
        assertThat(plc.server("89 00 0500 0600")).isEqualTo(Dissector.LOST);
        assertThat(last().fields().get("data")).isEqualTo("05000600");
        plc.client("09 FF 0A00");
        assertThat(plc.server("89 00 0500 0600")).isEqualTo(Dissector.LOST);
        assertThat(plc.server("89 02")).isEqualTo(2);
        assertThat(plc.malformed()).isEmpty();
    }

    @Test
    void aRefusedStopReadsAsRefused() {
        plc.client("14 FF 0A00");
        plc.server("94 5B 10 00");
        plc.client("13 FF 0A00");
        plc.server("93 00");
        assertThat(plc.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.STOP, Verb.STOP, Verb.START, Verb.START);
        assertThat(plc.messages().get(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(plc.messages().get(1).fields().get("error_code")).isEqualTo(0x10L);
        assertThat(last().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void onlyABlockOfAKnownDeviceIsCertain() {
        assertThat(probe(READ, true)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(READ + "00", true)).isEqualTo(Recognition.NOT);
        assertThat(probe("01 FF 0A00 64000000 2045 03 00", true)).isEqualTo(Recognition.NOT);
        assertThat(probe("01 FF 0A00 64000001 2044 03 00", true)).isEqualTo(Recognition.NOT);
        assertThat(probe("13 FF 0A00", true)).isEqualTo(Recognition.UNSURE);
        // NetBIOS session request and answer (RFC 1002 section 4.3) begin with the same octets.
        assertThat(probe("8100 0044 20", true)).isEqualTo(Recognition.NOT);
        assertThat(probe("82000000", true)).isEqualTo(Recognition.NOT);
    }

    @Test
    void unknownCommandsAreNamedAsBroken() {
        assertThat(plc.client("7F FF 0A00")).isEqualTo(Dissector.LOST);
        assertThat(plc.server("FF 00")).isEqualTo(Dissector.LOST);
        assertThat(plc.malformed()).extracting(Malformed::rule).containsOnly("unknown command");
    }
}
