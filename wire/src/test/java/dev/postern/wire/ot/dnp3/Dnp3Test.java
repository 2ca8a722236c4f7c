package dev.postern.wire.ot.dnp3;

import static dev.postern.wire.ot.dnp3.Dnp3FrameWriter.frame;
import static dev.postern.wire.ot.dnp3.Dnp3FrameWriter.request;
import static dev.postern.wire.ot.dnp3.Dnp3FrameWriter.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
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

class Dnp3Test {
    private final Bench bench = new Bench(new Dnp3Dissector(), Transport.TCP, 20_000);

    private Message only() {
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).hasSize(1);
        return bench.messages().getFirst();
    }

    @Test
    void theResetOfALinkStandsAlone() {
        // Printed in many introductions: master 1024 to outstation 1.
        assertThat(bench.client("0564 05C0 0100 0004 E921")).isEqualTo(10);
        Message message = only();
        assertThat(message.operation()).isEqualTo("reset link");
        assertThat(message.unit()).isEqualTo("1");
        assertThat(message.fields().get("source")).isEqualTo(1024L);
        assertThat(message.outcome()).isEqualTo(Outcome.REQUEST);
    }

    @Test
    void theAnswerToALinkRequestBearsItsName() {
        bench.client(frame(0xC9, 10, 1, ""));
        bench.server(frame(0x0B, 1, 10, ""));
        Message answer = bench.messages().getLast();
        assertThat(answer.operation()).isEqualTo("request link status");
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(answer.unit()).isEqualTo("10");
        assertThat(answer.latencyNanos()).isEqualTo(10_000_000);
    }

    /** Secure authentication: a challenge to a command, a proof that is no good, and the command again, which is done. */
    @Test
    void aCommandThatIsChallengedIsDoneWhenItsAnswerSaysSo() {
        bench.client(request("C3 03 0C01 28 01 00 0500 81 01 64000000 00000000 00"));
        bench.server(response("C3 83 0000 7801 5B 01 0C00 01000000 0100 04 01 11223344"));
        bench.client(request("C3 20 7802 5B 01 0A00 01000000 0100 11223344"));
        bench.server(response("C3 81 0000 0C01 28 01 00 0500 81 01 64000000 00000000 00"));
        bench.client(request("C4 03 0C01 28 01 00 0500 81 01 64000000 00000000 00"));
        bench.server(response("C4 83 0000 7807 5B 01 0F00 01000000 0100 0100 01 000000000000"));
        assertThat(bench.messages().stream().filter(m -> !m.fromClient()))
                .extracting(Message::operation, Message::outcome)
                .containsExactly(
                        tuple("select", Outcome.NOTICE),
                        tuple("select", Outcome.SUCCESS),
                        tuple("select", Outcome.REFUSED));
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void aClassPollIsTiedToItsValues() {
        bench.client(request("C3 01 3C0206 3C0306 3C0406 3C0106"));
        bench.server(response("C3 81 8000 1E01 00 02 03 01 0A000000 01 FBFFFFFF 0101 00 00 09 0502"));
        Message poll = bench.messages().getFirst();
        assertThat(poll.verb()).isEqualTo(Verb.READ);
        assertThat(poll.target()).isEqualTo("class 1,2,3,0");
        Message answer = bench.messages().getLast();
        assertThat(answer.operation()).isEqualTo("read");
        assertThat(answer.target()).isEqualTo("class 1,2,3,0");
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(answer.latencyNanos()).isEqualTo(10_000_000);
        assertThat(answer.fields().get("indications")).isEqualTo(List.of("device restart"));
        assertThat(answer.fields().get("objects")).isEqualTo(List.of("g30v1", "g1v1"));
        assertThat(answer.fields().get("g30v1 2..3")).isEqualTo(List.of(10L, -5L));
        assertThat(answer.fields().get("g1v1 0..9")).isEqualTo(List.of(1L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L));
    }

    @Test
    void selectAndOperateNameThePointAndTheControl() {
        String block = "0C01 28 0100 0300 41 01 64000000 00000000 00";
        bench.client(request("C1 03" + block));
        bench.server(response("C1 81 0000" + block));
        bench.client(request("C2 04" + block));
        Message select = bench.messages().getFirst();
        assertThat(select.operation()).isEqualTo("select");
        assertThat(select.verb()).isEqualTo(Verb.OPERATE);
        assertThat(select.target()).isEqualTo("g12v1 index 3");
        assertThat(select.fields().get("control")).isEqualTo("close pulse on");
        assertThat(select.fields().get("onMillis")).isEqualTo(100L);
        assertThat(bench.messages()).extracting(Message::operation).containsExactly("select", "select", "operate");
        assertThat(bench.messages().get(1).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void aControlTheOutstationDeniesIsRefused() {
        bench.client(request("C1 05 0C01 17 01 03 03 01 00000000 00000000 00"));
        bench.server(response("C1 81 0000 0C01 17 01 03 03 01 00000000 00000000 07"));
        Message answer = bench.messages().getLast();
        assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(answer.fields().get("status")).isEqualTo("local");
    }

    @Test
    void anUnknownObjectIsRefused() {
        bench.client(request("C1 01 6E0100 0000"));
        bench.server(response("C1 81 0002"));
        assertThat(bench.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(bench.messages().getLast().fields().get("indications")).isEqualTo(List.of("object unknown"));
    }

    @Test
    void aRestartAndASetClockAreSeenForWhatTheyAre() {
        bench.client(request("C1 0D"));
        bench.client(request("C2 02 3201 07 01 00E40B540D01"));
        bench.client(request("C3 12 5A01 5B 01 0100 41"));
        assertThat(bench.messages()).extracting(Message::verb).containsExactly(Verb.RESTART, Verb.CLOCK, Verb.STOP);
        assertThat(bench.messages()).extracting(Message::operation).startsWith("cold restart", "write");
    }

    @Test
    void anUnsolicitedReportStandsAlone() {
        bench.server(response("F0 82 0000 0202 17 01 05 81 000000000000"));
        Message report = only();
        assertThat(report.operation()).isEqualTo("unsolicited response");
        assertThat(report.verb()).isEqualTo(Verb.REPORT);
        assertThat(report.outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(report.target()).isEqualTo("g2v2");
        assertThat(report.fields().get("g2v2 index")).isEqualTo(List.of(5L));
        assertThat(report.fields().get("g2v2")).isEqualTo(List.of(1L));
    }

    @Test
    void whatAnOutstationSaysOfItselfIsItsIdentity() {
        bench.server(response("C1 81 0000 00FC 00 0000 01 04 41636D65"));
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .singleElement()
                .satisfies(o -> {
                    Identity identity = (Identity) o;
                    assertThat(identity.attribute()).isEqualTo(Identity.Attribute.VENDOR);
                    assertThat(identity.value()).isEqualTo("Acme");
                });
    }

    @Test
    void aFileOpenedToBeWrittenIsAWrite() {
        // name offset 26, length 5, created 0, permissions 0, key 0, size 9, mode 2, block 1024, id 1, "a.txt"
        bench.client(request(
                "C1 19 4603 5B 01 1F00 1A00 0500 000000000000 0000 00000000 09000000 0200 0004 0100" + "612E747874"));
        Message open = only();
        assertThat(open.verb()).isEqualTo(Verb.FILE_WRITE);
        assertThat(open.target()).isEqualTo("file a.txt");
    }

    @Test
    void aFragmentOverTwoSegmentsIsOneMessage() {
        bench.client(frame(0xC4, 10, 1, "45 C1 01 1E"));
        assertThat(bench.messages()).isEmpty();
        bench.client(frame(0xC4, 10, 1, "86 01 00 00 09"));
        assertThat(only().target()).isEqualTo("g30v1 0..9");
    }

    @Test
    void aBrokenCheckIsReportedAndTheNextFrameStillRead() {
        byte[] broken = request("C1 01 3C0206");
        broken[12] ^= 1;
        bench.client(broken);
        bench.client(request("C1 01 3C0206"));
        assertThat(bench.malformed()).singleElement().satisfies(m -> {
            assertThat(m.rule()).isEqualTo("link data check");
            assertThat(m.offset()).isEqualTo(16);
        });
        assertThat(bench.messages()).hasSize(1);
    }

    @Test
    void onlyALinkHeaderWithItsCheckIsTaken() {
        Dissector dissector = new Dnp3Dissector();
        assertThat(dissector.probe(new Bytes().wrap(request("C1 0D")), Transport.TCP, true))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(dissector.probe(new Bytes().wrap(Bench.hex("0564 05C0 0100 0004 E922")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
        assertThat(dissector.probe(
                        new Bytes().wrap("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII)), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
    }

    @Property(seed = "1", tries = 2_000)
    void noApplicationBytesMakeItFail(@ForAll byte[] noise, @ForAll boolean fromMaster) {
        StringBuilder user = new StringBuilder("C0");
        for (int i = 0; i < Math.min(noise.length, 249); i++) user.append("%02x".formatted(noise[i]));
        bench.client(frame(fromMaster ? 0xC4 : 0x44, 10, 1, user.toString()));
        bench.client(noise);
    }

    @Property(seed = "1", tries = 2_000)
    void noChangedOctetOfAnAnswerMakesItFail(@ForAll @IntRange(max = 60) int at, @ForAll byte value) {
        byte[] application = Bench.hex("C0 C3 81 8000 1E01 00 02 03 01 0A000000 01 FBFFFFFF 0C01 28 0100 0300 41 01"
                + "64000000 00000000 00 0202 17 01 05 81 000000000000 4605 5B 01 0A00 01000000 02000000 4142");
        application[at % application.length] = value;
        bench.server(frame(0x44, 1, 10, java.util.HexFormat.of().formatHex(application)));
    }
}
