package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Frame;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** TCP delivers a stream in whatever pieces it likes: they change neither what its messages mean nor whose they are. */
class EveryCutTest {
    private static final int PIECE_BYTES_MAX = 1500;
    private static final int CUTS_MAX = 200;
    /** A dissector need not bear any number of tiny segments that do not complete a line. */
    private static final int TINY_MAX = 60;

    private static final List<DissectorFuzz.Seat> STREAMS = DissectorFuzz.all().stream()
            .filter(seat -> seat.transport() == Transport.TCP)
            .toList();

    @Test
    void aMessageMeansTheSameWhereverItIsCut() {
        for (DissectorFuzz.Seat seat : STREAMS)
            for (Sample sample : samples(seat))
                cutEverywhere(
                        seat, List.of(piece(0, sample.bytes()), piece(1, sample.bytes()), piece(0, sample.bytes())));
    }

    /** Messages of one protocol, some of them damaged, one behind the other. */
    @Property(seed = "1", tries = 400, shrinking = ShrinkingMode.OFF)
    void aStreamMeansTheSameWhereverItIsCut(@ForAll long randomness) {
        Mutator mutator = new Mutator(randomness);
        DissectorFuzz.Seat seat = STREAMS.get(mutator.below(STREAMS.size()));
        List<Sample> samples = samples(seat);
        List<byte[]> pieces = new ArrayList<>();
        for (int left = 1 + mutator.below(3); left > 0; left--) {
            byte[] stream = new byte[0];
            for (int messages = 1 + mutator.below(3); messages > 0; messages--) {
                byte[] message = any(samples, mutator);
                if (mutator.oneIn(3)) message = mutator.damaged(message, any(samples, mutator));
                if (mutator.oneIn(6)) message = mutator.damaged(message, any(Sample.all(), mutator));
                stream = Lab.join(stream, message);
            }
            pieces.add(piece(mutator.below(2), Arrays.copyOf(stream, Math.min(stream.length, PIECE_BYTES_MAX))));
        }
        cutEverywhere(seat, pieces);
    }

    /** A first segment may end anywhere in the first message, also where its dissector needs more to know it. */
    @Test
    void aStreamIsRecognisedWhereverItsFirstMessageIsCut() {
        for (Sample sample : Sample.all())
            if (sample.transport() == Transport.TCP) {
                int length = sample.bytes().length;
                List<String> whole = recognised(sample, length);
                for (int cut = 1; cut < Math.min(length, Recogniser.PROBE_BYTES_HOME); cut++)
                    assertThat(recognised(sample, cut))
                            .as("%s cut at %d", sample, cut)
                            .isEqualTo(whole);
            }
    }

    private static List<Sample> samples(DissectorFuzz.Seat seat) {
        return Sample.all().stream()
                .filter(sample -> sample.protocol().equals(seat.dissector().protocol()))
                .toList();
    }

    private static byte[] any(List<Sample> samples, Mutator mutator) {
        return samples.get(mutator.below(samples.size())).bytes();
    }

    private static byte[] piece(int direction, byte[] bytes) {
        return Lab.join(Lab.numbers(direction, 1, bytes.length, 2), bytes);
    }

    private static void cutEverywhere(DissectorFuzz.Seat seat, List<byte[]> pieces) {
        byte[] script = Lab.join(Lab.numbers(seat.id(), 2, 0, 1), Lab.join(pieces.toArray(byte[][]::new)));
        int longest = pieces.stream().mapToInt(piece -> piece.length).max().orElse(0);
        List<DissectorFuzz.Cuts> cuts = new ArrayList<>();
        cuts.add((done, left) -> done < TINY_MAX ? 1 : left);
        for (int at = 1; at < Math.min(longest, CUTS_MAX); at++) {
            int cut = at;
            cuts.add((done, left) -> done == 0 ? cut : left);
        }
        DissectorFuzz.compare(seat, script, cuts.toArray(DissectorFuzz.Cuts[]::new));
    }

    /** What all dissectors together make of a connection on the sample's port whose first segment ends at {@code cut}. */
    private static List<String> recognised(Sample sample, int cut) {
        Wire wire = new Wire(Wire.Limits.defaults());
        List<String> told = new ArrayList<>();
        Frame frame = new Frame();
        frame.linkType = 1;
        boolean up = sample.fromClient();
        byte[] bytes = sample.bytes();
        send(wire, frame, tcp(sample, true, 99, Lab.SYN, new byte[0]), told);
        send(wire, frame, tcp(sample, false, 99, Lab.SYN | Lab.ACK, new byte[0]), told);
        send(wire, frame, tcp(sample, up, 100, Lab.ACK, Arrays.copyOf(bytes, cut)), told);
        if (cut < bytes.length)
            send(wire, frame, tcp(sample, up, 100 + cut, Lab.ACK, Arrays.copyOfRange(bytes, cut, bytes.length)), told);
        return told;
    }

    private static byte[] tcp(Sample sample, boolean fromClient, int sequence, int flags, byte[] payload) {
        return Lab.tcpFrame(fromClient, 50_000, sample.port(), sequence, 100, flags, payload);
    }

    private static void send(Wire wire, Frame frame, byte[] data, List<String> told) {
        frame.data = data;
        frame.capturedBytes = data.length;
        frame.wireBytes = data.length;
        frame.order++;
        frame.number++;
        frame.atNanos += 1_000_000;
        wire.frame(frame, observation -> {
            if (observation instanceof Message m)
                told.add(m.protocol() + " " + m.operation() + " " + m.target() + " " + m.fields());
        });
    }
}
