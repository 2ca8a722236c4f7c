package dev.postern.wire;

import static dev.postern.wire.Lab.A;
import static dev.postern.wire.Lab.B;
import static dev.postern.wire.Lab.MAC_A;
import static dev.postern.wire.Lab.MAC_B;
import static dev.postern.wire.Lab.ethernet;
import static dev.postern.wire.Lab.ipv4;
import static dev.postern.wire.Lab.join;
import static dev.postern.wire.Lab.numbers;
import static dev.postern.wire.Lab.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Conversation;
import dev.postern.model.Frame;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tick message between A and B within every kind of tunnel between C and D. */
class TunnelTest {
    private static final int C = 0xC0A80001;
    private static final int D = 0xC0A80002;
    private static final long MAC_C = 0x02_00_00_00_00_0CL;
    private static final long MAC_D = 0x02_00_00_00_00_0DL;
    private static final int SHARDS = 8;
    private static final byte[] HELLO = Tick.say("tick hello");
    private static final byte[] INNER = ipv4(A, B, 17, udp(50_000, Tick.PORT, HELLO));
    private static final byte[] INNER_FRAME = ethernet(MAC_A, MAC_B, 0x0800, INNER);

    private static byte[] between(int protocol, byte[]... payload) {
        return ethernet(MAC_C, MAC_D, 0x0800, ipv4(C, D, protocol, join(payload)));
    }

    private static byte[] inUdp(int port, byte[]... payload) {
        return between(17, udp(40_000, port, join(payload)));
    }

    private static void reads(byte[] frame, String service, String key, int vlan) {
        Lab lab = new Lab(new Tick()).send(frame).close();
        assertThat(lab.messages()).extracting(Message::protocol).containsExactly(service, "tick");
        assertThat(lab.messages().getFirst().target()).isEqualTo(key);
        assertThat(lab.messages().getLast().conversation())
                .isEqualTo(new Conversation(Address.ipv4(A), Address.ipv4(B), Transport.UDP, 50_000, Tick.PORT, vlan));
        assertThat(lab.traffic()).extracting(Traffic::service).containsExactly(service, "tick");
        assertThat(lab.malformed()).isEmpty();
        assertThat(lab.bindings())
                .noneMatch(b -> b.address().equals(Address.ipv4(A))
                        && b.mac() == MAC_C
                        && !service.equals("mpls")
                        && !service.equals("pppoe"));
    }

    @Test
    void genericRoutingEncapsulationIsOpened() {
        reads(between(47, numbers(0x0000_0800L, 4), INNER), "gre", "", 0);
        reads(between(47, numbers(0xB000_0800L, 4, 0, 4, 77, 4, 1, 4), INNER), "gre", "key 77", 0);
        reads(between(47, numbers(0x0000_6558L, 4), INNER_FRAME), "gre", "", 0);
        reads(
                between(47, numbers(0x3081_880BL, 4, 0x00200005, 4, 1, 4, 2, 4, 0xFF03_0021L, 4), INNER),
                "gre",
                "key 5",
                0);
    }

    @Test
    void mirroredTrafficIsOpenedInAllThreeVersions() {
        reads(between(47, numbers(0x0000_88BEL, 4), INNER_FRAME), "erspan", "", 0);
        reads(
                between(47, numbers(0x1000_88BEL, 4, 9, 4, 0x1005_0403L, 4, 0, 4), INNER_FRAME),
                "erspan",
                "session 3",
                5);
        byte[] third = numbers(0x1000_22EBL, 4, 9, 4, 0x2006_0002L, 4, 1, 4, 0, 4);
        reads(between(47, third, INNER_FRAME), "erspan", "session 2", 6);
        byte[] subheader = numbers(0x1000_22EBL, 4, 9, 4, 0x2006_0002L, 4, 1, 4, 1, 4, 0, 8);
        reads(between(47, subheader, INNER_FRAME), "erspan", "session 2", 6);
    }

