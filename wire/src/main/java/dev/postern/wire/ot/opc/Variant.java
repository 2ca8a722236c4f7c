package dev.postern.wire.ot.opc;

import java.time.Instant;

/**
 * A value as MS-OAUT section 2.2.29.1 puts it on the wire. Of an array the first element is told, and how many there are.
 *
 * <pre>{@code
 * 0            4          8      10            16        20 or 24
 * | octets / 8 | reserved | type | reserved (6) | type, of an array VT_ARRAY | value, or pointer to it ...
 * }</pre>
 *
 * @param type {@code R8}, {@code BSTR}, {@code I4[12]}; empty where there is none
 * @param value Long, Double, Boolean or String; text without characters where there is none
 */
record Variant(String type, Object value) {
    static final Variant NONE = new Variant("", "");

    private static final int ARRAY = 0x2000, BYREF = 0x4000, KIND = 0x0FFF;
    private static final int NULL = 1,
            I2 = 2,
            I4 = 3,
            R4 = 4,
            R8 = 5,
            CY = 6,
            DATE = 7,
            BSTR = 8,
            ERROR = 10,
            BOOL = 11;
    private static final int VARIANT = 12,
            DECIMAL = 14,
            I1 = 16,
            UI1 = 17,
            UI2 = 18,
            UI4 = 19,
            I8 = 20,
            UI8 = 21,
            INT = 22,
            UINT = 23;
    private static final String[] NAMES = {
        "EMPTY",
        "NULL",
        "I2",
        "I4",
        "R4",
        "R8",
        "CY",
        "DATE",
        "BSTR",
        "DISPATCH",
        "ERROR",
        "BOOL",
        "VARIANT",
        "UNKNOWN",
        "DECIMAL",
        "",
        "I1",
        "UI1",
        "UI2",
        "UI4",
        "I8",
        "UI8",
        "INT",
        "UINT"
    };
    private static final int DEPTH_MAX = 4;
    /** Of SAFEARRAY: elements are variants, and an interface id stands among its fields (SF_VARIANT, SF_HAVEIID). */
    private static final int OF_BSTR = 8, OF_VARIANT = 12, WITH_IID = 0x800D;
    /** Days from 1899-12-30 to 1970-01-01. */
    private static final int DATE_EPOCH_DAYS = 25_569;

    private static final double DAY_MILLIS = 86_400_000;

    static Variant read(Stub in) {
        return read(in, 0);
    }

    private static Variant read(Stub in, int depth) {
        in.align(8);
        int from = in.at();
        long length = 8 * in.u32();
        in.u32();
        int type = in.u16();
        in.u16();
        in.u32();
        in.u32();
        Object value = (type & ARRAY) != 0 ? null : single(in, type);
        if (value != null) return new Variant(name(type), value);
        Variant array = (type & (ARRAY | BYREF)) == ARRAY ? array(in, type & KIND, depth) : null;
        if (array != null) return array;
        // A kind that is not read: its length says where it ends.
        in.seek(Math.max(from + length, in.at()));
        return new Variant(name(type), "");
    }

    /** {@code BSTR}; {@code type 36} without a name. */
    static String name(int type) {
        int kind = type & KIND;
        String name = kind < NAMES.length && !NAMES[kind].isEmpty() ? NAMES[kind] : "type " + kind;
        return (type & ARRAY) == 0 ? name : name + "[]";
    }

    /** Null if it is none of the simple kinds. */
    private static Object single(Stub in, int type) {
        return switch (type) {
            case 0, NULL -> "";
            case BSTR -> in.pointer() ? bstr(in) : "";
            case DECIMAL -> decimal(in);
            default -> number(in, type);
        };
    }

    private static Object number(Stub in, int type) {
        return switch (type) {
            case I1 -> (long) (byte) in.u8();
            case UI1 -> (long) in.u8();
            case I2 -> (long) (short) in.u16();
            case UI2 -> (long) in.u16();
            case I4, INT -> (long) (int) in.u32();
            case UI4, UINT, ERROR -> in.u32();
            case I8, UI8 -> in.i64();
            case BOOL -> in.u16() != 0;
            case R4 -> (double) Float.intBitsToFloat((int) in.u32());
            case R8 -> Double.longBitsToDouble(in.i64());
            case CY -> in.i64() / 10_000.0;
            case DATE -> date(Double.longBitsToDouble(in.i64()));
            default -> null;
        };
    }

    /** FLAGGED_WORD_BLOB: room, octets (or no text at all), length, characters. */
    private static String bstr(Stub in) {
        in.u32();
        in.u32();
        return in.characters(in.u32());
    }

    private static Object decimal(Stub in) {
        in.align(8);
        in.u16();
        int scale = in.u8();
        boolean negative = in.u8() != 0;
        double high = in.u32() * 0x1p64;
        long low = in.i64();
        double value = (high + (low >>> 1) * 2.0 + (low & 1)) / Math.pow(10, scale);
        return negative ? -value : value;
    }

    private static Object date(double days) {
        double millis = (days - DATE_EPOCH_DAYS) * DAY_MILLIS;
        return Math.abs(millis) < 1e15
                ? Instant.ofEpochMilli(Math.round(millis)).toString()
                : "";
    }

    /** MS-OAUT section 2.2.30.10; null if its elements are not read. */
    private static Variant array(Stub in, int kind, int depth) {
        if (!in.pointer() || !in.pointer()) return new Variant(name(kind) + "[0]", "");
        in.u32();
        int dimensions = in.u16();
        in.u16();
        long width = in.u32();
        in.u32();
        long union = in.u32();
        in.u32();
        boolean filled = in.pointer();
        if (union == WITH_IID) in.id();
        in.seek(in.at() + 8L * dimensions);
        if (!filled || in.cut()) return new Variant(name(kind) + "[0]", "");
        long count = in.u32();
        String type = name(kind) + "[" + count + "]";
        if (union == OF_BSTR && kind == BSTR) return new Variant(type, texts(in, count));
        if (union == OF_VARIANT && kind == VARIANT && depth < DEPTH_MAX)
            return new Variant(type, variants(in, count, depth));
        if (width != 1 && width != 2 && width != 4 && width != 8) return null;
        in.align((int) width);
        int from = in.at();
        Object first = count == 0 ? "" : number(in, kind);
        if (first == null) return null;
        in.seek(from + count * width);
        return new Variant(type, first);
    }

    private static int pointers(Stub in, long count) {
        int there = 0;
        for (long i = 0; i < count && !in.cut(); i++) if (in.pointer()) there++;
        return there;
    }

    private static Object texts(Stub in, long count) {
        int there = pointers(in, count);
        Object first = "";
        for (int i = 0; i < there && !in.cut(); i++) {
            String text = bstr(in);
            if (i == 0) first = text;
        }
        return first;
    }

    private static Object variants(Stub in, long count, int depth) {
        int there = pointers(in, count);
        Object first = "";
        for (int i = 0; i < there && !in.cut(); i++) {
            Object value = read(in, depth + 1).value();
            if (i == 0) first = value;
        }
        return first;
    }
}
