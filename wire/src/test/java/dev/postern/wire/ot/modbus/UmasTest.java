package dev.postern.wire.ot.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import org.junit.jupiter.api.Test;

class UmasTest {
    private final Bench modbus = new Bench(new Modbus(), Transport.TCP, 502);

    private void ask(String data) {
        modbus.client("0001 0000 %04X 00 5A".formatted(2 + Bench.hex(data).length) + data);
    }

    @Test
    void engineeringIsToldByItsVerb() {
        for (String code : new String[] {"10", "30", "33", "40", "41", "11"}) ask("07" + code);
        assertThat(modbus.messages())
                .extracting(Message::operation, Message::verb)
                .containsExactly(
                        tuple("umas take plc reservation", Verb.PROTECT),
                        tuple("umas initialize upload", Verb.DOWNLOAD),
                        tuple("umas initialize download", Verb.UPLOAD),
                        tuple("umas start plc", Verb.START),
                        tuple("umas stop plc", Verb.STOP),
                        tuple("umas release plc reservation", Verb.PROTECT));
    }

    @Test
    void whoReservesSaysTheNameOfItsComputer() {
        ask("00 10 3B0E0000 06 454E472D3031");
        assertThat(modbus.messages().getLast().fields().get("client")).isEqualTo("ENG-01");
        ask("00 10 3B0E0000 09 454E472D3031");
        assertThat(modbus.messages().getLast().fields().get("client")).isNull();
    }

    @Test
    void memoryIsNamedByBlockOffsetAndSize() {
        ask("00 20 00 1300 64000000 9C00");
        modbus.server("0001 0000 0004 00 5A 00 FE");
        assertThat(modbus.messages())
                .extracting(Message::target, Message::outcome)
                .containsExactly(
                        tuple("block 19 +100 x156", Outcome.REQUEST), tuple("block 19 +100 x156", Outcome.SUCCESS));
    }
}
