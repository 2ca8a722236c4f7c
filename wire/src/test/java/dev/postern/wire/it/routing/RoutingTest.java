package dev.postern.wire.it.routing;

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

class RoutingTest {
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

    private final Bench ospf = new Bench(new OspfDissector(), Transport.IP, OspfDissector.PROTOCOL);
    private final Bench eigrp = new Bench(new EigrpDissector(), Transport.IP, EigrpDissector.PROTOCOL);

    @Test
    void aHelloTellsOfAreaTimersAndNeighbours() {
        ospf.client(Sample.bytes("ospf-hello"));
        assertThat(last(ospf).operation()).isEqualTo("hello");
        assertThat(last(ospf).target()).isEqualTo("area 0.0.0.0");
        assertThat(last(ospf).unit()).isEqualTo("10.0.0.1");
        assertThat(last(ospf).fields().get("dead_seconds")).isEqualTo(40L);
        assertThat(last(ospf).fields().get("neighbours")).isEqualTo(List.of("10.0.0.2"));
        assertThat(said(ospf)).containsExactly("ROLE router");
    }

    @Test
    void aHelloOfTheThirdVersionIsRead() {
        ospf.client("03 01 0028 0A000001 00000000 0000 00 00 00000005 01 000013 000A 0028 0A000001 00000000 0A000002");
        assertThat(last(ospf).fields().get("hello_seconds")).isEqualTo(10L);
        assertThat(last(ospf).fields().get("neighbours")).isEqualTo(List.of("10.0.0.2"));
        assertThat(ospf.malformed()).isEmpty();
        ospf.client("03 01 0048 0A000001 00000000 0000 00 00");
        assertThat(ospf.malformed()).extracting(Malformed::rule).containsExactly("packet ends early");
    }

    @Test
    void aRouterTellsItsAutonomousSystemAndSoftware() {
        eigrp.client(Sample.bytes("eigrp-hello"));
        assertThat(last(eigrp).target()).isEqualTo("system 100");
        assertThat(last(eigrp).fields().get("hold_seconds")).isEqualTo(15L);
        assertThat(said(eigrp)).containsExactly("ROLE router", "SOFTWARE ios 12.4 eigrp 1.2");
        eigrp.client("02 05 0000 00000000 00000000 00000009 0000 0064");
        assertThat(last(eigrp).operation()).isEqualTo("acknowledgement");
        assertThat(last(eigrp).verb()).isEqualTo(Verb.REPORT);
        assertThat(last(eigrp).outcome()).isEqualTo(Outcome.NOTICE);
    }
}
