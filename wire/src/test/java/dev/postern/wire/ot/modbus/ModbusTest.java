package dev.postern.wire.ot.modbus;

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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes written down from the examples of the specification, section 6. */
class ModbusTest {
    private final Bench bench = new Bench(new Modbus(), Transport.TCP, 502);

    private Message only(int index) {
        return bench.messages().get(index);
    }

    @Test
    void aReadNamesItsRegistersAndItsAnswerRepeatsThemWithTheValues() {
        bench.client("0007 0000 0006 11 03 006b 0003");
        bench.server("0007 0000 0009 11 03 06 022b 0000 0064");
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0)).satisfies(ask -> {
            assertThat(ask.operation()).isEqualTo("read holding registers");
            assertThat(ask.verb()).isEqualTo(Verb.READ);
            assertThat(ask.outcome()).isEqualTo(Outcome.REQUEST);
            assertThat(ask.unit()).isEqualTo("17");
            assertThat(ask.target()).isEqualTo("holding 107 x3");
            assertThat(ask.fields().get("address")).isEqualTo(107L);
            assertThat(ask.fields().get("quantity")).isEqualTo(3L);
        });
        assertThat(only(1)).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(answer.target()).isEqualTo("holding 107 x3");
            assertThat(answer.latencyNanos()).isEqualTo(10_000_000);
            assertThat(answer.fields().get("values")).isEqualTo(List.of(555L, 0L, 100L));
        });
    }

    @Test
    void coilsAreCutToTheQuantityAskedFor() {
        bench.client("0001 0000 0006 01 01 0013 000a");
        bench.server("0001 0000 0005 01 01 02 cd01");
        assertThat(only(1).target()).isEqualTo("coil 19 x10");
        assertThat(only(1).fields().get("values"))
                .isEqualTo(List.of(true, false, true, true, false, false, true, true, true, false));
    }

    @Test
    void writesShowWhatIsWritten() {
        bench.client("0001 0000 0006 01 05 00ac ff00");
        bench.server("0001 0000 0006 01 05 00ac ff00");
        bench.client("0002 0000 0006 01 06 0001 0003");
        bench.client("0003 0000 0009 01 0f 0013 000a 02 cd01");
        bench.client("0004 0000 000b 01 10 0001 0002 04 000a 0102");
        bench.server("0004 0000 0006 01 10 0001 0002");
        bench.client("0005 0000 0008 01 16 0004 00f2 0025");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::target)
                .containsExactly(
                        "coil 172 x1",
                        "coil 172 x1",
                        "holding 1 x1",
                        "coil 19 x10",
                        "holding 1 x2",
                        "holding 1 x2",
                        "holding 4 x1");
        assertThat(bench.messages()).allSatisfy(m -> assertThat(m.verb()).isEqualTo(Verb.WRITE));
        assertThat(only(0).fields().get("value")).isEqualTo(true);
        assertThat(only(4).fields().get("values")).isEqualTo(List.of(10L, 258L));
        assertThat(only(6).fields().get("or_mask")).isEqualTo(0x25L);
    }

    @Test
    void readAndWriteInOneIsAWriteWithWhatWasRead() {
        bench.client("0001 0000 0011 01 17 0003 0006 000e 0003 06 00ff 00ff 00ff");
        bench.server("0001 0000 000f 01 17 0c 00fe 0acd 0001 0003 000d 00ff");
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).target()).isEqualTo("holding 14 x3");
        assertThat(only(1).fields().get("read_address")).isEqualTo(3L);
        assertThat(only(1).fields().get("values")).isEqualTo(List.of(254L, 2765L, 1L, 3L, 13L, 255L));
    }

    @Test
    void anExceptionRefusesWhatWasAsked() {
        bench.client("0009 0000 0006 01 01 04a1 0001");
        bench.server("0009 0000 0003 01 81 02");
        assertThat(only(1)).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(answer.operation()).isEqualTo("read coils");
            assertThat(answer.target()).isEqualTo("coil 1185 x1");
            assertThat(answer.fields().get("exception")).isEqualTo(2L);
            assertThat(answer.fields().get("name")).isEqualTo("illegal data address");
        });
    }

    @Test
    void deviceIdentificationIsToldOfTheServer() {
        bench.client("0001 0000 0005 01 2b 0e 01 00");
        bench.server("0001 0000 001d 01 2b 0e 01 01 00 00 03 00 07 41434d4520496e 01 04 50313233 02 04 56322e31");
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(1).operation()).isEqualTo("read device identification");
        List<Identity> told = identities();
        assertThat(told).extracting(Identity::value).containsExactly("ACME In", "P123", "V2.1");
        assertThat(told)
                .extracting(Identity::attribute)
                .containsExactly(Identity.Attribute.VENDOR, Identity.Attribute.MODEL, Identity.Attribute.FIRMWARE);
        assertThat(told).allSatisfy(i -> assertThat(i.subject().toString()).isEqualTo("10.0.0.2"));
    }

    @Test
    void whatAUnitBehindAGatewayTellsIsNotToldOfTheGateway() {
        bench.client("0001 0000 0005 0c 2b 0e 01 00");
        bench.server("0001 0000 001d 0c 2b 0e 01 01 00 00 03 00 07 41434d4520496e 01 04 50313233 02 04 56322e31");
        assertThat(identities())
                .hasSize(3)
                .allSatisfy(i -> assertThat(i.place()).isEqualTo("unit 12"));
    }

    private List<Identity> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .toList();
    }

    @Test
    void restartAndListenOnlyAreNotHarmlessDiagnostics() {
        bench.client("0001 0000 0006 01 08 0001 0000");
        bench.client("0002 0000 0006 01 08 0004 0000");
        bench.client("0003 0000 0006 01 08 0000 a537");
        assertThat(bench.messages()).extracting(Message::verb).containsExactly(Verb.RESTART, Verb.MODE, Verb.DIAGNOSE);
        assertThat(only(0).operation()).isEqualTo("diagnostics: restart communications option");
    }

    @Test
    void filesAndQueuesAreNamed() {
        bench.client("0001 0000 0011 01 14 0e 06 0004 0001 0002 06 0003 0009 0002");
        bench.client("0002 0000 0010 01 15 0d 06 0004 0007 0003 06af 04be 100d");
        bench.client("0003 0000 0004 01 18 04de");
        bench.server("0003 0000 000a 01 18 0006 0002 01b8 1284");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::target)
                .containsExactly(
                        "file 4 record 1 x2, file 3 record 9 x2", "file 4 record 7 x3", "fifo 1246", "fifo 1246");
        assertThat(only(1).verb()).isEqualTo(Verb.FILE_WRITE);
        assertThat(only(3).fields().get("values")).isEqualTo(List.of(440L, 4740L));
    }

    @Test
    void umasTellsReservationTransferStartAndStop() {
        bench.client("0001 0000 0005 00 5a 00 10 2a");
        bench.server("0001 0000 0005 00 5a 00 fe 77");
        bench.client("0002 0000 0004 00 5a 77 30");
        bench.client("0003 0000 0004 00 5a 77 33");
        bench.client("0004 0000 0004 00 5a 77 41");
        bench.server("0004 0000 0004 00 5a 77 fd");
        bench.client("0005 0000 0004 00 5a 77 40");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(
                        Verb.PROTECT, Verb.PROTECT, Verb.DOWNLOAD, Verb.UPLOAD, Verb.STOP, Verb.STOP, Verb.START);
        assertThat(only(5).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(only(5).operation()).isEqualTo("umas stop plc");
    }

    @Test
    void severalMessagesInOneSegmentAndOneInSeveralAreAllSeen() {
        assertThat(bench.client("0001 0000 0006 01 03 0000 0001 0002 0000 0006 01 03"))
                .isZero();
        assertThat(bench.messages()).hasSize(1);
    }

    @Test
    void clientsThatNeverCountTransactionsStillGetTheirAnswers() {
        bench.client("0000 0000 0006 01 03 0000 0001");
        bench.client("0000 0000 0006 01 03 0064 0002");
        bench.server("0000 0000 0007 01 03 04 0001 0002");
        assertThat(only(2).target()).isEqualTo("holding 100 x2");
    }

    @Test
    void brokenRulesAreNamedWithTheirOffset() {
        bench.client("0001 0000 0006 01 03 0000 007e");
        bench.client("0002 0000 0006 01 03 0000 0000");
        bench.client("0003 0000 0006 01 03 ffff 0002");
        bench.client("0004 0000 000b 01 10 0001 0002 03 000a 0102");
        bench.client("0005 0000 0006 01 05 0001 1234");
        bench.client("0006 0000 0008 01 03 0000 0001 0000");
        bench.client("0007 0000 0003 01 83 02");
        bench.client("0008 0000 0004 01 03 0000");
        bench.client("0009 0000 0002 01 00");
        bench.client("000a 0001 0002 01 00");
        bench.client("000b 0000 0006 01 03 0000 0001");
        bench.client("000c 0000 0f06 01 03 0000 0001");
        assertThat(bench.malformed())
                .extracting(Malformed::rule, Malformed::offset)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("quantity out of range", 10),
                        org.assertj.core.groups.Tuple.tuple("quantity out of range", 10),
                        org.assertj.core.groups.Tuple.tuple("addresses beyond 65535", 8),
                        org.assertj.core.groups.Tuple.tuple("byte count does not match quantity", 12),
                        org.assertj.core.groups.Tuple.tuple("length does not fit function", 4),
                        org.assertj.core.groups.Tuple.tuple("coil neither on nor off", 10),
                        org.assertj.core.groups.Tuple.tuple("length does not fit function", 4),
                        org.assertj.core.groups.Tuple.tuple("exception in a request", 7),
                        org.assertj.core.groups.Tuple.tuple("length does not fit function", 4),
                        org.assertj.core.groups.Tuple.tuple("function 0", 7),
                        org.assertj.core.groups.Tuple.tuple("protocol id not 0", 2),
                        org.assertj.core.groups.Tuple.tuple("length out of range", 4));
    }

    @Test
    void outOfStepIsSaidOnceUntilTheStreamIsReadAgain() {
        bench.client("0001 0000 0006 01 03 0000 0001");
        assertThat(bench.client("ffff ffff ffff ffff")).isEqualTo(Dissector.LOST);
        assertThat(bench.client("eeee eeee eeee eeee")).isEqualTo(Dissector.LOST);
        assertThat(bench.malformed()).hasSize(1);
    }

    @Test
    void oneSidedTrafficIsReadWithoutItsRequests() {
        bench.server("0001 0000 0005 01 03 02 0007");
        bench.server("0002 0000 0006 01 10 0001 0002");
        assertThat(only(0).target()).isEmpty();
        assertThat(only(0).fields().get("values")).isEqualTo(List.of(7L));
        assertThat(only(1).target()).isEqualTo("holding 1 x2");
        assertThat(only(1).latencyNanos()).isEqualTo(-1);
    }

    @Test
    void recognitionAsksForLengthsThatAgree() {
        assertThat(probe("0001 0000 0006 01 03 0000 0001", true)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("0001 0000 0005 01 03 02 0007", false)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("0001 0000 0006 01 03 0000 0000", true)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("0001 0000 0006 01 00 0000 0000", true)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("0001 0000 0006 01 03 0000 0000 00", true)).isEqualTo(Recognition.NOT);
        assertThat(probe("0000 0054 ff53 4d42 72 00 00 00", true)).isEqualTo(Recognition.NOT);
        assertThat(probe("0300 0013 0ee0 0000 0000 0001 0008 0003 0000 00", true))
                .isEqualTo(Recognition.NOT);
        assertThat(probe("001c 0000 0100 0001 0000 0000 0000", true)).isEqualTo(Recognition.NOT);
    }

    /** MELSOFT of Mitsubishi begins so, in both directions. */
    @Test
    void functionsWithNothingInsideToCheckAreBelievedOnlyIfTheHeaderFitsTheSegment() {
        String melsoft = "d700 0000 0011 11 7f 0000 00a8 0300 ffff 0300 0024 009c 0218 1400";
        assertThat(probe(melsoft, true)).isEqualTo(Recognition.NOT);
        assertThat(probe("5700 0000 0011 11 07 0000 ffff 0300 0000 0000 005a 001c 0216 1400", false))
                .isEqualTo(Recognition.NOT);
        assertThat(probe("0001 0000 0002 01 07", true)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("0001 0000 0003 01 07 6d 0002 0000", false)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("0001 0000 0004 01 7f 0000", true)).isEqualTo(Recognition.UNSURE);
    }

    private static Recognition probe(String hex, boolean fromClient) {
        return new Modbus().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, fromClient);
    }
}
