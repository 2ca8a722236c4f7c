package dev.postern.plant.site;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;

/** Daylight saving time as in Europe, Directive 2000/84/EC: from the last Sunday of March to the last of October, both at one o'clock UTC. */
final class SummerTime {
    private static final int FIRST_YEAR = 1970;
    private static final int YEARS = 200;
    private static final long SECONDS_OF_YEAR = 31_556_952;
    private static final long[] BEGINS = new long[YEARS];
    private static final long[] ENDS = new long[YEARS];

    static {
        for (int i = 0; i < YEARS; i++) {
            BEGINS[i] = lastSunday(FIRST_YEAR + i, Month.MARCH);
            ENDS[i] = lastSunday(FIRST_YEAR + i, Month.OCTOBER);
        }
    }

    private SummerTime() {}

    private static long lastSunday(int year, Month month) {
        return LocalDate.of(year, month, 1)
                                .with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY))
                                .toEpochDay()
                        * 86_400
                + 3_600;
    }

    /** What the clock on the wall is ahead of UTC. The year is taken from its mean length, which is a day wrong at most, and only in winter. */
    static int offsetSeconds(long second) {
        int year = (int) Math.clamp(second / SECONDS_OF_YEAR, 0, YEARS - 1L);
        return second >= BEGINS[year] && second < ENDS[year] ? 3_600 : 0;
    }
}
