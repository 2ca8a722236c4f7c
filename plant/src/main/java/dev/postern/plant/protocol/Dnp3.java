package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/**
 * DNP3 over TCP, IEEE 1815-2012: link layer (clause 9), transport function (8), application layer (4), objects (annex A). One fragment is one
 * link frame here, so an application message may have 249 bytes.
 */
public final class Dnp3 {
    public static final int PORT = 20_000;
    public static final int CONFIRM = 0;
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int SELECT = 3;
    public static final int OPERATE = 4;
    public static final int DIRECT_OPERATE = 5;
    public static final int COLD_RESTART = 13;
    public static final int DISABLE_UNSOLICITED = 21;
    public static final int RESPONSE = 129;
    public static final int TRIP = 0x81;
    public static final int CLOSE = 0x41;
    /** Where application control and function stand in a frame: after ten bytes of link header and one of transport. */
    public static final int APPLICATION = 11;

    public static final int FUNCTION = APPLICATION + 1;
    /** Where the internal indications of a response begin. */
    public static final int INDICATIONS = FUNCTION + 1;

    /** Internal indication: the outstation does not know the time. */
    public static final int NEED_TIME = 0x1000;

    /** Internal indication: the outstation was restarted. */
    public static final int RESTARTED = 0x8000;

    private static final int SINGLE = 0xC0;
    private static final int CONFIRM_WANTED = 0x20;
    private static final int BLOCK_BYTES = 16;
    private static final int APPLICATION_BYTES_MAX = 249;
    private static final int[] CRC = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xA6BC;
            CRC[i] = crc;
        }
    }

    private Dnp3() {}

    /** @param application control octet, function, objects */
    private static byte[] frame(
            boolean fromMaster, int destination, int source, int transportSequence, byte[] application) {
        if (application.length > APPLICATION_BYTES_MAX) throw new IllegalArgumentException("more than one frame");
        Out head = new Out(10).octets(5, 0x64, 6 + application.length, fromMaster ? 0xC4 : 0x44);
        byte[] header = head.u16le(destination).u16le(source).done();
        byte[] user = new Out(1 + application.length)
                .u8(SINGLE | (transportSequence & 0x3F))
                .bytes(application)
                .done();
        Out out = new Out(16 + user.length * 9 / 8 + 2).bytes(header).u16le(crc(header, 0, header.length));
        for (int start = 0; start < user.length; start += BLOCK_BYTES) {
            int end = Math.min(user.length, start + BLOCK_BYTES);
            for (int i = start; i < end; i++) out.u8(user[i]);
            out.u16le(crc(user, start, end));
        }
        return out.done();
    }

    private static int crc(byte[] bytes, int start, int end) {
        int crc = 0;
        for (int i = start; i < end; i++) crc = crc >>> 8 ^ CRC[(crc ^ bytes[i]) & 0xFF];
        return ~crc & 0xFFFF;
    }

    /** A master's request; {@code sequence} counts requests. */
    public static byte[] request(int outstation, int master, int sequence, int function, byte[] objects) {
        byte[] application = new Out(2 + objects.length)
                .octets(SINGLE | (sequence & 15), function)
                .bytes(objects)
                .done();
        return frame(true, outstation, master, sequence, application);
    }

    public static byte[] response(
            int master, int outstation, int sequence, boolean wantsConfirm, int indications, byte[] objects) {
        byte[] application = new Out(4 + objects.length)
                .octets(SINGLE | (wantsConfirm ? CONFIRM_WANTED : 0) | (sequence & 15), RESPONSE)
                .u16(indications)
                .bytes(objects)
                .done();
        return frame(false, master, outstation, sequence, application);
    }

    /** Event classes 1 to 3 and, if asked, class 0: all points. */
    public static byte[] classes(boolean everything) {
        Out out = new Out().octets(60, 2, 6, 60, 3, 6, 60, 4, 6);
        if (everything) out.octets(60, 1, 6);
        return out.done();
    }

    /** Binary inputs with flags from index 0: group 1 variation 2. */
    public static byte[] binaries(boolean... states) {
        Out out = new Out().octets(1, 2, 0, 0, states.length - 1);
        for (boolean state : states) out.u8(state ? 0x81 : 0x01);
        return out.done();
    }

    /** Analog inputs with flag from index 0: group 30 variation 1. */
    public static byte[] analogs(int... values) {
        Out out = new Out().octets(30, 1, 0, 0, values.length - 1);
        for (int value : values) out.u8(1).u32le(value);
        return out.done();
    }

    /** A binary event with time: group 2 variation 2. */
    public static byte[] binaryEvent(int index, boolean state, long millis) {
        return new Out()
                .octets(2, 2, 0x17, 1, index, state ? 0x81 : 0x01)
                .u48le(millis)
                .done();
    }

    /** An analog event: group 32 variation 1. */
    public static byte[] analogEvent(int index, int value) {
        return new Out().octets(32, 1, 0x17, 1, index, 1).u32le(value).done();
    }

    /** Control relay output block: group 12 variation 1, one point. */
    public static byte[] control(int index, int code, int onMillis) {
        return new Out()
                .octets(12, 1, 0x28)
                .u16le(1)
                .u16le(index)
                .octets(code, 1)
                .u32le(onMillis)
                .u32le(0)
                .u8(0)
                .done();
    }

    /** Time and date: group 50 variation 1. */
    public static byte[] time(long millis) {
        return new Out().octets(50, 1, 7, 1).u48le(millis).done();
    }

    /** How long a restart takes: group 52 variation 2. */
    public static byte[] restartDelay(int millis) {
        return new Out().octets(52, 2, 7, 1).u16le(millis).done();
    }

    /** Takes the check sums out: application octets of a frame that this class has made. */
    public static byte[] application(byte[] frame) {
        int user = (frame[2] & 0xFF) - 5;
        Out out = new Out(user);
        int at = 10;
        for (int left = user; left > 0; left -= BLOCK_BYTES) {
            for (int i = 0; i < Math.min(BLOCK_BYTES, left); i++) out.u8(frame[at++]);
            at += 2;
        }
        byte[] whole = out.done();
        return java.util.Arrays.copyOfRange(whole, 1, whole.length);
    }

    public static int destination(byte[] frame) {
        return (frame[4] & 0xFF) | (frame[5] & 0xFF) << 8;
    }

    public static int source(byte[] frame) {
        return (frame[6] & 0xFF) | (frame[7] & 0xFF) << 8;
    }
}
