package dev.postern.wire.it.gateway;

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

class GatewayTest {
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

    private final Bench vrrp = new Bench(new VrrpDissector(), Transport.IP, VrrpDissector.PROTOCOL);
    private final Bench hsrp = new Bench(new HsrpDissector(), Transport.UDP, 1985);

    @Test
    void theMasterOfAVirtualRouterAdvertisesAndResigns() {
        vrrp.client(Sample.bytes("vrrp-advertisement"));
        assertThat(last(vrrp).target()).isEqualTo("virtual router 5");
        assertThat(last(vrrp).fields().get("priority")).isEqualTo(100L);
        assertThat(last(vrrp).fields().get("addresses")).isEqualTo(List.of("10.0.0.254"));
        vrrp.client("31 05 00 01 0064 0000 0A0000FE");
        assertThat(last(vrrp).operation()).isEqualTo("resign");
        assertThat(last(vrrp).fields().get("interval_centiseconds")).isEqualTo(100L);
        assertThat(said(vrrp)).containsExactly("ROLE router", "ADDRESS 10.0.0.254");
        assertThat(vrrp.malformed()).isEmpty();
        vrrp.client("31 01 00 09 0064 0000 0A0000FE");
        assertThat(vrrp.malformed()).extracting(Malformed::rule).containsExactly("addresses end early");
    }

    @Test
    void aCoupTakesOverAGroup() {
        hsrp.client(Sample.bytes("hsrp-hello"));
        assertThat(last(hsrp).operation()).isEqualTo("hello");
        assertThat(last(hsrp).fields().get("authentication")).isEqualTo("cisco");
        assertThat(said(hsrp)).containsExactly("ROLE router", "ADDRESS 10.0.0.254");
        hsrp.client("00 01 04 03 0A FF 01 00 636973636F000000 0A0000FE");
        assertThat(last(hsrp).operation()).isEqualTo("coup");
        assertThat(last(hsrp).verb()).isEqualTo(Verb.CONFIGURE);
    }

    @Test
    void anInterfaceAdvertisesAndZerosAreNoHello() {
        hsrp.client("00 03 0001 000A 02 00 0001 0002 00000000");
        assertThat(last(hsrp).operation()).isEqualTo("advertise");
        assertThat(last(hsrp).fields().get("passive_groups")).isEqualTo(2L);
        assertThat(hsrp.malformed()).isEmpty();
        assertThat(new HsrpDissector().probe(new dev.postern.wire.Bytes().wrap(new byte[20]), Transport.UDP, true))
                .isEqualTo(dev.postern.wire.Dissector.Recognition.NOT);
    }

    @Test
    void theSecondVersionIsRead() {
        hsrp.client("01 28 02 00 06 04 0102 02000000000A 00000064 00000BB8 00002710 0A0000FE" + "00".repeat(12));
        assertThat(last(hsrp).target()).isEqualTo("group 258");
        assertThat(last(hsrp).fields().get("address")).isEqualTo("10.0.0.254");
        assertThat(last(hsrp).outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(hsrp.malformed()).isEmpty();
    }
}
