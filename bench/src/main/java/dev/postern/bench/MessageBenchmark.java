package dev.postern.bench;

import dev.postern.model.Frame;
import dev.postern.model.Observation;
import dev.postern.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** One message of one protocol, from its frame to its observations, in a flow that is known: the samples of the tests, again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class MessageBenchmark {
    private static final Path SAMPLES = Path.of("wire/src/test/resources/samples");
    private static final int MACS_BYTES = 12;
    private static final int IPV4 = 0x0800;
    private static final int SEQUENCE = 14 + 20 + 4;
    private static final int SYN = 2;
    private static final int ACK = 16;

    /** A file of {@link #SAMPLES} without its ending. */
    @Param("modbus-read")
    public String sample;

    private final Wire wire = new Wire(Wire.Limits.defaults());
    private final Frame frame = new Frame();
    private ByteBuffer packet;
    private boolean stream;
    private int payloadBytes;

    @Setup
    public void prepare() throws IOException {
        List<String> lines = Files.readAllLines(SAMPLES.resolve(sample + ".txt")).stream()
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

    @Benchmark
    public void message(Blackhole seen) {
        send(packet, seen::consume);
        if (stream) packet.putInt(SEQUENCE, packet.getInt(SEQUENCE) + payloadBytes);
    }

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

    /** All samples, or those named. */
    public static void main(String[] arguments) throws IOException, RunnerException {
        List<String> names = new ArrayList<>(List.of(arguments));
        if (names.isEmpty())
            try (Stream<Path> files = Files.list(SAMPLES)) {
                files.map(file -> file.getFileName().toString().replace(".txt", ""))
                        .sorted()
                        .forEach(names::add);
            }
        new Runner(new OptionsBuilder()
                        .include(MessageBenchmark.class.getName())
                        .param("sample", names.toArray(String[]::new))
                        .addProfiler("gc")
                        .build())
                .run();
    }
}
