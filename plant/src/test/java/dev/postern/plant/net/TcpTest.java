package dev.postern.plant.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What both ends of a connection do when one was away, or has nothing to say. */
class TcpTest {
    private static final int RST = 4;
    private static final int ACK = 16;
    private static final long SECOND = 1_000_000_000L;
    private final Timeline timeline = new Timeline(0);
    private final Network network = new Network(timeline, false, 7);
    private final Host client = new Host("client", Host.Stack.WINDOWS, 0x10, Host.ip("10.0.0.1"), 7);
    private final Host server = new Host("server", Host.Stack.EMBEDDED, 0x20, Host.ip("10.0.0.2"), 7);
    private final Tcp tcp = Tcp.connect(0, network, client, server, 502);

    private record Segment(boolean fromClient, int flags, int sequence, int acknowledged, int bytes) {}

    private List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        for (byte[] frame = timeline.nextFrame(); frame != null; frame = timeline.nextFrame()) {
            ByteBuffer bytes = ByteBuffer.wrap(frame);
            if (bytes.getShort(12) != 0x0800) continue;
            int length = bytes.getShort(16) - 20 - (bytes.get(46) >> 4 & 15) * 4;
            segments.add(new Segment(
                    bytes.getInt(26) == client.ip(), bytes.get(47), bytes.getInt(38), bytes.getInt(42), length));
        }
        return segments;
    }

    @Test
    void whoWasSwitchedOffAnswersOnTheOldConnectionWithAReset() {
        tcp.exchange(tcp.readyNanos(), new byte[12], SECOND / 1_000, new byte[20]);
        server.goesDown();
        server.comesUp();
        tcp.send(10 * SECOND, true, new byte[12]);
        assertThat(tcp.isOpen()).isFalse();
        Segment last = segments().getLast();
        assertThat(last.fromClient()).isFalse();
        assertThat(last.flags()).isEqualTo(RST | ACK);
    }

    @Test
    void whoWasSwitchedOffSaysNothingOnTheOldConnection() {
        client.goesDown();
        client.comesUp();
        int before = segments().size();
        tcp.send(10 * SECOND, true, new byte[12]);
        assertThat(tcp.isOpen()).isFalse();
        assertThat(before).isEqualTo(3);
        assertThat(segments()).isEmpty();
    }

    @Test
    void aSilentConnectionIsKeptAliveByAnOldOctetThatIsAcknowledged() {
        tcp.exchange(tcp.readyNanos(), new byte[12], SECOND / 1_000, new byte[20]);
        tcp.settle();
        Segment said = segments().getLast();
        tcp.keepAlive(30 * SECOND, true);
        List<Segment> asked = segments();
        assertThat(asked).hasSize(2);
        assertThat(asked.getFirst().sequence()).isEqualTo(said.sequence() - 1);
        assertThat(asked.getFirst().bytes()).isEqualTo(1);
        assertThat(asked.getLast().acknowledged()).isEqualTo(said.sequence());
        assertThat(tcp.isOpen()).isTrue();
    }

    @Test
    void whenNobodyIsThereTheSenderTriesAgainAndGivesUp() {
        server.goesDown();
        segments();
        tcp.send(10 * SECOND, true, new byte[12]);
        assertThat(tcp.isOpen()).isFalse();
        assertThat(segments()).hasSize(3).allMatch(segment -> segment.fromClient() && segment.bytes() == 12);
    }
}
