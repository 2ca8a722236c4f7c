package dev.postern.wire.ot.fox;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame of text: {@code fox TYPE NUMBER REPLY CHANNEL COMMAND}, then in braces a line {@code name=t:value} for each entry, then
 * {@code ;;}. Binary values and documents stand in brackets behind their length ({@code b:4[....]}, {@code o:bog 4[....]}) and may hold anything.
 */
final class FoxFrame {
    /** The frame is not whole yet. */
    static final int INCOMPLETE = 0;

    /** What is there is no frame. */
    static final int BROKEN = -1;

    /** A frame is looked through again when more of it comes, so it must not be long. */
    static final int BYTES_MAX = 256 << 10;

    private static final int HEADER_BYTES_MAX = 256;
    private static final int ENTRIES_MAX = 64;
    private static final int TEXT_BYTES_MAX = 256;
    private static final int DEPTH_MAX = 8;

    final List<String> names = new ArrayList<>();
    final List<String> values = new ArrayList<>();
    String[] header = new String[0];
    private int length;
    /** Octets without which the frame cannot be whole, 0 if that is not known. */
    private int needed;

    private String broken = "";
    private int brokenAt;

    /** @return octets of the frame, {@link #INCOMPLETE} or {@link #BROKEN} */
    int read(Bytes bytes) {
        length = bytes.length();
        int line = bytes.indexOf('\n', 0);
        if (line < 0 && length < HEADER_BYTES_MAX) return INCOMPLETE;
        if (line < 0 || line >= HEADER_BYTES_MAX) return broken("header line too long", 0);
        header = bytes.ascii(0, line).split(" ");
        if (header.length < 6 || !header[0].equals("fox"))
            return broken("header without type, numbers, channel and command", 0);
        int at = line + 1;
        int depth = 0;
        while (at < length) {
            int end = bytes.indexOf('\n', at);
            if (end < 0) return length < BYTES_MAX ? INCOMPLETE : broken("frame too long", at);
            if (bytes.u8(at) == '{' && end == at + 1) {
                if (++depth > DEPTH_MAX) return broken("nested too deeply", at);
                at = end + 1;
            } else if (bytes.u8(at) == '}') {
                depth--;
                if (depth <= 0 && end >= BYTES_MAX) return broken("frame too long", at);
                if (depth <= 0) return bytes.startsWith("};;", at) ? end + 1 : broken("frame without end", at);
                at = end + 1;
            } else if (depth == 0) {
                return broken("entries without brace", at);
            } else {
                int next = entry(bytes, at, end, depth);
                if (next == INCOMPLETE) return length < BYTES_MAX ? INCOMPLETE : broken("frame too long", at);
                if (bytes.u8(end - 1) == '{' && next == end + 1 && ++depth > DEPTH_MAX)
                    return broken("nested too deeply", at);
                at = next;
            }
        }
        return length < BYTES_MAX ? INCOMPLETE : broken("frame too long", at);
    }

    /** @return where the next line begins, or {@link #INCOMPLETE} */
    private int entry(Bytes bytes, int at, int end, int depth) {
        int equals = bytes.indexOf('=', at);
        if (equals < 0 || equals > end - 3 || bytes.u8(equals + 2) != ':') return end + 1;
        char type = (char) bytes.u8(equals + 1);
        int value = equals + 3;
        int next = end + 1;
        String text;
        if (type == 'b' || type == 'o') {
            int bracket = bytes.indexOf('[', value);
            int size = bracket < 0 || bracket > end ? -1 : size(bytes, value, bracket);
            if (size >= 0) {
                int close = bracket + 1 + size;
                if (close + 1 >= length) {
                    needed = close + 2;
                    return INCOMPLETE;
                }
                next = bytes.indexOf('\n', close) + 1;
                if (next == 0) return INCOMPLETE;
            }
            text = size < 0 ? "" : size + " octets";
        } else {
            text = bytes.ascii(value, Math.min(end - value, TEXT_BYTES_MAX));
        }
        if (depth == 1 && names.size() < ENTRIES_MAX) {
            names.add(bytes.ascii(at, Math.min(equals - at, TEXT_BYTES_MAX)));
            values.add(text);
        }
        return next;
    }

    /** The number before the bracket, or -1. */
    private static int size(Bytes bytes, int from, int bracket) {
        int digits = bracket;
        while (digits > from && bytes.u8(digits - 1) >= '0' && bytes.u8(digits - 1) <= '9') digits--;
        if (digits == bracket || bracket - digits > 7) return -1;
        int size = 0;
        for (int i = digits; i < bracket; i++) size = size * 10 + bytes.u8(i) - '0';
        return size;
    }

    private int broken(String rule, int at) {
        broken = rule;
        brokenAt = at;
        return BROKEN;
    }

    int needed() {
        return needed;
    }

    String rule() {
        return broken;
    }

    int brokenAt() {
        return brokenAt;
    }

    /** Null if the frame has none of this name. */
    String value(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : values.get(index);
    }
}
