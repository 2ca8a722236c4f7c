package dev.postern.wire.it.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.it.parts.Asn;
import org.junit.jupiter.api.Test;

class RadiusTest {
    private final Bench radius = new Bench(new RadiusDissector(), Transport.UDP, 1812);

    /** The request and answer of RFC 2865 section 7.1: nemo logs in by telnet at 192.168.1.16 port 3. */
    private static final String REQUEST = """
            01 00 0038 0f403f9473978057bd83d5cb98f4227a
            01 06 6e656d6f 02 12 0dbe708d93d413ce3196e43f782a0aee 04 06 c0a80110 05 06 00000003
            """;

    private static final String ACCEPT = """
            02 00 0026 86fe220e7624ba2a1005f6bf9b55e0b2
            06 06 00000001 0f 06 00000000 0e 06 c0a80103
            """;

    @Test
    void aLoginIsAcceptedForTheUserThatAskedForIt() {
        radius.client(REQUEST);
        radius.server(ACCEPT);
        assertThat(radius.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target, Message::latencyNanos)
                .containsExactly(
                        tuple("access", Verb.LOGIN, Outcome.REQUEST, "nemo", -1L),
                        tuple("access", Verb.LOGIN, Outcome.SUCCESS, "nemo", 10_000_000L));
        assertThat(radius.messages().getFirst().fields().get("method")).isEqualTo("pap");
        assertThat(radius.messages().getFirst().fields().get("nas_address")).isEqualTo("192.168.1.16");
        assertThat(radius.messages().getFirst().fields().get("message_authenticator"))
                .isEqualTo(false);
        assertThat(radius.messages().get(1).fields().get("service")).isEqualTo(1L);
        assertThat(radius.malformed()).isEmpty();
    }

    private static byte[] message(int code, Object... attributes) {
        byte[] octets = Asn.join(attributes);
        return Asn.join(code, 7, 0, 20 + octets.length, new byte[16], octets);
    }

    @Test
    void theStationThatCalledIsTheUsersOnceItIsAccepted() {
        radius.client(
                message(1, 1, 5, "bob", 31, 19, "00-1B-1B-01-02-03", 32, 6, "sw-1", 79, 10, 2, 1, 0, 8, 1, "bob"));
        assertThat(radius.messages().getFirst().fields().get("eap_identity")).isEqualTo("bob");
        radius.server(message(2, 81, 4, "12"));
        assertThat(radius.messages().get(1).fields().get("vlan")).isEqualTo("12");
        assertThat(radius.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(Identity.class::cast))
                .extracting(i -> i.subject().toString(), Identity::attribute, Identity::value)
                .containsExactly(
                        tuple("10.0.0.1", Attribute.NAME, "sw-1"), tuple("00:1b:1b:01:02:03", Attribute.USER, "bob"));
    }

    @Test
    void aRejectIsRefusedAndAChallengeGoesOn() {
        radius.client(message(1, 1, 5, "bob"));
        radius.server(message(11, 24, 4, "xy"));
        radius.client(message(1, 1, 5, "bob"));
        radius.server(message(3, 18, 4, "no"));
        assertThat(radius.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.NOTICE, Outcome.REQUEST, Outcome.REFUSED);
        assertThat(radius.messages().get(3).fields().get("reply")).isEqualTo("no");
    }

    @Test
    void lengthsMustFitAndEvenThenItIsUnsure() {
        assertThat(probe(Bench.hex(REQUEST))).isEqualTo(Recognition.UNSURE);
        assertThat(probe(message(1, 1, 9, "bob"))).isEqualTo(Recognition.NOT);
        assertThat(probe(message(99, 1, 5, "bob"))).isEqualTo(Recognition.NOT);
        radius.client(message(1, 1, 9, "bob"));
        assertThat(radius.malformed()).extracting(Malformed::rule).containsExactly("attribute ends early");
    }

    private static Recognition probe(byte[] bytes) {
        return new RadiusDissector().probe(new Bytes().wrap(bytes), Transport.UDP, true);
    }
}
