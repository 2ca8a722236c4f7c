package dev.postern.wire;

import static dev.postern.wire.Lab.A;
import static dev.postern.wire.Lab.B;
import static dev.postern.wire.Lab.MAC_A;
import static dev.postern.wire.Lab.MAC_B;
import static dev.postern.wire.Lab.ethernet;
import static dev.postern.wire.Lab.fragment;
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
    void fragmentsInAnyOrderGiveTheirDatagram() {
        byte[] payload = udp(50_000, Tick.PORT, Tick.say("tick " + "x".repeat(60)));
        byte[] one = fragment(A, B, 17, 9, 0, true, Arrays.copyOfRange(payload, 0, 48));
        byte[] two = fragment(A, B, 17, 9, 48, true, Arrays.copyOfRange(payload, 48, 64));
        byte[] three = fragment(A, B, 17, 9, 64, false, Arrays.copyOfRange(payload, 64, payload.length));
        for (List<byte[]> order : List.of(
                List.of(one, two, three),
                List.of(three, one, two),
                List.of(two, three, one),
                List.of(one, one, two, three))) {
            Lab lab = new Lab(new Tick());
            for (byte[] part : order) lab.send(ethernet(MAC_A, MAC_B, 0x0800, part));
            assertThat(lab.messages()).hasSize(1);
            assertThat(lab.malformed()).isEmpty();
            assertThat(lab.close().traffic())
                    .singleElement()
                    .extracting(Traffic::packetsUp)
                    .isEqualTo((long) order.size());
        }
    }

    @Test
    void aFragmentThatContradictsAnotherIsReported() {
        Lab lab = new Lab()
                .send(ethernet(MAC_A, MAC_B, 0x0800, fragment(A, B, 17, 9, 8, true, new byte[16])))
                .send(ethernet(MAC_A, MAC_B, 0x0800, fragment(A, B, 17, 9, 16, true, numbers(1, 8))));
        assertThat(lab.malformed()).singleElement().satisfies(m -> {
            assertThat(m.rule()).isEqualTo("fragment overlaps with other data");
            assertThat(m.conversation().source(m.fromClient())).isEqualTo(Address.ipv4(A));
            assertThat(m.stamp().frame()).isEqualTo(2);
        });
    }

    @Test
    void aFragmentThatComesTwiceOrSplitAgainIsNone() {
        byte[] payload = udp(50_000, Tick.PORT, Tick.say("x".repeat(200)));
        Lab lab = new Lab(new Tick());
        for (int[] part : new int[][] {{0, 96}, {0, 96}, {96, 168}, {96, 104}, {104, 168}, {168, payload.length}})
            lab.send(ethernet(
                    MAC_A,
                    MAC_B,
                    0x0800,
                    fragment(
                            A,
                            B,
                            17,
                            9,
                            part[0],
                            part[1] < payload.length,
                            Arrays.copyOfRange(payload, part[0], part[1]))));
        assertThat(lab.messages()).hasSize(1);
        assertThat(lab.malformed()).isEmpty();
    }

    @Test
    void anIdentificationThatIsUsedAgainLaterContradictsNothing() {
        Lab lab = new Lab().send(ethernet(MAC_A, MAC_B, 0x0800, fragment(A, B, 17, 9, 8, true, new byte[64])));
        lab.atNanos += Fragments.TOGETHER_NANOS + 1;
        lab.send(ethernet(MAC_A, MAC_B, 0x0800, fragment(A, B, 17, 9, 8, true, numbers(1, 64))));
        assertThat(lab.malformed()).isEmpty();
        assertThat(lab.wire.counters().limits()).containsEntry("fragment identification used again", 1L);
    }

    @Test
    void aFirstFragmentSmallerThanAnyLinkNeedsIsReportedAndALaterOneIsNot() {
        byte[] payload = udp(50_000, Tick.PORT, Tick.say("x".repeat(80)));
        Lab lab = new Lab(new Tick())
                .send(ethernet(MAC_A, MAC_B, 0x0800, fragment(A, B, 17, 9, 0, true, Arrays.copyOf(payload, 24))))
                .send(ethernet(
                        MAC_A, MAC_B, 0x0800, fragment(A, B, 17, 9, 24, true, Arrays.copyOfRange(payload, 24, 32))));
        assertThat(lab.malformed())
                .extracting(Malformed::rule)
                .containsExactly("first fragment smaller than any link needs");
    }

    @Test
    void aFirstFragmentThatHidesThePortsIsReportedAndRead() {
        byte[] segment = Lab.tcp(50_000, Tick.PORT, 1, 1, Lab.ACK, HELLO);
        Lab lab = new Lab(new Tick())
                .send(ethernet(MAC_A, MAC_B, 0x0800, fragment(A, B, 6, 9, 0, true, Arrays.copyOf(segment, 8))))
                .send(ethernet(
                        MAC_A,
                        MAC_B,
                        0x0800,
                        fragment(A, B, 6, 9, 8, false, Arrays.copyOfRange(segment, 8, segment.length))));
        assertThat(lab.malformed())
                .extracting(Malformed::rule)
                .containsExactly("first fragment splits transport header");
        assertThat(lab.messages()).hasSize(1);
    }

    @Test
    void aSourceThatFloodsFragmentsLosesItsOwn() {
        Lab lab = new Lab(new Tick());
        byte[] payload = udp(50_000, Tick.PORT, HELLO);
        lab.send(ethernet(MAC_B, MAC_A, 0x0800, fragment(B, A, 17, 1, 0, true, Arrays.copyOf(payload, 16))));
        for (int id = 0; id < 1000; id++)
            lab.send(ethernet(MAC_A, MAC_B, 0x0800, fragment(A, B, 17, id, 0, true, new byte[8])));
        byte[] rest = Arrays.copyOfRange(payload, 16, payload.length);
        lab.send(ethernet(MAC_B, MAC_A, 0x0800, fragment(B, A, 17, 1, 16, false, rest)));
        assertThat(lab.messages()).hasSize(1);
        assertThat(lab.wire.counters().limits())
                .containsEntry("fragmented datagrams of a source", 1000L - Fragments.SOURCE_MAX);
    }

    @Test
    void aSourceOfLargeFragmentsFillsItsOwnPartOnly() {
        Lab lab = new Lab(new Tick());
        for (int id = 0; id < Fragments.SOURCE_MAX; id++)
            for (int at = 8; at < 60_000; at += 1_400)
                lab.send(ethernet(MAC_A, MAC_B, 0x0800, fragment(A, B, 17, id, at, true, new byte[1_400])));
        assertThat(lab.wire.counters().limits()).containsKey("fragment bytes of a source");
        byte[] payload = udp(50_000, Tick.PORT, HELLO);
        lab.send(ethernet(MAC_B, MAC_A, 0x0800, fragment(B, A, 17, 1, 0, true, Arrays.copyOf(payload, 16))));
        lab.send(ethernet(
                MAC_B,
                MAC_A,
                0x0800,
                fragment(B, A, 17, 1, 16, false, Arrays.copyOfRange(payload, 16, payload.length))));
        assertThat(lab.messages()).hasSize(1);
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
    void aFloodOfFragmentsFromForgedSourcesLeavesRoomForOthers() {
        Lab lab = new Lab(new Tick());
        byte[] payload = udp(50_000, Tick.PORT, HELLO);
        for (int i = 0; i < 1_000; i++) {
            lab.send(ethernet(MAC_A, MAC_B, 0x0800, fragment(0x0B000000 + i, B, 17, 7, 60_000, true, new byte[1_400])));
            if (i == 990)
                lab.send(ethernet(MAC_B, MAC_A, 0x0800, fragment(B, A, 17, 1, 0, true, Arrays.copyOf(payload, 16))));
        }
        byte[] rest = Arrays.copyOfRange(payload, 16, payload.length);
        lab.send(ethernet(MAC_B, MAC_A, 0x0800, fragment(B, A, 17, 1, 16, false, rest)));
        assertThat(lab.messages()).hasSize(1);
        assertThat(lab.wire.counters().limits()).containsKey("fragment bytes of a shard");
    }

    @Test
    void extensionHeadersAndFragmentsOfIpv6AreFollowed() {
        byte[] payload = udp(50_000, Tick.PORT, Tick.say("x".repeat(60)));
        byte[] hops = numbers(17, 1, 0, 1, 0, 6);
        Lab lab = new Lab(new Tick());
        lab.send(ethernet(MAC_A, MAC_B, 0x86DD, ipv6(1, 2, 0, join(hops, payload))));
        byte[] first = join(numbers(60, 1, 0, 1, 1, 2, 77, 4), hops, Arrays.copyOf(payload, 40));
        byte[] second = join(numbers(60, 1, 0, 1, 48, 2, 77, 4), Arrays.copyOfRange(payload, 40, payload.length));
        lab.send(ethernet(MAC_A, MAC_B, 0x86DD, ipv6(1, 2, 44, second)));
        lab.send(ethernet(MAC_A, MAC_B, 0x86DD, ipv6(1, 2, 44, first)));
        assertThat(lab.messages()).hasSize(2);
        assertThat(lab.malformed()).isEmpty();
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

    private static byte[] arp(int operation, long senderMac, int sender, int target) {
        return ethernet(
                senderMac,
                operation == 1 ? 0xFFFFFFFFFFFFL : MAC_A,
                0x0806,
                numbers(0x000108000604L, 6, operation, 2, senderMac, 6, sender, 4, 0, 6, target, 4));
    }

    @Test
    void arpTellsWhoAsksForWhomAndWhoIsWhere() {
        Lab lab = new Lab().send(arp(1, MAC_A, A, B)).send(arp(2, MAC_B, B, A)).send(arp(2, MAC_B, B, A));
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("request", "reply", "reply");
        assertThat(lab.messages()).extracting(Message::target).containsOnly("10.0.0.2");
        assertThat(lab.messages()).extracting(m -> m.conversation().client()).containsOnly(Address.ipv4(A));
        assertThat(lab.messages()).extracting(Message::latencyNanos).containsExactly(-1L, 1_000_000L, -1L);
        assertThat(lab.bindings())
                .extracting(Binding::source)
                .containsExactly(Binding.Source.ARP_REQUEST, Binding.Source.ARP_REPLY);
        assertThat(lab.close().traffic())
                .singleElement()
                .extracting(Traffic::service)
                .isEqualTo("arp");
    }

    @Test
    void anAnnouncementFromElsewhereContradictsWhatWasKnown() {
        Lab lab = new Lab().send(arp(1, MAC_A, A, A)).send(arp(2, MAC_B, A, A)).send(arp(1, MAC_A, A, A));
        assertThat(lab.bindings()).extracting(Binding::mac).containsExactly(MAC_A, MAC_B, MAC_A);
        assertThat(lab.bindings()).extracting(Binding::source).containsOnly(Binding.Source.ARP_ANNOUNCEMENT);
        assertThat(lab.messages())
                .extracting(message -> message.fields().get("opcode"))
                .containsExactly(1L, 2L, 1L);
    }

    private static final long HOSTS = 0x020000000100L;

    private static byte[] at(long card, int address) {
        return ethernet(card, MAC_A, 0x0800, ipv4(address, B, 17, udp(50_000, Tick.PORT, HELLO)));
    }

    private static Lab onBothSides(int hosts, Lab lab) {
        for (int i = 0; i < 100; i++) {
            for (int host = 0; host < hosts; host++)
                lab.send(at(HOSTS + host, A + host)).send(at(MAC_B, A + host));
            lab.atNanos += 90_000_000L;
        }
        return lab;
    }

    @Test
    void hostsSeenOnBothSidesOfARouterAreToldOnceAMinute() {
        Lab lab = onBothSides(8, new Lab());
        int told = lab.bindings().size();
        assertThat(told).isBetween(16, 32);
        lab.atNanos += Lab.MINUTE;
        lab.send(at(MAC_B, A)).send(at(HOSTS, A)).send(at(MAC_B, A));
        assertThat(lab.bindings()).hasSize(told + 1);
        lab.send(at(MAC_B + 1, A));
        assertThat(lab.bindings()).hasSize(told + 2);
    }

    @Test
    void aCardBetweenTwoHostsIsToldWithEachPacket() {
        assertThat(onBothSides(2, new Lab()).bindings()).hasSize(400);
    }

    @Test
    void theSenderOfAnIpPacketIsBoundOnce() {
        Lab lab = new Lab().send(udpFrame(true, 1, 2, new byte[3])).send(udpFrame(true, 1, 2, new byte[3]));
        assertThat(lab.bindings()).singleElement().satisfies(b -> {
            assertThat(b.address()).isEqualTo(Address.ipv4(A));
            assertThat(b.mac()).isEqualTo(MAC_A);
        });
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
    void aNeighbourAdvertisementBinds() {
        byte[] advertisement = numbers(136, 1, 0, 7, 0xFE80L << 48, 8, 5, 8, 2, 1, 1, 1, MAC_B, 6);
        Lab lab = new Lab().send(ethernet(MAC_B, MAC_A, 0x86DD, ipv6(5, 1, 58, advertisement)));
        assertThat(lab.messages()).singleElement().extracting(Message::target).isEqualTo("fe80::5");
        assertThat(lab.bindings()).singleElement().extracting(Binding::mac).isEqualTo(MAC_B);
    }

    private static Message icmp6(byte[] message) {
        Lab lab = new Lab().send(ethernet(MAC_B, MAC_A, 0x86DD, ipv6(5, 1, 58, message)));
        assertThat(lab.malformed()).isEmpty();
        return lab.messages().getFirst();
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

    @Test
    void aRouterOfTheFourthVersionIsNamed() {
        Lab lab = new Lab().send(Lab.frame(true, 1, numbers(9, 1, 0, 3, 1, 1, 2, 1, 1800, 2, A, 4, 0, 4)));
        assertThat(lab.messages().getFirst().target()).isEqualTo("via 10.0.0.1");
    }

    private static Object payload(byte[] data) {
        Lab lab = new Lab().send(Lab.frame(true, 1, join(numbers(8, 1, 0, 3, 0x12340001L, 4), data)));
        return lab.messages().getFirst().fields().get("payload");
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
