package dev.postern.wire.it.lacp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class LacpDissectorTest {
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

    private final Bench lacp = new Bench(new LacpDissector(), Transport.ETHERNET, LacpDissector.ETHER_TYPE);

    @Test
    void bothEndsOfALinkAreTold() {
        lacp.client(Sample.bytes("lacp-hello"));
        assertThat(last(lacp).target()).isEqualTo("partner 02:00:00:00:00:0b");
        assertThat(last(lacp).unit()).isEqualTo("port 3");
        assertThat(last(lacp).fields().get("actor_key")).isEqualTo(1L);
        assertThat(last(lacp).fields().get("partner_state")).isEqualTo(0x3DL);
        lacp.client(Sample.bytes("lacp-hello"));
        assertThat(said(lacp)).containsExactly("NOTE LACP system 02:00:00:00:00:0a priority 32768");
        assertThat(lacp.malformed()).isEmpty();
    }

    @Test
    void otherSlowProtocolsAreTold() {
        lacp.client("02 01 01 10");
        assertThat(last(lacp).operation()).isEqualTo("marker");
        lacp.client("01 01 05");
        assertThat(lacp.malformed()).extracting(Malformed::rule).contains("actor information missing");
    }
}
