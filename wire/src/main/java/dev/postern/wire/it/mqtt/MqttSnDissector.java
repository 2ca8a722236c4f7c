package dev.postern.wire.it.mqtt;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.payload.Payload;

/**
 * MQTT-SN 1.2, section 5: MQTT for sensor networks, a datagram a message, between clients and a gateway. Nothing in it names the protocol, so that it is never
 * certain: it is believed on its ports, or when both sides send messages that fill their datagrams as their types must.
 *
 * <pre>
 *   0                    1 (3)    2 (4)
 * +--------------------+--------+---------------------------------------------+
 * | length, or 1 and   |  type  |  flags, ids, codes by type; text or data    |
 * | length in 2 octets |        |                                             |
 * +--------------------+--------+---------------------------------------------+
 * </pre>
 */
public final class MqttSnDissector implements Dissector {
    static final int ADVERTISE = 0x00,
            SEARCHGW = 0x01,
            GWINFO = 0x02,
            CONNECT = 0x04,
            CONNACK = 0x05,
            WILLTOPICREQ = 0x06,
            WILLTOPIC = 0x07,
            WILLMSGREQ = 0x08,
            WILLMSG = 0x09,
            REGISTER = 0x0A,
            REGACK = 0x0B,
            PUBLISH = 0x0C,
            PUBACK = 0x0D,
            PUBCOMP = 0x0E,
            PUBREC = 0x0F;
    static final int PUBREL = 0x10,
            SUBSCRIBE = 0x12,
            SUBACK = 0x13,
            UNSUBSCRIBE = 0x14,
            UNSUBACK = 0x15,
            PINGREQ = 0x16,
            PINGRESP = 0x17,
            DISCONNECT = 0x18,
            WILLTOPICUPD = 0x1A,
            WILLTOPICRESP = 0x1B,
            WILLMSGUPD = 0x1C,
            WILLMSGRESP = 0x1D,
            ENCAPSULATED = 0xFE;
    /** Of the types in their order, the octets behind the type: exactly, or at least where negative (less one). -99: no such type. */
    private static final int[] BODY = {
        3, 1, -2, -99, -6, 1, 0, -1, 0, -1, -6, 5, -6, 5, 2, 2, 2, -99, -5, 6, -5, 2, -1, 0, -1, -99, -1, 1, -1, 1
    };

    private static final int NONE = -99;
    private static final int PROTOCOL_ID = 1;
    private static final int CODES = 4;
    private static final int RADIUS_MAX = 3;
    private static final int CLIENT_ID_MAX = 23;
    private static final int LONG = 1, LONG_HEADER = 4, SHORT_HEADER = 2;
    private static final int FLAG_WILL = 8, FLAG_CLEAN = 4, TOPIC_TYPE = 3;

    @Override
    public String protocol() {
        return "mqttsn";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == 1883 || port == 10_883);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        Bytes message = pending;
        int header = header(pending);
        if (header > 0 && isEnvelope(pending, header)) {
            int length = length(pending, header);
            if (length < header + 2 || length >= pending.length() || pending.u8(header) > RADIUS_MAX)
                return Recognition.NOT;
            message = new Bytes().wrap(pending, length, pending.length() - length);
            header = header(message);
        }
        if (header == 0 || length(message, header) != message.length()) return Recognition.NOT;
        return plausible(message, header) ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isEnvelope(Bytes bytes, int header) {
        return bytes.u8(header - 1) == ENCAPSULATED;
    }

    /** Octets before the body, 0 if they are not there. */
    private static int header(Bytes bytes) {
        int header = bytes.u8(0) == LONG ? LONG_HEADER : SHORT_HEADER;
        return bytes.length() < header ? 0 : header;
    }

    private static int length(Bytes bytes, int header) {
        return header == LONG_HEADER ? bytes.u16(1) : bytes.u8(0);
    }

    static boolean fits(int type, int body) {
        int wanted = type < BODY.length ? BODY[type] : NONE;
        if (wanted == NONE) return false;
        return wanted >= 0 ? body == wanted : body >= -wanted - 1;
    }

    private static boolean plausible(Bytes bytes, int header) {
        int type = bytes.u8(header - 1);
        int body = bytes.length() - header;
        if (!fits(type, body)) return false;
        int flags = bytes.u8(header);
        return switch (type) {
            case CONNECT ->
                (flags & ~(FLAG_WILL | FLAG_CLEAN)) == 0
                        && bytes.u8(header + 1) == PROTOCOL_ID
                        && body <= 4 + CLIENT_ID_MAX
                        && Payload.printable(bytes, header + 4, body - 4);
            case CONNACK, WILLTOPICRESP, WILLMSGRESP -> flags < CODES;
            case REGACK, PUBACK -> bytes.u8(header + 4) < CODES;
            case SUBACK -> bytes.u8(header + 5) < CODES && (flags & ~0x60) == 0;
            case REGISTER -> Payload.printable(bytes, header + 4, body - 4);
            case PUBLISH -> (flags & TOPIC_TYPE) != TOPIC_TYPE && (flags & (FLAG_WILL | FLAG_CLEAN)) == 0;
            case SUBSCRIBE, UNSUBSCRIBE ->
                (flags & TOPIC_TYPE) != TOPIC_TYPE
                        && (flags & (FLAG_WILL | FLAG_CLEAN)) == 0
                        && ((flags & TOPIC_TYPE) == 0 ? Payload.printable(bytes, header + 3, body - 3) : body == 5);
            case PINGREQ -> body <= CLIENT_ID_MAX && Payload.printable(bytes, header, body);
            case DISCONNECT -> body == 0 || body == 2;
            case WILLTOPIC, WILLTOPICUPD -> body == 0 || body > 1 && Payload.printable(bytes, header + 1, body - 1);
            default -> true;
        };
    }

    @Override
    public Object newState() {
        return new SnState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        read(pending, 0, "", turn);
        return pending.length();
    }

    /** @param node wireless address of who is behind a forwarder, hex, else empty */
    private static void read(Bytes pending, int at, String node, Turn turn) {
        Bytes message = new Bytes().wrap(pending, at, pending.length() - at);
        int header = header(message);
        int length = header == 0 ? 0 : length(message, header);
        if (header == 0 || length < header) turn.malformed("header ends early", Math.min(at + 1, pending.length()));
        else if (length > message.length()) turn.malformed("length does not fit datagram", at);
        else if (isEnvelope(message, header) && at == 0) forwarded(pending, header, length, turn);
        else if (length < message.length()) turn.malformed("length does not fit datagram", at);
        else if (!fits(message.u8(header - 1), length - header)) turn.malformed("length does not fit type", at);
        // Another version, whose flags differ and who may have to say who he is.
        else if (message.u8(header - 1) == CONNECT && message.u8(header + 1) != PROTOCOL_ID)
            turn.malformed("protocol id is not 1", at + header + 1);
        else new SnMessage(message, header, node, turn).read();
    }

    /** Section 5.5: a forwarder puts a message of a node behind its own header, which alone the length is of. */
    private static void forwarded(Bytes pending, int header, int length, Turn turn) {
        if (length < header + 2 || length >= pending.length()) turn.malformed("nothing encapsulated", length);
        else read(pending, length, pending.hex(header + 1, length - header - 1), turn);
    }
}
