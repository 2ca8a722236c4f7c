package dev.postern.wire.ot.rocplus;

import static org.assertj.core.api.Assertions.assertThat;

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

class RocPlusTest {
    private static final String READ = "01 02 03 04 B4 07 02 67 00 15 67 01 15 AD6D";
    private final Bench roc = new Bench(new RocPlusDissector(), Transport.TCP, 4000);

    @Test
    void parametersAreNamedByTypeNumberAndParameter() {
        roc.client(READ);
        roc.server("03 04 01 02 B4 0C 02 67 00 15 0000803F 67 01 15 00 F0AF");
        assertThat(roc.messages()).extracting(Message::operation).containsOnly("request parameters");
        assertThat(roc.messages()).extracting(Message::target).containsOnly("103.0.21, 103.1.21");
        assertThat(roc.messages()).extracting(Message::unit).containsOnly("1.2");
        assertThat(roc.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void anErrorAnswersTheOldestRequest() {
        roc.client("01 02 03 04 B5 08 01 67 00 15 0000803F 9D69");
        roc.server("03 04 01 02 FF 02 02 06 6D72");
        assertThat(roc.messages()).extracting(Message::operation).containsOnly("write parameters");
        assertThat(roc.messages()).extracting(Message::verb).containsOnly(Verb.WRITE);
        assertThat(roc.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(roc.messages().getLast().fields().get("errors")).isEqualTo(List.of(2L, 6L));
    }

    @Test
    void theClockIsTold() {
        roc.client("01 02 03 04 07 00 3BA4");
        roc.server("03 04 01 02 07 08 1E 2D 0C 0F 03 E807 03 C6E8");
        assertThat(roc.messages().getLast().fields().get("time")).isEqualTo("2024-03-15 12:45:30");
    }

    @Test
    void aPasswordIsNotKeptAndASignalStandsAlone() {
        roc.client("01 02 03 04 11 06 4F5031 1234 01 25BE");
        roc.server("03 04 01 02 E0 00 180F");
        assertThat(roc.messages().getFirst().fields().get("user")).isEqualTo("OP1");
        assertThat(roc.messages().getFirst().fields().get("data")).isNull();
        assertThat(roc.messages().getLast().outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(roc.messages().getLast().unit()).isEqualTo("1.2");
    }

    @Test
    void theCrcDecides() {
        assertThat(probe(READ)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(READ + "00")).isEqualTo(Recognition.UNSURE);
        assertThat(probe(READ.replace("AD6D", "AD6E"))).isEqualTo(Recognition.NOT);
        assertThat(roc.client(READ.replace("AD6D", "AD6E"))).isEqualTo(Dissector.LOST);
        assertThat(roc.malformed()).extracting(Malformed::rule).containsExactly("wrong crc");
        assertThat(roc.client("01 02 03 04 B4 07 02")).isEqualTo(Dissector.NEED_MORE);
    }

    @Test
    void whatIsRatherModbusRtuIsNotTaken() {
        assertThat(probe("01 02 03 01 06 00 2A2E")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("01 05 00 10 FF 00 8DFF")).isEqualTo(Recognition.NOT);
        assertThat(probe("01 06 00 10 07 00 8A3F")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("01 03 00 10 00 02 C5CE")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new RocPlusDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
