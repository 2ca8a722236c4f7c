package dev.postern.wire;

import static dev.postern.wire.Lab.A;
import static dev.postern.wire.Lab.B;
import static dev.postern.wire.Lab.MAC_A;
import static dev.postern.wire.Lab.MAC_B;
import static dev.postern.wire.Lab.ethernet;
import static dev.postern.wire.Lab.fragment;
import static dev.postern.wire.Lab.ipv6;
import static dev.postern.wire.Lab.join;
import static dev.postern.wire.Lab.numbers;
import static dev.postern.wire.Lab.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Malformed;
import dev.postern.model.Traffic;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    private static final byte[] HELLO = Tick.say("tick hello");

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
}
