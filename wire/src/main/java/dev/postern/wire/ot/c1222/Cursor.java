package dev.postern.wire.ot.c1222;

import dev.postern.wire.Bytes;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Goes through a table and reads its numbers and times as the meter's table 0 says that they are written. What would be past the end is 0. */
final class Cursor {
    static final int VALUES_MAX = 64;
    private static final int TWOS_COMPLEMENT = 0;
    /** Octets of a number by its format: float 64, float 32, text of 12, text of 6, integer with four decimals, decimals, integers, text of 21. */
    private static final int[] NUMBER_BYTES = {8, 4, 12, 6, 4, 6, 4, 3, 4, 5, 6, 8, 8, 21};

    private final Bytes bytes;
    private final int end;
    private final Meter meter;
    int at;

    Cursor(Bytes bytes, int at, int count, Meter meter) {
        this.bytes = bytes;
        this.at = at;
        this.end = at + count;
        this.meter = meter;
    }

    /** Numbers and times have a known size, and integers are in two's complement. */
    static boolean readable(Meter meter) {
        return meter.format1 >= 0
                && meter.format1 < NUMBER_BYTES.length
                && meter.format2 >= 0
                && meter.format2 < NUMBER_BYTES.length
                && meter.timeFormat <= 4
                && meter.integerFormat == TWOS_COMPLEMENT;
    }

    static int numberBytes(int format) {
        return NUMBER_BYTES[format];
    }

    /** Without seconds. */
    static int dateBytes(Meter meter) {
        return meter.timeFormat == 0 ? 0 : meter.timeFormat <= 2 ? 5 : 4;
    }

    static void shown(List<Object> values, Object value) {
        if (values.size() < VALUES_MAX) values.add(value);
    }

    /** Null for none, which a field leaves out. */
    static List<Object> told(List<Object> values) {
        return values.isEmpty() ? null : values;
    }

    int u8() {
        int from = at++;
        return from < end ? bytes.u8(from) : 0;
    }

    int u16() {
        int from = at;
        at += 2;
        return at <= end ? meter.u16(bytes, from) : 0;
    }

    List<Object> numbers(int format, int count) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) shown(values, number(format));
        return values;
    }

    Object number(int format) {
        int from = at;
        int octets = NUMBER_BYTES[format];
        at += octets;
        if (at > end) return 0L;
        return switch (format) {
            case 0 -> meter.bigEndian ? bytes.f64(from) : bytes.f64le(from);
            case 1 -> (double) (meter.bigEndian ? bytes.f32(from) : bytes.f32le(from));
            case 2, 3, 13 -> bytes.ascii(from, octets);
            case 4 -> integer(from, octets) / 10_000.0;
            case 7, 8, 9, 10, 11 -> integer(from, octets);
            default -> bytes.hex(from, octets);
        };
    }

    /** @param octets at most 8; of that many there is no sign left to take away */
    long integer(int octets, boolean signed) {
        int from = at;
        at += octets;
        if (at > end) return 0;
        long value = integer(from, octets);
        return signed || octets == Long.BYTES ? value : value & (1L << 8 * octets) - 1;
    }

    private long integer(int from, int octets) {
        long value = 0;
        for (int i = 0; i < octets; i++) value = value << 8 | bytes.u8(from + (meter.bigEndian ? i : octets - 1 - i));
        return value << 64 - 8 * octets >> 64 - 8 * octets;
    }

    /** Year, month, day, hour, minute, each an octet or two decimals; or minutes or seconds since 1970. */
    String date() {
        int from = at;
        at += dateBytes(meter);
        if (at > end) return "";
        if (meter.timeFormat >= 3) {
            long since = meter.bigEndian ? bytes.u32(from) : bytes.u32le(from);
            long minutes = meter.timeFormat == 3 ? since : since / 60;
            return LocalDateTime.ofEpochSecond(60 * minutes, 0, ZoneOffset.UTC)
                    .toString()
                    .replace('T', ' ');
        }
        int[] parts = new int[5];
        for (int i = 0; i < parts.length; i++) {
            int octet = bytes.u8(from + i);
            parts[i] = meter.timeFormat == 1 ? 10 * (octet >> 4) + (octet & 0x0F) : octet;
        }
        int year = parts[0] + (parts[0] < 90 ? 2000 : 1900);
        return "%d-%02d-%02d %02d:%02d".formatted(year, parts[1], parts[2], parts[3], parts[4]);
    }
}
