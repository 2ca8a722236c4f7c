package dev.postern.wire.it.dcerpc;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the parameters of one OPC call in NDR (C706 chapter 14): arrays with their count, texts, FILETIMEs and VARIANTs (MS-OAUT sections 2.2.29.1, 2.2.23). Numbers
 * are aligned from where the parameters begin. What does not fit ends the walk; {@link #broken} then holds and what was read before may be told.
 */
final class OpcStub {
    static final int VALUES_MAX = 64;
    private static final int TEXT_CHARACTERS_MAX = 256;
    private static final int VARIANT_ALIGNMENT = 8, VARIANT_HEAD_BYTES = 20;
    private static final long EPOCH_MILLIS = 11_644_473_600_000L;

    private final Ndr ndr;
    private final int from;
    private final int end;
    private int at;
    private boolean broken;

    OpcStub(Ndr ndr, int from, int end) {
        this.ndr = ndr;
        this.from = from;
        this.end = Math.min(end, ndr.bytes().length());
        at = from;
    }

    boolean broken() {
        return broken;
    }

    private boolean has(long count) {
        if (count < 0 || count > end - at) broken = true;
        return !broken;
    }

    void skip(long count) {
        if (has(count)) at += (int) count;
    }

    void align(int bytes) {
        skip(-(at - from) & bytes - 1);
    }

    int u16() {
        align(2);
        if (!has(2)) return 0;
        at += 2;
        return ndr.u16(at - 2);
    }

    long u32() {
        align(4);
        if (!has(4)) return 0;
        at += 4;
        return ndr.u32(at - 4);
    }

    /** Size of an array, each of whose elements has so many octets at least. */
    int count(int elementBytes) {
        long count = u32();
        return has(count * elementBytes) ? (int) count : 0;
    }

    /** A FILETIME as milliseconds since the epoch. */
    long millis() {
        long low = u32();
        return (u32() << 32 | low) / 10_000 - EPOCH_MILLIS;
    }

    List<Long> handles() {
        int count = count(4);
        List<Long> handles = new ArrayList<>();
        for (int i = 0; i < count && !broken; i++) {
            handles.add(u32());
        }
        return handles;
    }

    /** A text behind its pointer: room, offset, length, characters. */
    String text() {
        u32();
        u32();
        int length = count(2);
        if (broken) return "";
        String text = characters(Math.min(length, TEXT_CHARACTERS_MAX));
        skip(2L * length);
        align(4);
        return text;
    }

    private String characters(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            char character = (char) ndr.u16(at + 2 * i);
            if (character != 0) text.append(character);
        }
        return text.toString();
    }

    /** Adds the values of an array of VARIANTs whose pointers come first, {@value #VALUES_MAX} at most. */
    void variants(List<Object> values, List<Object> types) {
        int count = count(4);
        boolean[] there = new boolean[count];
        for (int i = 0; i < count; i++) there[i] = u32() != 0;
        List<Object> beyond = new ArrayList<>();
        for (int i = 0; i < count && !broken; i++)
            if (i < VALUES_MAX) variant(there[i], values, types);
            else variant(there[i], beyond, beyond);
    }

    /** One VARIANT: its size in units of eight octets, then type and value. */
    void variant(boolean there, List<Object> values, List<Object> types) {
        if (!there) {
            values.add("");
            types.add("empty");
            return;
        }
        align(VARIANT_ALIGNMENT);
        int begin = at;
        long size = u32() * VARIANT_ALIGNMENT;
        at = begin;
        if (size < VARIANT_HEAD_BYTES || !has(size)) {
            broken = true;
            return;
        }
        int type = ndr.u16(begin + 8);
        OpcStub inside = new OpcStub(ndr, begin, begin + (int) size);
        inside.at = begin + VARIANT_HEAD_BYTES;
        Object value = inside.value(type);
        values.add(inside.broken || value == null ? "" : value);
        types.add(typeName(type));
        at = begin + (int) size;
    }

    /** Types of MS-OAUT section 2.2.7 that a process has; null for others. */
    private Object value(int type) {
        return switch (type) {
            case 2, 11 -> type == 2 ? (Object) (long) (short) u16() : (Object) (u16() != 0);
            case 18 -> (long) u16();
            case 3, 22 -> (long) (int) u32();
            case 10, 19, 23 -> u32();
            case 4 -> (double) Float.intBitsToFloat((int) u32());
            case 5, 7 -> Double.longBitsToDouble(i64());
            case 20, 21 -> i64();
            case 6 -> i64() / 10_000.0;
            case 16 -> has(1) ? (Object) (long) (byte) ndr.u8(at) : null;
            case 17 -> has(1) ? (Object) (long) ndr.u8(at) : null;
            case 8 -> basic();
            default -> null;
        };
    }

    private long i64() {
        align(8);
        long first = u32();
        long second = u32();
        return ndr.little() ? second << 32 | first : first << 32 | second;
    }

    /** BSTR: pointer, then room, octets, and the characters with their number. */
    private String basic() {
        if (u32() == 0) return "";
        u32();
        u32();
        int length = count(2);
        return broken ? "" : characters(Math.min(length, TEXT_CHARACTERS_MAX));
    }

    private static String typeName(int type) {
        return switch (type) {
            case 0, 1 -> "empty";
            case 2, 3, 16, 20, 22 -> "integer";
            case 17, 18, 19, 21, 23 -> "unsigned";
            case 4, 5 -> "float";
            case 6 -> "currency";
            case 7 -> "date";
            case 8 -> "text";
            case 10 -> "error";
            case 11 -> "boolean";
            default -> (type & 0x2000) != 0 ? "array" : "type " + type;
        };
    }
}
