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
    private final Bench pim = new Bench(new PimDissector(), Transport.IP, PimDissector.PROTOCOL);

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

    @Test
    void aRouterOfGroupsTellsItsTimersAndOtherAddresses() {
        pim.client(Sample.bytes("pim-hello"));
        assertThat(last(pim).operation()).isEqualTo("hello");
        assertThat(last(pim).verb()).isEqualTo(Verb.REPORT);
        assertThat(last(pim).fields().get("hold_seconds")).isEqualTo(105L);
        assertThat(last(pim).fields().get("delay_millis")).isEqualTo(500L);
        assertThat(last(pim).fields().get("override_millis")).isEqualTo(2500L);
        assertThat(last(pim).fields().get("priority")).isEqualTo(1L);
        assertThat(last(pim).fields().get("generation")).isEqualTo(0x5A3C1122L);
        assertThat(said(pim)).containsExactly("ROLE router", "ADDRESS 10.0.1.1");
        pim.client(Sample.bytes("pim-hello"));
        assertThat(said(pim)).hasSize(2);
    }

    @Test
    void joinsAndPrunesNameGroupsAndSources() {
        pim.client(Sample.bytes("pim-join"));
        assertThat(last(pim).operation()).isEqualTo("join prune");
        assertThat(last(pim).verb()).isEqualTo(Verb.SESSION);
        assertThat(last(pim).target()).isEmpty();
        assertThat(last(pim).fields().get("upstream")).isEqualTo("10.0.0.1");
        assertThat(last(pim).fields().get("groups")).isEqualTo(List.of("239.1.1.1", "232.1.2.3"));
        assertThat(last(pim).fields().get("joins")).isEqualTo(List.of("10.0.0.254", "10.0.6.6"));
        assertThat(last(pim).fields().get("prunes")).isEqualTo(List.of("10.0.5.5"));
        // Of the sixth version, one group, its source in an encoding with attributes (RFC 5384), behind which nothing
        // is found.
        pim.client("23 00 0000 02 00 FE800000000000000000000000000001 00 01 00D2"
                + "02 00 00 80 FF050000000000000000000000000001 0001 0000"
                + "02 01 04 80 20010DB8000000000000000000000005 40 04 00000001");
        assertThat(last(pim).target()).isEqualTo("group ff05::1");
        assertThat(last(pim).fields().get("joins")).isEqualTo(List.of());
        assertThat(pim.malformed()).isEmpty();
    }

    @Test
    void assertsRegistersAndRendezvousPointsNameTheirGroup() {
        pim.client(Sample.bytes("pim-assert"));
        assertThat(last(pim).target()).isEqualTo("group 239.1.1.1");
        assertThat(last(pim).fields().get("preference")).isEqualTo(110L);
        assertThat(last(pim).fields().get("metric")).isEqualTo(20L);
        pim.client(Sample.bytes("pim-register"));
        assertThat(last(pim).target()).isEqualTo("group 239.1.1.1");
        assertThat(last(pim).fields().get("source")).isEqualTo("10.0.5.5");
        assertThat(last(pim).fields().get("null_register")).isEqualTo(true);
        pim.client(Sample.bytes("pim-bootstrap"));
        assertThat(last(pim).fields().get("bootstrap_router")).isEqualTo("10.0.0.254");
        assertThat(last(pim).fields().get("groups")).isEqualTo(List.of("224.0.0.0/4"));
        assertThat(last(pim).fields().get("rendezvous_points")).isEqualTo(List.of("10.0.0.254"));
        assertThat(pim.malformed()).isEmpty();
    }

    @Test
    void aCountBehindTheEndCostsOneMessageOnly() {
        pim.client("23 00 0000 01 00 0A000001 00 FF 00D2 01 00 00 20 EF010101 FFFF 0000 01 00 04 20 0A000505");
        assertThat(last(pim).fields().get("joins")).isEqualTo(List.of("10.0.5.5"));
        assertThat(pim.malformed()).extracting(Malformed::rule).containsExactly("message ends early");
        pim.client("20 00 0000 0001 0009 0069");
        assertThat(pim.malformed()).hasSize(2);
        pim.client(Sample.bytes("pim-hello"));
        assertThat(pim.malformed()).hasSize(2);
    }
}
