package dev.postern.wire.ot.iec104;

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

/** APDUs put together after IEC 60870-5-101 clause 7 and IEC 60870-5-104 clause 5. */
class Iec104Test {
    private final Bench bench = new Bench(new Iec104(), Transport.TCP, 2404);

    private Message only(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return only(index).fields().get(name);
    }

    /** An APDU of format I around an ASDU. */
    private static String apdu(String asdu) {
        String hex = asdu.replaceAll("\\s+", "");
        return String.format("68 %02x 02000400 %s", 4 + hex.length() / 2, hex);
    }

    @Test
    void startAndTestAreTiedToTheirConfirmation() {
        bench.client("68 04 07 00 00 00");
        bench.server("68 04 0b 00 00 00");
        bench.server("68 04 43 00 00 00");
        bench.client("68 04 83 00 00 00");
        bench.server("68 04 23 00 00 00");
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("startdt", "startdt", "testfr", "testfr", "stopdt");
        assertThat(bench.messages())
                .extracting(Message::latencyNanos)
                .containsExactly(-1L, 10_000_000L, -1L, 10_000_000L, -1L);
        assertThat(bench.messages())
                .extracting(Message::verb)
                .as("who stops the transfer hears no more")
                .containsExactly(Verb.SESSION, Verb.SESSION, Verb.SESSION, Verb.SESSION, Verb.CONFIGURE);
    }

