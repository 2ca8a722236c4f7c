package dev.postern.wire.ot.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
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

class SrtpTest {
    private static final String ZEROS_12 = "00".repeat(12);
    private final Bench srtp = new Bench(new SrtpDissector(), Transport.TCP, 18245);

    /** Sixteen octets of mailbox follow. */
    private static String header(String type, String text, String kind) {
        return type + "00 0600" + text + "000000 01 00000000000000 01" + ZEROS_12 + "06" + kind + "00000000 100E0000";
    }

    private static String mailbox(String service) {
        return "0101" + service;
    }

    @Test
    void wordsThatFitStandWithinTheAnswer() {
        srtp.client(header("02", "0000", "C0") + mailbox("04 08 6400 0300 0000000000000000"));
        srtp.server(header("03", "0000", "D4") + mailbox("00 00 0100 0200 0300 FF02 0340 0000"));
        assertThat(srtp.messages())
                .extracting(Message::operation)
                .containsExactly("read system memory", "read system memory");
        assertThat(srtp.messages()).extracting(Message::target).containsOnly("%R101 x3");
        assertThat(srtp.messages().getLast().fields().get("values")).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(srtp.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void longerDataAreText() {
        srtp.client(header("02", "0000", "C0") + mailbox("04 0A 0000 0400 0000000000000000"));
        srtp.server(
                header("03", "0800", "94") + mailbox("00 00 0000 0000 0000 FF02 0340 0000") + "0100 0200 0300 0400");
        assertThat(srtp.messages().getLast().fields().get("values")).isEqualTo(List.of(1L, 2L, 3L, 4L));
    }

    @Test
    void aWriteHasItsServiceBehindTheFirst() {
        srtp.client(header("02", "0400", "80") + mailbox("02 00 0000 0000 0101 07 08 0000 0200") + "3412 7856");
        Message write = srtp.messages().getFirst();
        assertThat(write.operation()).isEqualTo("write system memory");
        assertThat(write.verb()).isEqualTo(Verb.WRITE);
        assertThat(write.target()).isEqualTo("%R1 x2");
        assertThat(write.fields().get("values")).isEqualTo(List.of(0x1234L, 0x5678L));
    }

    @Test
    void octetsOfInputsAreNumberedAsBits() {
        srtp.client(header("02", "0000", "C0") + mailbox("04 10 0200 0100 0000000000000000"));
        srtp.client(header("02", "0000", "C0") + mailbox("04 48 0200 0100 0000000000000000"));
        assertThat(srtp.messages()).extracting(Message::target).containsExactly("%I17 x8", "%Q3 x1");
    }

    @Test
    void anErrorIsARefusal() {
        srtp.client(header("02", "0000", "C0") + mailbox("23 00 0000 0000 0000000000000000"));
        srtp.server(header("03", "0000", "D1") + mailbox("02 00 0000 0000 0000 FF02 0340 0000"));
        assertThat(srtp.messages()).extracting(Message::verb).containsOnly(Verb.MODE);
        assertThat(srtp.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(srtp.messages().getLast().fields().get("name")).isEqualTo("insufficient privilege");
    }

    /** Service 0x23 and, of its answers, program FF, privilege 2, sweep 0x4003 and the status word. */
    private void asksForRunOrStop() {
        srtp.client(header("02", "0000", "C0") + mailbox("23 02 0000 0000 0000000000000000"));
    }

    private void answers(String word) {
        srtp.server(header("03", "0000", "D4") + mailbox("00 00 0000 0000 0000 FF02 0340 " + word));
    }

    private void reads() {
        srtp.client(header("02", "0000", "C0") + mailbox("04 08 6400 0300 0000000000000000"));
    }

    @Test
    void anAnswerTellsTheStateOfTheController() {
        reads();
        answers("3020");
        assertThat(srtp.messages().getLast().fields().get("plc_state")).isEqualTo("stop");
        assertThat(srtp.messages().getLast().fields().get("privilege")).isEqualTo(2L);
        assertThat(srtp.messages().getLast().fields().get("sweep")).isEqualTo(0x4003L);
        assertThat(srtp.messages().getLast().fields().get("plc_fault")).isEqualTo(true);
        assertThat(srtp.messages().getLast().fields().get("io_fault")).isEqualTo(true);
        assertThat(srtp.messages().getLast().fields().get("programmer")).isNull();
    }

    @Test
    void whatAControllerWasSetToIsToldByTheFirstAnswerThatShowsIt() {
        reads();
        answers("0000");
        asksForRunOrStop();
        answers("0000");
        reads();
        answers("0020");
        reads();
        answers("0020");
        Message stop = one("plc stop");
        assertThat(stop.verb()).isEqualTo(Verb.STOP);
        assertThat(stop.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(stop.latencyNanos()).isEqualTo(30_000_000L);
        asksForRunOrStop();
        answers("0010");
        assertThat(one("plc run").verb()).isEqualTo(Verb.START);
    }

    @Test
    void aChangeLongAfterTheRequestIsNotItsWork() {
        reads();
        answers("0000");
        asksForRunOrStop();
        for (int i = 0; i < 3_000; i++) {
            answers("0000");
            reads();
        }
        answers("0020");
        assertThat(srtp.messages()).extracting(Message::operation).doesNotContain("plc stop");
    }

    @Test
    void aStateThatChangesByItselfIsNobodysDeed() {
        reads();
        answers("0000");
        reads();
        answers("0030");
        assertThat(srtp.messages()).extracting(Message::operation).containsOnly("read system memory");
        assertThat(srtp.messages().getLast().fields().get("plc_state")).isEqualTo("stopped by a fault");
    }

    @Test
    void anAnswerWithTextHasAStatusOnlyWhereNoProgramIsLoggedOnTo() {
        reads();
        srtp.server(header("03", "0200", "94") + mailbox("00 00 0000 0000 0101 0408 0000 0000") + "0100");
        assertThat(srtp.messages().getLast().fields().get("plc_state")).isNull();
    }

    @Test
    void aControllerTellsItsNameAndType() {
        srtp.client(header("02", "0000", "C0") + mailbox("43 00 0000 0000 0000000000000000"));
        srtp.server(header("03", "0C00", "94") + mailbox("00 00 0000 0000 0000 FF02 0340 0000")
                + "50554D5031000000 10 07 0100");
        assertThat(srtp.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .containsExactly("NAME PUMP1", "TYPE GE controller type 16.7");
    }

    private Message one(String operation) {
        return srtp.messages().stream()
                .filter(m -> m.operation().equals(operation))
                .reduce((a, b) -> {
                    throw new AssertionError("told twice");
                })
                .orElseThrow();
    }

    @Test
    void aConnectionBeginsWithZeros() {
        srtp.client("00".repeat(56));
        srtp.server("01 0000000000000000 0F".replace(" 0F", "0F") + "00".repeat(46));
        assertThat(srtp.messages()).extracting(Message::operation).containsExactly("init", "init");
        assertThat(srtp.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void aSessionIsControlledAfterOpening() {
        srtp.client(header("02", "0000", "C0") + mailbox("4F 01 0000 0000 0000000000000000"));
        assertThat(srtp.messages().getFirst().operation()).isEqualTo("session control");
        assertThat(srtp.messages().getFirst().verb()).isEqualTo(Verb.SESSION);
    }

    @Test
    void onlyAKnownServiceIsCertain() {
        assertThat(probe(header("02", "0000", "C0") + mailbox("04 08 6400 0300 0000000000000000")))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(probe(header("02", "0000", "C0")
                        + mailbox("05 08 6400 0300 0000000000000000").replace("0101", "0102")))
                .isEqualTo(Recognition.NOT);
        assertThat(probe("00".repeat(56))).isEqualTo(Recognition.UNSURE);
        assertThat(probe("00".repeat(57))).isEqualTo(Recognition.NOT);
        assertThat(srtp.client("04" + "00".repeat(55))).isEqualTo(Dissector.LOST);
    }

    private static Recognition probe(String hex) {
        return new SrtpDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
