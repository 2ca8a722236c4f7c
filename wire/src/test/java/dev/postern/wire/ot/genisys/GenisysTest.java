package dev.postern.wire.ot.genisys;

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

class GenisysTest {
    private final Bench genisys = new Bench(new GenisysDissector(), Transport.TCP, 10001);

    @Test
    void aPollIsAnsweredWithIndications() {
        genisys.client("FB 01 83 40 F6");
        genisys.server("F2 01 00 05 01 F0 05 F0 09 1F F6");
        assertThat(genisys.messages()).extracting(Message::operation).containsExactly("poll", "indication data");
        assertThat(genisys.messages()).extracting(Message::unit).containsOnly("1");
        Message answer = genisys.messages().getLast();
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(answer.latencyNanos()).isEqualTo(10_000_000L);
        assertThat(answer.fields().get("addresses")).isEqualTo(List.of(0L, 1L));
        assertThat(answer.fields().get("values")).isEqualTo(List.of(5L, 0xF5L));
    }

    @Test
    void controlsAreCheckedBackAndExecuted() {
        genisys.client("FC 01 E0 05 E877 F6");
        genisys.server("F3 01 E0 05 EB63 F6");
        genisys.client("FE 01 8010 F6");
        genisys.server("F1 01 F6");
        assertThat(genisys.messages())
                .extracting(Message::operation)
                .containsExactly("control data", "control checkback", "execute controls", "acknowledge");
        assertThat(genisys.messages()).extracting(Message::verb).containsOnly(Verb.OPERATE);
        assertThat(genisys.malformed()).isEmpty();
    }

    @Test
    void controlsToAllStandAlone() {
        genisys.client("F9 00 01 02 B0E9 F6");
        assertThat(genisys.messages().getFirst().outcome()).isEqualTo(Outcome.NOTICE);
    }

    @Test
    void theCrcIsChecked() {
        genisys.client("FB 01 83 41 F6");
        genisys.client("FE 01 F6");
        assertThat(genisys.malformed()).extracting(Malformed::rule).containsExactly("wrong crc", "message ends early");
        assertThat(genisys.client("FB 01 83")).isEqualTo(Dissector.NEED_MORE);
        assertThat(genisys.client("F4 01 83")).isEqualTo(Dissector.LOST);
    }

    @Test
    void anAcknowledgementAloneIsNotSure() {
        assertThat(probe("FB 01 83 40 F6")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("F1 01 F6")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("FB 01 F7 40 F6")).isEqualTo(Recognition.NOT);
        assertThat(probe("FB 01 83 40")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new GenisysDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
