package dev.postern.wire;

import static dev.postern.wire.Lab.join;
import static dev.postern.wire.Lab.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SctpTest {
    private static final int CLIENT = 50_000;
    private static final int SERVER = 9_000;
    private static final int WHOLE = 3;

    private static byte[] packet(boolean fromClient, byte[]... chunks) {
        int from = fromClient ? CLIENT : SERVER;
        int to = fromClient ? SERVER : CLIENT;
        return Lab.frame(fromClient, 132, join(numbers(from, 2, to, 2, 7, 4, 0, 4), join(chunks)));
    }

    private static byte[] chunk(int type, int flags, byte[] body) {
        return join(numbers(type, 1, flags, 1, body.length + 4, 2), body, new byte[(4 - body.length % 4) % 4]);
    }

    private static byte[] data(int flags, int payload, byte[] message) {
        return chunk(0, flags, join(numbers(1, 4, 2, 2, 0, 2, payload, 4), message));
    }

    @Test
    void anAssociationOpensCarriesMessagesAndCloses() {
        Lab lab = new Lab(new Tick())
                .send(packet(true, chunk(1, 0, new byte[16])))
                .send(packet(false, chunk(2, 0, new byte[20])))
                .send(packet(
                        true,
                        chunk(10, 0, new byte[8]),
                        data(WHOLE, 46, Tick.say("tick one")),
                        data(WHOLE, 46, Tick.say("tick two"))))
                .send(packet(true, chunk(7, 0, new byte[4])))
                .close();
        assertThat(lab.messages())
                .extracting(Message::operation)
                .containsExactly("open", "open", "data", "tick one", "tick two", "close");
        assertThat(lab.messages()).extracting(Message::outcome).startsWith(Outcome.REQUEST, Outcome.SUCCESS);
        assertThat(lab.messages().get(2).target()).isEqualTo("payload 46");
        assertThat(lab.malformed()).isEmpty();
        assertThat(lab.traffic()).singleElement().satisfies(t -> {
            assertThat(t.service()).isEqualTo("tick");
            assertThat(t.conversation().transport()).isEqualTo(Transport.SCTP);
            assertThat(t.conversation().clientPort()).isEqualTo(CLIENT);
            assertThat(t.conversation().serverPort()).isEqualTo(SERVER);
        });
    }

    /** A piece of a message: DATA with this number. */
    private static byte[] piece(int flags, int tsn, byte[] part) {
        return chunk(0, flags, join(numbers(tsn, 4, 2, 2, 0, 2, 46, 4), part));
    }

    private static byte[] part(byte[] message, int from, int to) {
        return Arrays.copyOfRange(message, from, to);
    }

    @Test
    void aMessageInSeveralChunksIsPutTogetherInWhateverOrderTheyCome() {
        byte[] tick = Tick.say("tick one");
        int end = tick.length;
        Lab lab = new Lab(new Tick())
                .send(packet(true, piece(2, -1, part(tick, 0, 3)), piece(1, 1, part(tick, 6, end))))
                .send(packet(true, piece(1, 1, part(tick, 6, end))))
                .send(packet(true, piece(WHOLE, 7, Tick.say("tick two"))))
                .send(packet(true, piece(0, 0, part(tick, 3, 6))))
                .close();
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("data", "tick two", "tick one");
        assertThat(lab.wire.counters().limits()).isEmpty();
        assertThat(lab.wire.pendingBytes()).isZero();
    }

    /** I-DATA, RFC 8260: two messages of two streams whose pieces alternate. */
    @Test
    void interleavedMessagesAreKeptApart() {
        byte[] one = Tick.say("tick one");
        byte[] two = Tick.say("tick two");
        Lab lab = new Lab(new Tick())
                .send(packet(true, numbered(2, 1, 46, part(one, 0, 4)), numbered(2, 2, 46, part(two, 0, 5))))
                .send(packet(
                        true, numbered(1, 1, 1, part(one, 4, one.length)), numbered(1, 2, 1, part(two, 5, two.length))))
                .close();
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("data", "tick one", "tick two");
        assertThat(lab.messages().getFirst().target()).isEqualTo("payload 46");
    }

    private static byte[] numbered(int flags, int stream, int payloadOrNumber, byte[] part) {
        return chunk(64, flags, join(numbers(9, 4, stream, 2, 0, 2, 5, 4, payloadOrNumber, 4), part));
    }

    @Test
    void piecesOfMessagesThatNeverEndAreLimitedAndCounted() {
        Lab lab = new Lab(new Tick());
        for (int i = 0; i < SctpParts.PIECES_MAX + 5; i++) lab.send(packet(true, piece(2, 10 * i, new byte[100])));
        assertThat(lab.wire.counters().limits()).containsEntry("sctp messages in several chunks", 5L);
        assertThat(lab.wire.pendingBytes()).isEqualTo(100L * SctpParts.PIECES_MAX);
        lab.wire.close(Long.MAX_VALUE, _ -> {});
        assertThat(lab.wire.pendingBytes()).isZero();
    }

    @Test
    void chunksThatLieAreMalformed() {
        Lab lab = new Lab().send(packet(true, numbers(0x0300_0002L, 4))).send(packet(true, numbers(0x0300_0022L, 4)));
        assertThat(lab.malformed())
                .extracting(Malformed::rule)
                .containsExactly("chunk length below 4", "chunk beyond packet");
        lab.cut(packet(true, data(WHOLE, 46, new byte[100])), 90);
        assertThat(lab.malformed()).hasSize(2);
    }

    @Test
    void chunksOfAPacketAreLimited() {
        byte[] many = new byte[4 * 200];
        for (int i = 0; i < 200; i++) System.arraycopy(numbers(0x0600_0004L, 4), 0, many, 4 * i, 4);
        Lab lab = new Lab().send(packet(true, many)).close();
        assertThat(lab.messages()).hasSize(Sctp.CHUNKS_MAX);
        assertThat(lab.traffic()).extracting(Traffic::packetsUp).containsExactly(1L);
    }
}
