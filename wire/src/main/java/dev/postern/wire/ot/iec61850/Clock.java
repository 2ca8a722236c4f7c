package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;
import java.nio.charset.StandardCharsets;

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
        byte[] text = new byte[27];
        long seconds = bytes.u32(at);
        date(text, seconds / SECONDS_PER_DAY);
        text[10] = 'T';
        timeOfDay(text, 11, (int) (seconds % SECONDS_PER_DAY));
        text[19] = '.';
        digits(text, 20, 6, (int) ((long) bytes.u24(at + 4) * 1_000_000 >> 24));
        text[26] = 'Z';
        int quality = bytes.u8(at + 7);
        String time = new String(text, StandardCharsets.ISO_8859_1);
        if ((quality & (FAILURE | UNSYNCHRONIZED)) == 0) return time;
        return time
                + ((quality & FAILURE) != 0 ? " clock-failure" : "")
                + ((quality & UNSYNCHRONIZED) != 0 ? " not-synchronized" : "");
    }

    /** Quality octet: leap seconds are known. */
    static boolean leapSecondsKnown(int quality) {
        return (quality & LEAP_KNOWN) != 0;
    }

    /** TimeOfDay, ISO 9506-2: milliseconds of the day, and the days since 1984 where they are told. */
    static String binary(Bytes bytes, int at, int length) {
        boolean dated = length >= 6;
        int time = dated ? 11 : 0;
        byte[] text = new byte[time + 12];
        long millis = bytes.u32(at);
        if (dated) {
            date(text, DAYS_TO_1984 + bytes.u16(at + 4));
            text[10] = 'T';
        }
        timeOfDay(text, time, (int) (millis / 1000 % SECONDS_PER_DAY));
        text[time + 8] = '.';
        digits(text, time + 9, 3, (int) (millis % 1000));
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void timeOfDay(byte[] text, int at, int seconds) {
        digits(text, at, 2, seconds / 3600);
        text[at + 2] = ':';
        digits(text, at + 3, 2, seconds / 60 % 60);
        text[at + 5] = ':';
        digits(text, at + 6, 2, seconds % 60);
    }

    /** Civil date of a day since 1970, after Howard Hinnant's days_from_civil turned around; years from 1970 only. */
    private static void date(byte[] text, long epochDay) {
        long shifted = epochDay + 719_468;
        long era = shifted / 146_097;
        long day = shifted - era * 146_097;
        long year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        long dayOfYear = day - (365 * year + year / 4 - year / 100);
        long month = (5 * dayOfYear + 2) / 153;
        digits(text, 0, 4, (int) (year + era * 400 + (month >= 10 ? 1 : 0)));
        text[4] = '-';
        digits(text, 5, 2, (int) (month < 10 ? month + 3 : month - 9));
        text[7] = '-';
        digits(text, 8, 2, (int) (dayOfYear - (153 * month + 2) / 5 + 1));
    }

    /** Decimal with leading zeros. */
    private static void digits(byte[] text, int at, int count, int number) {
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
    }
}