    @Test
    void overlaysOverUdpAreOpened() {
        byte[] vxlan = numbers(0x0800_0000L, 4, 100 << 8, 4);
        reads(inUdp(4789, vxlan, INNER_FRAME), "vxlan", "vni 100", 0);
        reads(inUdp(14_789, vxlan, INNER_FRAME), "vxlan", "vni 100", 0);
        byte[] tagged = ethernet(MAC_A, MAC_B, 0x8100, join(numbers(7, 2, 0x0800, 2), INNER));
        reads(inUdp(4789, vxlan, tagged), "vxlan", "vni 100", 7);
        reads(inUdp(6081, numbers(0x0200_6558L, 4, 9 << 8, 4, 1, 8), INNER_FRAME), "geneve", "vni 9", 0);
        reads(inUdp(6081, numbers(0x0000_0800L, 4, 9 << 8, 4), INNER), "geneve", "vni 9", 0);
        reads(inUdp(2152, numbers(0x32FF, 2, INNER.length + 4, 2, 6, 4, 1 << 16, 4), INNER), "gtp", "teid 6", 0);
    }

    @Test
    void labelsSessionsAndDatagramsInDatagramsAreOpened() {
        byte[] stack = numbers(16 << 12, 4, 17 << 12 | 0x1FF, 4);
        reads(ethernet(MAC_C, MAC_D, 0x8847, join(stack, INNER)), "mpls", "label 16", 0);
        reads(ethernet(MAC_C, MAC_D, 0x8847, join(stack, numbers(0, 4), INNER_FRAME)), "mpls", "label 16", 0);
        reads(ethernet(MAC_C, MAC_D, 0x8847, join(stack, INNER_FRAME)), "mpls", "label 16", 0);
        byte[] session = numbers(0x1100, 2, 3, 2, INNER.length + 2, 2, 0x21, 2);
        reads(ethernet(MAC_C, MAC_D, 0x8864, join(session, INNER)), "pppoe", "session 3", 0);
        reads(between(4, INNER), "ipip", "", 0);
        reads(between(97, numbers(0x3000, 2), INNER_FRAME), "etherip", "", 0);
    }

    @Test
    void ipv6OverIpv4IsOpened() {
        byte[] inner = Lab.ipv6(1, 2, 17, udp(50_000, Tick.PORT, HELLO));
        Lab lab = new Lab(new Tick()).send(between(41, inner)).close();
        assertThat(lab.traffic()).extracting(Traffic::service).containsExactly("6in4", "tick");
        byte[] indication = numbers(0, 2, 1, 6);
        lab = new Lab(new Tick()).send(inUdp(3544, indication, inner)).close();
        assertThat(lab.traffic()).extracting(Traffic::service).containsExactly("teredo", "tick");
        byte[] longer = Lab.ipv6(1, 2, 17, udp(50_000, Tick.PORT, join(HELLO, new byte[9])));
        lab = new Lab(new Tick())
                .send(inUdp(3544, java.util.Arrays.copyOf(longer, longer.length - 1)))
                .close();
        assertThat(lab.traffic()).extracting(Traffic::service).containsExactly("teredo");
    }

    private static byte[] nested(int depth) {
        byte[] packet = INNER;
        for (int i = 0; i < depth; i++) packet = ipv4(C + 2 * i, D + 2 * i, 4, packet);
        return ethernet(MAC_C, MAC_D, 0x0800, packet);
    }

    @Test
    void tunnelsInTunnelsAreFollowedToALimit() {
        Lab lab = new Lab(new Tick()).send(nested(Tunnel.DEPTH_MAX)).close();
        assertThat(lab.traffic())
                .hasSize(Tunnel.DEPTH_MAX + 1)
                .last()
                .extracting(Traffic::service)
                .isEqualTo("tick");
        lab = new Lab(new Tick()).send(nested(Tunnel.DEPTH_MAX + 3)).close();
        assertThat(lab.traffic())
                .hasSize(Tunnel.DEPTH_MAX + 1)
                .extracting(Traffic::service)
                .containsOnly("ipip");
        assertThat(lab.wire.counters().limits()).containsEntry("tunnels in a frame", 1L);
    }

    @Test
    void whatIsWithinFragmentsOfACarrierIsRead() {
        byte[] payload = join(numbers(0x0000_0800L, 4), INNER);
        byte[] one = java.util.Arrays.copyOf(payload, 16);
        byte[] two = java.util.Arrays.copyOfRange(payload, 16, payload.length);
        Lab lab = new Lab(new Tick())
                .send(ethernet(MAC_C, MAC_D, 0x0800, Lab.fragment(C, D, 47, 1, 0, true, one)))
                .send(ethernet(MAC_C, MAC_D, 0x0800, Lab.fragment(C, D, 47, 1, 16, false, two)))
                .close();
        assertThat(lab.traffic()).extracting(Traffic::service).containsExactly("gre", "tick");
    }

