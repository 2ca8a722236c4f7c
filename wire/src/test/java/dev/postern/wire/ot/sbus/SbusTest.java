package dev.postern.wire.ot.sbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

class SbusTest {
    private final Bench sbus = new Bench(new SbusDissector(), Transport.UDP, 5050);

    @Test
    void registersReadStandInTheAnswer() {
        sbus.client("00000010 01 00 0001 00 0A 06 02 0064 A16C");
        sbus.server("00000017 01 00 0001 01 00000001 00000002 00000003 B309");
        assertThat(sbus.messages()).extracting(Message::operation).containsOnly("read register");
        assertThat(sbus.messages()).extracting(Message::target).containsOnly("register 100 x3");
        assertThat(sbus.messages()).extracting(Message::unit).containsOnly("10");
        assertThat(sbus.messages().getLast().fields().get("values")).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(sbus.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(sbus.malformed()).isEmpty();
    }

    @Test
    void aWriteIsAcknowledged() {
        sbus.client("00000014 01 00 0002 00 0A 0E 05 0064 00000007 E6F9");
        sbus.server("0000000D 01 00 0002 02 0000 6D0D");
        assertThat(sbus.messages()).extracting(Message::verb).containsOnly(Verb.WRITE);
        assertThat(sbus.messages().getFirst().fields().get("values")).isEqualTo(List.of(7L));
        assertThat(sbus.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void flagsAreBits() {
        sbus.client("00000012 01 00 0004 00 0A 0B 02 000A 02 05 8681");
        assertThat(sbus.messages().getFirst().target()).isEqualTo("flag 10 x3");
        assertThat(sbus.messages().getFirst().fields().get("values")).isEqualTo(List.of(1L, 0L, 1L));
    }

    @Test
    void theFirmwareTellsTheType() {
        sbus.client("0000000D 01 00 0003 00 0A 20 BE70");
        sbus.server("00000014 01 00 0003 01 44332E4D33 303130 00 B581");
        assertThat(sbus.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("SAIA Burgess", "PCD3.M3", "010");
    }

    @Test
    void theProgramCanBeStoppedAndChanged() {
        assertThat(Telegram.verb(60)).isEqualTo(Verb.STOP);
        assertThat(Telegram.verb(36)).isEqualTo(Verb.DOWNLOAD);
        assertThat(Telegram.verb(174)).isEqualTo(Verb.FIRMWARE);
        assertThat(Telegram.operation(200)).isEqualTo("command 200");
    }

    @Test
    void theCrcIsChecked() {
        sbus.client("0000000D 01 00 0003 00 0A 20 BE71");
        sbus.client("0000000E 01 00 0003 00 0A 20 BE70");
        assertThat(sbus.malformed())
                .extracting(Malformed::rule)
                .containsExactly("wrong crc", "length does not fit datagram");
        assertThat(probe("0000000D 01 00 0003 00 0A 20 BE70")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("0000000D 01 00 0003 00 0A 20 BE71")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new SbusDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
