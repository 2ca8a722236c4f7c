package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** IEC 60870-5-104:2006 section 5 (control fields), IEC 60870-5-101 section 7 (data units): cause two octets, station two, object three. */
public final class Iec104 {
    public static final int PORT = 2404;
    public static final int START_ACT = 0x07;
    public static final int START_CON = 0x0B;
    public static final int TEST_ACT = 0x43;
    public static final int TEST_CON = 0x83;

    public static final int SINGLE_POINT_TIME = 30;
    public static final int SHORT_FLOAT = 13;
    public static final int SHORT_FLOAT_TIME = 36;
    public static final int SINGLE_POINT = 1;
    public static final int SINGLE_COMMAND = 45;
    public static final int INTERROGATION = 100;
    public static final int CLOCK = 103;

    public static final int SPONTANEOUS = 3;
    public static final int ACTIVATION = 6;
    public static final int CONFIRMATION = 7;
    public static final int TERMINATION = 10;
    public static final int BY_INTERROGATION = 20;
    public static final int UNKNOWN_OBJECT = 47;
    /** Beside the cause: not carried out. */
    public static final int NEGATIVE = 0x40;

    private static final int START = 0x68;
    private static final int CONTROL_BYTES = 4;

    private Iec104() {}

    /** Unnumbered: start, stop, test. */
    public static byte[] unnumbered(int function) {
        return new Out(6).octets(START, CONTROL_BYTES, function, 0, 0, 0).done();
    }

    /** Everything up to {@code received} has come. */
    public static byte[] supervisory(int received) {
        return new Out(6)
                .octets(START, CONTROL_BYTES, 1, 0)
                .u16le(received << 1)
                .done();
    }

    public static byte[] numbered(int sent, int received, byte[] unit) {
        return new Out(6 + unit.length)
                .octets(START, CONTROL_BYTES + unit.length)
                .u16le(sent << 1)
                .u16le(received << 1)
                .bytes(unit)
                .done();
    }

    /** One object; {@code element} is what stands behind its address. */
    public static byte[] unit(int type, int cause, int station, int object, byte[] element) {
        return new Out()
                .octets(type, 1)
                .u16le(cause)
                .u16le(station)
                .u16le(object)
                .u8(object >> 16)
                .bytes(element)
                .done();
    }

    /** Several objects with addresses in sequence, all elements of the same length. */
    public static byte[] units(int type, int cause, int station, int object, byte[]... elements) {
        Out out = new Out()
                .octets(type, 0x80 | elements.length)
                .u16le(cause)
                .u16le(station)
                .u16le(object)
                .u8(object >> 16);
        for (byte[] element : elements) out.bytes(element);
        return out.done();
    }

    /** Short float with quality good. */
    public static byte[] value(float value) {
        return new Out(5).u32le(Float.floatToIntBits(value)).u8(0).done();
    }

    public static byte[] point(boolean on) {
        return new byte[] {(byte) (on ? 1 : 0)};
    }

    /** {@code element}, then CP56Time2a of {@code atMillis} since the epoch, UTC. */
    public static byte[] timed(byte[] element, long atMillis) {
        return new Out(element.length + 7).bytes(element).bytes(time(atMillis)).done();
    }

    /** CP56Time2a, day of the week not used. */
    public static byte[] time(long atMillis) {
        var at = java.time.Instant.ofEpochMilli(atMillis).atOffset(java.time.ZoneOffset.UTC);
        return new Out(7)
                .u16le((int) (atMillis % 60_000))
                .octets(at.getMinute(), at.getHour(), at.getDayOfMonth(), at.getMonthValue(), at.getYear() % 100)
                .done();
    }
}
