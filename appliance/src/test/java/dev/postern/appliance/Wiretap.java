package dev.postern.appliance;

import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.engine.Outcomes;
import dev.postern.model.Anomaly;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network that exists on paper, byte by byte, and everything Postern concludes from it: frames go in, anomalies with their names come out. */
final class Wiretap implements Outcomes, AutoCloseable {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long START = 1_700_000_040L * SECOND / HOUR * HOUR;

    final List<Anomaly> anomalies = new ArrayList<>();
    final Map<String, Incident> incidents = new LinkedHashMap<>();
    final EngineState state = EngineState.fresh();
    long now = START;
    private final Engine engine = new Engine(state, 1, this);
    private long number;
    private int identification;

    /** Any frame, now. */
    void frame(byte[] bytes) {
        Frame frame = new Frame();
        frame.data = bytes;
        frame.capturedBytes = bytes.length;
        frame.wireBytes = bytes.length;
        frame.atNanos = now;
        frame.linkType = 1;
        frame.number = ++number;
        engine.feed(frame);
        now += 1_000_000;
    }

    /** 10.0.0.{@code host} and its card. */
    static byte[] mac(int host) {
        return new byte[] {2, 0, 0, 0, 0, (byte) host};
    }

    static byte[] ethernet(byte[] to, byte[] from, int type, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(Math.max(60, 14 + payload.length));
        out.put(to).put(from).putShort((short) type).put(payload);
        return out.array();
    }

    /** @param fragment flags and offset of the header, 0 for a whole datagram */
    static byte[] ip(int from, int to, int protocol, int identification, int fragment, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(20 + payload.length);
        out.put((byte) 0x45).put((byte) 0).putShort((short) (20 + payload.length));
        out.putShort((short) identification).putShort((short) fragment);
        out.put((byte) 64).put((byte) protocol).putShort((short) 0);
        out.put(new byte[] {10, 0, 0, (byte) from})
                .put(new byte[] {10, 0, 0, (byte) to})
                .put(payload);
        return ethernet(mac(to), mac(from), 0x0800, out.array());
    }

    static byte[] udp(int fromPort, int toPort, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(8 + payload.length);
        out.putShort((short) fromPort).putShort((short) toPort).putShort((short) (8 + payload.length));
        return out.putShort((short) 0).put(payload).array();
    }

    void udp(int from, int fromPort, int to, int toPort, byte[] payload) {
        frame(ip(from, to, 17, ++identification, 0, udp(fromPort, toPort, payload)));
    }

    /** One TCP connection, open; each side knows where it stands. */
    final class Link {
        final int client;
        final int server;
        final int clientPort;
        final int serverPort;
        int up = 1_000;
        int down = 5_000;

        Link(int client, int clientPort, int server, int serverPort) {
            this.client = client;
            this.server = server;
            this.clientPort = clientPort;
            this.serverPort = serverPort;
            segment(true, up++, 0x02, new byte[0]);
            segment(false, down++, 0x12, new byte[0]);
            segment(true, up, 0x10, new byte[0]);
        }

        void says(boolean fromClient, byte[] payload) {
            segment(fromClient, fromClient ? up : down, 0x18, payload);
            if (fromClient) up += payload.length;
            else down += payload.length;
        }

        void asks(byte[] request, byte[] answer) {
            says(true, request);
            says(false, answer);
        }

        /** Wherever it belongs, and whatever was there before. */
        void segment(boolean fromClient, int sequence, int flags, byte[] payload) {
            ByteBuffer out = ByteBuffer.allocate(20 + payload.length);
            out.putShort((short) (fromClient ? clientPort : serverPort));
            out.putShort((short) (fromClient ? serverPort : clientPort));
            out.putInt(sequence).putInt(fromClient ? down : up);
            out.put((byte) 0x50)
                    .put((byte) flags)
                    .putShort((short) 8_192)
                    .putInt(0)
                    .put(payload);
            int from = fromClient ? client : server;
            int to = fromClient ? server : client;
            frame(ip(from, to, 6, ++identification, 0x4000, out.array()));
        }
    }

    /** Event time goes on without a frame. */
    void pause(long nanos) {
        now += nanos;
        engine.advanceTo(now);
    }

    /** Each {@code period} from now on until {@code nanos} have passed. */
    void live(long nanos, long period, Runnable turn) {
        long end = now + nanos;
        for (long at = now; at < end; at += period) {
            now = Math.max(now, at);
            turn.run();
        }
        now = Math.max(now, end);
        engine.advanceTo(now);
    }

    /** What was told so far by this name; hears everything first. */
    List<Anomaly> told(Situation situation) {
        engine.settle();
        return anomalies.stream().filter(a -> Naming.situation(a) == situation).toList();
    }

    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts)
            if (part instanceof byte[] many) out.writeBytes(many);
            else out.write((Integer) part);
        return out.toByteArray();
    }

    @Override
    public void close() {
        engine.close();
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        anomalies.add(anomaly);
    }

    @Override
    public void incident(Incident incident) {
        incidents.put(incident.id(), incident);
    }
}
