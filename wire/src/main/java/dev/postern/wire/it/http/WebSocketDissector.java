package dev.postern.wire.it.http;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.payload.Payload;

/**
 * Frames of WebSocket (RFC 6455 section 5), after HTTP has agreed to them: nothing in them tells what they are, so that a connection met midway is not
 * recognised. Each frame is a message; of its payload the first {@value #LOOKED_MAX} octets are looked at. Where a client connects by MQTT, its packets are
 * told instead of the frames that carry them ({@link MqttInside}).
 *
 * <pre>{@code
 * 0 final (1 bit), reserved (3), kind (4) | 1 masked (1), length (7) | length (16 or 64) | mask (32) | payload
 * }</pre>
 */
public final class WebSocketDissector implements Dissector {
    static final String PROTOCOL = "websocket";
    private static final int CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;
    private static final int FINAL = 0x80, RESERVED = 0x70, COMPRESSED = 0x40, MASKED = 0x80;
    private static final int SHORT_MAX = 125, LENGTH_16 = 126, LENGTH_64 = 127;
    private static final int LOOKED_MAX = 4096;

    private static final class Connection {
        private long skipFromClient;
        private long skipFromServer;
        /** Nobody knows where the next frame of this side begins. */
        private boolean lostFromClient;

        private boolean lostFromServer;
        /** Null unless the frames carry MQTT. */
        private MqttInside mqtt;
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return false;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (turn.isAfterGap()) {
            pass(pending, turn, connection, 0);
            lost(connection, turn, true);
            if (connection.mqtt != null) connection.mqtt.lost(turn.fromClient());
        }
        long skip = turn.fromClient() ? connection.skipFromClient : connection.skipFromServer;
        if (skip > 0) return pass(pending, turn, connection, skip);
        // What is left of a frame is no fault of the stream; most frames begin with a segment.
        boolean lost = turn.fromClient() ? connection.lostFromClient : connection.lostFromServer;
        int head = lost ? begins(pending, turn.fromClient()) : 0;
        if (lost && head == 0) return pending.length();
        if (head > pending.length()) {
            turn.need(head);
            return NEED_MORE;
        }
        if (lost) lost(connection, turn, false);
        if (pending.length() < 2) return NEED_MORE;
        int first = pending.u8(0);
        int kind = first & 0x0F;
        boolean masked = (pending.u8(1) & MASKED) != 0;
        if (masked != turn.fromClient()) {
            turn.malformed(masked ? "server masks" : "client does not mask", 1);
            return LOST;
        }
        if (kind > PONG || kind > BINARY && kind < CLOSE) {
            turn.malformed("kind of frame unknown", 0);
            return LOST;
        }
        int told = pending.u8(1) & 0x7F;
        int mask = 2 + (told == LENGTH_16 ? 2 : told == LENGTH_64 ? 8 : 0);
        int payload = mask + (masked ? 4 : 0);
        if (pending.length() < payload) return NEED_MORE;
        long length = told == LENGTH_16 ? pending.u16(2) : told == LENGTH_64 ? pending.i64(2) : told;
        if (length < 0 || length > Long.MAX_VALUE - payload) {
            turn.malformed("length out of range", 2);
            return LOST;
        }
        boolean carries = kind < CLOSE && (first & RESERVED) == 0;
        MqttInside mqtt = carries ? connection.mqtt : null;
        int looked = (int) Math.min(length, mqtt == null ? LOOKED_MAX : MqttInside.PACKET_BYTES_MAX);
        if (pending.length() < payload + looked) {
            turn.need(payload + looked);
            return NEED_MORE;
        }
        if (kind >= CLOSE && (length > SHORT_MAX || (first & FINAL) == 0)) turn.malformed("control frame in parts", 0);
        byte[] content = content(pending, payload, looked, masked);
        if (mqtt == null && carries && kind == BINARY && turn.fromClient()) {
            mqtt = MqttInside.of(new Bytes().wrap(content));
            int all = (int) Math.min(length, MqttInside.PACKET_BYTES_MAX);
            if (mqtt != null && pending.length() < payload + all) {
                turn.need(payload + all);
                return NEED_MORE;
            }
            if (mqtt != null) content = content(pending, payload, all, masked);
            connection.mqtt = mqtt;
        }
        boolean read = mqtt != null && mqtt.read(content, length, payload + content.length, turn);
        if (mqtt != null && mqtt.isOver()) connection.mqtt = null;
        if (!read) tell(kind, first, length, new Bytes().wrap(content, 0, Math.min(content.length, LOOKED_MAX)), turn);
        return pass(pending, turn, connection, payload + length);
    }

    /** The beginning of the payload, without its mask, which stands before it. */
    private static byte[] content(Bytes pending, int payload, int count, boolean masked) {
        byte[] content = pending.copy(payload, count);
        if (masked) for (int i = 0; i < count; i++) content[i] ^= (byte) pending.u8(payload - 4 + i % 4);
        return content;
    }

    private static void lost(Connection connection, Turn turn, boolean lost) {
        if (turn.fromClient()) connection.lostFromClient = lost;
        else connection.lostFromServer = lost;
    }

    /**
     * How many octets tell whether a frame begins here that begins a message, with its length as short as can be; 0 if none does.
     */
    private static int begins(Bytes pending, boolean fromClient) {
        int first = pending.u8(0);
        int kind = first & 0x0F;
        boolean known = kind == TEXT || kind == BINARY || kind >= CLOSE && kind <= PONG && (first & FINAL) != 0;
        if (!known || (first & (RESERVED & ~COMPRESSED)) != 0) return 0;
        if (pending.length() < 2) return 2;
        int told = pending.u8(1) & 0x7F;
        if (((pending.u8(1) & MASKED) != 0) != fromClient) return 0;
        if (told <= SHORT_MAX) return 2;
        if (kind >= CLOSE) return 0;
        int head = told == LENGTH_16 ? 4 : 10;
        if (pending.length() < head) return head;
        boolean shortest = told == LENGTH_16 ? pending.u16(2) > SHORT_MAX : pending.i64(2) >>> 16 > 0;
        return shortest ? head : 0;
    }

    private static void tell(int kind, int first, long length, Bytes content, Turn turn) {
        Turn.Draft draft = turn.message(operation(kind), kind >= CLOSE ? Verb.SESSION : Verb.OTHER, Outcome.NOTICE)
                .field("size", length);
        if (kind < CLOSE && (first & FINAL) == 0) draft.field("more_follows", true);
        if (kind == CLOSE && content.length() >= 2) {
            draft.field("code", (long) content.u16(0));
            if (content.length() > 2) draft.field("reason", content.utf8(2, content.length() - 2));
        } else if ((first & COMPRESSED) != 0 && kind < CLOSE) {
            draft.field("compressed", true);
        } else if ((first & RESERVED) == 0 && kind != CONTINUATION) {
            Payload.describe(content, 0, content.length(), draft);
        }
        draft.emit();
    }

    private static String operation(int kind) {
        return switch (kind) {
            case CONTINUATION -> "continuation";
            case TEXT -> "text";
            case BINARY -> "binary";
            case CLOSE -> "close";
            case PING -> "ping";
            default -> "pong";
        };
    }

    private static int pass(Bytes pending, Turn turn, Connection connection, long bytes) {
        int now = (int) Math.min(bytes, pending.length());
        if (turn.fromClient()) connection.skipFromClient = bytes - now;
        else connection.skipFromServer = bytes - now;
        return now;
    }
}
