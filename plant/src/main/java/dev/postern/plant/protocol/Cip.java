package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/**
 * EtherNet/IP (CIP Networks Library volume 2, chapter 2: encapsulation) and the CIP messages in it (volume 1, chapters 2, 3 and 5; tag services by
 * the Logix 5000 data access manual). Little-endian throughout.
 */
public final class Cip {
    public static final int PORT = 44_818;
    public static final int IO_PORT = 2_222;
    public static final int LIST_IDENTITY = 0x63;
    public static final int REGISTER_SESSION = 0x65;
    public static final int SEND_RR_DATA = 0x6F;
    public static final int SEND_UNIT_DATA = 0x70;
    public static final int GET_ATTRIBUTES_ALL = 0x01;
    public static final int READ_TAG = 0x4C;
    public static final int WRITE_TAG = 0x4D;
    public static final int FORWARD_OPEN = 0x54;
    public static final int REAL = 0xCA;
    public static final int DINT = 0xC4;
    /** Where the CIP message of a SendRRData and of a SendUnitData starts. */
    public static final int RR_MESSAGE = 40;

    public static final int UNIT_MESSAGE = 46;

    /** What the identity object tells. */
    public record Identity(int vendor, int deviceType, int product, int major, int minor, int serial, String name) {}

    /**
     * One connection asked for.
     *
     * @param toTarget connection id of what goes to the target, as in the answer
     * @param toOriginator connection id of what comes back
     * @param parametersToTarget type, priority and size, 16 bits
     * @param parametersToOriginator the same for the other direction
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Opening(
            int toTarget,
            int toOriginator,
            int serial,
            int originatorVendor,
            int originatorSerial,
            int periodMicros,
            int parametersToTarget,
            int parametersToOriginator,
            int trigger,
            byte[] path) {}

    private Cip() {}

    private static byte[] encapsulated(int command, int session, long context, byte[] data) {
        return new Out(24 + data.length)
                .u16le(command)
                .u16le(data.length)
                .u32le(session)
                .u32le(0)
                .u64le(context)
                .u32le(0)
                .bytes(data)
                .done();
    }

    public static byte[] registerSession(int session) {
        return encapsulated(REGISTER_SESSION, session, 0, new byte[] {1, 0, 0, 0});
    }

    public static byte[] listIdentity() {
        return encapsulated(LIST_IDENTITY, 0, 0, new byte[0]);
    }

    public static byte[] identityListed(Identity identity, int ip) {
        Out item = new Out()
                .u16le(1)
                .u16(2)
                .u16(PORT)
                .u32(ip)
                .zeros(8)
                .bytes(identityData(identity))
                .u8(3);
        return encapsulated(
                LIST_IDENTITY,
                0,
                0,
                new Out().u16le(1).u16le(0x0C).u16le(item.length()).bytes(item).done());
    }

    private static byte[] identityData(Identity identity) {
        return new Out()
                .u16le(identity.vendor)
                .u16le(identity.deviceType)
                .u16le(identity.product)
                .octets(identity.major, identity.minor)
                .u16le(0x0060)
                .u32le(identity.serial)
                .u8(identity.name.length())
                .ascii(identity.name)
                .done();
    }

    /** Unconnected. */
    public static byte[] sendRrData(int session, long context, byte[] message) {
        Out out = new Out(16 + message.length).u32le(0).u16le(0).u16le(2).u32le(0);
        return encapsulated(
                SEND_RR_DATA,
                session,
                context,
                out.u16le(0xB2).u16le(message.length).bytes(message).done());
    }

    /** On a connection of class 3. */
    public static byte[] sendUnitData(int session, int connection, int sequence, byte[] message) {
        Out out = new Out(22 + message.length).u32le(0).u16le(0).u16le(2);
        out.u16le(0xA1).u16le(4).u32le(connection);
        out.u16le(0xB1).u16le(2 + message.length).u16le(sequence).bytes(message);
        return encapsulated(SEND_UNIT_DATA, session, 0, out.done());
    }

    /** @param classId, instance below 256 */
    public static byte[] logicalPath(int classId, int instance) {
        return new byte[] {0x20, (byte) classId, 0x24, (byte) instance};
    }

    public static byte[] symbolPath(String tag) {
        Out out = new Out().octets(0x91, tag.length()).ascii(tag);
        if (tag.length() % 2 == 1) out.u8(0);
        return out.done();
    }

    public static byte[] request(int service, byte[] path, byte[] data) {
        return new Out(2 + path.length + data.length)
                .octets(service, path.length / 2)
                .bytes(path)
                .bytes(data)
                .done();
    }

    public static byte[] reply(int service, int status, byte[] data) {
        return new Out(4 + data.length)
                .octets(service | 0x80, 0, status, 0)
                .bytes(data)
                .done();
    }

    public static byte[] readTag(String tag) {
        return request(READ_TAG, symbolPath(tag), new byte[] {1, 0});
    }

    public static byte[] writeTag(String tag, int type, int rawValue) {
        return request(
                WRITE_TAG,
                symbolPath(tag),
                new Out().u16le(type).u16le(1).u32le(rawValue).done());
    }

    public static byte[] tagValue(int type, int rawValue) {
        return reply(READ_TAG, 0, new Out(6).u16le(type).u32le(rawValue).done());
    }

    public static byte[] askIdentity() {
        return request(GET_ATTRIBUTES_ALL, logicalPath(1, 1), new byte[0]);
    }

    public static byte[] identity(Identity identity) {
        return reply(GET_ATTRIBUTES_ALL, 0, identityData(identity));
    }

    public static byte[] forwardOpen(Opening opening) {
        Out data = new Out()
                .octets(3, 250)
                .u32le(0)
                .u32le(opening.toOriginator)
                .u16le(opening.serial)
                .u16le(opening.originatorVendor)
                .u32le(opening.originatorSerial)
                .octets(2, 0, 0, 0)
                .u32le(opening.periodMicros)
                .u16le(opening.parametersToTarget)
                .u32le(opening.periodMicros)
                .u16le(opening.parametersToOriginator)
                .octets(opening.trigger, opening.path.length / 2)
                .bytes(opening.path);
        return request(FORWARD_OPEN, logicalPath(6, 1), data.done());
    }

    public static byte[] forwardOpened(Opening opening) {
        Out data = new Out()
                .u32le(opening.toTarget)
                .u32le(opening.toOriginator)
                .u16le(opening.serial)
                .u16le(opening.originatorVendor)
                .u32le(opening.originatorSerial)
                .u32le(opening.periodMicros)
                .u32le(opening.periodMicros)
                .octets(0, 0);
        return reply(FORWARD_OPEN, 0, data.done());
    }

    /** Implicit I/O over UDP; {@code data} without sequence count and run/idle header. */
    public static byte[] io(int connection, int sequence, boolean withRunHeader, byte[] data) {
        Out out = new Out(18 + data.length + 6).u16le(2);
        out.u16le(0x8002).u16le(8).u32le(connection).u32le(sequence);
        out.u16le(0xB1).u16le(2 + (withRunHeader ? 4 : 0) + data.length).u16le(sequence);
        if (withRunHeader) out.u32le(1);
        return out.bytes(data).done();
    }
}
