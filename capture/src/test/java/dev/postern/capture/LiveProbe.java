package dev.postern.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Frame;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What {@link LiveCaptureTest} runs in a Java machine and a network namespace of its own. Traffic are UDP datagrams that carry a number, broadcast on
 * the near ends of veth pairs. Nothing is timed: each step waits for what it needs, and the test waits for the end.
 */
final class LiveProbe {
    private static final int PAYLOAD_BYTES = 300;
    private static final int HEADERS_BYTES = 42;
    private static final int PORT = 4_660;

    private LiveProbe() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("java.net.preferIPv4Stack", "true");
        addInterface("one", "10.1.0.1/24");
        addInterface("two", "10.2.0.1/24");
        switch (args[0]) {
            case "busy reader" -> busyReader();
            case "no room" -> noRoom();
            case "several" -> several();
            case "comes and goes" -> comesAndGoes();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Many times what the ring holds comes while nobody reads. */
    private static void busyReader() throws Exception {
        try (LiveCapture live = open(1 << 20, 64 << 20, "one");
                Sender sender = new Sender()) {
            assertThat(run("ip", "-d", "link", "show", "one")).contains("promiscuity 1");
            int sent = 0;
            for (int burst = 0; burst < 40; burst++) {
                long before = live.counters().getFirst().waitingBytes();
                for (int i = 0; i < 500; i++) sender.send(1, sent++);
                while (live.counters().getFirst().waitingBytes() == before) Thread.sleep(5);
            }
            List<Integer> read = readAll(live);
            assertThat(read).isEqualTo(IntStream.range(0, sent).boxed().toList());
            LiveCapture.Counters counters = live.counters().getFirst();
            assertThat(counters.lost()).isZero();
            assertThat(counters.received()).isEqualTo(sent).isEqualTo(counters.taken());
            assertThat(counters.waitingBytesMax()).as("more than the ring").isGreaterThan(1 << 20);
            assertThat(counters.waitingBytes()).isZero();
        }
    }

    private static void noRoom() throws Exception {
        try (LiveCapture live = open(1 << 20, 1 << 20, "one");
                Sender sender = new Sender()) {
            int sent = 20_000;
            for (int i = 0; i < sent; i++) sender.send(1, i);
            List<Integer> read = readAll(live);
            LiveCapture.Counters counters = live.counters().getFirst();
            assertThat(counters.received()).isEqualTo(sent);
            assertThat(counters.taken()).isEqualTo(read.size()).isPositive();
            assertThat(counters.dropped()).isEqualTo(sent - read.size()).isPositive();
            assertThat(read).as("what was kept is in order").isSorted().doesNotHaveDuplicates();
        }
    }

    private static void several() throws Exception {
        try (LiveCapture live = open(1 << 22, 64 << 20, "one", "two");
                Sender sender = new Sender()) {
            for (int i = 0; i < 5_000; i++) sender.send(i % 7 < 3 ? 1 : 2, i);
            Frame frame = new Frame();
            for (int i = 0; i < 2_500; i++) {
                while (!live.next(frame, 20)) {}
                assertThat(numberIn(frame)).isEqualTo(i);
                assertThat(frame.capture).isEqualTo(i % 7 < 3 ? 0 : 1);
            }
            assertThat(readAll(live))
                    .isEqualTo(IntStream.range(2_500, 5_000).boxed().toList());
            assertThat(live.counters()).extracting(LiveCapture.Counters::taken).containsExactly(2_144L, 2_856L);
        }
    }

    private static void comesAndGoes() throws Exception {
        try (LiveCapture live = open(1 << 20, 64 << 20, "one", "two");
                Sender sender = new Sender()) {
            Frame frame = new Frame();
            run("ip", "link", "set", "one", "down");
            await(live, LiveCapture.Link.DOWN);
            run("ip", "link", "delete", "one");
            await(live, LiveCapture.Link.GONE);
            sender.send(2, 1);
            while (!live.next(frame, 20)) {}
            assertThat(frame.capture).as("the other is heard meanwhile").isEqualTo(1);
            addInterface("one", "10.1.0.1/24");
            await(live, LiveCapture.Link.UP);
            sender.send(1, 2);
            while (!live.next(frame, 20)) {}
            assertThat(frame.capture).isZero();
            assertThat(numberIn(frame)).isEqualTo(2);
            run("ip", "link", "set", "one", "down");
            await(live, LiveCapture.Link.DOWN);
            run("ip", "link", "set", "one", "up");
            await(live, LiveCapture.Link.UP);
            sender.send(1, 3);
            assertThat(readAll(live)).containsExactly(3);
            assertThat(live.counters().getFirst().received()).isEqualTo(2);
        }
    }

    private static void await(LiveCapture live, LiveCapture.Link link) throws InterruptedException {
        while (live.counters().getFirst().link() != link) Thread.sleep(10);
    }

    private static LiveCapture open(long kernelBytes, long backlogBytes, String... names) {
        return LiveCapture.open(List.of(names), new LiveCapture.Settings(true, kernelBytes, backlogBytes));
    }

    private static List<Integer> readAll(LiveCapture live) {
        live.stopReceiving();
        List<Integer> read = new ArrayList<>();
        Frame frame = new Frame();
        while (!live.isOver()) while (live.next(frame, 20)) read.add(numberIn(frame));
        return read;
    }

    private static int numberIn(Frame frame) {
        assertThat(frame.capturedBytes).isEqualTo(HEADERS_BYTES + PAYLOAD_BYTES);
        return ByteBuffer.wrap(frame.data).getInt(frame.offset + HEADERS_BYTES);
    }

    private static void addInterface(String name, String address) throws Exception {
        run("ip", "link", "add", name, "type", "veth", "peer", "name", name + "-far");
        for (String end : List.of(name, name + "-far"))
            run("sysctl", "-qw", "net.ipv6.conf." + end + ".disable_ipv6=1");
        run("ip", "link", "set", name + "-far", "up");
        run("ip", "address", "add", address, "broadcast", "+", "dev", name);
        run("ip", "link", "set", name, "up");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
        return said;
    }

    private static final class Sender implements AutoCloseable {
        private final DatagramSocket socket;

        Sender() throws IOException {
            socket = new DatagramSocket();
            socket.setBroadcast(true);
        }

        /** @param network 1 or 2 */
        void send(int network, int number) throws IOException {
            byte[] payload = ByteBuffer.allocate(PAYLOAD_BYTES).putInt(number).array();
            InetAddress everybody = InetAddress.getByAddress(new byte[] {10, (byte) network, 0, (byte) 255});
            socket.send(new DatagramPacket(payload, payload.length, everybody, PORT));
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
