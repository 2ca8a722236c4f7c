package dev.postern.wire.ot.melsec;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Reading and writing of devices by MELSOFT. Unpublished; layout and codes were inferred from recordings of GX Works with an FX5U: 6,471 requests have this form, and the codes are those of the
 * devices whose number of points is the same.
 *
 * <pre>{@code
 * request: 0 (12) | device (2) | number (4) | 0 (4) | points (2) | values, if written
 * answer:  0 (2) | values, if read; sixteen bits a word, words and double words little-endian
 * }</pre>
 */
final class MelsoftAccess {
    static final int READ = 0x0410, WRITE = 0x1410;
    private static final int DEVICE = 12, NUMBER = 14, POINTS = 22, WRITTEN = 24, ANSWERED = 2;
    private static final int BIT = 0, WORD = 2, DOUBLE_WORD = 4;
    private static final int UNKNOWN = -1;

    private MelsoftAccess() {}

    static boolean is(int command) {
        return command == READ || command == WRITE;
    }

    /** {@code D200 x2}; empty where a request ends early. */
    static String target(Bytes bytes, int data, int end) {
        if (end < data + WRITTEN) return "";
        int code = bytes.u16le(data + DEVICE);
        String name = name(code);
        String area = name == null ? "device 0x" + Integer.toHexString(code) + " " : name;
        return new Device(area, bytes.u32le(data + NUMBER), Device.hexNumbered(name), 0) + " x"
                + bytes.u16le(data + POINTS);
    }

    /** What the answer needs: device and points. */
    static long detail(Bytes bytes, int data, int end) {
        return end < data + WRITTEN ? UNKNOWN : (long) bytes.u16le(data + DEVICE) << 16 | bytes.u16le(data + POINTS);
    }

    static void written(Bytes bytes, int data, int end, String target, Turn.Draft draft) {
        values(bytes, data + WRITTEN, end, target, detail(bytes, data, end), draft);
    }

    static void read(Bytes bytes, int data, int end, String target, long detail, Turn.Draft draft) {
        values(bytes, data + ANSWERED, end, target, detail, draft);
    }

    /** Where the octets are not as many as the points take, they are told as they are. */
    private static void values(Bytes bytes, int at, int end, String target, long detail, Turn.Draft draft) {
        int points = (int) detail & 0xFFFF;
        int width = detail == UNKNOWN ? UNKNOWN : width((int) (detail >> 16));
        int octets = width == BIT ? (points + 15) / 16 * 2 : points * width;
        if (width < 0 || octets == 0 || at + octets != end) {
            if (at < end) draft.field("data", Values.hex(bytes, at, end));
            return;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < Math.min(points, Device.POINTS_SHOWN_MAX); i++)
            values.add(
                    width == BIT
                            ? (bytes.u8(at + i / 8) >> i % 8 & 1) != 0
                            : width == WORD ? (Object) (long) bytes.u16le(at + 2 * i) : bytes.u32le(at + 4 * i));
        draft.field("points", Device.points(target, true, values.size())).field("values", values);
        if (points > values.size()) draft.field("more_values", (long) points - values.size());
    }

    private static int width(int code) {
        if (name(code) == null) return UNKNOWN;
        return code < 0x20 ? BIT : code == 0x56 || code == 0x62 ? DOUBLE_WORD : WORD;
    }

    private static String name(int code) {
        return switch (code) {
            case 0x01 -> "M";
            case 0x02 -> "SM";
            case 0x03 -> "L";
            case 0x04 -> "F";
            case 0x08 -> "S";
            case 0x10 -> "X";
            case 0x11 -> "Y";
            case 0x14 -> "B";
            case 0x15 -> "SB";
            case 0x20 -> "D";
            case 0x21 -> "SD";
            case 0x27 -> "R";
            case 0x30 -> "W";
            case 0x31 -> "SW";
            case 0x42 -> "TN";
            case 0x46 -> "CN";
            case 0x4A -> "STN";
            case 0x56 -> "LCN";
            case 0x60 -> "Z";
            case 0x62 -> "LZ";
            default -> null;
        };
    }
}
