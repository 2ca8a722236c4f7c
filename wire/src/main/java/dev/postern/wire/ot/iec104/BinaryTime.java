package dev.postern.wire.ot.iec104;

import dev.postern.wire.Bytes;

/**
 * Binary times, IEC 60870-5-101 clause 7.2.6.18 to 7.2.6.20, as text. No zone is told; the numbers stand as they came, also where they are
 * no date.
 *
 * <pre>{@code
 * 0..1 milliseconds | 2 minute, GEN 0x40, IV 0x80 | 3 hour, SU 0x80 | 4 day, day of week | 5 month | 6 year of the century
 * }</pre>
 */
final class BinaryTime {
    private static final int SUBSTITUTED = 0x40, INVALID = 0x80, SUMMER = 0x80;
    private static final int CENTURY = 2000;

    private BinaryTime() {}

    /** {@code 2009-08-13T12:34:56.789}, from seven octets. */
    static String cp56(Bytes bytes, int at) {
        StringBuilder text = new StringBuilder(40);
        text.append(CENTURY + (bytes.u8(at + 6) & 0x7F));
        two(text.append('-'), bytes.u8(at + 5) & 0x0F);
        two(text.append('-'), bytes.u8(at + 4) & 0x1F);
        two(text.append('T'), bytes.u8(at + 3) & 0x1F);
        minutes(text.append(':'), bytes, at);
        if ((bytes.u8(at + 3) & SUMMER) != 0) text.append(" summer");
        return flags(text, bytes.u8(at + 2));
    }

    /** {@code 34:56.789} within the hour, from three octets. */
    static String cp24(Bytes bytes, int at) {
        StringBuilder text = new StringBuilder(32);
        minutes(text, bytes, at);
        return flags(text, bytes.u8(at + 2));
    }

    private static void minutes(StringBuilder text, Bytes bytes, int at) {
        int millis = bytes.u16le(at);
        two(text, bytes.u8(at + 2) & 0x3F);
        two(text.append(':'), millis / 1000);
        int fraction = millis % 1000;
        two(text.append('.').append((char) ('0' + fraction / 100)), fraction % 100);
    }

    private static String flags(StringBuilder text, int minuteOctet) {
        if ((minuteOctet & SUBSTITUTED) != 0) text.append(" substituted");
        if ((minuteOctet & INVALID) != 0) text.append(" invalid");
        return text.toString();
    }

    private static void two(StringBuilder text, int number) {
        if (number < 10) text.append('0');
        text.append(number);
    }
}
