package dev.postern.wire;

import static dev.postern.wire.Lab.A;
import static dev.postern.wire.Lab.B;
import static dev.postern.wire.Lab.MAC_A;
import static dev.postern.wire.Lab.MAC_B;
import static dev.postern.wire.Lab.ethernet;
import static dev.postern.wire.Lab.ipv4;
import static dev.postern.wire.Lab.ipv6;
import static dev.postern.wire.Lab.join;
import static dev.postern.wire.Lab.numbers;
import static dev.postern.wire.Lab.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Message;
import dev.postern.model.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;

class IcmpTest {
    private static Message icmp6(byte[] message) {
        Lab lab = new Lab().send(ethernet(MAC_B, MAC_A, 0x86DD, ipv6(5, 1, 58, message)));
        assertThat(lab.malformed()).isEmpty();
        return lab.messages().getFirst();
    }

    private static Object payload(byte[] data) {
        Lab lab = new Lab().send(Lab.frame(true, 1, join(numbers(8, 1, 0, 3, 0x12340001L, 4), data)));
        return lab.messages().getFirst().fields().get("payload");
    }

    @Test
    void anUnreachablePortRefusesTheFlowItSpeaksOf() {
        byte[] asked = ipv4(A, B, 17, udp(50_000, 161, new byte[3]));
        byte[] answer = ipv4(B, A, 1, join(numbers(3, 1, 3, 1, 0, 6), asked));
        Lab lab = new Lab()
                .send(ethernet(MAC_A, MAC_B, 0x0800, asked))
                .send(ethernet(MAC_B, MAC_A, 0x0800, answer))
                .close();
        assertThat(lab.messages()).singleElement().satisfies(m -> {
            assertThat(m.operation()).isEqualTo("destination unreachable");
            assertThat(m.target()).isEqualTo("port");
            assertThat(m.fields().get("about_dport")).isEqualTo(161L);
            assertThat(m.conversation().client()).isEqualTo(Address.ipv4(A));
        });
        assertThat(lab.traffic())
                .extracting(Traffic::opening)
                .containsExactly(Traffic.Opening.REFUSED, Traffic.Opening.NONE);
    }

    @Test
    void anEchoIsTiedToItsRequest() {
        byte[] request = numbers(8, 1, 0, 3, 0x12340001L, 4, 0, 8);
        byte[] reply = numbers(0, 4, 0x12340001L, 4, 0, 8);
        Lab lab = new Lab().send(Lab.frame(true, 1, request)).send(Lab.frame(false, 1, reply));
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("echo request", "echo reply");
        assertThat(lab.messages().getLast().latencyNanos()).isEqualTo(1_000_000);
    }

