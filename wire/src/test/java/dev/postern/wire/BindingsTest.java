package dev.postern.wire;

import static dev.postern.wire.Lab.A;
import static dev.postern.wire.Lab.B;
import static dev.postern.wire.Lab.MAC_A;
import static dev.postern.wire.Lab.MAC_B;
import static dev.postern.wire.Lab.ethernet;
import static dev.postern.wire.Lab.ipv4;
import static dev.postern.wire.Lab.numbers;
import static dev.postern.wire.Lab.udp;
import static dev.postern.wire.Lab.udpFrame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Message;
import dev.postern.model.Traffic;
import org.junit.jupiter.api.Test;

class BindingsTest {
    private static final byte[] HELLO = Tick.say("tick hello");

    private static final long HOSTS = 0x020000000100L;

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
    void whatIsForgottenInAFloodOfSendersIsCountedWhenTheMinuteEnds() {
        Lab lab = new Lab();
        for (int host = 0; host < 2 * Bindings.SETS * Bindings.WAYS; host++) lab.send(at(HOSTS, 0x0B00_0000 + host));
        assertThat(lab.close().wire.counters().limits().get("bindings"))
                .isGreaterThanOrEqualTo(Bindings.SETS * Bindings.WAYS);
    }
}
