package dev.postern.wire.it.hl7;

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
import dev.postern.wire.Sample;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Hl7DissectorTest {
    private static final String HEAD = "\u000bMSH|^~\\&|A|B|C|D|2026||";
    private final Hl7Dissector dissector = new Hl7Dissector();
    private final Bench hl7 = new Bench(dissector, Transport.TCP, 2575);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Message last() {
        return hl7.messages().getLast();
    }

    @Test
    void anAdmissionTellsWhoSpeaksToWhomAndIsAnswered() {
        hl7.client(Sample.bytes("hl7-admission"));
        assertThat(last().operation()).isEqualTo("adt a01");
        assertThat(last().verb()).isEqualTo(Verb.REPORT);
        assertThat(last().outcome()).isEqualTo(Outcome.REQUEST);
        assertThat(last().target()).isEqualTo("LAB");
        assertThat(last().fields().get("control")).isEqualTo("MSG00001");
        assertThat(last().fields().get("version")).isEqualTo("2.5.1");
        assertThat(last().fields().get("sending_application")).isEqualTo("ADMISSION");
        assertThat(last().fields().get("receiving_facility")).isEqualTo("MAIN");
        hl7.server(Sample.bytes("hl7-acknowledgement"));
        assertThat(last().operation()).isEqualTo("adt a01");
        assertThat(last().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(last().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(last().fields().get("acknowledges")).isEqualTo("MSG00001");
        assertThat(hl7.observations.stream().filter(Identity.class::isInstance).map(i -> ((Identity) i).value()))
                .containsExactly("HL7 application ADMISSION of WARD 7", "HL7 application LAB of MAIN");
        assertThat(hl7.malformed()).isEmpty();
    }

    @Test
    void nothingOfAPatientIsTold() {
        hl7.client(Sample.bytes("hl7-admission"));
        assertThat(hl7.observations.toString()).doesNotContain("MUSTERMANN", "ERIKA", "99123", "19640812");
    }

    @Test
    void aRefusalAndAQuestionAreTold() {
        hl7.client(bytes(HEAD + "QBP^Q22|77|P|2.5\r\u001c\r"));
        assertThat(last().verb()).isEqualTo(Verb.READ);
        hl7.server(bytes(HEAD + "RSP^K22|78|P|2.5\rMSA|AR|77|who is MUSTERMANN\r\u001c\r"));
        assertThat(last().operation()).isEqualTo("qbp q22");
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(hl7.observations.toString()).doesNotContain("MUSTERMANN");
        hl7.server("0B 06 1C 0D 0B 15 1C 0D");
        assertThat(hl7.messages()).extracting(Message::outcome).endsWith(Outcome.SUCCESS, Outcome.REFUSED);
    }

    @Test
    void aLongMessageIsToldByItsHeadAndPassedOver() {
        byte[] picture = bytes(HEAD + "ORU^R01|1|P|2.5\rOBX|1|ED|" + "A".repeat(10_000) + "\u001cB\r\u001c\r" + HEAD
                + "ORU^R01|2|P|2.5\r\u001c\r");
        assertThat(hl7.client(picture)).isPositive();
        assertThat(hl7.messages()).extracting(m -> m.fields().get("control")).containsExactly("1", "2");
        assertThat(hl7.malformed()).isEmpty();
    }

    @Test
    void whatHasNoHeaderOrTypeIsMalformed() {
        hl7.client(bytes("\u000bBHS|^~\\&|A\r\u001c\r" + HEAD + "||P|2.5\r\u001c\r"));
        assertThat(hl7.malformed()).extracting(Malformed::rule).containsExactly("no message header", "no message type");
        assertThat(last().operation()).isEqualTo("message");
        assertThat(hl7.client(bytes("MSH|"))).isEqualTo(Dissector.LOST);
    }

    @Test
    void aHeaderIsKnownByWhatPartsIt() {
        assertThat(probe(HEAD)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("\u000bMSHA^~\\&A")).isEqualTo(Recognition.NOT);
        assertThat(probe("\u000bMSH||")).isEqualTo(Recognition.NOT);
        assertThat(probe("\u000bMSH|name")).isEqualTo(Recognition.NOT);
        assertThat(probe("\u000b\u0006\u001c\r")).isEqualTo(Recognition.UNSURE);
    }

    private Recognition probe(String text) {
        return dissector.probe(new Bytes().wrap(bytes(text)), Transport.TCP, true);
    }
}
