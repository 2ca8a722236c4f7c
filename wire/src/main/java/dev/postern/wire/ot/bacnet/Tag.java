package dev.postern.wire.ot.bacnet;

import dev.postern.wire.Bytes;

/**
 * One tag, clause 20.2.1, laid over the bytes it stands in; reused. A primitive has {@link #length} octets at {@link #at}.
 *
 * <pre>
 *   7 6 5 4      3        2 1 0
 * +----------+---------+---------+  number 15: the next octet is the number
 * |  number  | context | length  |  length 5: octet, 254 two more, 255 four more; 6 opening, 7 closing (context only)
 * +----------+---------+---------+  of an application boolean the length is its value
 * </pre>
 */
final class Tag {
    static final int NULL = 0,
            BOOLEAN = 1,
            UNSIGNED = 2,
            SIGNED = 3,
            REAL = 4,
            DOUBLE = 5,
            OCTETS = 6,
            CHARACTERS = 7,
            BITS = 8;
    static final int ENUMERATED = 9, DATE = 10, TIME = 11, OBJECT = 12;
    private static final String[] NAMES = {
        "null",
        "boolean",
        "unsigned",
        "signed",
        "real",
        "double",
        "octets",
        "text",
        "bits",
        "enumerated",
        "date",
        "time",
        "object"
    };

    int number;
    boolean context;
    boolean opening;
    boolean closing;
    int at;
    int length;

    /** @return false if the tag or what it announces does not lie within the bytes */
    boolean read(Bytes bytes, int from) {
        int first = bytes.u8(from);
        int at = from + 1;
        number = first >> 4;
        if (number == 15) number = bytes.u8(at++);
        context = (first & 8) != 0;
        int code = first & 7;
        opening = context && code == 6;
        closing = context && code == 7;
        long size = code;
        if (opening || closing || !context && number == BOOLEAN) {
            size = 0;
        } else if (code == 5) {
            size = bytes.u8(at++);
            if (size == 254) {
                size = bytes.u16(at);
                at += 2;
            } else if (size == 255) {
                size = bytes.u32(at);
                at += 4;
            }
        }
        this.at = at;
        boolean fits = at <= bytes.length() && size <= bytes.length() - at;
        length = fits ? (int) size : 0;
        if (!context && number == BOOLEAN) length = code;
        return fits && from < bytes.length();
    }

    int end() {
        return !context && number == BOOLEAN ? at : at + length;
    }

    String type() {
        return context ? "context " + number : number < NAMES.length ? NAMES[number] : "tag " + number;
    }

    /** Value of an application tagged primitive: Long, Double, Boolean or String. */
    Object value(Bytes bytes) {
        if (context) return bytes.hex(at, Math.min(length, Parameters.DATA_SHOWN_BYTES));
        return switch (number) {
            case NULL -> "null";
            case BOOLEAN -> length != 0;
            case UNSIGNED, ENUMERATED -> unsigned(bytes);
            case SIGNED -> signed(bytes);
            case REAL -> (double) bytes.f32(at);
            case DOUBLE -> bytes.f64(at);
            case CHARACTERS -> text(bytes);
            case BITS -> bits(bytes);
            case DATE -> date(bytes);
            case TIME -> time(bytes);
            case OBJECT -> object(bytes.u32(at));
            default -> bytes.hex(at, Math.min(length, Parameters.DATA_SHOWN_BYTES));
        };
    }

    /** {@code analog-input 3}. */
    static String object(long identifier) {
        return Names.objectType(identifier >> 22) + " " + (identifier & 0x3F_FFFF);
    }

    long unsigned(Bytes bytes) {
        long value = 0;
        for (int i = 0; i < Math.min(length, Long.BYTES); i++) value = value << 8 | bytes.u8(at + i);
        return value;
    }

    private long signed(Bytes bytes) {
        int bits = Long.SIZE - 8 * Math.clamp(length, 1, Long.BYTES);
        return unsigned(bytes) << bits >> bits;
    }

    /** Clause 20.2.9: the first octet is the character set. */
    String text(Bytes bytes) {
        if (length < 1) return "";
        int shown = Math.min(length - 1, Parameters.TEXT_BYTES_MAX);
        return switch (bytes.u8(at)) {
            case 0 -> bytes.utf8(at + 1, shown);
            case 4 -> new String(bytes.copy(at + 1, shown), java.nio.charset.StandardCharsets.UTF_16BE);
            case 5 -> new String(bytes.copy(at + 1, shown), java.nio.charset.StandardCharsets.ISO_8859_1);
            default -> bytes.ascii(at + 1, shown);
        };
    }

    /** Clause 20.2.10: the first octet counts the unused bits at the end. */
    String bits(Bytes bytes) {
        int count = Math.clamp(8 * (length - 1) - bytes.u8(at), 0, Parameters.VALUES_MAX);
        char[] text = new char[count];
        for (int i = 0; i < count; i++) text[i] = (bytes.u8(at + 1 + i / 8) >> 7 - i % 8 & 1) == 1 ? '1' : '0';
        return new String(text);
    }

    private String date(Bytes bytes) {
        int year = bytes.u8(at);
        return (year == 255 ? "*" : Integer.toString(1900 + year)) + "-" + part(bytes.u8(at + 1)) + "-"
                + part(bytes.u8(at + 2));
    }

    private String time(Bytes bytes) {
        return part(bytes.u8(at)) + ":" + part(bytes.u8(at + 1)) + ":" + part(bytes.u8(at + 2)) + "."
                + part(bytes.u8(at + 3));
    }

    private static String part(int value) {
        return value == 255 ? "*" : value < 10 ? "0" + value : Integer.toString(value);
    }
}
