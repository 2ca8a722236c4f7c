package dev.postern.wire;

import static dev.postern.wire.Lab.join;
import static dev.postern.wire.Lab.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
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

    @Test
    void aMessageInSeveralChunksIsCountedOnly() {
        Lab lab = new Lab(new Tick())
                .send(packet(true, data(2, 0, Tick.say("tick one")), data(1, 0, Tick.say("tick two"))));
        assertThat(lab.messages()).extracting(Message::operation).containsExactly("data");
        assertThat(lab.wire.counters().limits()).containsEntry("sctp messages in several chunks", 1L);
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
