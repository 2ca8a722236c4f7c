package dev.postern.wire.ot.egd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

class EgdTest {
    private static final String DATA =
            "0D01 0700 C0A80001 05000000 00E1F565 0065CD1D 01000000 00010000 00000000 11223344";
    private final Bench egd = new Bench(new EgdDissector(), Transport.UDP, 18246);

    @Test
    void anExchangeIsOfAProducer() {
        egd.client(DATA);
        Message message = egd.messages().getFirst();
        assertThat(message.verb()).isEqualTo(Verb.EXCHANGE);
        assertThat(message.outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(message.unit()).isEqualTo("192.168.0.1");
        assertThat(message.target()).isEqualTo("exchange 5");
        assertThat(message.fields().get("data")).isEqualTo("11223344");
        assertThat(egd.malformed()).isEmpty();
    }

    @Test
    void aCutHeaderIsMalformed() {
        egd.client(DATA.substring(0, 30));
        assertThat(egd.malformed()).extracting(Malformed::rule).containsExactly("header ends early");
    }

    @Test
    void timeStatusAndReserveMustBePossible() {
        assertThat(probe(DATA)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(DATA.replace("0065CD1D", "FFFFFFFF"))).isEqualTo(Recognition.NOT);
        assertThat(probe(DATA.replace("01000000", "01000001"))).isEqualTo(Recognition.NOT);
        assertThat(probe(DATA.replace(" 00000000 ", " 00000001 "))).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new EgdDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