    @Test
    void whatAnEchoCarriesIsTold() {
        byte[] counting = new byte[48];
        for (int i = 0; i < 40; i++) counting[8 + i] = (byte) (16 + i);
        counting[7] = 1;
        assertThat(payload(counting)).isEqualTo("pattern");
        assertThat(payload("abcdefghijklmnopqrstuvwabcdefghi".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("alphabet");
        assertThat(payload(new byte[20])).isEqualTo("constant");
        assertThat(payload(new byte[0])).isEqualTo("none");
        assertThat(payload(Tick.say("SSH-2.0 something said"))).isEqualTo("data");
        assertThat(payload("id=0;cat /etc/passwd\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("text");
        byte[] request = numbers(8, 1, 0, 3, 0x12340001L, 4, 5, 8);
        Lab lab = new Lab()
                .send(Lab.frame(true, 1, request))
                .send(Lab.frame(false, 1, numbers(0, 4, 0x12340001L, 4, 6, 8)));
        assertThat(lab.messages().getLast().fields().get("differs")).isEqualTo(true);
        assertThat(lab.malformed())
                .singleElement()
                .satisfies(m -> assertThat(m.rule()).isEqualTo("echo returns other data"));
    }

    @Test
    void anEchoWhosePatternIsCutByASmallDeviceIsNoConversation() {
        byte[] whole = numbers(8, 1, 0, 3, 0x12340001L, 4, 0x0001_0203L, 4, 0x0405_0607L, 4, 0x0809_0A0BL, 4);
        byte[] cut = numbers(0, 4, 0x12340001L, 4, 0x0001_0203L, 4, 0x0405_0607L, 4);
        Lab lab = new Lab().send(Lab.frame(true, 1, whole)).send(Lab.frame(false, 1, cut));
        assertThat(lab.messages().getLast().fields().get("differs")).isEqualTo(true);
        assertThat(lab.malformed()).isEmpty();
    }

    @Test
    void aRouterOfTheFourthVersionIsNamed() {
        Lab lab = new Lab().send(Lab.frame(true, 1, numbers(9, 1, 0, 3, 1, 1, 2, 1, 1800, 2, A, 4, 0, 4)));
        assertThat(lab.messages().getFirst().target()).isEqualTo("via 10.0.0.1");
    }

    @Test
    void aNeighbourAdvertisementBinds() {
        byte[] advertisement = numbers(136, 1, 0, 7, 0xFE80L << 48, 8, 5, 8, 2, 1, 1, 1, MAC_B, 6);
        Lab lab = new Lab().send(ethernet(MAC_B, MAC_A, 0x86DD, ipv6(5, 1, 58, advertisement)));
        assertThat(lab.messages()).singleElement().extracting(Message::target).isEqualTo("fe80::5");
        assertThat(lab.bindings()).singleElement().extracting(Binding::mac).isEqualTo(MAC_B);
    }

    @Test
    void aRouterAdvertisementConfiguresWhoHearsIt() {
        byte[] prefix = numbers(3, 1, 4, 1, 64, 1, 0xC0, 1, 0, 12, 0xFD00L << 48, 8, 0, 8);
        byte[] servers = numbers(25, 1, 3, 1, 0, 2, 60, 4, 0xFD00L << 48, 8, 0x53, 8);
        byte[] head =
                numbers(134, 1, 0, 3, 64, 1, 0x88, 1, 1800, 2, 0, 8, 1, 1, 1, 1, MAC_B, 6, 5, 1, 1, 1, 0, 2, 1400, 4);
        Lab lab = new Lab().send(ethernet(MAC_B, MAC_A, 0x86DD, ipv6(5, 1, 58, join(head, prefix, servers))));
        assertThat(lab.messages()).singleElement().satisfies(m -> {
            assertThat(m.verb()).isEqualTo(dev.postern.model.Verb.CONFIGURE);
            assertThat(m.target()).isEqualTo("fd00::/64");
            assertThat(m.fields().get("managed")).isEqualTo(true);
            assertThat(m.fields().get("preference")).isEqualTo(1L);
            assertThat(m.fields().get("mtu")).isEqualTo(1400L);
            assertThat(m.fields().get("name_servers")).isEqualTo(List.of("fd00::53"));
        });
        assertThat(lab.seen)
                .filteredOn(dev.postern.model.Identity.class::isInstance)
                .extracting(o -> ((dev.postern.model.Identity) o).value())
                .containsExactly("router");
    }

    @Test
    void listenersAndSolicitationsAreToldByTheirObject() {
        long group = 0xFF02L << 48;
        assertThat(icmp6(numbers(131, 1, 0, 7, group, 8, 9, 8)).target()).isEqualTo("ff02::9");
        byte[] record = numbers(4, 1, 0, 1, 0, 2, group, 8, 0xFB, 8);
        Message second = icmp6(join(numbers(143, 1, 0, 5, 2, 2), record, record));
        assertThat(second.fields().get("group")).isEqualTo(List.of("ff02::fb", "ff02::fb"));
        Message asked = icmp6(numbers(135, 1, 0, 7, 0xFE80L << 48, 8, 7, 8, 1, 1, 1, 1, MAC_B, 6));
        assertThat(asked.target()).isEqualTo("fe80::7");
        assertThat(asked.fields().get("mac")).isEqualTo("02:00:00:00:00:0b");
    }
}
