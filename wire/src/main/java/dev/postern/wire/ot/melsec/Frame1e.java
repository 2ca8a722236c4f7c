package dev.postern.wire.ot.melsec;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Commands of A compatible 1E frames (SH(NA)-080008) and what stands behind them; binary code. */
enum Frame1e {
    READ_BITS(0x00, "read bits", Verb.READ),
    READ_WORDS(0x01, "read words", Verb.READ),
    WRITE_BITS(0x02, "write bits", Verb.WRITE),
    WRITE_WORDS(0x03, "write words", Verb.WRITE),
    TEST_BITS(0x04, "write random bits", Verb.WRITE),
    TEST_WORDS(0x05, "write random words", Verb.WRITE),
    REGISTER_BITS(0x06, "register monitor of bits", Verb.CONFIGURE),
    REGISTER_WORDS(0x07, "register monitor of words", Verb.CONFIGURE),
    MONITOR_BITS(0x08, "monitor bits", Verb.READ),
    MONITOR_WORDS(0x09, "monitor words", Verb.READ),
    REMOTE_RUN(0x13, "remote run", Verb.START),
    REMOTE_STOP(0x14, "remote stop", Verb.STOP),
    READ_TYPE(0x15, "read cpu type", Verb.IDENTIFY),
    LOOPBACK(0x16, "loopback test", Verb.DIAGNOSE);

    static final int DATA = 4;
    /** From the data on: number of a device, its code, how many points. */
    private static final int CODE = 4, POINTS = 6, ZERO = 7, BLOCK_BYTES = 8;

    private static final int DEVICE_BYTES = 6, RANDOM = 2;
    private static final int NAMED_MAX = 8;
    private static final int NUMBER_MAX = 0xFFFFF;

    final int code;
    final String operation;
    final Verb verb;

    Frame1e(int code, String operation, Verb verb) {
        this.code = code;
        this.operation = operation;
        this.verb = verb;
    }

    static Frame1e of(int code) {
        for (Frame1e frame : values()) if (frame.code == code) return frame;
        return null;
    }

    boolean isBlock() {
        return code <= WRITE_WORDS.code;
    }

    private boolean isRandom() {
        return code >= TEST_BITS.code && code <= REGISTER_WORDS.code;
    }

    boolean ofBits() {
        return (code & 1) == 0;
    }

    private boolean writes() {
        return verb == Verb.WRITE;
    }

    private static int points(Bytes bytes) {
        int points = bytes.u8(DATA + POINTS);
        return points == 0 ? 256 : points;
    }

    /** Octets of one item of a random access behind its device. */
    private int item() {
        return DEVICE_BYTES + (writes() ? ofBits() ? 1 : 2 : 0);
    }

    int data(int points) {
        return ofBits() ? (points + 1) / 2 : 2 * points;
    }

    /** Length of a request, or what is needed to know it. */
    int requestBytes(Bytes bytes) {
        if (isBlock()) return DATA + BLOCK_BYTES + (writes() ? data(points(bytes)) : 0);
        if (isRandom()) return DATA + RANDOM + bytes.u8(DATA) * item();
        return this == LOOPBACK ? DATA + 1 + bytes.u8(DATA) : DATA;
    }

    /** Data of its answer, or -1 where it depends on what was registered: see {@link #registers}. */
    int answerBytes(Bytes bytes) {
        return switch (this) {
            case READ_BITS, READ_WORDS -> data(points(bytes));
            case MONITOR_BITS, MONITOR_WORDS -> -1;
            case READ_TYPE -> 2;
            case LOOPBACK -> 1 + bytes.u8(DATA);
            default -> 0;
        };
    }

    /** The frame whose answers bring what this one registers, or null. */
    Frame1e registers() {
        return switch (this) {
            case REGISTER_BITS -> MONITOR_BITS;
            case REGISTER_WORDS -> MONITOR_WORDS;
            default -> null;
        };
    }

    /** Points that a registration names. */
    static int pointsRegistered(Bytes bytes) {
        return bytes.u8(DATA);
    }

    /** A block of a device that there is, with the zero behind its points. */
    boolean isDevice(Bytes bytes) {
        return isBlock()
                && bytes.u8(DATA + ZERO) == 0
                && bytes.u32le(DATA) <= NUMBER_MAX
                && name(bytes, DATA + CODE) != null;
    }

    /** Values that the answer is to bring, 0 where it brings none or nobody knows how many. */
    int pointsRead(Bytes bytes) {
        return this == READ_BITS || this == READ_WORDS ? points(bytes) : 0;
    }

    String target(Bytes bytes) {
        if (isBlock()) return device(bytes, DATA) + " x" + points(bytes);
        if (!isRandom()) return "";
        int count = bytes.u8(DATA);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(count, NAMED_MAX); i++)
            line.append(i > 0 ? ", " : "").append(device(bytes, DATA + RANDOM + i * item()));
        return count > NAMED_MAX
                ? line.append(" and ").append(count - NAMED_MAX).toString()
                : line.toString();
    }

    private static String device(Bytes bytes, int at) {
        String name = name(bytes, at + CODE);
        long number = bytes.u32le(at);
        if (name == null) return "device " + bytes.u16le(at + CODE) + " " + number;
        boolean hex = name.equals("X") || name.equals("Y") || name.equals("B") || name.equals("W");
        return name + (hex ? Long.toHexString(number).toUpperCase(Locale.ROOT) : Long.toString(number));
    }

    /** The code is the name in two letters, the first in the higher octet; a blank fills a short one. */
    private static String name(Bytes bytes, int at) {
        return switch (bytes.u16le(at)) {
            case 0x5820 -> "X";
            case 0x5920 -> "Y";
            case 0x4D20 -> "M";
            case 0x4220 -> "B";
            case 0x4620 -> "F";
            case 0x4420 -> "D";
            case 0x5720 -> "W";
            case 0x5220 -> "R";
            case 0x5453 -> "TS";
            case 0x5443 -> "TC";
            case 0x544E -> "TN";
            case 0x4353 -> "CS";
            case 0x4343 -> "CC";
            case 0x434E -> "CN";
            default -> null;
        };
    }

    /** What a request is about to write, or null. */
    List<Object> written(Bytes bytes) {
        if (!writes()) return null;
        if (isBlock()) return values(bytes, DATA + BLOCK_BYTES, points(bytes));
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < bytes.u8(DATA); i++) {
            int at = DATA + RANDOM + i * item() + DEVICE_BYTES;
            values.add(ofBits() ? (Object) (bytes.u8(at) != 0) : (Object) (long) bytes.u16le(at));
        }
        return values;
    }

    /** Points in half octets, the first in the higher one; or words. */
    List<Object> values(Bytes bytes, int at, int points) {
        if (!ofBits()) return Values.wordsLittle(bytes, at, points);
        List<Object> values = new ArrayList<>(points);
        for (int i = 0; i < points; i++) values.add((bytes.u8(at + i / 2) >> (i % 2 == 0 ? 4 : 0) & 1) != 0);
        return values;
    }
}
