package dev.postern.wire.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
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
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("connect", "binary", "connect");
        assertThat(socket.malformed()).isEmpty();
    }

    private static byte[] frame(byte[] payload) {
        byte[] frame = new byte[4 + payload.length];
        frame[0] = (byte) 0x82;
        frame[1] = 126;
        frame[2] = (byte) (payload.length >> 8);
        frame[3] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 4, payload.length);
        return frame;
    }

    /** 40,000 octets, whose payload looks like packets wherever a frame begins; in frames of this size. */
    private void longPacket(int size) {
        byte[] packet = new byte[40_004];
        byte[] header = Bench.hex("30 C0 B8 02 0001 74");
        byte[] inside = Bench.hex("30 05 0001 74 3233");
        System.arraycopy(header, 0, packet, 0, header.length);
        for (int at = size; at + inside.length <= packet.length; at += size)
            System.arraycopy(inside, 0, packet, at, inside.length);
        for (int at = 0; at < packet.length; at += size)
            socket.server(frame(Arrays.copyOfRange(packet, at, Math.min(at + size, packet.length))));
    }

    @Test
    void aLongPacketInManyFramesDoesNotSpeakNorEndMqtt() {
        socket.client(CONNECT);
        longPacket(4096);
        socket.server("82 04 20 02 00 00");
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("connect", "connect");
        longPacket(20_000);
        socket.server("82 07 30 05 0001 74 3233");
        assertThat(socket.messages())
                .extracting(Message::operation)
                .containsExactly("connect", "connect", "binary", "publish");
        assertThat(socket.malformed()).isEmpty();
    }

    @Test
    void afterAGapMqttGoesOnWithAFrameOfWholePackets() {
        socket.client(CONNECT);
        socket.server(frame(new byte[20_000]));
        socket.server("82 04 00 00 00 00");
        socket.server("82 05 30 05 0001 74");
        socket.server("82 04 20 02 00 00");
        assertThat(socket.messages())
                .extracting(Message::operation)
                .containsExactly("connect", "binary", "binary", "binary", "connect");
        assertThat(socket.malformed()).isEmpty();
    }

    @Test
    void whatFailsTooOftenIsNoMqtt() {
        socket.client(CONNECT);
        for (int i = 0; i < MqttInside.FAILURES_MAX; i++) {
            socket.server("82 02 D0 00");
            assertThat(socket.messages().getLast().protocol()).isEqualTo("mqtt");
            socket.server("82 02 00 00");
        }
        socket.server("82 02 D0 00");
        assertThat(socket.messages().getLast().protocol()).isEqualTo("websocket");
    }

    /** Will of 4,900 octets; version 5 has properties. */
    @Test
    void aConnectPacketMayBeLongerThanWhatIsLookedAtOfAFrame() {
        byte[] head = Bench.hex("82 FE 133B 00000000 10 B8 26 0004 4D515454 05 06 003C 00 0001 61 00 0001 77 1324");
        byte[] frame = Arrays.copyOf(head, 8 + 0x133B);
        assertThat(socket.client(Arrays.copyOf(frame, 4500))).isEqualTo(Dissector.NEED_MORE);
        assertThat(socket.messages()).isEmpty();
        socket.client(frame);
        socket.server("82 05 20 03 00 00 00");
        assertThat(socket.messages()).extracting(Message::protocol).containsOnly("mqtt");
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("connect", "connect");
        assertThat(socket.malformed()).isEmpty();
    }

    /** One octet a frame. */
    @Test
    void aPacketInFramesOfOneOctetIsTakenTogetherOnce() {
        socket.client(CONNECT);
        byte[] packet = Arrays.copyOf(Bench.hex("30 80 7D 0001 74"), 3 + 16_000);
        long began = allocated();
        for (byte octet : packet) socket.server(new byte[] {(byte) 0x82, 1, octet});
        assertThat(allocated() - began).isLessThan(64_000_000L);
        assertThat(socket.messages()).extracting(Message::operation).containsExactly("connect", "publish");
        assertThat(socket.malformed()).isEmpty();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
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
