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
import static dev.postern.wire.Lab.tcpFrame;
import static dev.postern.wire.Lab.udp;
import static dev.postern.wire.Lab.udpFrame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Encounter;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.wire.it.dns.DnsDissector;
import dev.postern.wire.ot.modbus.Modbus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final byte[] HELLO = Tick.say("tick hello");

    private static final byte[] DATAGRAM = ipv4(A, B, 17, udp(50_000, Tick.PORT, HELLO));

    private static void readsHello(Lab lab, int vlan) {
        assertThat(lab.messages()).singleElement().satisfies(message -> {
            assertThat(message.operation()).isEqualTo("tick hello");
            assertThat(message.conversation())
                    .isEqualTo(new dev.postern.model.Conversation(
                            Address.ipv4(A), Address.ipv4(B), Transport.UDP, 50_000, Tick.PORT, vlan));
        });
        assertThat(lab.malformed()).isEmpty();
    }

    private static Lab on(int linkType) {
        Lab lab = new Lab(new Tick());
        lab.linkType = linkType;
        return lab;
    }

    @Test
    void ethernetTagsAndSnapAreSteppedOver() {
        readsHello(on(1).send(ethernet(MAC_A, MAC_B, 0x0800, DATAGRAM)), 0);
        readsHello(on(1).send(ethernet(MAC_A, MAC_B, 0x8100, join(numbers(0x6005, 2, 0x0800, 2), DATAGRAM))), 5);
        byte[] inner = join(numbers(9, 2, 0x8100, 2, 7, 2, 0x0800, 2), DATAGRAM);
        readsHello(on(1).send(ethernet(MAC_A, MAC_B, 0x88A8, inner)), 9);
        byte[] snap = join(numbers(0xAAAA03L, 3, 0, 3, 0x0800, 2), DATAGRAM);
        readsHello(on(1).send(ethernet(MAC_A, MAC_B, snap.length, snap)), 0);
    }

    @Test
    void theTagTakenOffByTheCardIsTheOuterOne() {
        Lab lab = on(1);
        lab.vlanTci = 0x2003;
        readsHello(lab.send(ethernet(MAC_A, MAC_B, 0x8100, join(numbers(7, 2, 0x0800, 2), DATAGRAM))), 3);
    }

    @Test
    void cookedRawAndLoopbackFramesAreRead() {
        readsHello(on(113).send(join(numbers(0, 2, 1, 2, 6, 2, MAC_A, 6, 0, 2, 0x0800, 2), DATAGRAM)), 0);
        readsHello(on(276).send(join(numbers(0x0800, 2, 0, 2, 1, 4, 1, 2, 0, 1, 6, 1, MAC_A, 6, 0, 2), DATAGRAM)), 0);
        readsHello(on(101).send(DATAGRAM), 0);
        readsHello(on(228).send(DATAGRAM), 0);
        readsHello(on(0).send(join(numbers(0x02000000L, 4), DATAGRAM)), 0);
        readsHello(on(108).send(join(numbers(2, 4), DATAGRAM)), 0);
    }

    private static byte[] cooked2(int type, int device, int packet, byte[] payload) {
        return join(numbers(type, 2, 0, 2, 3, 4, device, 2, packet, 1, 6, 1, MAC_A, 6, 0, 2), payload);
    }

    @Test
    void cookedFramesTellTheSenderTagsAndWhatIsNoEthernet() {
        Lab lab = on(276).send(cooked2(0x8100, 1, 1, join(numbers(0x2005, 2, 0x0800, 2), DATAGRAM)));
        readsHello(lab, 5);
        assertThat(lab.bindings()).singleElement().extracting(Binding::mac).isEqualTo(MAC_A);
        readsHello(on(276).send(cooked2(0x0800, 778, 4, DATAGRAM)), 0);
        readsHello(on(276).send(cooked2(4, 1, 0, join(numbers(0xAAAA03L, 3, 0, 3, 0x0800, 2), DATAGRAM))), 0);
        Lab bridge = on(276).send(cooked2(4, 1, 2, join(numbers(0x424203, 3), new byte[35])))
                .close();
        assertThat(bridge.traffic()).extracting(Traffic::service).containsExactly("stp");
        Lab kernel = on(276).send(cooked2(0x0800, 824, 0, DATAGRAM));
        assertThat(kernel.seen).isEmpty();
        assertThat(kernel.wire.counters().unknownLinkTypes()).containsEntry("276", 1L);
    }

    @Test
    void loopbackFramesOfEverySystemAreRead() {
        byte[] six = ipv6(1, 2, 17, udp(50_000, Tick.PORT, HELLO));
        for (int family : new int[] {10, 23, 24, 28, 30}) {
            assertThat(on(0).send(join(numbers((long) family << 24, 4), six)).messages())
                    .hasSize(1);
            assertThat(on(108).send(join(numbers(family, 4), six)).messages()).hasSize(1);
        }
        assertThat(on(0).send(join(numbers(7, 4), DATAGRAM)).wire.counters().unknownLinkTypes())
                .containsKey("0");
        assertThat(on(229).send(six).messages()).hasSize(1);
        assertThat(on(14).send(DATAGRAM).messages()).hasSize(1);
    }

    @Test
    void aLinkTypeNobodyReadsIsCountedAndSkipped() {
        Lab lab = on(105).send(new byte[100]);
        assertThat(lab.seen).isEmpty();
        assertThat(lab.wire.counters().unknownLinkTypes()).containsEntry("105", 1L);
    }

    @Test
    void paddingIsNoPayload() {
        Lab lab = on(1).send(ethernet(MAC_A, MAC_B, 0x0800, join(DATAGRAM, new byte[40])));
        readsHello(lab, 0);
    }

    @Test
    void framesWithoutIpAreConversationsOfHardwareAddresses() {
        Lab lab = new Lab()
                .send(ethernet(MAC_A, 0x010CCD010001L, 0x88B8, new byte[60]))
                .send(ethernet(MAC_A, 0x0180C2000000L, 38, join(numbers(0x424203, 3), new byte[40])))
                .close();
        assertThat(lab.traffic()).extracting(Traffic::service).containsExactly("goose", "stp");
        assertThat(lab.traffic().getFirst().conversation())
                .isEqualTo(new dev.postern.model.Conversation(
                        Address.mac(MAC_A), Address.mac(0x010CCD010001L), Transport.ETHERNET, 0, 0x88B8, 0));
        assertThat(lab.traffic().getFirst().up().mac()).isEqualTo(MAC_A);
    }

    @Test
    void servicesWithoutANameAreCalledByTheirNumber() {
        Lab lab = new Lab()
                .send(udpFrame(true, 50_000, 40_001, new byte[9]))
                .send(ethernet(MAC_A, MAC_B, 0x8ABC, new byte[60]))
                .send(Lab.frame(true, 201, new byte[9]))
                .close();
        assertThat(lab.traffic()).extracting(Traffic::service).containsExactly("udp/40001", "ethernet/8abc", "ip/201");
    }

    @Test
    void whatAFlowForgetsBecauseOfALimitIsCounted() {
        Lab lab = new Lab(new Modbus(), DnsDissector.dns());
        for (int request = 1; request <= 100; request++)
            lab.send(tcpFrame(
                    true, 50_000, 502, 12 * request, 1, Lab.ACK, numbers(request, 2, 6, 4, 0x0103, 2, 0, 2, 1, 2)));
        for (int id = 1; id <= 100; id++)
            lab.send(udpFrame(true, 50_001, 53, numbers(id, 2, 0x0100_0001L, 4, 0, 6, 0x0161_00, 3, 0x0001_0001L, 4)));
        // Modbus keeps 64 requests of a flow, DNS 32.
        assertThat(lab.messages()).hasSize(200);
        assertThat(lab.wire.counters().limits()).containsEntry("entries of a flow", 36L + 68L);
    }

    @Test
    void aDatagramIsReadUntilItIsUsedUpAndItsShortfallReported() {
        byte[] two = join(Tick.say("tick one"), Tick.say("tick two"));
        Lab lab = new Lab(new Tick()).send(udpFrame(true, 50_000, Tick.PORT, two));
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("tick one", "tick two");
        lab.send(udpFrame(true, 50_000, Tick.PORT, Arrays.copyOf(two, 18)));
        assertThat(lab.malformed()).extracting(Malformed::rule).containsExactly("message ends early");
        lab.cut(udpFrame(true, 50_000, Tick.PORT, two), 42 + 18);
        assertThat(lab.malformed()).hasSize(1);
    }

    @Test
    void anUnsureProtocolIsBelievedWhenBothSidesSpeakIt() {
        byte[] text = Tick.say("what");
        Lab lab = new Lab(new Tick()).send(udpFrame(true, 50_000, 41_000, text));
        assertThat(lab.messages()).isEmpty();
        lab.send(udpFrame(false, 50_000, 41_000, text)).send(udpFrame(true, 50_000, 41_000, text));
        assertThat(lab.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST);
        assertThat(lab.messages()).extracting(m -> m.stamp().frame()).containsExactly(1L, 2L, 3L);
        assertThat(lab.wire.pendingBytes()).isZero();
        assertThat(lab.close().traffic())
                .singleElement()
                .extracting(Traffic::service)
                .isEqualTo("tick");
    }

    @Test
    void atAForeignEtherTypeTwoPlausibleSidesProveNothing() {
        byte[] plausible = Tick.say("hi");
        Lab lab = new Lab(new Tick());
        for (int i = 0; i < 3; i++)
            lab.send(ethernet(MAC_A, MAC_B, 0x8ABC, plausible)).send(ethernet(MAC_B, MAC_A, 0x8ABC, plausible));
        assertThat(lab.messages()).isEmpty();
    }

    @Test
    void aDissectorThatFailsAgainAndAgainIsTakenOff() {
        Lab lab = new Lab(new Tick()).send(udpFrame(true, 50_000, Tick.PORT, HELLO));
        for (int i = 0; i < 100; i++) lab.send(udpFrame(true, 50_000, Tick.PORT, new byte[5]));
        assertThat(lab.wire.counters().lost).isEqualTo(Reader.FAILURES_MAX);
        assertThat(lab.wire.counters().limits()).containsEntry("dissector gave up", 1L);
    }

    @Test
    void anUnknownFlowIsLookedAtAgainNowAndThen() {
        Lab lab = new Lab(new Tick());
        for (int i = 0; i < 70; i++) lab.send(udpFrame(true, 50_000, 41_000, new byte[9]));
        lab.send(udpFrame(true, 50_000, 41_000, HELLO));
        assertThat(lab.messages()).isEmpty();
        for (int i = 0; i < 184; i++) lab.send(udpFrame(true, 50_000, 41_000, new byte[9]));
        lab.send(udpFrame(true, 50_000, 41_000, HELLO));
        assertThat(lab.messages()).hasSize(1);
    }

    @Test
    void whatIsKeptWhileNobodyIsSureIsLittleAndNotForLong() {
        Lab lab = new Lab(new Tick());
        for (int i = 0; i < 10; i++) lab.send(udpFrame(true, 50_000, 41_000, Tick.say("what")));
        assertThat(lab.wire.pendingBytes()).isEqualTo(Reader.HELD_MAX * 7L);
        lab.atNanos += 2 * Reader.HELD_NANOS_MAX;
        lab.send(udpFrame(false, 50_000, 41_000, Tick.say("what")));
        assertThat(lab.messages()).hasSize(1);
        assertThat(lab.wire.pendingBytes()).isZero();
        Lab idle = new Lab(new Tick()).send(udpFrame(true, 50_000, 41_000, Tick.say("what")));
        idle.atNanos += 10 * Lab.MINUTE;
        idle.close();
        assertThat(idle.wire.pendingBytes()).isZero();
    }

    @Test
    void thatBothEndsOfANewFlowSpokeIsToldOnceAsSoonAsItsPacketsSayWhatItIs() {
        Lab lab = new Lab();
        List<Encounter> met = new ArrayList<>();
        lab.wire.encounters(met::add);
        for (int i = 0; i < 7; i++) lab.send(udpFrame(i % 2 == 0, 50_000, 1161, new byte[10]));
        assertThat(met).isEmpty();
        for (int i = 0; i < 7; i++) lab.send(udpFrame(i % 2 == 1, 50_000, 1161, new byte[10]));
        assertThat(met).singleElement().satisfies(e -> {
            assertThat(e.service()).isEqualTo("udp/1161");
            assertThat(e.conversation().clientPort()).isEqualTo(50_000);
            assertThat(e.stamp().frame()).isEqualTo(1);
        });
        lab.close().send(udpFrame(true, 50_000, 1161, new byte[10])).close();
        assertThat(met).hasSize(1);
    }

    @Test
    void whoIsRefusedAgainAndAgainMeetsNobody() {
        Lab lab = new Lab();
        lab.wire.encounters(e -> {
            throw new AssertionError(e);
        });
        for (int i = 0; i < 6; i++)
            lab.send(tcpFrame(true, 50_000, 1161, 100, 0, Lab.SYN, new byte[0]))
                    .send(tcpFrame(false, 50_000, 1161, 0, 101, Lab.RST | Lab.ACK, new byte[0]));
        assertThat(lab.close().traffic()).extracting(Traffic::opening).containsExactly(Traffic.Opening.REFUSED);
    }

    @Test
    void whoIsNotAnsweredMeetsNobody() {
        Lab lab = new Lab();
        lab.wire.encounters(e -> {
            throw new AssertionError(e);
        });
        for (int i = 0; i < 20; i++) lab.send(udpFrame(true, 50_000, 1161, new byte[10]));
        assertThat(lab.close().traffic()).hasSize(1);
    }

    @Test
    void trafficIsReportedMinuteByMinute() {
        Lab lab = new Lab().send(udpFrame(true, 50_000, 161, new byte[10]));
        lab.send(udpFrame(false, 50_000, 161, new byte[20])).close();
        lab.send(udpFrame(true, 50_000, 161, new byte[10])).close();
        lab.close();
        assertThat(lab.traffic()).hasSize(2);
        assertThat(lab.traffic().getFirst()).satisfies(t -> {
            assertThat(t.packetsUp()).isEqualTo(1);
            assertThat(t.bytesUp()).isEqualTo(52);
            assertThat(t.bytesDown()).isEqualTo(62);
            assertThat(t.windowNanos()).isEqualTo(1_000 * Lab.MINUTE);
            assertThat(t.up().ttl()).isEqualTo(64);
            assertThat(t.down().mac()).isEqualTo(MAC_B);
            assertThat(t.up().nextMac()).isEqualTo(MAC_B);
            assertThat(t.down().nextMac()).isEqualTo(MAC_A);
        });
        assertThat(lab.traffic()).extracting(Traffic::first).containsExactly(true, false);
        lab.atNanos += 10 * Lab.MINUTE;
        lab.close();
        assertThat(lab.wire.flows()).isZero();
    }

    @Test
    void theSenderToAGroupIsTheClient() {
        byte[] datagram = ipv4(A, 0xE00000FB, 17, udp(161, 5_999, new byte[3]));
        Lab lab = new Lab()
                .send(ethernet(MAC_A, 0x01005E0000FBL, 0x0800, datagram))
                .close();
        assertThat(lab.traffic().getFirst().conversation().client()).isEqualTo(Address.ipv4(A));
    }
}
