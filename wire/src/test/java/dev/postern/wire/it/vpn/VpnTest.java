package dev.postern.wire.it.vpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class VpnTest {
    private final Bench wireguard = new Bench(new WireguardDissector(), Transport.UDP, 51820);
    private final Bench openvpn = new Bench(new OpenVpnDissector(), Transport.UDP, 1194);
    private final Bench ike = new Bench(new IkeDissector(), Transport.UDP, 500);
    private final Bench l2tp = new Bench(new L2tpDissector(), Transport.UDP, 1701);
    private final Bench pptp = new Bench(new PptpDissector(), Transport.TCP, 1723);

    private static Recognition probe(Dissector dissector, Transport transport, byte[] bytes) {
        return dissector.probe(new Bytes().wrap(bytes), transport, true);
    }

    @Test
    void aHandshakeOfWireguardIsToldAndItsDataPass() {
        wireguard.client(Sample.bytes("wireguard-initiation"));
        wireguard.server(Sample.bytes("wireguard-response"));
        wireguard.client("04000000 89ABCDEF 0100000000000000" + "5A".repeat(16));
        assertThat(wireguard.messages())
                .extracting(Message::operation, Message::outcome, Message::latencyNanos)
                .containsExactly(
                        tuple("handshake", Outcome.REQUEST, -1L), tuple("handshake", Outcome.SUCCESS, 10_000_000L));
        assertThat(wireguard.malformed()).isEmpty();
    }

    @Test
    void aHandshakeWithASecondMacIsNotCertain() {
        byte[] underLoad = Sample.bytes("wireguard-initiation");
        underLoad[147] = 1;
        assertThat(probe(new WireguardDissector(), Transport.UDP, underLoad)).isEqualTo(Recognition.UNSURE);
        assertThat(probe(new WireguardDissector(), Transport.UDP, Arrays.copyOf(underLoad, 147)))
                .isEqualTo(Recognition.NOT);
    }

    @Test
    void theControlChannelOfOpenvpnIsTls() {
        openvpn.client(Sample.bytes("openvpn-reset"));
        openvpn.server(Sample.bytes("openvpn-answer"));
        openvpn.client(Sample.bytes("openvpn-control"));
        openvpn.client(Sample.bytes("openvpn-control"));
        assertThat(openvpn.messages())
                .extracting(Message::protocol, Message::operation, Message::outcome)
                .containsExactly(
                        tuple("openvpn", "reset", Outcome.REQUEST),
                        tuple("openvpn", "reset", Outcome.SUCCESS),
                        tuple("tls", "hello", Outcome.REQUEST));
    }

    @Test
    void openvpnOverTcpHasALengthBeforeEachPacket() {
        Bench tcp = new Bench(new OpenVpnDissector(), Transport.TCP, 1194);
        String packet = HexFormat.of().formatHex(Sample.bytes("openvpn-reset"));
        assertThat(tcp.client("000E" + packet.substring(0, 10))).isEqualTo(Dissector.NEED_MORE);
        assertThat(tcp.client("000E" + packet)).isEqualTo(16);
        assertThat(tcp.messages()).extracting(Message::operation).containsExactly("reset");
    }

    @Test
    void ikeTellsTheMakersOfBothEnds() {
        ike.client(Sample.bytes("ike-init"));
        ike.server(Sample.bytes("ike-refused"));
        assertThat(ike.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(tuple("sa init", Outcome.REQUEST), tuple("sa init", Outcome.REFUSED));
        assertThat(ike.messages().get(0).fields().get("vendor_ids")).isEqualTo(List.of("strongSwan", "Windows"));
        assertThat(ike.messages().get(1).fields().get("notify")).isEqualTo(14L);
        assertThat(ike.observations.toString()).contains("IKE: strongSwan");
    }

    @Test
    void aggressiveModeGivesAwayWhoAsks() {
        ike.client(Sample.bytes("ike-aggressive"));
        assertThat(ike.messages().getFirst().operation()).isEqualTo("aggressive mode");
        assertThat(ike.messages().getFirst().fields().get("identification")).isEqualTo("gw.plant.example");
        assertThat(ike.messages().getFirst().fields().get("weak")).isEqualTo(true);
    }

    @Test
    void whatSharesThePortWithIkePassesAndIsToldOnce() {
        ike.client("FF");
        ike.client("C0FFEE01 00000001" + "5A".repeat(24));
        ike.client("C0FFEE01 00000002" + "5A".repeat(24));
        assertThat(ike.messages()).extracting(Message::operation).containsExactly("esp");
        assertThat(ike.malformed()).isEmpty();
    }

    @Test
    void aPayloadLongerThanItsMessageIsMalformed() {
        byte[] init = Sample.bytes("ike-init");
        init[30] = 0x7F;
        ike.client(init);
        assertThat(ike.malformed()).extracting(Malformed::rule).containsExactly("payload longer than the message");
    }

    @Test
    void anEmptyVendorIdSaysNothing() {
        ike.client("0102030405060708 0000000000000000 0D 10 02 00 00000000 00000020" + "00 00 0004");
        assertThat(ike.messages().getFirst().operation()).isEqualTo("main mode");
        assertThat(ike.messages().getFirst().fields().get("vendor_ids")).isNull();
    }

    @Test
    void l2tpAndPptpTellHostAndVendor() {
        l2tp.client(Sample.bytes("l2tp-start"));
        assertThat(l2tp.messages().getFirst().fields().get("host")).isEqualTo("lac1");
        assertThat(l2tp.messages().getFirst().fields().get("vendor")).isEqualTo("Vendor A");
        pptp.client(Sample.bytes("pptp-start"));
        pptp.server(Sample.bytes("pptp-reply"));
        assertThat(pptp.messages())
                .extracting(
                        Message::operation, Message::outcome, m -> m.fields().get("host"))
                .containsExactly(
                        tuple("start control connection", Outcome.REQUEST, "remote1"),
                        tuple("start control connection", Outcome.SUCCESS, "local"));
    }
}
