package dev.postern.wire.it.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuicDissectorTest {
    private final Bench quic = new Bench(new QuicDissector(), Transport.UDP, 443);

    @Test
    void theHeaderProtectionIsThatOfTheExampleInTheSpecification() {
        // RFC 9001 appendix A.2.
        byte[] id = HexFormat.of().parseHex("8394c8f03e515708");
        byte[] sample = HexFormat.of().parseHex("d1b1c98dd7689fb8ec11d242b123dc9b");
        assertThat(HexFormat.of()
                        .formatHex(InitialKeys.of(QuicVersion.V1, id, true).mask(sample)))
                .startsWith("437b9aec36");
    }

    @Test
    void theClientsInitialTellsTheServerWanted() {
        quic.client(Sample.bytes("quic-v1-initial"));
        Message hello = quic.messages().getFirst();
        assertThat(hello.operation()).isEqualTo("hello");
        assertThat(hello.outcome()).isEqualTo(Outcome.REQUEST);
        assertThat(hello.target()).isEqualTo("historian.example");
        assertThat(hello.fields().get("alpn")).isEqualTo("h3");
        assertThat(hello.fields().get("version")).isEqualTo("tls 1.3");
        assertThat(hello.fields().get("quic_version")).isEqualTo("1");
        assertThat(hello.fields().text("ja4")).startsWith("q13d0207h3_");
        assertThat(quic.observations.stream().filter(Identity.class::isInstance).map(i -> ((Identity) i).attribute()))
                .containsExactly(Identity.Attribute.FINGERPRINT, Identity.Attribute.NAME);
    }

    @Test
    void theServersInitialAnswersIt() {
        quic.client(Sample.bytes("quic-v1-initial"));
        quic.server(Sample.bytes("quic-v1-answer"));
        Message answer = quic.messages().get(1);
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(answer.target()).isEqualTo("historian.example");
        assertThat(answer.fields().get("cipher")).isEqualTo("0x1301");
        assertThat(answer.latencyNanos()).isEqualTo(10_000_000L);
        assertThat(quic.malformed()).isEmpty();
    }

    @Test
    void versionTwoHasOtherTypesAndKeys() {
        quic.client(Sample.bytes("quic-v2-initial"));
        assertThat(quic.messages()).extracting(Message::target).containsExactly("historian.example");
        assertThat(quic.messages().getFirst().fields().get("quic_version")).isEqualTo("2");
    }

    @Test
    void theHelloIsToldOnceThoughItIsSentAgain() {
        quic.client(Sample.bytes("quic-v1-initial"));
        quic.client(Sample.bytes("quic-v1-initial"));
        assertThat(quic.messages()).hasSize(1);
    }

    @Test
    void aChangedOctetBreaksTheSeal() {
        byte[] initial = Sample.bytes("quic-v1-initial");
        initial[600] ^= 1;
        quic.client(initial);
        assertThat(quic.malformed()).extracting(Malformed::rule).containsExactly("initial packet cannot be opened");
    }

    @Test
    void aPacketLongerThanItsDatagramIsMalformed() {
        byte[] initial = Arrays.copyOf(Sample.bytes("quic-v1-initial"), 200);
        assertThat(new QuicDissector().probe(new Bytes().wrap(initial), Transport.UDP, true))
                .isEqualTo(Recognition.NOT);
        quic.client(initial);
        assertThat(quic.malformed()).extracting(Malformed::rule).containsExactly("packet longer than the datagram");
    }

    @Test
    void versionNegotiationRefusesWithTheVersionsThatWouldDo() {
        quic.server("80 00000000 00 08 8394c8f03e515708 00000001 6b3343cf");
        Message refused = quic.messages().getFirst();
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.fields().get("versions")).isEqualTo(List.of("1", "2"));
    }

    @Test
    void whatFollowsTheHandshakePassesUnread() {
        quic.client("4a 8394c8f03e515708 0011223344556677");
        assertThat(quic.observations).isEmpty();
    }

    @Test
    void piecesInAnyOrderArePutTogether() {
        CryptoStream crypto = new CryptoStream();
        Bytes letters = new Bytes().wrap(new byte[] {'a', 'b', 'c', 'd', 'e', 'f'});
        crypto.add(4, letters, 4, 2);
        crypto.add(0, letters, 0, 2);
        assertThat(crypto.whole().length()).isEqualTo(2);
        crypto.add(1, letters, 1, 4);
        assertThat(crypto.whole().ascii(0, 6)).isEqualTo("abcdef");
    }

    @Test
    void piecesBeyondTheLimitsAreDropped() {
        CryptoStream crypto = new CryptoStream();
        Bytes one = new Bytes().wrap(new byte[1]);
        for (int i = 0; i < 2 * CryptoStream.PIECES_MAX; i++) crypto.add(2L * i, one, 0, 1);
        crypto.add(CryptoStream.BYTES_MAX, one, 0, 1);
        assertThat(crypto.whole().length()).isEqualTo(1);
    }
}
