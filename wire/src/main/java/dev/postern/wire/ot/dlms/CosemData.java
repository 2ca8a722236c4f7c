package dev.postern.wire.ot.dlms;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of COSEM data (IEC 62056-6-2 clause 4.1.5) without their nesting, in the order of the wire. At most {@link #LEAVES_MAX}, nested at most
 * {@link #DEPTH_MAX} deep.
 */
final class CosemData {
    static final int LEAVES_MAX = 256;
    static final int DEPTH_MAX = 16;
    private static final int TEXT_BYTES_MAX = 128;
    private static final int READABLE_CHARS_MIN = 3;

    final List<Object> values = new ArrayList<>();
    final List<Object> types = new ArrayList<>();
    private final Bytes bytes;
    boolean cut;
    /** Offset of the first octet that is no data, or -1. */
    int brokenAt = -1;

    CosemData(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Reads one element; returns the offset behind it, or the end of all where it is broken. */
    int read(int at) {
        return read(at, 0);
    }

    private int read(int at, int depth) {
        if (brokenAt >= 0 || cut) return bytes.length();
        if (!bytes.has(at, 1)) return broken(bytes.length());
        int tag = bytes.u8(at);
        return switch (tag) {
            case 0 -> leaf("null", "null", at, 1);
            case 1, 2 -> nested(at, depth);
            case 3 -> leaf("boolean", bytes.u8(at + 1) != 0, at, 2);
            case 4 -> bits(at);
            case 5 -> leaf("long", (long) bytes.i32(at + 1), at, 5);
            case 6 -> leaf("unsigned long", bytes.u32(at + 1), at, 5);
            case 9, 10, 12 -> text(at, tag);
            case 13, 15 -> leaf("integer", (long) (byte) bytes.u8(at + 1), at, 2);
            case 16 -> leaf("long", (long) (short) bytes.u16(at + 1), at, 3);
            case 17 -> leaf("unsigned", (long) bytes.u8(at + 1), at, 2);
            case 18 -> leaf("unsigned", (long) bytes.u16(at + 1), at, 3);
            case 20, 21 -> leaf(tag == 20 ? "long" : "unsigned long", bytes.i64(at + 1), at, 9);
            case 22 -> leaf("enum", (long) bytes.u8(at + 1), at, 2);
            case 23 -> leaf("float", (double) bytes.f32(at + 1), at, 5);
            case 24 -> leaf("float", bytes.f64(at + 1), at, 9);
            case 25 -> leaf("date-time", bytes.hex(at + 1, 12), at, 13);
            case 26 -> leaf("date", bytes.hex(at + 1, 5), at, 6);
            case 27 -> leaf("time", bytes.hex(at + 1, 4), at, 5);
            default -> broken(at);
        };
    }

    private int broken(int at) {
        brokenAt = at;
        return bytes.length();
    }

    private int leaf(String type, Object value, int at, int size) {
        if (!bytes.has(at, size)) return broken(at);
        if (values.size() == LEAVES_MAX) {
            cut = true;
            return bytes.length();
        }
        values.add(value);
        types.add(type);
        return at + size;
    }

    private int nested(int at, int depth) {
        long count = length(at + 1);
        int cursor = at + 1 + lengthBytes(at + 1);
        if (depth == DEPTH_MAX) {
            cut = true;
            return bytes.length();
        }
        for (long i = 0; i < count && brokenAt < 0 && !cut; i++) cursor = read(cursor, depth + 1);
        return cursor;
    }

    private int bits(int at) {
        long count = length(at + 1);
        int from = at + 1 + lengthBytes(at + 1);
        int size = (int) Math.min((count + 7) / 8, bytes.length() + 1L);
        if (!bytes.has(from, size)) return broken(at);
        return leaf("bit-string", bytes.hex(from, Math.min(size, TEXT_BYTES_MAX)), at, from + size - at);
    }

    /** Octet strings are mostly names or numbers in ASCII; what is not is shown as hex. */
    private int text(int at, int tag) {
        long count = length(at + 1);
        int from = at + 1 + lengthBytes(at + 1);
        if (count > bytes.length() || !bytes.has(from, (int) count)) return broken(at);
        int shown = (int) Math.min(count, TEXT_BYTES_MAX);
        boolean readable = tag != 9 || isReadable(from, shown);
        String value = readable ? bytes.ascii(from, shown) : bytes.hex(from, shown);
        return leaf(tag == 9 ? "octet-string" : "visible-string", value, at, from + (int) count - at);
    }

    private boolean isReadable(int from, int count) {
        for (int i = from; i < from + count; i++) if (bytes.u8(i) < ' ' || bytes.u8(i) > '~') return false;
        return count >= READABLE_CHARS_MIN;
    }

    private long length(int at) {
        int first = bytes.u8(at);
        if (first < 0x80) return first;
        return switch (first) {
            case 0x81 -> bytes.u8(at + 1);
            case 0x82 -> bytes.u16(at + 1);
            case 0x83 -> bytes.u24(at + 1);
            default -> bytes.u32(at + 1);
        };
    }

    private int lengthBytes(int at) {
        int first = bytes.u8(at);
        return first < 0x80 ? 1 : 1 + Math.min(first & 0x7F, 4);
    }

    void describe(Turn.Draft draft) {
        if (!values.isEmpty()) draft.field("values", values).field("types", types);
        if (cut) draft.field("cut", true);
    }
}
