package dev.postern.wire.it.eapol;

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

class EapolDissectorTest {
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

    private final Bench eapol = new Bench(new EapolDissector(), Transport.ETHERNET, EapolDissector.ETHER_TYPE);

    @Test
    void whoWantsInIsAskedAnswersAndIsRefused() {
        eapol.client("01 01 0000");
        assertThat(last(eapol).operation()).isEqualTo("start");
        eapol.server("01 00 0005 01 07 0005 01");
        assertThat(last(eapol).outcome()).isEqualTo(Outcome.REQUEST);
        eapol.client(Sample.bytes("eapol-identity"));
        assertThat(last(eapol).operation()).isEqualTo("identity");
        assertThat(last(eapol).target()).isEqualTo("user alice");
        assertThat(last(eapol).latencyNanos()).isEqualTo(10_000_000);
        assertThat(said(eapol)).containsExactly("USER alice");
        eapol.server("01 00 0004 04 08 0004");
        assertThat(last(eapol).operation()).isEqualTo("authentication");
        assertThat(last(eapol).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(last(eapol).target()).isEqualTo("user alice");
        assertThat(eapol.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.LOGIN, Verb.SESSION, Verb.SESSION, Verb.LOGIN);
        assertThat(eapol.malformed()).isEmpty();
    }

    @Test
    void aBodyThatEndsEarlyIsMalformed() {
        eapol.client("01 00 000A 02 07");
        assertThat(eapol.malformed()).extracting(Malformed::rule).containsExactly("body ends early");
    }
}
