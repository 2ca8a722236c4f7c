package dev.postern.wire.it.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DhcpDissectorTest {
    private final Bench dhcp = new Bench(new DhcpDissector(), Transport.UDP, 67);

    @Test
    void aRequestTellsWhoAsksForWhat() {
        dhcp.client(Sample.bytes("dhcp-request"));
        assertThat(dhcp.messages()).singleElement().satisfies(message -> {
            assertThat(message.operation()).isEqualTo("request");
            assertThat(message.verb()).isEqualTo(Verb.CONFIGURE);
            assertThat(message.outcome()).isEqualTo(Outcome.REQUEST);
            assertThat(message.target()).isEqualTo("00:1b:1b:0a:0b:0c");
            assertThat(message.fields().get("requested")).isEqualTo("10.0.0.77");
            assertThat(message.fields().get("server")).isEqualTo("10.0.0.2");
            assertThat(message.fields().get("parameters")).isEqualTo("1,3,6,42");
        });
        assertThat(identities())
                .extracting(Identity::subject, Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Identity.Attribute.NAME, "PLC1"),
                        tuple(Identity.Attribute.FINGERPRINT, "1,3,6,42"),
                        tuple(Identity.Attribute.SOFTWARE, "SIMATIC"));
    }

    @Test
    void anAckTellsTheGatewayAndTheNameServersThatAreHandedOut() {
        dhcp.client(Sample.bytes("dhcp-request"));
        dhcp.server(ack("03 08 0A000001 0A000003  06 04 0A000005  FF"));
        assertThat(dhcp.messages().get(1)).satisfies(message -> {
            assertThat(message.operation()).isEqualTo("ack");
            assertThat(message.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(message.latencyNanos()).isEqualTo(10_000_000L);
            assertThat(message.fields().get("router")).isEqualTo(List.of("10.0.0.1", "10.0.0.3"));
            assertThat(message.fields().get("dns")).isEqualTo(List.of("10.0.0.5"));
            assertThat(message.fields().get("server")).isEqualTo("10.0.0.2");
        });
        assertThat(identities())
                .last()
                .satisfies(identity -> assertThat(identity.value()).isEqualTo("10.0.0.77"));
    }

    @Test
    void routesForSomeDestinationsAndRulesForAProxyAreToldAsWell() {
        dhcp.server(ack("79 0D 18 C0A801 0A000042 00 0A000043  FC 08 687474703A2F2F78 FF"));
        assertThat(dhcp.messages().getFirst().fields().get("routes_by")).isEqualTo(List.of("10.0.0.66", "10.0.0.67"));
        assertThat(dhcp.messages().getFirst().fields().get("proxy_rules")).isEqualTo("http://x");
    }

    /** RFC 2131 section 4.1: option 52 says that the fields for file (1) and server name (2) hold options; each ends by itself. */
    @Test
    void optionsInTheFieldsForFileAndServerNameAreRead() {
        byte[] message = ack("34 01 03 FF");
        ByteBuffer.wrap(message).position(108).put(Bench.hex("03 04 0A000042 34 01 00 FF 06 04 0A000099"));
        ByteBuffer.wrap(message).position(44).put(Bench.hex("06 04 0A000043 FF"));
        dhcp.server(message);
        assertThat(dhcp.malformed()).isEmpty();
        assertThat(dhcp.messages().getFirst().fields().get("router")).isEqualTo(List.of("10.0.0.66"));
        assertThat(dhcp.messages().getFirst().fields().get("dns")).isEqualTo(List.of("10.0.0.67"));
        message[108 + 1] = (byte) 200;
        dhcp.server(message);
        assertThat(dhcp.malformed()).extracting(Malformed::offset).containsExactly(108);
        byte[] without = ack("FF");
        ByteBuffer.wrap(without).position(108).put(Bench.hex("03 04 0A000042 FF"));
        dhcp.server(without);
        assertThat(dhcp.messages().getLast().fields().get("router")).isNull();
    }

    @Test
    void aRouteThatIsCutOrHasNoPrefixEndsTheirList() {
        dhcp.server(ack("79 0B 18 C0A801 0A000042 10 0A00  F9 08 21 C0A80101 0A0000 FF"));
        assertThat(dhcp.messages().getFirst().fields().get("routes_by")).isNull();
        dhcp.server(ack("79 0B 18 C0A801 0A000042 10 0A00 FF"));
        assertThat(dhcp.messages().get(1).fields().get("routes_by")).isEqualTo(List.of("10.0.0.66"));
    }

    @Test
    void aRelayAsksTheServerWhoHasALease() {
        byte[] answer = ack("FF");
        answer[242] = 13;
        dhcp.server(answer);
        assertThat(dhcp.messages().getFirst().operation()).isEqualTo("lease active");
        assertThat(dhcp.messages().getFirst().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void aRefusalIsRefused() {
        byte[] nak = ack("FF");
        nak[242] = 6;
        dhcp.server(nak);
        assertThat(dhcp.messages().getFirst().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(dhcp.messages().getFirst().operation()).isEqualTo("nak");
    }

    @Test
    void anOptionThatRunsPastTheEndIsMalformed() {
        byte[] cut = java.util.Arrays.copyOf(ack("03 08 0A000001 0A000003"), 254);
        dhcp.server(cut);
        assertThat(dhcp.malformed()).extracting(Malformed::rule).containsExactly("option ends early");
        assertThat(dhcp.messages()).hasSize(1);
    }

    private static byte[] ack(String options) {
        ByteBuffer message = ByteBuffer.allocate(300);
        message.put(Bench.hex("02 01 06 00 3903F326"));
        message.position(16).put(Bench.hex("0A00004D"));
        message.position(28).put(Bench.hex("001B1B0A0B0C"));
        message.position(236).put(Bench.hex("63825363 35 01 05 36 04 0A000002" + options));
        return message.array();
    }

    private List<Identity> identities() {
        return dhcp.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .toList();
    }

    private static org.assertj.core.groups.Tuple tuple(Identity.Attribute attribute, String value) {
        return org.assertj.core.groups.Tuple.tuple(Address.mac(0x001B1B0A0B0CL), attribute, value);
    }
}
