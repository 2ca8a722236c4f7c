package dev.postern.wire.ot.pcom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PcomTest {
    private static final String OPERANDS =
            "1235 66 00 2300 2F5F4F504C43 00 FE 01 000000 4D 00 000000000100 0800 EFFC 0200010064006500 34FF 5C";
    private final Bench pcom = new Bench(new PcomDissector(), Transport.TCP, 20256);

    private static String ascii(String text) {
        HexFormat hex = HexFormat.of();
        byte[] bytes = (text + "\r").getBytes(StandardCharsets.US_ASCII);
        return "1234 65 00" + hex.toHexDigits((byte) bytes.length) + "00" + hex.formatHex(bytes);
    }

    @Test
    void integersReadStandInTheAnswer() {
        pcom.client(ascii("/00RW000A023C"));
        pcom.server(ascii("/A00RW000100028C"));
        assertThat(pcom.messages()).extracting(Message::operation).containsOnly("read mi");
        assertThat(pcom.messages()).extracting(Message::target).containsOnly("MI 10 x2");
        assertThat(pcom.messages().getLast().fields().get("values")).isEqualTo(List.of(1L, 2L));
        assertThat(pcom.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(pcom.malformed()).isEmpty();
    }

    @Test
    void aWriteShowsItsValuesAndAStopIsOne() {
        pcom.client(ascii("/00SW000A0100FF28"));
        pcom.client(ascii("/00CCS39"));
        pcom.client(ascii("/00XYB1"));
        assertThat(pcom.messages()).extracting(Message::verb).containsExactly(Verb.WRITE, Verb.STOP, Verb.OTHER);
        assertThat(pcom.messages().getFirst().fields().get("values")).isEqualTo(List.of(255L));
        assertThat(pcom.messages().getLast().operation()).isEqualTo("command xy");
    }

    /** A binary message of this command with its sums. */
    private static String binary(int command, String details, String data) {
        byte[] body = Bench.hex(data);
        HexFormat hex = HexFormat.of();
        String head = "2F5F4F504C43 00 FE 01 000000" + hex.toHexDigits((byte) command) + "00" + details
                + hex.toHexDigits((byte) body.length) + "00";
        byte[] header = Bench.hex(head);
        int length = header.length + body.length + 5;
        return "1235 66 00" + hex.toHexDigits((byte) length) + "00" + head + sum(header) + data + sum(body) + "5C";
    }

    private static String sum(byte[] bytes) {
        int sum = 0;
        for (byte octet : bytes) sum -= octet & 0xFF;
        return HexFormat.of().toHexDigits(Short.reverseBytes((short) sum));
    }

    @Test
    void operandsOfABinaryReadAreNamedAndItsAnswerHasTheirValues() {
        pcom.client(OPERANDS);
        pcom.server(binary(0xCD, "000000000100", "02"));
        assertThat(pcom.messages().getFirst().operation()).isEqualTo("read operands");
        assertThat(pcom.messages()).extracting(Message::target).containsOnly("MB 100, MB 101");
        assertThat(pcom.messages().getLast().fields().get("points")).isEqualTo(List.of("MB 100", "MB 101"));
        assertThat(pcom.messages().getLast().fields().get("values")).isEqualTo(List.of(false, true));
        // Nine bits in a run, two integers, a long: each kind at an even place.
        pcom.client(binary(0x4D, "000000000300", "0900 8A FF 0000 0200 83 FF 0A00 0100 85 FF 0500"));
        pcom.server(binary(0xCD, "000000000300", "0101 0100 FFFF FEFFFFFF"));
        assertThat(pcom.messages().getLast().target()).isEqualTo("output 0 x9, MI 10 x2, ML 5 x1");
        assertThat(pcom.messages().getLast().fields().get("values"))
                .isEqualTo(List.of(true, false, false, false, false, false, false, false, true, 1L, -1L, -2L));
        assertThat(pcom.malformed()).isEmpty();
    }

    @Test
    void aBinaryWriteShowsItsOperandsAndAReadInItsPlaceWritesNothing() {
        pcom.client(binary(0x50, "000000000000", "0100 0200 03 01 0000 0A 01 0500 01 00 03 02 0A00 0100 FFFF"));
        pcom.server(binary(0xD0, "000000000000", "0100 0200 03 01 0000 2A00"));
        pcom.client(binary(0x50, "000000000000", "0100 0000 03 01 0000"));
        Message write = pcom.messages().getFirst();
        assertThat(write.verb()).isEqualTo(Verb.WRITE);
        assertThat(write.target()).isEqualTo("output 5 x1, MI 10 x2");
        assertThat(write.fields().get("points")).isEqualTo(List.of("output 5", "MI 10", "MI 11"));
        assertThat(write.fields().get("values")).isEqualTo(List.of(true, 1L, -1L));
        assertThat(pcom.messages().get(1).fields().get("points")).isEqualTo(List.of("MI 0"));
        assertThat(pcom.messages().get(1).fields().get("values")).isEqualTo(List.of(42L));
        assertThat(pcom.messages().getLast().verb()).isEqualTo(Verb.READ);
        assertThat(pcom.malformed()).isEmpty();
    }

    @Test
    void operandsThatDoNotFillTheMessageAreTold() {
        pcom.client(binary(0x4D, "000000000100", "0300 01 00 6400 6500"));
        pcom.client(binary(0x50, "000000000000", "0000 0100 03 7F 0000 0100"));
        pcom.client(binary(0x4D, "000000000100", "FFFF 83 FF 0000"));
        assertThat(pcom.messages())
                .allSatisfy(m -> assertThat(m.fields().get("points")).isNull());
        assertThat(pcom.messages().getFirst().fields().get("data")).isEqualTo("0300010064006500");
    }

    @Test
    void aControllerSaysWhatItIs() {
        pcom.client(ascii("/00IDED"));
        pcom.server(ascii("/A00ID13R34 A00300941B0030076D"));
        pcom.server(binary(0x8C, "000000000000", "54414E4B"));
        assertThat(pcom.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("Unitronics", "Vision V130 13R34", "3.9 build 41", "hardware A", "TANK");
    }

    @Test
    void sumsAreChecked() {
        pcom.client(ascii("/00CCS38"));
        pcom.client(OPERANDS.replace("EFFC", "EEFC"));
        pcom.client(OPERANDS.replace("34FF", "35FF"));
        pcom.client(OPERANDS.replace("0800", "0700"));
        assertThat(pcom.malformed())
                .extracting(Malformed::rule)
                .containsExactly("wrong sum", "wrong header sum", "wrong data sum", "data length does not fit");
    }

    @Test
    void theHeaderAloneIsNotEnough() {
        assertThat(probe(ascii("/00CCS39"))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(OPERANDS)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("1234 65 00 0900 2E")).isEqualTo(Recognition.NOT);
        assertThat(probe("1234 66 00 0900 2F41")).isEqualTo(Recognition.NOT);
        assertThat(pcom.client("1234 65 00 0900 2F")).isEqualTo(Dissector.NEED_MORE);
        assertThat(pcom.client("1234 67 00 0900 2F")).isEqualTo(Dissector.LOST);
    }

    private static Recognition probe(String hex) {
        return new PcomDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
