package dev.postern.wire.it.amqp;

import dev.postern.wire.Bytes;

/**
 * Reads the types of AMQP 1.0, part 1 section 1.6, front to back. Lists keep {@link #LIST_MAX} entries, nesting ends at {@link #DEPTH_MAX};
 * past the end everything is null and {@link #cut} says so.
 */
final class Value10 {
    private static final int LIST_MAX = 32;
    private static final int DEPTH_MAX = 8;
    private static final int TEXT_BYTES_MAX = 512;

    /** A described type: its descriptor's code, or -1, and what it describes. */
    record Described(int code, Object value) {
        /** Entry of the list it describes, or null. */
        Object entry(int index) {
            return value instanceof Object[] list && index < list.length ? list[index] : null;
        }
    }

    /** Binary data in place. */
    record Span(int from, int length) {}

    private final Bytes bytes;
    private int at;
    private int depth;
    private boolean cut;

    Value10(Bytes bytes, int from) {
        this.bytes = bytes;
        at = from;
    }

    int at() {
        return Math.min(at, bytes.length());
    }

    boolean cut() {
        return cut;
    }

    boolean more() {
        return !cut && at < bytes.length();
    }

    private int take(long count) {
        if (cut || count < 0 || count > bytes.length() - at) {
            cut = true;
            return bytes.length();
        }
        at += (int) count;
        return at - (int) count;
    }

    private int u8() {
        int from = take(1);
        return cut ? 0 : bytes.u8(from);
    }

    private long u32() {
        int from = take(4);
        return cut ? 0 : bytes.u32(from);
    }

    /** Long, Double, Boolean, String, {@link Span}, Object[] of a list or array, {@link Described}, or null. */
    Object next() {
        return next(u8());
    }

    private Object next(int constructor) {
        if (++depth > DEPTH_MAX) cut = true;
        Object value = cut ? null : read(constructor);
        depth--;
        return cut ? null : value;
    }

    private Object read(int constructor) {
        return switch (constructor) {
            case 0x00 -> described();
            case 0x40 -> null;
            case 0x41 -> true;
            case 0x42 -> false;
            case 0x43, 0x44 -> 0L;
            case 0x45 -> new Object[0];
            case 0x50, 0x52, 0x53 -> (long) u8();
            case 0x51, 0x54, 0x55 -> (long) (byte) u8();
            case 0x56 -> u8() != 0;
            case 0x60 -> (long) bytes.u16(take(2));
            case 0x61 -> (long) (short) bytes.u16(take(2));
            case 0x70, 0x73 -> u32();
            case 0x71 -> (long) (int) u32();
            case 0x72 -> (double) Float.intBitsToFloat((int) u32());
            case 0x80, 0x81, 0x83 -> bytes.i64(take(8));
            case 0x82 -> bytes.f64(take(8));
            case 0xC0, 0xD0, 0xC1, 0xD1 -> list(constructor);
            case 0xE0, 0xF0 -> array(constructor);
            default -> variable(constructor);
        };
    }

    /** The upper half of a constructor tells the width of what follows. */
    private Object variable(int constructor) {
        long length = switch (constructor >> 4) {
            case 0x7 -> 4;
            case 0x8 -> 8;
            case 0x9 -> 16;
            case 0xA -> u8();
            case 0xB -> u32();
            default -> -1;
        };
        int from = take(length);
        if (cut) return null;
        boolean text = (constructor & 15) == 1 || (constructor & 15) == 3;
        boolean sized = constructor >> 4 == 0xA || constructor >> 4 == 0xB;
        if (sized && text) return bytes.utf8(from, (int) Math.min(length, TEXT_BYTES_MAX));
        return sized ? new Span(from, (int) length) : null;
    }

    private Described described() {
        Object descriptor = next();
        return new Described(descriptor instanceof Long code ? code.intValue() : -1, next());
    }

    private Object[] list(int constructor) {
        return entries(constructor < 0xD0, false);
    }

    /** Its entries have one constructor between them. */
    private Object[] array(int constructor) {
        return entries(constructor < 0xF0, true);
    }

    private Object[] entries(boolean small, boolean alike) {
        long size = small ? u8() : u32();
        int width = small ? 1 : 4;
        if (size < width || size > bytes.length() - at) {
            cut = true;
            return null;
        }
        int end = at + (int) size;
        long count = small ? u8() : u32();
        int kept = (int) Math.min(count, LIST_MAX);
        int constructor = alike ? u8() : 0;
        if (at > end) cut = true;
        if (cut) return null;
        // What a described array describes is not looked into.
        Object[] list = new Object[alike && constructor == 0 ? 0 : Math.min(kept, end - at)];
        for (int i = 0; i < list.length && at < end && !cut; i++) list[i] = alike ? next(constructor) : next();
        if (at > end) cut = true;
        at = end;
        return list;
    }
}
