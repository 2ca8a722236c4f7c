package dev.postern.wire.it.pppoe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class PppoeDissectorTest {
    private static Message last(Bench bench) {
        return bench.messages().getLast();
    }

    private static List<String> said(Bench bench) {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> i.attribute() + " " + i.value())
                .toList();
    }

    private final Bench pppoe = new Bench(new PppoeDissector(), Transport.ETHERNET, PppoeDissector.DISCOVERY);

    @Test
    void aConcentratorOffersItself() {
        pppoe.server(Sample.bytes("pppoe-offer"));
        assertThat(last(pppoe).operation()).isEqualTo("offer");
        assertThat(last(pppoe).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(said(pppoe)).containsExactly("NAME BAS");
    }

    @Test
    void aPasswordInClearIsTold() {
        pppoe.client("11 00 0005 0010 C023 01 01 000F 05 616C696365 03 616263");
        assertThat(last(pppoe).verb()).isEqualTo(Verb.LOGIN);
        assertThat(last(pppoe).target()).isEqualTo("user alice");
        assertThat(last(pppoe).fields().get("clear_password")).isEqualTo(true);
        pppoe.server("11 00 0005 0006 C023 03 01 0004");
        assertThat(last(pppoe).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(pppoe.messages()).extracting(Message::protocol).containsOnly("pppoe");
    }

    @Test
    void aProofOfChapIsNoLoginYet() {
        pppoe.server("11 00 0005 0007 C223 01 01 0005 00");
        pppoe.client("11 00 0005 0007 C223 02 01 0005 00");
        pppoe.server("11 00 0005 0006 C223 04 01 0004");
        assertThat(pppoe.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.NOTICE, Outcome.REFUSED);
    }

    @Test
    void aPayloadThatEndsEarlyIsMalformed() {
        pppoe.client("11 09 0000 0010 0101");
        assertThat(pppoe.malformed()).extracting(Malformed::rule).containsExactly("payload ends early");
    }
}