    @Test
    void aCommandIsSelectedExecutedConfirmedAndEnded() {
        bench.client(apdu("2d 01 06 00 1100 341200 81"));
        bench.server(apdu("2d 01 07 00 1100 341200 81"));
        bench.client(apdu("2d 01 06 00 1100 341200 01"));
        bench.server(apdu("2d 01 07 00 1100 341200 01"));
        bench.server(apdu("2d 01 0a 00 1100 341200 01"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly(
                        "single command select",
                        "single command select",
                        "single command",
                        "single command",
                        "single command");
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST, Outcome.SUCCESS, Outcome.NOTICE);
        assertThat(bench.messages()).allSatisfy(m -> {
            assertThat(m.verb()).isEqualTo(Verb.OPERATE);
            assertThat(m.unit()).isEqualTo("17");
            assertThat(m.target()).isEqualTo("single command 4660");
            assertThat(m.fields().get("values")).isEqualTo(List.of(true));
        });
        assertThat(only(3).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(0, "select")).isEqualTo(true);
    }

    @Test
    void aNegativeConfirmationAndAnUnknownAddressAreRefusals() {
        bench.client(apdu("32 01 06 05 0100 070000 0000c03f 00"));
        bench.server(apdu("32 01 47 05 0100 070000 0000c03f 00"));
        bench.client(apdu("66 01 05 00 0100 080000"));
        bench.server(apdu("66 01 6f 00 0100 080000"));
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REFUSED, Outcome.REQUEST, Outcome.REFUSED);
        assertThat(field(0, "values")).isEqualTo(List.of(1.5));
        assertThat(field(0, "originator")).isEqualTo(5L);
        assertThat(field(3, "cause_name")).isEqualTo("unknown information object address");
        assertThat(only(3).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void aReadIsAnsweredByTheObject() {
        bench.client(apdu("66 01 05 00 0100 080000"));
        bench.server(apdu("0b 01 05 00 0100 080000 9cff 00"));
        assertThat(only(0).target()).isEqualTo("object 8");
        assertThat(only(1).verb()).isEqualTo(Verb.READ);
        assertThat(only(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(only(1).target()).isEqualTo("scaled 8");
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(1, "values")).isEqualTo(List.of(-100L));
    }

    @Test
    void anInterrogationNamesItsGroupAndWhatFollowsIsRead() {
        bench.client(apdu("64 01 06 00 0100 000000 14"));
        bench.server(apdu("64 01 07 00 0100 000000 14"));
        bench.server(apdu("03 83 14 00 0100 640000 01 02 92"));
        bench.client(apdu("64 01 06 00 0100 000000 16"));
        assertThat(only(0).target()).isEqualTo("station");
        assertThat(only(2).verb()).isEqualTo(Verb.READ);
        assertThat(only(2).target()).isEqualTo("double point 100..102");
        assertThat(field(2, "values")).isEqualTo(List.of(1L, 2L, 2L));
        assertThat(field(2, "quality")).isEqualTo(List.of("good", "good", "blocked invalid"));
        assertThat(only(3).target()).isEqualTo("group 2");
    }

    @Test
    void aPointHasOneNameWithAndWithoutTime() {
        bench.server(apdu("01 01 03 00 0100 640000 01"));
        bench.server(apdu("02 01 03 00 0100 640000 01 1d8d19"));
        bench.server(apdu("1e 01 03 00 0100 640000 41 1d8d59 8e 29 03 1a"));
        assertThat(bench.messages()).extracting(Message::target).containsOnly("single point 100");
        assertThat(bench.messages()).extracting(Message::verb).containsOnly(Verb.REPORT);
        assertThat(field(1, "times")).isEqualTo(List.of("25:36.125"));
        assertThat(field(2, "times")).isEqualTo(List.of("2026-03-09T14:25:36.125 summer substituted"));
        assertThat(field(2, "quality")).isEqualTo(List.of("not-topical"));
    }

    @Test
    void eventsThatCameTogetherByChanceMakeNoTargetOfTheirOwn() {
        bench.server(apdu("0d 02 03 00 0100 bc0200 0000ac41 00 090000 000080bf 81"));
        bench.server(apdu("0d 02 01 00 0100 bc0200 0000ac41 00 090000 000080bf 81"));
        assertThat(only(0).target()).isEqualTo("float");
        assertThat(only(1).target()).isEqualTo("float 700,9");
        assertThat(field(0, "addresses")).isEqualTo(List.of(700L, 9L));
        assertThat(field(0, "values")).isEqualTo(List.of(21.5, -1.0));
        assertThat(field(0, "quality")).isEqualTo(List.of("good", "overflow invalid"));
    }

    @Test
    void valuesOfAllKinds() {
        bench.server(apdu("05 01 03 00 0100 010000 7f 00"));
        bench.server(apdu("07 01 03 00 0100 010000 0d0c0b0a 00"));
        bench.server(apdu("15 01 01 00 0100 010000 00c0"));
        bench.server(apdu("0f 01 03 00 0100 010000 ffffffff 61"));
        bench.server(apdu("26 01 03 00 0100 010000 0a e803 1d8d19 0e 29 03 1a"));
        bench.server(apdu("14 01 03 00 0100 010000 0500 0100 00"));
        assertThat(field(0, "values")).isEqualTo(List.of(-1L));
        assertThat(field(1, "values")).isEqualTo(List.of(0x0A0B0C0DL));
        assertThat(field(2, "values")).isEqualTo(List.of(-0.5));
        assertThat(field(3, "values")).isEqualTo(List.of(-1L));
        assertThat(field(3, "quality")).isEqualTo(List.of("carry adjusted"));
        assertThat(field(4, "values")).isEqualTo(List.of(2L));
        assertThat(field(4, "quality")).isEqualTo(List.of("elapsed-invalid"));
        assertThat(field(4, "elapsed_millis")).isEqualTo(List.of(1000L));
        assertThat(field(5, "changed")).isEqualTo(1L);
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void whatChangesTheStationHasItsVerb() {
        bench.client(apdu("67 01 06 00 0100 000000 1d8d19 0e 29 03 1a"));
        bench.client(apdu("69 01 06 00 0100 000000 01"));
        bench.client(apdu("65 01 06 00 0100 000000 45"));
        bench.client(apdu("65 01 06 00 0100 000000 85"));
        bench.client(apdu("70 01 06 00 0100 0a0000 00000040 01"));
        bench.client(apdu("68 01 06 00 0100 000000 aa55"));
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.CLOCK, Verb.RESTART, Verb.READ, Verb.WRITE, Verb.WRITE, Verb.DIAGNOSE);
        assertThat(bench.messages())
                .extracting(Message::target)
                .containsExactly("clock", "process", "counters", "counters", "parameter float 10", "station");
    }

    @Test
    void aFileIsCalledAndFetched() {
        bench.client(apdu("7a 01 0d 00 0100 050000 0100 00 01"));
        bench.server(apdu("78 01 0d 00 0100 050000 0100 204e00 00"));
        bench.client(apdu("7a 01 0d 00 0100 050000 0100 01 06"));
        bench.server(apdu("7d 01 0d 00 0100 050000 0100 01 03 414243"));
        bench.server(apdu("7b 01 0d 00 0100 050000 0100 01 03 c6"));
        bench.client(apdu("7c 01 0d 00 0100 050000 0100 01 03"));
        bench.client(apdu("7a 01 0d 00 0100 050000 0100 00 04"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly(
                        "select file",
                        "file ready",
                        "call section",
                        "segment",
                        "last section or segment",
                        "acknowledge file or section",
                        "delete file");
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(
                        Verb.FILE_READ,
                        Verb.FILE_READ,
                        Verb.FILE_READ,
                        Verb.FILE_READ,
                        Verb.FILE_READ,
                        Verb.FILE_READ,
                        Verb.FILE_WRITE);
        assertThat(bench.messages()).extracting(Message::target).containsOnly("file 1 at 5");
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(1, "length")).isEqualTo(20_000L);
        assertThat(field(3, "data")).isEqualTo("414243");
    }

    @Test
    void aFileSentByTheClientIsWritten() {
        bench.client(apdu("78 01 0d 00 0100 050000 0100 204e00 00"));
        bench.server(apdu("7a 01 0d 00 0100 050000 0100 00 02"));
        bench.client(apdu("7d 01 0d 00 0100 050000 0100 01 03 414243"));
        assertThat(bench.messages()).extracting(Message::verb).containsOnly(Verb.FILE_WRITE);
    }

    @Test
    void severalApdusInASegmentAreSeveralMessages() {
        bench.server("680401000800" + apdu("01 01 03 00 0100 640000 01") + apdu("01 01 03 00 0100 650000 00"));
        assertThat(bench.messages())
                .extracting(Message::target)
                .containsExactly("", "single point 100", "single point 101");
        assertThat(field(0, "receive_sequence")).isEqualTo(4L);
    }

    @Test
    void anApduInPiecesIsWaitedFor() {
        byte[] bytes = Bench.hex(apdu("01 01 03 00 0100 640000 01"));
        for (int length = 1; length < bytes.length; length++)
            assertThat(bench.server(java.util.Arrays.copyOf(bytes, length))).isEqualTo(Dissector.NEED_MORE);
        assertThat(bench.server(bytes)).isEqualTo(bytes.length);
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsToldWithItsPlace() {
        bench.server(apdu("01 02 03 00 0100 640000 01"));
        bench.server(apdu("01 01 03 00 0100 640000 01 ff"));
        bench.server(apdu("01 00 03 00 0100"));
        bench.server(apdu("7e 01 03 00"));
        bench.server(apdu("63 01 03 00 0100 640000 01"));
        bench.server("68 04 0f 00 00 00");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "objects beyond the end",
                        "octets behind the objects",
                        "no object",
                        "ASDU ends early",
                        "type identification unknown",
                        "control function unknown");
        assertThat(bench.malformed()).extracting(Malformed::offset).containsExactly(16, 16, 7, 10, 6, 2);
        assertThat(field(0, "values")).isEqualTo(List.of(true));
    }

    @Test
    void aStreamThatIsLostIsToldOnce() {
        bench.server("68 04 43 00 00 00");
        assertThat(bench.server("00 00")).isEqualTo(Dissector.LOST);
        assertThat(bench.server("68 03 00")).isEqualTo(Dissector.LOST);
        assertThat(bench.malformed()).extracting(Malformed::rule).containsExactly("start octet not 0x68");
    }

    @Test
    void aPrivateTypeIsShownAsItIs() {
        bench.server(apdu("88 01 03 00 0100 640000 01"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("type 136");
        assertThat(field(0, "data")).isEqualTo("64000001");
    }

    @Test
    void onlyWhatAddsUpIsCertain() {
        assertThat(probe("68 04 07 00 00 00")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("68 04 07 00 00 01")).isEqualTo(Recognition.NOT);
        assertThat(probe("68 04 01 00 08 00")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("68 04 01 00 08 00 68 04 43 00 00 00")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(apdu("01 01 03 00 0100 640000 01"))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(apdu("01 02 03 00 0100 640000 01"))).isEqualTo(Recognition.NOT);
        assertThat(probe(apdu("01 01 3f 00 0100 640000 01"))).isEqualTo(Recognition.NOT);
        assertThat(probe("68 03 07 00 00 00")).isEqualTo(Recognition.NOT);
        assertThat(probe("68")).isEqualTo(Recognition.UNSURE);
    }

    private static Recognition probe(String hex) {
        return new Iec104().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, false);
    }
}
