package dev.postern.wire.ot.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class RingTest {
    private final Bench prp =
            new Bench(new SupervisionDissector(), Transport.ETHERNET, SupervisionDissector.ETHER_TYPE);
    private final Bench mrp = new Bench(new MrpDissector(), Transport.ETHERNET, MrpDissector.ETHER_TYPE);
    private final Bench dlr = new Bench(new DlrDissector(), Transport.ETHERNET, DlrDissector.ETHER_TYPE);

    private static Message only(Bench bench) {
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).hasSize(1);
        return bench.messages().getFirst();
    }

    private static java.util.stream.Stream<String> said(Bench bench) {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> i.attribute() + " " + i.value());
    }

    @Test
    void aNodeOfParallelNetworksTellsOfItselfAndItsRedundancyBox() {
        prp.client(Sample.bytes("prp-supervision"));
        assertThat(only(prp).target()).isEqualTo("02:00:00:00:00:0a");
        assertThat(only(prp).fields().get("mode")).isEqualTo("prp duplicate discard");
        assertThat(only(prp).fields().get("redbox")).isEqualTo("02:00:00:00:00:0b");
        assertThat(said(prp)).containsExactly("ROLE prp node", "ROLE redundancy box");
    }

    @Test
    void aNodeOfARingIsToldOnce() {
        prp.client("1001 0005 17 06 02000000000A 00 00");
        prp.client("1001 0006 17 06 02000000000A 00 00");
        assertThat(prp.messages())
                .hasSize(2)
                .last()
                .extracting(m -> m.fields().get("path"))
                .isEqualTo(1L);
        assertThat(said(prp)).containsExactly("ROLE hsr node");
    }

    @Test
    void theRingManagerTestsItsRing() {
        mrp.client(Sample.bytes("mrp-test"));
        assertThat(only(mrp).operation()).isEqualTo("test");
        assertThat(only(mrp).target()).isEqualTo("ffffffff-ffff-ffff-ffff-ffffffffffff");
        assertThat(only(mrp).fields().get("ring_open")).isEqualTo(false);
        assertThat(only(mrp).fields().get("sequence")).isEqualTo(7L);
        assertThat(said(mrp)).containsExactly("ROLE ring manager", "ADDRESS 02:00:00:00:00:0a");
    }

    @Test
    void aMemberTellsThatItsLinkIsDown() {
        mrp.client("0001 04 0C 02000000000B 0001 0014 0000 0000 01 12 0008 00000000000000000000000000000001 00 00");
        assertThat(only(mrp).operation()).isEqualTo("link down");
        assertThat(only(mrp).fields().get("member")).isEqualTo("02:00:00:00:00:0b");
        assertThat(only(mrp).fields().get("sequence")).isEqualTo(8L);
    }

    @Test
    void aTlvThatRunsPastTheFrameIsMalformed() {
        mrp.client("0001 02 12 8000");
        assertThat(mrp.malformed()).extracting(Malformed::rule).containsExactly("tlv ends early");
        prp.client("1001 0006 17 06 0200");
        assertThat(prp.malformed()).extracting(Malformed::rule).contains("tlv ends early");
    }

    @Test
    void theSupervisorSendsBeacons() {
        dlr.client(Sample.bytes("dlr-beacon"));
        assertThat(only(dlr).operation()).isEqualTo("beacon");
        assertThat(only(dlr).fields().get("ring_state")).isEqualTo(1L);
        assertThat(only(dlr).fields().get("interval_us")).isEqualTo(400L);
        assertThat(said(dlr)).containsExactly("ROLE ring supervisor", "ADDRESS 10.0.0.9");
    }
}
