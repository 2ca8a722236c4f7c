package dev.postern.wire.ot.s7comm;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the self-describing values of S7comm-plus one after the other: flags, type, then the value; numbers of 32 and 64 bits mostly with 7 bits an
 * octet, highest first, the top bit saying that more follows. Behind the end, or after a type that is unknown, it is {@link #done} and gives zeros.
 * A value nests at most {@link #DEPTH_MAX} deep; of an array {@link #ELEMENTS_MAX} elements are kept.
 */
final class PlusCursor {
    static final int DEPTH_MAX = 8;
    static final int ELEMENTS_MAX = 64;
    private static final int TEXT_BYTES_MAX = 1024;
    private static final int FLAG_ARRAY = 0x10, FLAG_ADDRESSES = 0x20, FLAG_SPARSE = 0x40;
    private static final int NULL = 0x00, NUMBER = 0x04, STRUCT = 0x17;

    private final Bytes bytes;
    private int at;
    private boolean lost;

    PlusCursor(Bytes bytes, int from) {
        this.bytes = bytes;
        at = from;
    }

    int at() {
        return at;
    }

    /** Nothing more can be read: the end, or something unknown. */
    boolean done() {
        return lost || at >= bytes.length();
    }

    private boolean room(int count) {
        if (!lost && bytes.has(at, count)) return true;
        lost = true;
        return false;
    }

    int peek() {
        return done() ? 0 : bytes.u8(at);
    }

    int u8() {
        return room(1) ? bytes.u8(at++) : 0;
    }

    int u16() {
        if (!room(2)) return 0;
        at += 2;
        return bytes.u16(at - 2);
    }

    long u32() {
        if (!room(4)) return 0;
        at += 4;
        return bytes.u32(at - 4);
    }

    long i64() {
        if (!room(8)) return 0;
        at += 8;
        return bytes.i64(at - 8);
    }

    /** An unsigned number of up to 32 bits. */
    long number() {
        long value = 0;
        for (int i = 0; i < 5; i++) {
            int octet = u8();
            value = value << 7 | octet & 0x7F;
            if ((octet & 0x80) == 0) return value;
        }
        lost = true;
        return value;
    }

    /** A number of up to 64 bits; the ninth octet has eight of them. With a sign, the second bit of the first octet is it. */
    long number64(boolean signed) {
        int octet = u8();
        long value = signed && (octet & 0x40) != 0 ? -1L << 6 | octet & 0x3F : octet & (signed ? 0x3F : 0x7F);
        for (int i = 1; (octet & 0x80) != 0; i++) {
            octet = u8();
            if (i == 8) return value << 8 | octet;
            value = value << 7 | octet & 0x7F;
        }
        return value;
    }

    /** The next value with its flags and type: Long, Double, Boolean, String, hex of what has no better form, or a list. */
    Object value() {
        return value(0);
    }

    private Object value(int depth) {
        int flags = u8();
        int type = u8();
        if (depth > DEPTH_MAX) lost = true;
        if (lost) return null;
        if ((flags & (FLAG_ARRAY | FLAG_ADDRESSES)) != 0) return array(type, depth);
        if ((flags & FLAG_SPARSE) != 0) return sparse(type, depth);
        return single(type, depth);
    }

    /** The next value if it is an array of numbers, the first {@code most} of them; else it is passed over. */
    long[] numbers(int most) {
        boolean numbers =
                bytes.has(at, 2) && (bytes.u8(at) & (FLAG_ARRAY | FLAG_ADDRESSES)) != 0 && bytes.u8(at + 1) == NUMBER;
        if (!numbers) {
            value();
            return new long[0];
        }
        at += 2;
        long count = number();
        long[] kept = new long[(int) Math.min(Math.min(count, most), bytes.length())];
        for (long i = 0; i < count && !done(); i++) {
            long number = number();
            if (i < kept.length) kept[(int) i] = number;
        }
        return kept;
    }

    private Object array(int type, int depth) {
        long count = number();
        List<Object> values = new ArrayList<>();
        // Elements without octets may be claimed in any number.
        if (type == NULL) return values;
        for (long i = 0; i < count && !done(); i++) keep(values, single(type, depth));
        return values;
    }

    /** Elements with their keys, until key 0. */
    private Object sparse(int type, int depth) {
        List<Object> values = new ArrayList<>();
        while (!done() && number() != 0) keep(values, single(type, depth));
        return values;
    }

    private static void keep(List<Object> values, Object value) {
        if (values.size() >= ELEMENTS_MAX || value == null) return;
        if (value instanceof List<?> inner) for (Object each : inner) keep(values, each);
        else values.add(value);
    }

    private Object single(int type, int depth) {
        return switch (type) {
            case NULL -> null;
            case 0x01 -> u8() != 0;
            case 0x02, 0x0A -> (long) u8();
            case 0x03, 0x0B -> (long) u16();
            case NUMBER, 0x13 -> number();
            case 0x05 -> number64(false);
            case 0x06 -> (long) (byte) u8();
            case 0x07 -> (long) (short) u16();
            case 0x08 -> (long) (int) number64(true);
            case 0x09, 0x11 -> number64(true);
            case 0x0C, 0x12 -> u32();
            case 0x0D, 0x10 -> i64();
            case 0x0E -> (double) Float.intBitsToFloat((int) u32());
            case 0x0F -> Double.longBitsToDouble(i64());
            case 0x14 -> blob();
            case 0x15, 0x19 -> text();
            case STRUCT -> struct(depth);
            default -> {
                lost = true;
                yield null;
            }
        };
    }

    private Object blob() {
        number();
        return octets(false);
    }

    private Object text() {
        return octets(true);
    }

    private Object octets(boolean text) {
        int length = (int) Math.min(number(), Integer.MAX_VALUE);
        if (!room(length)) return null;
        int shown = Math.min(length, text ? TEXT_BYTES_MAX : ELEMENTS_MAX);
        int from = at;
        at += length;
        return text ? bytes.utf8(from, shown) : bytes.hex(from, shown);
    }

    /** Members by number until 0, or, for the types of the system, packed octets behind a time stamp. */
    private Object struct(int depth) {
        long id = u32();
        boolean packed = id > 0x9000_0000L && id < 0x9FFF_FFFFL || id > 0x0200_0000L && id < 0x02FF_FFFFL;
        if (packed) {
            i64();
            long transport = number();
            long count = number();
            if ((transport & 0x400) != 0) count = number();
            if (count > Integer.MAX_VALUE || !room((int) count)) return null;
            at += (int) count;
            return bytes.hex(at - (int) count, (int) Math.min(count, ELEMENTS_MAX));
        }
        List<Object> members = new ArrayList<>();
        while (!done() && number() != 0) keep(members, value(depth + 1));
        return members;
    }
}
