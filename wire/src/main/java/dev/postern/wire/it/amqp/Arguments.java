package dev.postern.wire.it.amqp;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the data types of 0-9-1, section 4.2.5, front to back; past the end everything is empty and {@link #cut} says so. */
final class Arguments {
    private static final int TEXT_BYTES_MAX = 512;
    private static final int TABLE_ENTRIES_MAX = 64;
    private static final int DEPTH_MAX = 4;

    final List<String> names = new ArrayList<>(6);
    final List<Object> values = new ArrayList<>(6);
    private final Bytes bytes;
    private final int end;
    private int at;
    private boolean cut;

    Arguments(Bytes bytes, int from, int end) {
        this.bytes = bytes;
        this.end = Math.min(end, bytes.length());
        at = from;
    }

    boolean cut() {
        return cut;
    }

    int at() {
        return Math.min(at, end);
    }

    private int take(int count) {
        if (cut || count < 0 || count > end - at) {
            cut = true;
            return -1;
        }
        at += count;
        return at - count;
    }

    int u8() {
        int from = take(1);
        return from < 0 ? 0 : bytes.u8(from);
    }

    int u16() {
        int from = take(2);
        return from < 0 ? 0 : bytes.u16(from);
    }

    long u32() {
        int from = take(4);
        return from < 0 ? 0 : bytes.u32(from);
    }

    long i64() {
        int from = take(8);
        return from < 0 ? 0 : bytes.i64(from);
    }

    private String text(int length) {
        int from = take(length);
        return from < 0 ? "" : bytes.utf8(from, Math.min(length, TEXT_BYTES_MAX));
    }

    String shortText() {
        return text(u8());
    }

    String longText() {
        return text((int) Math.min(u32(), Integer.MAX_VALUE));
    }

    /** Reads what {@link Method#arguments} describes. */
    void read(String layout) {
        for (int i = 0; i < layout.length() && !cut; i++) {
            char kind = layout.charAt(i);
            Object value = switch (kind) {
                case 's' -> shortText();
                case 'l' -> longText();
                case 'b' -> (long) u8();
                case 'w' -> u32();
                case 'd' -> i64();
                case 'T' -> table();
                default -> (long) u16();
            };
            if (i + 1 >= layout.length() || layout.charAt(i + 1) != '[') continue;
            int close = layout.indexOf(']', i);
            names.add(layout.substring(i + 2, close));
            values.add(value);
            i = close;
        }
    }

    /** The named text, or null. */
    String text(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : values.get(index).toString();
    }

    /** A field table with texts as they are and everything else passed over; of tables within, the names are lost. */
    Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        entries(table, 0);
        return table;
    }

    private void entries(Map<String, String> table, int depth) {
        long length = u32();
        if (length > end - at || depth > DEPTH_MAX) {
            cut = true;
            return;
        }
        int last = at + (int) length;
        while (at < last && !cut) entry(table, depth);
    }

    /** Entries without a length before them, as AMQPLAIN has them, up to {@code last}. */
    Map<String, String> entries(int last) {
        Map<String, String> table = new LinkedHashMap<>();
        while (at < last && !cut) entry(table, 0);
        return table;
    }

    private void entry(Map<String, String> table, int depth) {
        String name = shortText();
        String value = value(depth);
        if (value != null && table.size() < TABLE_ENTRIES_MAX) table.put(name, value);
    }

    private String value(int depth) {
        switch (u8()) {
            case 'S' -> {
                return longText();
            }
            case 't', 'b', 'B' -> take(1);
            case 's', 'U', 'u' -> take(2);
            case 'I', 'i', 'f' -> take(4);
            case 'l', 'L', 'd', 'T' -> take(8);
            case 'D' -> take(5);
            case 'F' -> entries(new LinkedHashMap<>(), depth + 1);
            case 'A', 'x' -> take((int) Math.min(u32(), Integer.MAX_VALUE));
            case 'V' -> {}
            default -> cut = true;
        }
        return null;
    }
}
