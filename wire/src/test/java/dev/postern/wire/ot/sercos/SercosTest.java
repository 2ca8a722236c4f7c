package dev.postern.wire.ot.sercos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

class SercosTest {
    private static final String DATA = "12345678" + "00".repeat(40);
    private final Bench bus = new Bench(new Sercos(), Transport.ETHERNET, Sercos.ETHER_TYPE);

    @Test
    void aCycleHasTelegramsOfTheMasterAndForTheSlaves() {
        bus.client("20 24" + DATA);
        bus.client("C1 04" + DATA);
        bus.client("00 83" + DATA);
        assertThat(bus.malformed()).isEmpty();
        assertThat(bus.messages())
                .extracting(
                        Message::operation,
                        Message::target,
                        Message::verb,
                        m -> m.fields().get("channel"),
                        m -> m.fields().get("cycle"))
                .containsExactly(
                        tuple("mdt", "mdt0", Verb.EXCHANGE, 0L, 2L),
                        tuple("at", "at1", Verb.EXCHANGE, 1L, null),
                        tuple("mdt", "mdt0", Verb.MODE, 0L, null));
        assertThat(bus.messages().getLast().fields().get("phase")).isEqualTo(3L);
    }

    @Test
    void brokenRulesAreNamed() {
        bus.client("20 24 00");
        bus.client("07 0F" + DATA);
        assertThat(bus.malformed())
                .extracting(Malformed::rule)
                .containsExactly("header ends early", "telegram number beyond 3", "phase beyond 4");
    }

    @Test
    void itIsNeverBeyondDoubt() {
        assertThat(probe("20 24" + DATA)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("20 27" + DATA)).isEqualTo(Recognition.NOT);
        assertThat(probe("20 24 12345678")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new Sercos().probe(new Bytes().wrap(Bench.hex(hex)), Transport.ETHERNET, true);
    }
}
