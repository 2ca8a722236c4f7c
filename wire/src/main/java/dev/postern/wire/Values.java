package dev.postern.wire;

import java.util.ArrayList;
import java.util.List;

/** Lists of equal numbers in a message, as they stand in fields: at most {@link #SHOWN_MAX} of what is there. */
public final class Values {
    /** Longer blocks (programs, files) are no values that anyone compares one by one. */
    public static final int SHOWN_MAX = 256;

    private Values() {}

    public static List<Object> octets(Bytes bytes, int at, int count) {
        int shown = shown(bytes, at, count, 1);
        List<Object> values = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) values.add((long) bytes.u8(at + i));
        return values;
    }

    public static List<Object> words(Bytes bytes, int at, int count) {
        int shown = shown(bytes, at, count, 2);
        List<Object> values = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) values.add((long) bytes.u16(at + 2 * i));
        return values;
    }

    public static List<Object> wordsLittle(Bytes bytes, int at, int count) {
        int shown = shown(bytes, at, count, 2);
        List<Object> values = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) values.add((long) bytes.u16le(at + 2 * i));
        return values;
    }

    /** Hex of what is there from {@code at} to {@code end}, or null if that is nothing. */
    public static String hex(Bytes bytes, int at, int end) {
        int count = Math.min(Math.min(end, bytes.length()) - at, SHOWN_MAX);
        return count <= 0 ? null : bytes.hex(at, count);
    }

    private static int shown(Bytes bytes, int at, int count, int width) {
        return Math.clamp((bytes.length() - at) / width, 0, Math.min(Math.max(count, 0), SHOWN_MAX));
    }
}
