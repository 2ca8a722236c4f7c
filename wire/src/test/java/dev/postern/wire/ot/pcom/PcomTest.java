package dev.postern.wire.ot.pcom;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void binaryRequestsAreReadToTheirCommand() {
        pcom.client(OPERANDS);
        assertThat(pcom.messages().getFirst().operation()).isEqualTo("read operands");
        assertThat(pcom.messages().getFirst().fields().get("data")).isEqualTo("0200010064006500");
        assertThat(pcom.malformed()).isEmpty();
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
