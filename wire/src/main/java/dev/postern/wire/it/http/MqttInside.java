package dev.postern.wire.it.http;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.mqtt.MqttDissector;
import java.util.Arrays;

/**
 * MQTT in frames of WebSocket (version 5, section 6): packets need not begin or end with a frame, so what a frame leaves over waits for the next one. A
 * connection carries MQTT if a frame of its client begins with a connect packet, whatever sub-protocol was agreed.
 */
final class MqttInside {
    /** A longer packet is passed over, and so is a longer frame, which is told as such. */
    static final int PACKET_BYTES_MAX = 16_384;
    /** Failures of a side after which this is no MQTT. */
    static final int FAILURES_MAX = 16;

    private static final MqttDissector MQTT = new MqttDissector();
    private static final byte[] NOTHING = {};

    /** What one side sent last of a packet that is not whole. */
    private static final class Side {
        private byte[] kept = NOTHING;
        private int length;
        /** Of the packet that is kept; 0 while nobody knows. */
        private int need;
        /** Octets to come of a packet that is passed over. */
        private long skip;
        /** Nobody knows where the next packet begins. */
        private boolean lost;

        private int failures;

        private void forget() {
            kept = NOTHING;
            length = 0;
            need = 0;
        }

        private void append(byte[] content, int from) {
            int count = content.length - from;
            if (length == 0) {
                kept = from == 0 ? content : Arrays.copyOfRange(content, from, content.length);
            } else {
                if (length + count > kept.length) kept = Arrays.copyOf(kept, Math.max(2 * length, length + count));
                System.arraycopy(content, from, kept, length, count);
            }
            length += count;
        }

        private void taken(int count) {
            if (count == length) {
                forget();
            } else if (count > 0) {
                length -= count;
                System.arraycopy(kept, count, kept, 0, length);
            }
        }
    }

    private final Object state = MQTT.newState();
    private final Side client = new Side();
    private final Side server = new Side();

    private MqttInside() {}

    /** Null if these bytes are no connect packet. */
    static MqttInside of(Bytes content) {
        return MQTT.probe(content, Transport.TCP, true) == Dissector.Recognition.CERTAIN ? new MqttInside() : null;
    }

    /** Bytes of this side are missing: what was left of a packet means nothing. */
    void lost(boolean fromClient) {
        Side side = side(fromClient);
        side.forget();
        side.skip = 0;
        side.lost = true;
    }

    /** Too much of it was no MQTT. */
    boolean isOver() {
        return client.failures >= FAILURES_MAX || server.failures >= FAILURES_MAX;
    }

    private Side side(boolean fromClient) {
        return fromClient ? client : server;
    }

    /**
     * Reads the packets that are whole now.
     *
     * @param length of the payload, of which {@code content} may be but the beginning
     * @param bytes of the frame
     * @return false if the frame is to be told as such
     */
    boolean read(byte[] content, long length, int bytes, Turn turn) {
        Side side = side(turn.fromClient());
        long skipped = Math.min(side.skip, length);
        side.skip -= skipped;
        if (skipped == length) return true;
        if (length > content.length) {
            turn.forgot();
            // Where it is the beginning of one packet, the end of that is known.
            long total =
                    side.lost || side.length > 0 || skipped > 0 ? 0 : MqttDissector.length(new Bytes().wrap(content));
            lost(turn.fromClient());
            side.lost = total < length;
            side.skip = Math.max(0, total - length);
            return false;
        }
        // What follows a gap may be the middle of a packet and look like anything.
        if (side.lost && !isFilled(content)) return false;
        side.append(content, (int) skipped);
        return side.length < side.need || packets(side, bytes, turn);
    }

    private boolean packets(Side side, int bytes, Turn turn) {
        int at = 0;
        side.need = 0;
        while (at < side.length) {
            Bytes rest = new Bytes().wrap(side.kept, at, side.length - at);
            int total = MqttDissector.length(rest);
            if (total > PACKET_BYTES_MAX) {
                turn.forgot();
                side.skip = Math.max(0, total - rest.length());
                at += Math.min(total, rest.length());
                continue;
            }
            if (total == 0 || total > rest.length()) {
                side.need = total;
                break;
            }
            int read = turn.carry(MQTT, state, rest, side.lost, bytes);
            if (read <= 0) {
                lost(turn.fromClient());
                side.failures++;
                return false;
            }
            side.lost = false;
            at += read;
        }
        side.taken(at);
        return true;
    }

    /** Nothing but whole packets. */
    private static boolean isFilled(byte[] content) {
        int at = 0;
        while (at < content.length) {
            Bytes rest = new Bytes().wrap(content, at, content.length - at);
            int total = MqttDissector.length(rest);
            if (total <= 0 || total > rest.length()) return false;
            rest.endAt(total);
            if (MQTT.probe(rest, Transport.TCP, true) == Dissector.Recognition.NOT) return false;
            at += total;
        }
        return true;
    }
}
