package dev.postern.wire.it.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Dissector;
import dev.postern.wire.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipTest {
    private final Bench udp = new Bench(new SipDissector(), Transport.UDP, 5060);
    private final Bench tcp = new Bench(new SipDissector(), Transport.TCP, 5060);

    @Test
    void aCallTellsWhoCallsWhomAndWhereMediaGo() {
        udp.client(Sample.bytes("sip-invite"));
        udp.server(Sample.bytes("sip-ok"));
        assertThat(udp.messages())
                .extracting(Message::operation, Message::outcome, Message::target, Message::latencyNanos)
                .containsExactly(
                        tuple("invite", Outcome.REQUEST, "sip:gate@10.0.0.2", -1L),
                        tuple("invite", Outcome.SUCCESS, "sip:gate@10.0.0.2", 10_000_000L));
        assertThat(udp.messages().getFirst().fields().get("from")).isEqualTo("sip:post3@10.0.0.1");
        assertThat(udp.messages().getFirst().fields().get("media")).isEqualTo(List.of("audio 10.0.0.1:49172"));
        assertThat(udp.observations.toString()).contains("DoorPhone/2.1", "Exchange/7");
    }

    @Test
    void overTcpTheLengthOfTheBodyEndsAMessage() {
        byte[] invite = Sample.bytes("sip-invite");
        assertThat(tcp.client(Arrays.copyOf(invite, 200))).isEqualTo(Dissector.NEED_MORE);
        assertThat(tcp.client(Arrays.copyOf(invite, invite.length - 4))).isEqualTo(Dissector.NEED_MORE);
        assertThat(tcp.messages()).isEmpty();
        assertThat(tcp.client(invite)).isEqualTo(invite.length);
        assertThat(tcp.messages()).hasSize(1);
    }

    @Test
    void aRegistrationBearsItsUser() {
        udp.client(("REGISTER sip:10.0.0.2 SIP/2.0\r\nTo: <sip:post3@10.0.0.2>\r\nCSeq: 2 REGISTER\r\ni: 7\r\n"
                        + "Authorization: Digest username=\"post3\", realm=\"plant\"\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        udp.server("SIP/2.0 403 Forbidden\r\nCSeq: 2 REGISTER\r\ni: 7\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(udp.messages().getFirst().fields().get("user")).isEqualTo("post3");
        assertThat(udp.messages().get(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(udp.messages().get(1).fields().get("status")).isEqualTo(403L);
    }

    private void register(int sequence, String more) {
        udp.client(Bench.ascii("REGISTER sip:10.0.0.2 SIP/2.0\r\nTo: <sip:post3@10.0.0.2>\r\nCSeq: " + sequence
                + " REGISTER\r\ni: 7\r\n" + more + "\r\n"));
    }

    private void answer(int sequence, String status, String more) {
        udp.server(
                Bench.ascii("SIP/2.0 " + status + "\r\nCSeq: " + sequence + " REGISTER\r\ni: 7\r\n" + more + "\r\n"));
    }

    /** Everybody is asked for a proof at first, and now and then for a newer one. */
    @Test
    void aChallengeIsNoRefusedLoginAndTheSameAfterAProofIs() {
        String proof = "Authorization: Digest username=\"post3\", realm=\"plant\"\r\n";
        String asks = "WWW-Authenticate: Digest realm=\"plant\", nonce=\"7\"";
        register(1, "");
        answer(1, "100 Trying", "");
        answer(1, "401 Unauthorized", asks + "\r\n");
        register(2, proof);
        answer(2, "401 Unauthorized", asks + ", stale=TRUE\r\n");
        register(3, proof);
        answer(3, "401 Unauthorized", asks + "\r\n");
        register(4, proof);
        answer(4, "200 OK", "");
        assertThat(udp.messages().stream().filter(m -> !m.fromClient()))
                .extracting(Message::outcome, Message::verb)
                .containsExactly(
                        tuple(Outcome.NOTICE, Verb.SESSION),
                        tuple(Outcome.NOTICE, Verb.SESSION),
                        tuple(Outcome.NOTICE, Verb.SESSION),
                        tuple(Outcome.REFUSED, Verb.LOGIN),
                        tuple(Outcome.SUCCESS, Verb.LOGIN));
    }

    @Test
    void emptyLinesKeepAPathOpen() {
        assertThat(udp.client("0D0A0D0A")).isEqualTo(4);
        assertThat(udp.observations).isEmpty();
    }

    @Test
    void anAnswerWithoutSequenceIsMalformed() {
        udp.server("SIP/2.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(udp.malformed()).extracting(Malformed::rule).containsExactly("neither request nor answer");
    }
}
