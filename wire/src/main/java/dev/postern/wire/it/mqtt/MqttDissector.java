package dev.postern.wire.it.mqtt;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.payload.Payload;
import java.util.Set;

/**
 * The frame of MQTT control packets, section 2 of either version. Only a connect packet names the protocol; a connection met later is
 * believed on its port, or when both sides look like it.
 *
 * <pre>
 *  7 6 5 4   3 2 1 0   1 to 4 octets
 * +--------+---------+------------------+------------------------------------------+
 * |  type  |  flags  | remaining length | variable header, properties (5), payload |
 * +--------+---------+------------------+------------------------------------------+
 * </pre>
 */
public final class MqttDissector implements Dissector {
    static final int CONNECT = 1,
            CONNACK = 2,
            PUBLISH = 3,
            PUBACK = 4,
            PUBREC = 5,
            PUBREL = 6,
            PUBCOMP = 7,
            SUBSCRIBE = 8,
            SUBACK = 9;
    static final int UNSUBSCRIBE = 10, UNSUBACK = 11, PINGREQ = 12, PINGRESP = 13, DISCONNECT = 14, AUTH = 15;
    private static final int PORT = 1883;
    private static final int HEADER_BYTES_MAX = 5;
    private static final int PACKETS_PROBED_MAX = 8;
    private static final int ALIAS_BYTES = 3;
    /** Of PUBLISH, section 3.3.2.3. */
    private static final Set<Integer> PROPERTIES = Set.of(1, 2, 3, 8, 9, 11, 35, 38);

    @Override
    public String protocol() {
        return "mqtt";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int header = headerBytes(pending);
        if (header < 0) return Recognition.NOT;
        if (pending.u8(0) == CONNECT << 4 && header > 0) return connects(pending, header);
        int at = 0;
        for (int packets = 0; at < pending.length(); packets++) {
            Bytes packet = new Bytes().wrap(pending, at, pending.length() - at);
            int length = headerBytes(packet);
            // One octet 0, as keep-alives of TCP carry it, begins no packet.
            if (length < 0
                    || packet.u8(0) >> 4 == 0
                    || length > 0 && !plausible(packet, length, remaining(packet, length))) return Recognition.NOT;
            if (length == 0 || packets >= PACKETS_PROBED_MAX) return Recognition.UNSURE;
            at += length + remaining(packet, length);
        }
        return Recognition.UNSURE;
    }

    private static Recognition connects(Bytes pending, int header) {
        String name = pending.ascii(header + 2, Math.min(6, Math.max(0, pending.length() - header - 2)));
        int level = pending.u8(header + 2 + pending.u16(header));
        boolean known = pending.u16(header) == 4 && name.startsWith("MQTT") && (level == 4 || level == 5)
                || pending.u16(header) == 6 && name.equals("MQIsdp") && level == 3;
        if (known) return Recognition.CERTAIN;
        return pending.length() < header + 9 && (name.isEmpty() || "MQTT".startsWith(name) || "MQIsdp".startsWith(name))
                ? Recognition.UNSURE
                : Recognition.NOT;
    }

    /** What each packet must look like in either version. */
    private static boolean plausible(Bytes packet, int header, int remaining) {
        int type = packet.u8(0) >> 4;
        int flags = packet.u8(0) & 15;
        if (type != PUBLISH && flags != (type == PUBREL || type == SUBSCRIBE || type == UNSUBSCRIBE ? 2 : 0))
            return false;
        return switch (type) {
            case CONNACK -> remaining >= 2 && packet.u8(header) <= 1 && fills(packet, header + 2, remaining - 2);
            case PUBLISH -> (flags >> 1 & 3) != 3 && topic(packet, header, remaining, (flags >> 1 & 3) > 0);
            case PUBACK, PUBREC, PUBREL, PUBCOMP ->
                remaining >= 2
                        && isNumbered(packet, header)
                        && (remaining <= 3 || fills(packet, header + 3, remaining - 3));
            case SUBSCRIBE, UNSUBSCRIBE -> remaining >= 5 && isNumbered(packet, header);
            case SUBACK -> remaining >= 3 && isNumbered(packet, header);
            case UNSUBACK -> remaining >= 2 && isNumbered(packet, header);
            case PINGREQ, PINGRESP -> remaining == 0;
            case DISCONNECT, AUTH -> remaining <= 1 || packet.u8(header + 1) == remaining - 2;
            default -> false;
        };
    }

    /** Nothing, or properties of version 5 with their length, that fill the packet. */
    private static boolean fills(Bytes packet, int at, int left) {
        if (left == 0 || !packet.has(at, 1)) return true;
        int length = packet.u8(at);
        return length < 0x80 ? length == left - 1 : left > 0x80;
    }

    /** A packet identifier is never 0. */
    private static boolean isNumbered(Bytes packet, int at) {
        return !packet.has(at, 2) || packet.u16(at) != 0;
    }

    private static boolean topic(Bytes packet, int header, int remaining, boolean numbered) {
        int length = packet.u16(header);
        if (length + 2 > remaining) return false;
        int there = Math.min(length, packet.length() - header - 2);
        if (!Payload.printable(packet, header + 2, Math.max(0, there))) return false;
        // Wildcards are for filters only, and an empty topic has an alias (version 5).
        for (int i = 0; i < there; i++)
            if (packet.u8(header + 2 + i) == '#' || packet.u8(header + 2 + i) == '+') return false;
        int behind = header + 2 + length;
        if (numbered && !isNumbered(packet, behind)) return false;
        return length > 0
                || packet.length() <= behind
                || alias(packet, numbered ? behind + 2 : behind, header + remaining);
    }

    /** Properties among which there is room for the alias of a topic. */
    private static boolean alias(Bytes packet, int at, int end) {
        if (!packet.has(at, 2)) return true;
        int length = packet.u8(at);
        return length >= ALIAS_BYTES && at + 1 + length <= end && PROPERTIES.contains(packet.u8(at + 1));
    }

    /** Octets up to the variable header, 0 if they are not all there, -1 if the length is none. */
    private static int headerBytes(Bytes bytes) {
        for (int i = 1; i < HEADER_BYTES_MAX; i++) {
            if (i >= bytes.length()) return 0;
            // As short as can be: section 1.5.5 of version 5.
            if (bytes.u8(i) < 0x80) return i > 1 && bytes.u8(i) == 0 ? -1 : i + 1;
        }
        return -1;
    }

    /** Octets of the packet that begins here, 0 if its header is not all there, -1 if it is none. */
    public static int length(Bytes pending) {
        int header = headerBytes(pending);
        return header <= 0 ? header : header + remaining(pending, header);
    }

    private static int remaining(Bytes bytes, int header) {
        int value = 0;
        for (int i = 1; i < header; i++) value |= (bytes.u8(i) & 0x7F) << 7 * (i - 1);
        return value;
    }

    @Override
    public Object newState() {
        return new MqttState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int header = headerBytes(pending);
        if (header < 0) {
            turn.malformed("remaining length longer than four octets", 1);
            return LOST;
        }
        if (header == 0) return NEED_MORE;
        if (pending.u8(0) >> 4 == 0) {
            turn.malformed("packet type 0", 0);
            return LOST;
        }
        int total = header + remaining(pending, header);
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        Packets.read(new Bytes().wrap(pending, 0, total), header, turn);
        return total;
    }
}
