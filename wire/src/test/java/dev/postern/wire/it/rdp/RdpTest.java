package dev.postern.wire.it.rdp;

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
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import dev.postern.wire.it.parts.Asn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RdpTest {
    private static final byte[] NEGOTIATION = Bench.hex("01 00 0800 03000000");
    private final Bench rdp = new Bench(new RdpDissector(), Transport.TCP, 3389);

    private static byte[] connect(int type, byte[] variable) {
        int header = 6 + variable.length;
        return Asn.join(3, 0, 0, 5 + header, header, type, 0, 0, 0, 0, 0, variable);
    }

    private static byte[] request() {
        return connect(0xE0, Asn.join("Cookie: mstshash=operator\r\n", NEGOTIATION));
    }

    @Test
    void theCookieNamesTheUserAndTheAnswerTheSecurity() {
        rdp.client(request());
        rdp.server(connect(0xD0, Bench.hex("02 1F 0800 02000000")));
        assertThat(rdp.messages())
                .extracting(Message::operation, Message::outcome, Message::target, Message::latencyNanos)
                .containsExactly(
                        tuple("connect", Outcome.REQUEST, "operator", -1L),
                        tuple("connect", Outcome.SUCCESS, "operator", 10_000_000L));
        assertThat(rdp.messages().getFirst().fields().get("requested")).isEqualTo(3L);
        assertThat(rdp.messages().get(1).fields().get("security")).isEqualTo("credssp");
        assertThat(identities()).containsExactly(tuple(Attribute.USER, "operator"));
        rdp.client(Sample.bytes("tls-hello"));
        assertThat(rdp.messages().get(2).protocol()).isEqualTo("tls");
    }

    @Test
    void aServerMayRefuseTheSecurity() {
        rdp.client(request());
        rdp.server(connect(0xD0, Bench.hex("03 00 0800 05000000")));
        assertThat(rdp.messages().get(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(rdp.messages().get(1).fields().get("failure_name")).isEqualTo("credssp required");
    }

    private static byte[] data(byte[] body) {
        int total = 7 + body.length;
        return Asn.join(3, 0, total >> 8, total, 2, 0xF0, 0x80, body);
    }

    /** The parts of MCS and GCC before the key do not matter here. */
    private static byte[] settings() {
        byte[] name = Arrays.copyOf("ENG-1".getBytes(StandardCharsets.UTF_16LE), 32);
        byte[] core = Asn.join(Bench.hex("01C0 3800 04000800 0005 2003 01CA 03AA 07040000 610A0000"), name);
        byte[] network = Bench.hex("03C0 1400 01000000 7264706472000000 00000000");
        return data(Asn.join(Bench.hex("7F65 0000"), "Duca", 0x80, core.length + network.length, core, network));
    }

    @Test
    void withTheOldestSecurityTheClientSaysWhatItIs() {
        rdp.client(settings());
        Message message = rdp.messages().getFirst();
        assertThat(message.operation()).isEqualTo("settings");
        assertThat(message.fields().get("client_name")).isEqualTo("ENG-1");
        assertThat(message.fields().get("client_build")).isEqualTo(2657L);
        assertThat(message.fields().get("keyboard_layout")).isEqualTo(0x407L);
        assertThat(message.fields().get("rdp_version")).isEqualTo("8.4");
        assertThat(message.fields().get("channels")).isEqualTo(List.of("rdpdr"));
        assertThat(identities()).contains(tuple(Attribute.NAME, "eng-1"));
    }

    @Test
    void aLoginInClearIsReadWithoutItsPassword() {
        byte[] info =
                Asn.join(Bench.hex("4000 0000 00000000 03000000 0500 0300 0200 0000 0000"), "WORKS\0bob\0pw\0\0\0");
        byte[] body = Asn.join(Bench.hex("64 0007 03EB 70"), info.length, info);
        rdp.client(data(body));
        assertThat(rdp.messages().getFirst().operation()).isEqualTo("client info");
        assertThat(rdp.messages().getFirst().target()).isEqualTo("WORKS\\bob");
        assertThat(rdp.messages().getFirst().fields().get("credentials")).isEqualTo(true);
        assertThat(rdp.messages().getFirst().fields().toString()).doesNotContain("pw");
        assertThat(rdp.client("00 01 02")).isEqualTo(3);
    }

    @Test
    void aConnectRequestWithSelectorsIsNotRdp() {
        assertThat(probe(request())).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(connect(0xE0, NEGOTIATION))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(connect(0xE0, new byte[0]))).isEqualTo(Recognition.UNSURE);
        assertThat(probe(connect(0xE0, Bench.hex("C0010A C1020100 C2020102")))).isEqualTo(Recognition.NOT);
        assertThat(probe(data(Bench.hex("32010000")))).isEqualTo(Recognition.NOT);
    }

    @Test
    void aHeaderBehindTheUnitIsMalformed() {
        byte[] bad = request();
        bad[4] = 100;
        rdp.client(bad);
        assertThat(rdp.malformed()).extracting(Malformed::rule).containsExactly("header longer than the unit");
        assertThat(new Bench(new RdpDissector(), Transport.TCP, 3389).client("16030100 0000"))
                .isEqualTo(Dissector.LOST);
    }

    private static Recognition probe(byte[] bytes) {
        return new RdpDissector().probe(new Bytes().wrap(bytes), Transport.TCP, true);
    }

    private List<org.assertj.core.groups.Tuple> identities() {
        return rdp.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> tuple(i.attribute(), i.value()))
                .toList();
    }
}
