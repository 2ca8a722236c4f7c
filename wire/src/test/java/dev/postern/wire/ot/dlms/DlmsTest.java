package dev.postern.wire.ot.dlms;

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

/** Units put together after IEC 62056-5-3 clause 9, in the wrapper; frames after IEC 62056-46. */
class DlmsTest {
    private final Bench bench = new Bench(new DlmsDissector(), Transport.TCP, 4059);

    private Message only(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return only(index).fields().get(name);
    }

    private static String wrap(int source, int destination, String unit) {
        String hex = unit.replace(" ", "");
        return String.format("0001%04x%04x%04x", source, destination, hex.length() / 2) + hex;
    }

    private void asks(String unit) {
        bench.client(wrap(16, 1, unit));
    }

    private void answers(String unit) {
        bench.server(wrap(1, 16, unit));
    }

    @Test
    void aGetNamesItsObjectAndItsAnswerHasTheValue() {
        asks("c001c1 0003 0100010800ff 02 00");
        answers("c401c1 00 06 00001267");
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("get");
        assertThat(only(0).verb()).isEqualTo(Verb.READ);
        assertThat(only(0).unit()).isEqualTo("1");
        assertThat(only(0).target()).isEqualTo("1-0:1.8.0*255 attribute 2");
        assertThat(field(0, "client")).isEqualTo(16L);
        assertThat(field(0, "class")).isEqualTo(3L);
        assertThat(only(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(only(1).target()).isEqualTo("1-0:1.8.0*255 attribute 2");
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(1, "values")).isEqualTo(List.of(4711L));
    }

    @Test
    void whatIsAskedOfAnObjectDecidesTheVerb() {
        asks("c101c1 0008 0000010000ff 02 00 090c07e20207030b2a2500ffc400");
        asks("c301c2 0046 000060030aff 01 01 0f00");
        asks("c301c3 000f 0000280000ff 01 01 0903010203");
        asks("c301c4 0012 00002c0000ff 01 00");
        asks("c101c5 0003 0100010800ff 02 00 0600000000");
        asks("c001c6 0001 00002a0000ff 02 00");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.CLOCK, Verb.OPERATE, Verb.LOGIN, Verb.FIRMWARE, Verb.WRITE, Verb.IDENTIFY);
        assertThat(only(1).target()).isEqualTo("0-0:96.3.10*255 method 1");
        assertThat(field(0, "values")).isEqualTo(List.of("07e20207030b2a2500ffc400"));
        assertThat(field(4, "values")).isEqualTo(List.of(0L));
    }

    @Test
    void theNameOfTheDeviceIsItsIdentity() {
        asks("c001c1 0001 00002a0000ff 02 00");
        answers("c401c1 00 0905 4d45544552");
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .containsExactly("NAME METER");
    }

