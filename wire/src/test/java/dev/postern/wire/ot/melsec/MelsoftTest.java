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
        assertThat(melsoft.messages().getFirst().operation()).isEqualTo("command 1867");
        assertThat(melsoft.messages().getFirst().target()).isEqualTo("$A.PR");
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
