package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;

/** Times of MMS as text. Costs no calendar object: GOOSE brings one with each frame. */
final class Clock {
    static final int UTC_BYTES = 8;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int DAYS_TO_1984 = 5113;
    private static final int LEAP_KNOWN = 0x80, FAILURE = 0x40, UNSYNCHRONIZED = 0x20;

    private Clock() {}

    /**
     * UtcTime, IEC 61850-8-1 clause 8.1.3.6: seconds, a binary fraction of 24 bits, quality.
     *
     * @return {@code 2026-11-25T20:58:08.123456Z}, with what the quality complains of
     */
    static String utc(Bytes bytes, int at) {
        StringBuilder text = new StringBuilder(48);
        long seconds = bytes.u32(at);
        date(text, seconds / SECONDS_PER_DAY);
        timeOfDay(text.append('T'), (int) (seconds % SECONDS_PER_DAY));
        long micros = (long) bytes.u24(at + 4) * 1_000_000 >> 24;
        text.append('.');
        digits(text, micros, 100_000);
        text.append('Z');
        int quality = bytes.u8(at + 7);
        if ((quality & FAILURE) != 0) text.append(" clock-failure");
        if ((quality & UNSYNCHRONIZED) != 0) text.append(" not-synchronized");
        return text.toString();
    }

    /** Quality octet: leap seconds are known. */
    static boolean leapSecondsKnown(int quality) {
        return (quality & LEAP_KNOWN) != 0;
    }

    /** TimeOfDay, ISO 9506-2: milliseconds of the day, and the days since 1984 where they are told. */
    static String binary(Bytes bytes, int at, int length) {
        StringBuilder text = new StringBuilder(32);
        long millis = bytes.u32(at);
        if (length >= 6) {
            date(text, DAYS_TO_1984 + bytes.u16(at + 4));
            text.append('T');
        }
        timeOfDay(text, (int) (millis / 1000 % SECONDS_PER_DAY));
        digits(text.append('.'), millis % 1000, 100);
        return text.toString();
    }

    private static void timeOfDay(StringBuilder text, int seconds) {
        digits(text, seconds / 3600, 10);
        digits(text.append(':'), seconds / 60 % 60, 10);
        digits(text.append(':'), seconds % 60, 10);
    }

    /** Civil date of a day since 1970, after Howard Hinnant's days_from_civil turned around; years from 1970 only. */
    private static void date(StringBuilder text, long epochDay) {
        long shifted = epochDay + 719_468;
        long era = shifted / 146_097;
        long day = shifted - era * 146_097;
        long year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        long dayOfYear = day - (365 * year + year / 4 - year / 100);
        long month = (5 * dayOfYear + 2) / 153;
        digits(text, year + era * 400 + (month >= 10 ? 1 : 0), 1000);
        digits(text.append('-'), month < 10 ? month + 3 : month - 9, 10);
        digits(text.append('-'), dayOfYear - (153 * month + 2) / 5 + 1, 10);
    }

    /** Decimal with leading zeros; {@code unit} is the weight of the first digit. */
    private static void digits(StringBuilder text, long number, long unit) {
        for (long weight = unit; weight > 0; weight /= 10) text.append((char) ('0' + number / weight % 10));
    }
}
