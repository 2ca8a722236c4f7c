package dev.postern.wire.ot.dnp3;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * One object header, IEEE 1815 clause 4.2.2.7, and what stands under it. Fields in the order of the wire.
 *
 * <pre>group(1) variation(1) qualifier(1: prefix code 3 bits, range code 4 bits) range(0 to 8)</pre>
 */
final class ObjectHeader {
    private static final int BYTES = 3;
    private static final int INDICES_SHOWN_MAX = 16;

    final int group;
    final int variation;
    final int qualifier;
    /** First octet after the header. */
    final int end;
    /** First index, where the range gives one. */
    final long start;
    /** Objects that follow or are asked for; 0 for all. */
    final long count;

    final boolean valid;

    final List<Object> indices = new ArrayList<>();
    final List<Object> values = new ArrayList<>();
    final List<Object> flags = new ArrayList<>();
    final List<Object> times = new ArrayList<>();

    ObjectHeader(Bytes bytes, int at) {
        group = bytes.u8(at);
        variation = bytes.u8(at + 1);
        qualifier = bytes.u8(at + 2);
        int from = at + BYTES;
        int width = width();
        switch (qualifier & 15) {
            case 0, 1, 2, 3, 4, 5 -> {
                start = number(bytes, from, width);
                count = number(bytes, from + width, width) - start + 1;
                end = from + 2 * width;
            }
            case 7, 8, 9, 11 -> {
                start = 0;
                count = number(bytes, from, width);
                end = from + width;
            }
            default -> {
                start = 0;
                count = 0;
                end = from;
            }
        }
        boolean known = (qualifier & 15) <= 9 || (qualifier & 15) == 11;
        valid = known && count >= 0 && (qualifier >> 4 & 7) < 7 && qualifier < 0x80 && bytes.has(at, end - at);
    }

    private int width() {
        return switch (qualifier & 15) {
            case 0, 3, 7, 11 -> 1;
            case 1, 4, 8 -> 2;
            case 2, 5, 9 -> 4;
            default -> 0;
        };
    }

    static long number(Bytes bytes, int at, int width) {
        return switch (width) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16le(at);
            case 4 -> bytes.u32le(at);
            default -> 0;
        };
    }

    boolean hasRange() {
        return (qualifier & 15) <= 5;
    }

    /** Octets of the index before each object. */
    int indexBytes() {
        return switch (qualifier >> 4 & 7) {
            case 1 -> 1;
            case 2 -> 2;
            case 3 -> 4;
            default -> 0;
        };
    }

    /** Octets of the size before each object. */
    int sizeBytes() {
        return switch (qualifier >> 4 & 7) {
            case 4 -> 1;
            case 5 -> 2;
            case 6 -> 4;
            default -> 0;
        };
    }

    String name() {
        return "g" + group + "v" + variation;
    }

    /** Which objects: {@code 0..9} by range, {@code 3,5} by index, {@code x4} the next four, nothing for all. */
    String points() {
        if (hasRange()) return start + ".." + (start + count - 1);
        if (indices.isEmpty()) return width() == 0 ? "" : "x" + count;
        StringBuilder text = new StringBuilder();
        for (Object index : indices) text.append(text.isEmpty() ? "" : ",").append(index);
        return text.toString();
    }

    /** {@code g30v1 0..9}, {@code g12v1 index 3}, {@code g60v2}. */
    String label() {
        if (hasRange())
            return count == 1 ? name() + " index " + start : name() + " " + start + ".." + (start + count - 1);
        if (indices.isEmpty()) return count > 1 && sizeBytes() == 0 ? name() + " x" + count : name();
        StringBuilder text = new StringBuilder(name()).append(" index ");
        for (int i = 0; i < Math.min(indices.size(), INDICES_SHOWN_MAX); i++) {
            if (i > 0) text.append(',');
            text.append(indices.get(i));
        }
        if (indices.size() > INDICES_SHOWN_MAX) text.append(",...");
        return text.toString();
    }
}
