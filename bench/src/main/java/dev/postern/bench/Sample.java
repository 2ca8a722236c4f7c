package dev.postern.bench;

import dev.postern.model.Frame;
import dev.postern.model.Observation;
import dev.postern.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One message of one protocol in a flow that is known: a sample of the tests, to be sent again and again. */
final class Sample {
    private static final Path SAMPLES = Path.of("wire/src/test/resources/samples");
    private static final int MACS_BYTES = 12;
    private static final int IPV4 = 0x0800;
    private static final int SEQUENCE = 14 + 20 + 4;
    private static final int SYN = 2;
    private static final int ACK = 16;

    /** Bytes of the message, without headers. */
    final int payloadBytes;

    private final Wire wire = new Wire(Wire.Limits.defaults());
    private final Frame frame = new Frame();
    private final ByteBuffer packet;
    private final boolean stream;

    /** @param name a file of {@link #SAMPLES} without its ending */
    Sample(String name) throws IOException {
        List<String> lines = Files.readAllLines(SAMPLES.resolve(name + ".txt")).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        String[] head = lines.getFirst().split(" +");
        byte[] payload = HexFormat.of()
                .parseHex(String.join("", lines.subList(1, lines.size())).replace(" ", ""));
        boolean fromClient = head[2].equals("client");
        int port = Integer.decode(head[1]);
        stream = head[0].equals("tcp");
        payloadBytes = payload.length;
        if (stream) send(tcp(true, port, SYN, new byte[0]), ignored -> {});
        packet = stream
                ? tcp(fromClient, port, ACK, payload)
                : head[0].equals("udp") ? udp(fromClient, port, payload) : link(port, payload);
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        }
    }

    void send(Consumer<Observation> out) {
        send(packet, out);
        if (stream) packet.putInt(SEQUENCE, packet.getInt(SEQUENCE) + payloadBytes);
    }

    @SuppressWarnings("ByteBufferBackingArray") // a whole buffer of our own
    private void send(ByteBuffer bytes, Consumer<Observation> out) {
        frame.data = bytes.array();
        frame.capturedBytes = bytes.capacity();
        frame.wireBytes = bytes.capacity();
        frame.linkType = 1;
        frame.atNanos += 1_000_000;
        frame.number++;
        frame.order = frame.number;
        wire.frame(frame, out);
    }

    private static ByteBuffer link(int type, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(MACS_BYTES + 2 + payload.length);
        return bytes.putLong(0x0200_0000_0002_0200L)
                .putInt(1)
                .putShort((short) type)
                .put(payload);
    }

    private static ByteBuffer ipv4(boolean fromClient, int protocol, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(20 + payload.length);
        bytes.putShort((short) 0x4500).putShort((short) bytes.capacity()).putInt(0);
        bytes.put((byte) 64).put((byte) protocol).putShort((short) 0);
        bytes.putInt(fromClient ? 0x0A000001 : 0x0A000002)
                .putInt(fromClient ? 0x0A000002 : 0x0A000001)
                .put(payload);
        return link(IPV4, bytes.array());
    }

    private static ByteBuffer udp(boolean fromClient, int port, byte[] payload) {
        ByteBuffer bytes = ports(ByteBuffer.allocate(8 + payload.length), fromClient, port);
        bytes.putShort((short) bytes.capacity()).putShort((short) 0).put(payload);
        return ipv4(fromClient, 17, bytes.array());
    }

    private static ByteBuffer tcp(boolean fromClient, int port, int flags, byte[] payload) {
        ByteBuffer bytes = ports(ByteBuffer.allocate(20 + payload.length), fromClient, port);
        bytes.putInt(flags == SYN ? 0 : 1)
                .putInt(1)
                .put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 8192)
                .putInt(0)
                .put(payload);
        return ipv4(fromClient, 6, bytes.array());
    }

    private static ByteBuffer ports(ByteBuffer bytes, boolean fromClient, int port) {
        return bytes.putShort((short) (fromClient ? 50_000 : port)).putShort((short) (fromClient ? port : 50_000));
    }
}
