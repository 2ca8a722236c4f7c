package dev.postern.wire.ot.fins;

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

class FinsTest {
    private static final String TO_PLC = "80 00 02 00 01 00 00 FE 00 21 ";
    private static final String TO_CLIENT = "C0 00 02 00 FE 00 00 01 00 21 ";
    private final Bench fins = new Bench(new FinsDissector(), Transport.UDP, 9600);
    private final Bench stream = new Bench(new FinsDissector(), Transport.TCP, 9600);

    @Test
    void wordsReadStandInTheAnswerWithTheirAddress() {
        fins.client(TO_PLC + "0101 82 0064 00 0002");
        fins.server(TO_CLIENT + "0101 0000 0001 0002");
        Message asked = fins.messages().getFirst();
        assertThat(asked.operation()).isEqualTo("memory area read");
        assertThat(asked.unit()).isEqualTo("0.1.0");
        assertThat(asked.target()).isEqualTo("D100 x2");
        Message answer = fins.messages().getLast();
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(answer.unit()).isEqualTo("0.1.0");
        assertThat(answer.target()).isEqualTo("D100 x2");
        assertThat(answer.latencyNanos()).isEqualTo(10_000_000L);
        assertThat(answer.fields().get("values")).isEqualTo(List.of(1L, 2L));
        assertThat(answer.fields().get("address")).isEqualTo(100L);
    }

    @Test
    void aBitWrittenIsOneOctet() {
        fins.client(TO_PLC + "0102 30 0000 05 0001 01");
        Message message = fins.messages().getFirst();
        assertThat(message.verb()).isEqualTo(Verb.WRITE);
        assertThat(message.target()).isEqualTo("CIO0.05 x1");
        assertThat(message.fields().get("values")).isEqualTo(List.of(1L));
        assertThat(fins.malformed()).isEmpty();
    }

    @Test
    void aQuantityThatDoesNotFitIsMalformed() {
        fins.client(TO_PLC + "0102 82 0000 00 0002 0001");
        assertThat(fins.malformed()).extracting(Malformed::rule).containsExactly("quantity does not fit length");
        assertThat(fins.malformed().getFirst().offset()).isEqualTo(16);
    }

    @Test
    void elementsReadOneByOneStandBehindTheirArea() {
        fins.client(TO_PLC + "0104 30 0000 05 82 0064 00");
        fins.server(TO_CLIENT + "0104 0000 30 01 82 1234");
        assertThat(fins.messages()).extracting(Message::target).containsOnly("CIO0.05, D100");
        assertThat(fins.messages().getLast().fields().get("values")).isEqualTo(List.of(1L, 0x1234L));
    }

    @Test
    void refusalIsToldFromCpuErrorFlags() {
        fins.client(TO_PLC + "0402");
        fins.server(TO_CLIENT + "0402 2201");
        fins.server(TO_CLIENT + "0402 0040");
        assertThat(fins.messages()).extracting(Message::verb).containsOnly(Verb.STOP);
        assertThat(fins.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REFUSED, Outcome.SUCCESS);
        assertThat(fins.messages().get(1).fields().get("name")).isEqualTo("not executable in current mode");
    }

    @Test
    void programAndModeAreEngineering() {
        fins.client(TO_PLC + "0307 0000 00000000 0004 01020304");
        fins.client(TO_PLC + "0401 FFFF 04");
        fins.client(TO_PLC + "0304 FFFF 00 00000000 FFFFFFFF 31323334");
        assertThat(fins.messages()).extracting(Message::verb).containsExactly(Verb.DOWNLOAD, Verb.START, Verb.PROTECT);
        assertThat(fins.messages().get(1).fields().get("mode_name")).isEqualTo("run");
    }

    @Test
    void controllerDataTellsModelAndVersion() {
        fins.server(TO_CLIENT + "0501 0000" + "43 4A 32 4D 2D 43 50 55 33 31" + "00".repeat(10) + "30 32 2E 30 30"
                + "00".repeat(15) + "00".repeat(40));
        assertThat(fins.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("OMRON", "CJ2M-CPU31", "02.00");
    }

    @Test
    void tcpHandsOutNodeAddressesThenCarriesFrames() {
        stream.client("46494E53 0000000C 00000000 00000000 00000000");
        stream.server("46494E53 00000010 00000001 00000000 000000FB 000000C8");
        stream.client("46494E53 0000001A 00000002 00000000" + TO_PLC + "0101 82 0064 00 0002");
        assertThat(stream.messages())
                .extracting(Message::operation)
                .containsExactly("node address", "node address", "memory area read");
        assertThat(stream.messages().get(1).fields().get("server_node")).isEqualTo(200L);
        assertThat(stream.messages().get(1).latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void aStreamWaitsForTheWholeFrame() {
        assertThat(stream.client("46494E53 0000001A 00000002 00000000 8000")).isEqualTo(Dissector.NEED_MORE);
        assertThat(stream.client("46494E53 00000003 00000002 00000000 8000")).isEqualTo(Dissector.LOST);
    }

    @Test
    void onlyARequestThatFitsItselfIsCertain() {
        assertThat(probe(TO_PLC + "0101 82 0064 00 0002")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(TO_PLC + "0101 82 0064 00 0002 00")).isEqualTo(Recognition.NOT);
        assertThat(probe(TO_PLC + "0501")).isEqualTo(Recognition.UNSURE);
        assertThat(probe(TO_PLC + "0999")).isEqualTo(Recognition.NOT);
        assertThat(probe("80 01 02 00 01 00 00 FE 00 21 0501")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new FinsDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
