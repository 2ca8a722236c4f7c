package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** IEEE C37.118.2-2011 clause 6: commands, configuration frame 2, data. One station, phasors in floating point and polar, no digitals. */
public final class Synchrophasor {
    public static final int PORT = 4_712;
    public static final int DATA_ON = 2;
    public static final int SEND_CONFIGURATION_2 = 5;

    private static final int DATA = 0xAA01;
    private static final int CONFIGURATION_2 = 0xAA31;
    private static final int COMMAND = 0xAA41;
    private static final int TIME_BASE = 1_000_000;
    private static final int NAME_CHARACTERS = 16;
    /** Frequency, analogs and phasors as floating point, phasors polar. */
    private static final int FORMAT = 0x000F;

    private static final int FIFTY_HERTZ = 1;

    private Synchrophasor() {}

    private static byte[] framed(int kind, int stream, long atNanos, Out body) {
        int size = 16 + body.length();
        Out out = new Out(size)
                .u16(kind)
                .u16(size)
                .u16(stream)
                .u32((int) (atNanos / 1_000_000_000L))
                .u32((int) (atNanos % 1_000_000_000L / (1_000_000_000L / TIME_BASE)))
                .bytes(body);
        return out.u16(check(out.done())).done();
    }

    /** CRC-CCITT, annex B. */
    private static int check(byte[] bytes) {
        int crc = 0xFFFF;
        for (byte octet : bytes) {
            crc ^= (octet & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
        }
        return crc & 0xFFFF;
    }

    public static byte[] command(int stream, long atNanos, int command) {
        return framed(COMMAND, stream, atNanos, new Out().u16(command));
    }

    /** @param rate frames a second */
    public static byte[] configuration(int stream, long atNanos, String station, int rate, String... phasors) {
        Out out = new Out().u32(TIME_BASE).u16(1).ascii(station, NAME_CHARACTERS, ' ');
        out.u16(stream).u16(FORMAT).u16(phasors.length).u16(0).u16(0);
        for (String phasor : phasors) out.ascii(phasor, NAME_CHARACTERS, ' ');
        for (int i = 0; i < phasors.length; i++) out.u32(0);
        return framed(
                CONFIGURATION_2, stream, atNanos, out.u16(FIFTY_HERTZ).u16(1).u16(rate));
    }

    /** @param phasors magnitude and angle in radians, in turn */
    public static byte[] data(int stream, long atNanos, float hertz, float change, float... phasors) {
        Out out = new Out().u16(0);
        for (float value : phasors) out.u32(Float.floatToIntBits(value));
        return framed(
                DATA, stream, atNanos, out.u32(Float.floatToIntBits(hertz)).u32(Float.floatToIntBits(change)));
    }
}
