package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** BACnet/IP: ANSI/ASHRAE 135-2016 annex J (link), clause 6 (network), clauses 20 and 21 (application). */
public final class Bacnet {
    public static final int PORT = 47808;
    public static final int ANALOG_INPUT = 0;
    public static final int ANALOG_VALUE = 2;
    public static final int BINARY_OUTPUT = 4;
    public static final int DEVICE = 8;
    public static final int PRESENT_VALUE = 85;
    private static final int LINK_TYPE = 0x81;
    private static final int UNICAST = 0x0A;
    private static final int BROADCAST = 0x0B;
    private static final int READ_PROPERTY = 12;
    private static final int WRITE_PROPERTY = 15;
    private static final int SEGMENTS_AND_BYTES = 5;
    private static final int COMMAND_PRIORITY = 8;

    private Bacnet() {}

    private static byte[] message(int function, boolean expectsReply, Out apdu) {
        return new Out(6 + apdu.length())
                .octets(LINK_TYPE, function)
                .u16(6 + apdu.length())
                .octets(1, expectsReply ? 4 : 0)
                .bytes(apdu)
                .done();
    }

    public static byte[] whoIs() {
        return message(BROADCAST, false, new Out().octets(0x10, 8));
    }

    public static byte[] iAm(int instance, int vendor) {
        Out apdu = new Out().octets(0x10, 0, 0xC4).u32(DEVICE << 22 | instance);
        return message(BROADCAST, false, apdu.octets(0x22).u16(1_476).octets(0x91, 3, 0x21, vendor));
    }

    private static Out object(Out out, int type, int instance, int property) {
        return out.u8(0x0C).u32(type << 22 | instance).octets(0x19, property);
    }

    public static byte[] read(int invoke, int type, int instance, int property) {
        return message(
                UNICAST,
                true,
                object(new Out().octets(0, SEGMENTS_AND_BYTES, invoke, READ_PROPERTY), type, instance, property));
    }

    /** @param value application-tagged: {@link #real}, {@link #enumerated} */
    public static byte[] readAnswer(int invoke, int type, int instance, int property, byte[] value) {
        Out apdu = object(new Out().octets(0x30, invoke, READ_PROPERTY), type, instance, property);
        return message(UNICAST, false, apdu.u8(0x3E).bytes(value).u8(0x3F));
    }

    public static byte[] write(int invoke, int type, int instance, int property, byte[] value) {
        Out apdu = object(new Out().octets(0, SEGMENTS_AND_BYTES, invoke, WRITE_PROPERTY), type, instance, property);
        return message(UNICAST, true, apdu.u8(0x3E).bytes(value).octets(0x3F, 0x49, COMMAND_PRIORITY));
    }

    public static byte[] written(int invoke) {
        return message(UNICAST, false, new Out().octets(0x20, invoke, WRITE_PROPERTY));
    }

    public static byte[] real(float value) {
        return new Out(5).u8(0x44).u32(Float.floatToIntBits(value)).done();
    }

    public static byte[] enumerated(int value) {
        return new Out(2).octets(0x91, value).done();
    }
}
