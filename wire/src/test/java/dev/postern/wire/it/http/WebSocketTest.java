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

    /** CONNECT of client "a", masked with zeros. */
    private static final String CONNECT = "82 8F 00000000 10 0D 0004 4D515454 04 02 003C 0001 61";

    @Test
    void mqttIsToldInsteadOfItsFrames() {
        socket.client(CONNECT);
        socket.server("82 04 20 02 00 00");
        socket.client("82 87 01020304 31 07 03 05 75 30 31");
        assertThat(socket.messages()).extracting(Message::protocol).containsOnly("mqtt");
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("connect", "connect", "publish");
        assertThat(socket.messages().get(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(socket.messages().getLast().target()).isEqualTo("t");
        assertThat(socket.malformed()).isEmpty();
    }

    @Test
    void aPacketOfMqttMayGoOnInTheNextFrame() {
        socket.client(CONNECT);
        socket.server("82 02 20 02 82 04 00 00 30 05");
        assertThat(socket.messages()).hasSize(2);
        socket.server("82 05 0001 74 32 33");
        assertThat(socket.messages().getLast().operation()).isEqualTo("publish");
        assertThat(socket.malformed()).isEmpty();
    }

    @Test
    void controlFramesStandBetweenThoseOfMqtt() {
        socket.client(CONNECT);
        socket.server("02 02 20 02 89 00 80 02 00 00");
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("connect", "ping", "connect");
    }

    @Test
    void whatIsNoMqttAnyMoreIsAFrameAgain() {
        socket.client(CONNECT);
        socket.server("82 02 00 00");
        socket.server("82 02 20 02");
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("connect", "binary", "binary");
        assertThat(socket.malformed()).extracting(Malformed::layer).containsExactly("mqtt");
    }

    @Test
    void aLongPacketOfMqttIsPassedOver() {
        socket.client(CONNECT);
        byte[] frame = new byte[4 + 60_000];
        frame[0] = (byte) 0x82;
        frame[1] = 126;
        frame[2] = (byte) (60_000 >> 8);
        frame[3] = (byte) 60_000;
        socket.server(frame);
        socket.server("82 04 20 02 00 00");
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("connect", "connect");
        assertThat(socket.malformed()).isEmpty();
    }

    /** Frames of other kinds, or that come from the server first, are no beginning. */
    @Test
    void onlyAConnectPacketOfTheClientBeginsMqtt() {
        socket.server("82 0F 10 0D 0004 4D515454 04 02 003C 0001 61");
        socket.client(CONNECT.replace("82 8F", "81 8F"));
        socket.client(CONNECT.replace("82 8F", "C2 8F"));
        assertThat(socket.messages()).extracting(Message::protocol).containsOnly("websocket");
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
