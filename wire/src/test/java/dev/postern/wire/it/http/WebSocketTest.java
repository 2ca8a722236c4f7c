package dev.postern.wire.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private final Bench socket = new Bench(new WebSocketDissector(), Transport.TCP, 8080);

    /** The first of the examples of RFC 6455 section 5.7. */
    @Test
    void aServerSpeaksInClear() {
        socket.server("81 05 48656C6C6F");
        Message message = socket.messages().getFirst();
        assertThat(message.operation()).isEqualTo("text");
        assertThat(message.fields().get("value")).isEqualTo("Hello");
    }

    /** The second of them. */
    @Test
    void aClientMasks() {
        socket.client("81 85 37FA213D 7F9F4D5158");
        assertThat(socket.messages().getFirst().fields().get("value")).isEqualTo("Hello");
    }

    @Test
    void jsonIsTakenApart() {
        socket.server("81 09 7B2272706D223A357D");
        assertThat(socket.messages().getFirst().fields().get("values")).isEqualTo(List.of(5L));
    }

    @Test
    void theRestOfALongFramePassesUnread() {
        byte[] frame = new byte[4 + 60_000];
        frame[0] = (byte) 0x82;
        frame[1] = 126;
        frame[2] = (byte) (60_000 >> 8);
        frame[3] = (byte) 60_000;
        socket.server(frame);
        socket.server("8A 00");
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("binary", "pong");
        assertThat(socket.messages().getFirst().fields().get("size")).isEqualTo(60_000L);
    }

    @Test
    void whatGoesInPartsSaysSo() {
        socket.server("01 03 48656C 80 02 6C6F");
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("text", "continuation");
        assertThat(socket.messages().getFirst().fields().get("more_follows")).isEqualTo(true);
    }

    @Test
    void aFarewellHasAReason() {
        socket.server("88 05 03E9 627965");
        assertThat(socket.messages().getFirst().fields().get("code")).isEqualTo(1001L);
        assertThat(socket.messages().getFirst().fields().get("reason")).isEqualTo("bye");
    }

    @Test
    void aMaskOfAServerAndAnUnknownKindAreMalformed() {
        socket.server("81 85 37FA213D 7F9F4D5158");
        socket.server("83 00");
        assertThat(socket.malformed())
                .extracting(Malformed::rule)
                .containsExactly("server masks", "kind of frame unknown");
    }

    @Test
    void noFrameIsLongerThanCanBeCounted() {
        socket.client("82 FF 7FFFFFFFFFFFFFF2 00000000 " + "00".repeat(4096));
        assertThat(socket.malformed()).extracting(Malformed::rule).containsExactly("length out of range");
        assertThat(socket.messages()).isEmpty();
    }

    @Test
    void nothingIsRecognisedByContent() {
        assertThat(new WebSocketDissector().probe(new Bytes().wrap(new byte[] {(byte) 0x8A, 0}), Transport.TCP, false))
                .isEqualTo(Recognition.NOT);
    }
}