    @Test
    void aRefusalSaysWhy() {
        asks("c101c1 0003 0100010800ff 02 00 0600000000");
        answers("c501c1 03");
        asks("c001c2 0003 0100010800ff 02 00");
        answers("c401c2 01 04");
        asks("c001c3 0003 0100010800ff 02 00");
        answers("d8 01 02");
        assertThat(bench.messages().stream().filter(m -> m.outcome() == Outcome.REFUSED))
                .hasSize(3);
        assertThat(field(1, "result_name")).isEqualTo("read-write denied");
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(3, "result_name")).isEqualTo("object undefined");
    }

    @Test
    void theBlocksOfALongAnswerKeepTheirTarget() {
        asks("c001c1 0007 0100630100ff 02 00");
        answers("c402c1 00 00000001 00 04 02010605");
        asks("c002c1 00000001");
        answers("c402c1 01 00000002 00 02 0102");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::target).containsOnly("1-0:99.1.0*255 attribute 2");
        assertThat(field(1, "last")).isEqualTo(false);
        assertThat(field(3, "last")).isEqualTo(true);
        assertThat(only(3).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void severalObjectsAreAskedForAtOnce() {
        asks("c003c1 02 0003 0100010800ff 02 00 0003 0100020800ff 02 00");
        answers("c403c1 02 00 0600000001 01 04");
        assertThat(only(1).target()).isEqualTo("1-0:1.8.0*255 attribute 2, 1-0:2.8.0*255 attribute 2");
        assertThat(only(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(1, "values")).isEqualTo(List.of(1L));
    }

    @Test
    void anAssociationWithAPasswordIsALoginAndShowsNone() {
        asks(
                "6036a1090607608574050801018a0207808b0760857405080201ac0a80086162636465666768be10040e01000000065f1f040000fe1dffff");
        answers("6129a109060760857405080101a203020101a305a10302010dbe10040e0800065f1f0400003a1d00720007");
        assertThat(only(0).operation()).isEqualTo("associate");
        assertThat(only(0).verb()).isEqualTo(Verb.LOGIN);
        assertThat(field(0, "context")).isEqualTo("logical names");
        assertThat(field(0, "mechanism")).isEqualTo("password");
        assertThat(only(0).fields().toMap().toString()).doesNotContain("6162636465");
        assertThat(only(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(1, "diagnostic")).isEqualTo(13L);
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void anAssociationThatAsksForMoreIsNoLoginYet() {
        asks(
                "6036a1090607608574050801018a0207808b0760857405080205ac0a80086162636465666768be10040e01000000065f1f040000fe1dffff");
        answers("6129a109060760857405080101a203020100a305a10302010ebe10040e0800065f1f0400003a1d00720007");
        assertThat(only(1).verb()).isEqualTo(Verb.LOGIN);
        assertThat(only(1).outcome()).isEqualTo(Outcome.NOTICE);
    }

    @Test
    void whatIsCipheredTellsItsServiceAndCounter() {
        asks("c8 0a 30 00000007 0102030405");
        answers("cc 0a 30 00000008 0102030405");
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("get");
        assertThat(field(0, "ciphered")).isEqualTo(true);
        assertThat(field(0, "invocation_counter")).isEqualTo(7L);
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void whatAMeterSendsByItselfIsAReport() {
        answers("0f 00000001 00 0202 0905 4d45544552 12 002a");
        answers("c200 0003 0100010800ff 02 06 00000001");
        assertThat(bench.messages()).extracting(Message::verb).containsOnly(Verb.REPORT);
        assertThat(field(0, "values")).isEqualTo(List.of("METER", 42L));
        assertThat(only(1).target()).isEqualTo("1-0:1.8.0*255 attribute 2");
    }

    @Test
    void accessByShortNamesIsTiedInOrder() {
        asks("05 01 02 fa00");
        answers("0c 01 00 06 00001267");
        asks("06 01 02 fa08 01 0600000000");
        answers("0d 01 01 03");
        assertThat(only(1).target()).isEqualTo("0xfa00");
        assertThat(field(1, "values")).isEqualTo(List.of(4711L));
        assertThat(field(2, "values")).isEqualTo(List.of(0L));
        assertThat(only(3).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void framesOfHdlcAreReadAndPutTogether() {
        bench.client("7ea0070321930f017e");
        bench.server("7ea00721037301407e");
        bench.client("7ea0190321326fd8e6e600c001c100030100010800ff020032687e");
        bench.server("7ea81121033085e2e6e700c401c10002228a7e7ea011210332b79b02060000126716218fb27e");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::operation).containsExactly("snrm", "snrm", "get", "get");
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(only(3).unit()).isEqualTo("1");
        assertThat(field(3, "client")).isEqualTo(16L);
        assertThat(field(3, "values")).isEqualTo(List.of(4711L, 33L));
    }

    @Test
    void whatDoesNotFitIsTold() {
        asks("ff00");
        answers("c401c1 00 fe");
        answers("c401c1 00 0500");
        bench.client("7ea0070321940f017e");
        assertThat(bench.client("0002 0001 0001 0001 00")).isEqualTo(Dissector.LOST);
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "unit unknown",
                        "data is none of COSEM",
                        "data is none of COSEM",
                        "frame check",
                        "wrapper version not 1");
    }

    @Test
    void recognitionNeedsMoreThanTheWrapper() {
        assertThat(probe(wrap(16, 1, "c001c1 0003 0100010800ff 02 00"))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(wrap(16, 1, "c401c1 00 06 00001267"))).isEqualTo(Recognition.UNSURE);
        assertThat(probe(wrap(16, 1, "0306006b0003"))).isEqualTo(Recognition.NOT);
        assertThat(probe("7ea0070321930f017e")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("7ea0070321940f017e")).isEqualTo(Recognition.NOT);
        assertThat(probe("7ea007")).isEqualTo(Recognition.UNSURE);
    }

    private static Recognition probe(String hex) {
        return new DlmsDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
