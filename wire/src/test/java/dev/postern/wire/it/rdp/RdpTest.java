package dev.postern.wire.it.rdp;

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
    private Bench rdp = new Bench(new RdpDissector(), Transport.TCP, 3389);

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

    private static byte[] record(int type, int octets) {
        byte[] record = new byte[octets];
        record[0] = (byte) type;
        record[1] = 3;
        record[2] = 3;
        record[3] = (byte) (octets - 5 >> 8);
        record[4] = (byte) (octets - 5);
        return record;
    }

    /** CredSSP is agreed on; then records of application data, those of the server with a minus. */
    private void encrypted(int... octets) {
        rdp.client(request());
        rdp.server(connect(0xD0, Bench.hex("02 1F 0800 02000000")));
        for (int count : octets) {
            if (count > 0) rdp.client(record(23, count));
            else rdp.server(record(23, -count));
        }
    }

    private List<org.assertj.core.groups.Tuple> logins() {
        return rdp.messages().stream()
                .filter(m -> m.operation().equals("login"))
                .map(m -> tuple(
                        m.outcome(),
                        m.verb(),
                        m.target(),
                        m.fromClient(),
                        m.fields().get("told_by")))
                .toList();
    }

    /** FreeRDP with itself under TLS 1.3: finished, negotiation; tickets, challenge; proof; the key, and so on. */
    @Test
    void whoGoesOnToJoinChannelsIsIn() {
        encrypted(80, 115, -255, -255, -184, 457, -117, 136, 489, -140, 34, 30, -33, 34, -37, 34, -37, 34);
        assertThat(rdp.messages().get(1).verb()).isEqualTo(Verb.SESSION);
        assertThat(logins()).isEmpty();
        rdp.server(record(23, 37));
        assertThat(logins()).containsExactly(tuple(Outcome.SUCCESS, Verb.LOGIN, "operator", false, "sizes"));
        assertThat(rdp.client(record(23, 300))).isEqualTo(300);
        rdp.close();
        assertThat(logins()).hasSize(1);
    }

    /** As {@link #whoGoesOnToJoinChannelsIsIn}; then one of Windows under TLS 1.2 with CBC, which says an error. */
    @Test
    void whoIsSentAwayAfterHisProofWasRefused() {
        encrypted(80, 115, -255, -255, -184, 457, -24, 24);
        assertThat(logins()).isEmpty();
        rdp.close();
        assertThat(logins()).containsExactly(tuple(Outcome.REFUSED, Verb.LOGIN, "operator", false, "sizes"));
        rdp = new Bench(new RdpDissector(), Transport.TCP, 3389);
        encrypted(133, -373, 901, -85);
        rdp.close();
        assertThat(logins()).hasSize(1);
    }

    @Test
    void nothingIsSaidOfALoginThatTheSizesDoNotTell() {
        int[][] told = {
            {},
            {80, -255, -255},
            // Whoever leaves before the challenge is there, though tickets are.
            {80, -60, 115},
            // Whoever reads what the challenge says of the server, and leaves.
            {80, -255, 115, -184},
            // The key was given back, but nobody went on.
            {133, -373, 901, -341},
            // A ticket is no good, and NTLM is tried and left.
            {1800, -120, 133, -373},
        };
        for (int[] octets : told) {
            rdp = new Bench(new RdpDissector(), Transport.TCP, 3389);
            encrypted(octets);
            rdp.close();
            assertThat(logins()).as("%s", Arrays.toString(octets)).isEmpty();
        }
    }

    /** With TLS 1.2 the last word of the handshake is encrypted, and an alert at the end. */
    @Test
    void whatIsEncryptedButNoApplicationDataIsPassedOver() {
        encrypted();
        rdp.client(Asn.join(record(20, 6)));
        rdp.client(Asn.join(record(22, 45), record(23, 133)));
        rdp.server(Asn.join(record(20, 6)));
        rdp.server(Asn.join(record(22, 45), record(23, 373)));
        rdp.client(record(23, 901));
        rdp.server(record(21, 31));
        rdp.close();
        assertThat(logins()).hasSize(1);
        assertThat(rdp.malformed()).isEmpty();
    }

    @Test
    void whatIsNoRecordAnyMoreEndsTheReading() {
        encrypted(133, -373, 901);
        assertThat(rdp.server("FF 00 00 00 00 00")).isEqualTo(6);
        assertThat(rdp.client("FF 00")).isEqualTo(2);
        rdp.close();
        assertThat(logins()).isEmpty();
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
