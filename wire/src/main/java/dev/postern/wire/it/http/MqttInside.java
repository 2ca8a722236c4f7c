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
    /** A longer packet is passed over, and what follows begins with the next frame. */
    static final int PACKET_BYTES_MAX = 16_384;

    private static final Dissector MQTT = new MqttDissector();
    private static final byte[] NOTHING = {};

    /** What one side sent last of a packet that is not whole. */
    private static final class Side {
        private byte[] left = NOTHING;
        private boolean lost;
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
        Side side = fromClient ? client : server;
        side.left = NOTHING;
        side.lost = true;
    }

    /**
     * Reads the packets that are whole now.
     *
     * @param length of the payload, of which {@code content} may be but the beginning
     * @param bytes of the frame
     * @return false if this is no MQTT any more
     */
    boolean read(byte[] content, long length, int bytes, Turn turn) {
        Side side = turn.fromClient() ? client : server;
        if (length > content.length || side.left.length + content.length > PACKET_BYTES_MAX) {
            lost(turn.fromClient());
            turn.forgot();
            return true;
        }
        byte[] all = content;
        if (side.left.length > 0) {
            all = Arrays.copyOf(side.left, side.left.length + content.length);
            System.arraycopy(content, 0, all, side.left.length, content.length);
        }
        int at = 0;
        while (at < all.length) {
            int read = turn.carry(MQTT, state, new Bytes().wrap(all, at, all.length - at), side.lost, bytes);
            if (read == Dissector.LOST) return false;
            if (read == Dissector.NEED_MORE) break;
            side.lost = false;
            at += read;
        }
        side.left = at == all.length ? NOTHING : Arrays.copyOfRange(all, at, all.length);
        return true;
    }
}