    @Test
    void theInnerFrameIsCountedWithoutItsCarrier() {
        Lab lab = new Lab(new Tick())
                .send(inUdp(4789, numbers(0x0800_0000L, 4, 0, 4), INNER_FRAME))
                .close();
        assertThat(lab.traffic()).extracting(Traffic::bytesUp).containsExactly(INNER_FRAME.length + 50L, (long)
                INNER_FRAME.length);
        assertThat(lab.traffic()).extracting(t -> t.up().mac()).containsExactly(MAC_C, MAC_A);
    }

    private static Frame frame(byte[] bytes) {
        Frame frame = new Frame();
        frame.data = bytes;
        frame.capturedBytes = bytes.length;
        frame.wireBytes = bytes.length;
        frame.linkType = 1;
        return frame;
    }

    @Test
    void bothDirectionsOfAnInnerConversationMeetWhateverCarriesThem() {
        int plain = Wire.shard(frame(Lab.udpFrame(false, 50_000, Tick.PORT, HELLO)), SHARDS);
        for (int host = 0; host < 20; host++) {
            byte[] there = ipv4(C + host, D + 7 * host, 47, join(numbers(0x0000_0800L, 4), INNER));
            assertThat(Wire.shard(frame(ethernet(MAC_C, MAC_D, 0x0800, there)), SHARDS))
                    .isEqualTo(plain);
            byte[] back = ipv4(D + host, C, 17, udp(1, 4789, join(numbers(0x0800_0000L, 4, 0, 4), INNER_FRAME)));
            assertThat(Wire.shard(frame(ethernet(MAC_C, MAC_D, 0x0800, back)), SHARDS))
                    .isEqualTo(plain);
        }
    }

    /** Everything that one wire says of a frame is said by exactly one of eight. */
    @Test
    void eachLayerOfAFrameIsTheBusinessOfOneShard() {
        byte[] broken = INNER.clone();
        broken[0] = 0x42;
        List<byte[]> frames = new ArrayList<>(List.of(
                nested(1),
                nested(3),
                nested(Tunnel.DEPTH_MAX + 2),
                between(47, numbers(0x0000_6558L, 4), ethernet(MAC_A, MAC_B, 0x88B8, new byte[30])),
                between(47, numbers(0x0000_6558L, 4), ethernet(MAC_A, MAC_B, 0x0800, broken)),
                inUdp(4789, numbers(0x0800_0000L, 4, 1, 4), INNER_FRAME),
                ethernet(MAC_C, MAC_D, 0x8847, join(numbers(0x1FF, 4), INNER)),
                Lab.udpFrame(true, 50_000, Tick.PORT, HELLO)));
        for (int i = 0; i < 40; i++) frames.add(ethernet(MAC_C, MAC_D, 0x0800, ipv4(C + i, D, 4, INNER)));
        List<String> whole = new ArrayList<>();
        Wire one = new Wire(Wire.Limits.defaults(), new Dissectors(List.of(new Tick())));
        List<String> parts = new ArrayList<>();
        Wire[] wires = new Wire[SHARDS];
        for (int i = 0; i < SHARDS; i++)
            wires[i] = new Wire(Wire.Limits.defaults(), new Dissectors(List.of(new Tick())));
        for (byte[] bytes : frames) {
            Frame frame = frame(bytes);
            one.frame(frame, o -> note(o, whole));
            int owners = Wire.shards(frame, SHARDS);
            for (int i = 0; i < SHARDS; i++) {
                if ((owners >> i & 1) == 1)
                    wires[i].frame(frame, owners, new Wire.Share(i, SHARDS), o -> note(o, parts));
            }
        }
        one.close(Lab.MINUTE, o -> note(o, whole));
        for (Wire wire : wires) wire.close(Lab.MINUTE, o -> note(o, parts));
        assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
        long counted = 0;
        for (Wire wire : wires) counted += wire.counters().frames;
        assertThat(counted).isEqualTo(frames.size());
    }

    /** Where an address is, each shard that hears of it learns for itself. */
    private static void note(Observation observation, List<String> to) {
        if (!(observation instanceof Binding)) to.add(observation.toString());
    }
}
