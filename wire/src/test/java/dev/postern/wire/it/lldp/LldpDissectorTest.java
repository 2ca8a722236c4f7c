package dev.postern.wire.it.lldp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LldpDissectorTest {
    private final Bench lldp = new Bench(new LldpDissector(), Transport.ETHERNET, LldpDissector.ETHER_TYPE);

    @Test
    void aSwitchTellsItsNameItsPortAndItsAddress() {
        lldp.client(Sample.bytes("lldp-announcement"));
        assertThat(lldp.messages()).singleElement().satisfies(message -> {
            assertThat(message.outcome()).isEqualTo(Outcome.NOTICE);
            assertThat(message.target()).isEqualTo("00:1b:1b:01:02:03");
            assertThat(message.unit()).isEqualTo("port-001");
            assertThat(message.fields().get("system_description")).isEqualTo("SCALAR");
            assertThat(message.fields().get("ttl_seconds")).isEqualTo(120L);
            assertThat(message.fields().get("capabilities")).isEqualTo(List.of("bridge"));
        });
        assertThat(lldp.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Identity.Attribute.NAME, "swit1"),
                        tuple(Identity.Attribute.NOTE, "SCALAR"),
                        tuple(Identity.Attribute.ADDRESS, "10.0.0.9"),
                        tuple(Identity.Attribute.TYPE, "switch"));
        assertThat(lldp.malformed()).isEmpty();
    }

    @Test
    void aDescriptionOfSeveralLinesIsOneLine() {
        lldp.client("0207 04 001B1B010203 0404 07 703031 0602 0078 0C07 41204F 0A 542E 0A 0000");
        assertThat(lldp.messages())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.fields().get("system_description")).isEqualTo("A O T."));
    }

    @Test
    void organisationsTellOfVlansInventoryAndRings() {
        lldp.client("""
                0207 04 001B1B010203 0404 07 703031 0602 0078
                FE06 0080C2 01 0005
                FE0B 0080C2 03 0005 04 706C616E
                FE09 00120F 01 03 6C03 0010
                FE06 00120F 04 05EE
                FE08 0012BB 08 53313233
                FE07 0012BB 0A 413130
                FE0A 000ECF 05 001B1B010200
                FE05 112233 07 00
                0000
                """);
        assertThat(lldp.malformed()).isEmpty();
        assertThat(lldp.messages()).singleElement().satisfies(message -> {
            assertThat(message.fields().get("port_vlan")).isEqualTo(5L);
            assertThat(message.fields().get("vlans")).isEqualTo(List.of("5 plan"));
            assertThat(message.fields().get("mau_type")).isEqualTo(16L);
            assertThat(message.fields().get("frame_bytes_max")).isEqualTo(1518L);
            assertThat(message.fields().get("unread")).isEqualTo(List.of("112233/7"));
        });
        assertThat(lldp.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Identity.Attribute.SERIAL, "S123"),
                        tuple(Identity.Attribute.MODEL, "A10"),
                        tuple(Identity.Attribute.ADDRESS, "00:1b:1b:01:02:00"));
    }

    @Test
    void aTlvThatRunsPastTheFrameIsMalformedAndTheRestIsKept() {
        lldp.client(Arrays.copyOf(Sample.bytes("lldp-announcement"), 30));
        assertThat(lldp.malformed()).extracting(Malformed::rule).containsExactly("tlv ends early");
        assertThat(lldp.messages().getFirst().target()).isEqualTo("00:1b:1b:01:02:03");
    }

    @Test
    void aFrameWithoutItsThreeMandatoryTlvsIsMalformed() {
        lldp.client("0207 04 001B1B010203 0000");
        assertThat(lldp.malformed()).extracting(Malformed::rule).containsExactly("mandatory tlv missing");
    }

    private static org.assertj.core.groups.Tuple tuple(Identity.Attribute attribute, String value) {
        return org.assertj.core.groups.Tuple.tuple(attribute, value);
    }
}
