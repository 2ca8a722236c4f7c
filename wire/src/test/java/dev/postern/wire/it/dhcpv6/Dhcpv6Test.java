package dev.postern.wire.it.dhcpv6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

class Dhcpv6Test {
    private final Bench dhcp = new Bench(new Dhcpv6Dissector(), Transport.UDP, 547);

    /** Client by time and card 00:1b:1b:0a:0b:0c, name plc1.ex, vendor class, DNS and domains wanted. */
    private static final String SOLICIT = """
            01 123456
            0001 000E 0001 0001 2A000000 001B1B0A0B0C
            0008 0002 0000
            0003 000C 00000001 00000000 00000000
            0027 000A 00 04 706C6331 02 6578 00
            0010 000E 00000137 0008 4D53465420352E30
            0006 0004 0017 0018
            """;

    /** The address fd00::7 for an hour. */
    private static final String REPLY = """
            07 123456
            0001 000E 0001 0001 2A000000 001B1B0A0B0C
            0002 000A 0003 0001 001B1B000001
            0003 0028 00000001 00000000 00000000
            0005 0018 FD000000000000000000000000000007 00000E10 00000E10
            0017 0010 FD000000000000000000000000000001
            """;

    @Test
    void aClientSaysWhoItIsAndGetsAnAddress() {
        dhcp.client(SOLICIT);
        dhcp.server(REPLY);
        assertThat(dhcp.messages())
                .extracting(Message::operation, Message::outcome, Message::target, Message::latencyNanos)
                .containsExactly(
                        tuple("solicit", Outcome.REQUEST, "00:1b:1b:0a:0b:0c", -1L),
                        tuple("solicit", Outcome.SUCCESS, "00:1b:1b:0a:0b:0c", 10_000_000L));
        assertThat(dhcp.messages().getFirst().fields().get("parameters")).isEqualTo("23,24");
        assertThat(dhcp.messages().getFirst().fields().get("enterprise")).isEqualTo(311L);
        assertThat(dhcp.messages().get(1).fields().get("addresses")).isEqualTo(List.of("fd00::7"));
        assertThat(dhcp.messages().get(1).fields().get("valid_seconds")).isEqualTo(3600L);
        assertThat(dhcp.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .contains(
                        tuple(Attribute.NAME, "plc1.ex"),
                        tuple(Attribute.FINGERPRINT, "dhcpv6 23,24"),
                        tuple(Attribute.SOFTWARE, "MSFT 5.0"),
                        tuple(Attribute.ADDRESS, "fd00::7"));
    }

    @Test
    void aRefusalIsAStatus() {
        dhcp.server("07 000001 0001 0006 0002 00000137 000D 0004 0002 6E6F");
        assertThat(dhcp.messages().getFirst().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(dhcp.messages().getFirst().fields().get("status")).isEqualTo(2L);
    }

    @Test
    void whatARelayCarriesIsRead() {
        dhcp.client("0C 00" + "00".repeat(16) + "FE80" + "00".repeat(13)
                + "05 0009 0014 0B 000002 0001 000C 0003 0001 001B1B0A0B0C 0000");
        assertThat(dhcp.messages().getFirst().operation()).isEqualTo("information-request");
        assertThat(dhcp.messages().getFirst().fields().get("relay_peer")).isEqualTo("fe80::5");
    }

    @Test
    void brokenMessagesAreMalformed() {
        dhcp.client("01 000001 0001 0020 0001");
        dhcp.client("0C 00" + "00".repeat(32));
        dhcp.client("63 000000");
        assertThat(dhcp.malformed())
                .extracting(Malformed::rule)
                .containsExactly("option ends early", "relay without message", "type unknown");
    }

    @Test
    void certainWithADuidInOptionsThatFit() {
        assertThat(probe(SOLICIT)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("0B 000001 0008 0002 0000")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("01 000001 0008 0009 0000")).isEqualTo(Recognition.NOT);
        assertThat(probe("0E 000001")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new Dhcpv6Dissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
