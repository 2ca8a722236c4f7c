package dev.postern.wire;

import static dev.postern.wire.Lab.MAC_A;
import static dev.postern.wire.Lab.MAC_B;
import static dev.postern.wire.Lab.ethernet;
import static dev.postern.wire.Lab.join;
import static dev.postern.wire.Lab.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Traffic;
import org.junit.jupiter.api.Test;

/** Frames that HSR and PRP send twice. */
class RedundancyTest {
    private static final byte[] DATAGRAM =
            Lab.ipv4(Lab.A, Lab.B, 17, Lab.udp(50_000, Tick.PORT, Tick.say("tick hello")));

    private static byte[] ring(int path, int sequence, byte[] datagram) {
        return ethernet(
                MAC_A,
                MAC_B,
                0x892F,
                join(numbers(path << 12 | datagram.length + 6, 2, sequence, 2, 0x0800, 2), datagram));
    }

    private static byte[] parallel(int lan, int sequence, byte[] payload) {
        return ethernet(
                MAC_A,
                MAC_B,
                0x88B8,
                join(payload, numbers(sequence, 2, lan << 12 | payload.length + 6, 2, 0x88FB, 2)));
    }

    @Test
    void theSecondCopyOfARingIsNotCounted() {
        Lab lab = new Lab(new Tick())
                .send(ring(0, 7, DATAGRAM))
                .send(ring(1, 7, DATAGRAM))
                .send(ring(0, 8, DATAGRAM))
                .close();
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("tick hello", "tick hello");
        assertThat(lab.traffic()).singleElement().extracting(Traffic::packetsUp).isEqualTo(2L);
        assertThat(lab.wire.counters().duplicates).isEqualTo(1);
        assertThat(lab.wire.counters().frames).isEqualTo(3);
    }

    @Test
    void theTrailerOfParallelNetworksIsNoPayload() {
        Lab lab = new Lab(new Tick())
                .send(parallel(0xA, 7, Tick.say("tick hello")))
                .send(parallel(0xB, 7, Tick.say("tick hello")))
                .send(parallel(0xB, 8, Tick.say("tick there")));
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("tick hello", "tick there");
        assertThat(lab.malformed()).isEmpty();
    }

    @Test
    void numbersThatAreForgottenBeforeTheirCopyCameAreCounted() {
        Lab lab = new Lab(new Tick());
        int frames = 2 * Redundancy.ENTRIES;
        for (int sequence = 0; sequence < frames; sequence++)
            soon(lab, parallel(0xA, sequence, Tick.say("tick hello")));
        long forgotten = lab.wire.counters().limits().get("numbers of redundant frames");
        assertThat(forgotten).isBetween((long) Redundancy.ENTRIES, (long) frames);
        soon(lab, parallel(0xB, frames - 1, Tick.say("tick hello")));
        assertThat(lab.wire.counters().duplicates).isEqualTo(1);
    }

    /** Ten microseconds after the last one. */
    private static void soon(Lab lab, byte[] frame) {
        lab.send(frame);
        lab.atNanos -= 990_000;
    }

    @Test
    void aRepeatedNumberWithOtherContentIsNoCopy() {
        Lab lab = new Lab(new Tick())
                .send(parallel(0xA, 7, Tick.say("tick hello")))
                .send(parallel(0xB, 7, Tick.say("tick hullo")));
        assertThat(lab.messages()).hasSize(2);
    }

    @Test
    void aNumberComesAgainAfterAWhile() {
        Lab lab = new Lab(new Tick()).send(parallel(0xA, 7, Tick.say("tick hello")));
        lab.atNanos += Redundancy.FORGET_NANOS;
        lab.send(parallel(0xB, 7, Tick.say("tick hello")));
        assertThat(lab.messages()).hasSize(2);
    }

    @Test
    void aTrailerThatDoesNotFitItsFrameIsPayload() {
        byte[] frame = parallel(0xA, 7, Tick.say("tick hello"));
        byte[] longer = join(
                java.util.Arrays.copyOf(frame, 14), new byte[1], java.util.Arrays.copyOfRange(frame, 14, frame.length));
        Lab lab = new Lab().send(longer).send(longer);
        assertThat(lab.wire.counters().duplicates).isZero();
    }
}
