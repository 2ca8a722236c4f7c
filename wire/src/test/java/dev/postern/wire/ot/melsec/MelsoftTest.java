package dev.postern.wire.ot.melsec;

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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class MelsoftTest {
    private static final String TO_PLC = "57 01 00 00 00 11 11 07 00 00 FF FF03 0000 FE03 0000 ";
    private static final String TO_TOOL = "D7 01 00 00 00 11 11 7F 00 00 00 A803 00 FFFF 0300 00 ";
    private static final String ZEROS_20 = "00".repeat(20);
    private final Bench melsoft = new Bench(new MelsoftDissector(), Transport.TCP, 5007);

    private static String request(String length, String command) {
        return TO_PLC + length + "1C0A1614" + ZEROS_20 + command;
    }

    private static String answer(String length, String status, String command) {
        return TO_TOOL + length + "9C0A1814" + status + ZEROS_20 + command;
    }

    @Test
    void aStopIsAnsweredByItsReference() {
        melsoft.client(request("2000", "1002 0100 0000 0001"));
        melsoft.server(answer("2000", "0000", "1002 0100 0000"));
        assertThat(melsoft.messages()).extracting(Message::operation).containsExactly("remote stop", "remote stop");
        assertThat(melsoft.messages()).extracting(Message::verb).containsOnly(Verb.STOP);
        assertThat(melsoft.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(melsoft.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(melsoft.malformed()).isEmpty();
    }

    @Test
    void openInitialTellsTheModel() {
        melsoft.server(answer("3000", "0000", "0121 0100 0000 4658355500000000 0000000000000000"));
        assertThat(melsoft.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(o -> ((Identity) o).value()))
                .containsExactly("Mitsubishi Electric", "FX5U");
    }

    @Test
    void aFileIsTheTarget() {
        melsoft.client(request("2E00", "1867 0100 0000 0400 0C00 2400 4100 2E00 5000 5200 0000"));
        assertThat(melsoft.messages().getFirst().operation()).isEqualTo("file open");
        assertThat(melsoft.messages().getFirst().target()).isEqualTo("$A.PR");
    }

    private static final String ZEROS_12 = "00".repeat(12);

    private Message last() {
        return melsoft.messages().getLast();
    }

    /** As GX Works reads an FX5U. */
    @Test
    void aWordDeviceIsRead() {
        melsoft.client(request("3400", "0410 0100" + ZEROS_12 + "2000 C8000000 00000000 0200"));
        assertThat(last())
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly("device read", Verb.READ, "D200 x2");
        melsoft.server(answer("2400", "0000", "0410 0100 0000 0000 7A44"));
        assertThat(last().fields().get("points")).isEqualTo(List.of("D200", "D201"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(0L, 0x447AL));
        assertThat(last().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void bitsAreReadSixteenAWord() {
        melsoft.client(request("3400", "0410 0200" + ZEROS_12 + "1400 0F000000 00000000 1100"));
        assertThat(last().target()).isEqualTo("BF x17");
        melsoft.server(answer("2400", "0000", "0410 0200 0000 0180 0100"));
        assertThat(last().fields().get("points"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .startsWith("BF", "B10")
                .endsWith("B1F");
        assertThat(last().fields().get("values"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(17)
                .startsWith(true, false)
                .endsWith(true, true);
    }

    @Test
    void aDeviceIsWritten() {
        melsoft.client(request("3600", "1410 0300" + ZEROS_12 + "1100 0A000000 00000000 0100 0100"));
        assertThat(last())
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly("device write", Verb.WRITE, "YA x1");
        assertThat(last().fields().get("points")).isEqualTo(List.of("YA"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(true));
        melsoft.client(request("3C00", "1410 0400" + ZEROS_12 + "6200 00000000 00000000 0200 01000000 02000100"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(1L, 0x10002L));
    }

    @Test
    void whatDoesNotFitItsPointsIsToldAsItIs() {
        melsoft.client(request("3600", "1410 0300" + ZEROS_12 + "2000 0A000000 00000000 0200 0100"));
        assertThat(last().fields().get("values")).isNull();
        assertThat(last().fields().get("data")).isEqualTo("0100");
        melsoft.client(request("3800", "1410 0300" + ZEROS_12 + "2000 0A000000 00000000 0100 0100 0200"));
        assertThat(last().fields().get("data")).as("more than it says").isEqualTo("01000200");
        melsoft.client(request("3600", "1410 0300" + ZEROS_12 + "3F00 0A000000 00000000 0100 0100"));
        assertThat(last().target()).isEqualTo("device 0x3f 10 x1");
        assertThat(last().fields().get("data")).isEqualTo("0100");
        melsoft.client(request("2000", "0410 0500 0000 0001"));
        assertThat(last().target()).isEmpty();
        assertThat(melsoft.malformed()).isEmpty();
    }

    @Test
    void aSearchIsAnswered() {
        Bench udp = new Bench(new MelsoftDissector(), Transport.UDP, 5560);
        udp.client("5A000001");
        udp.server("DA000001 1400 C0A80365 C0A80365");
        assertThat(udp.messages()).extracting(Message::operation).containsExactly("search 1", "search 1");
        assertThat(udp.messages()).extracting(Message::verb).containsOnly(Verb.IDENTIFY);
    }

    @Test
    void theMarkMustBeThere() {
        String frame = request("2000", "1002 0100 0000 0001");
        assertThat(probe(frame)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(frame.replace("11 11", "11 12"))).isEqualTo(Recognition.NOT);
        assertThat(melsoft.client(frame.replace("11 11", "11 12"))).isEqualTo(Dissector.LOST);
    }

    private static Recognition probe(String hex) {
        return new MelsoftDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
