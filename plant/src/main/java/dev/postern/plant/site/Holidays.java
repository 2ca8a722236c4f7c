package dev.postern.plant.site;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/** Days on which nobody comes but the shifts: fixed feasts, those around Easter, and the days between Christmas and New Year. */
public final class Holidays {
    private static final Set<MonthDay> FIXED =
            Set.of(MonthDay.of(1, 1), MonthDay.of(1, 6), MonthDay.of(5, 1), MonthDay.of(10, 3), MonthDay.of(11, 1));
    private static final MonthDay CHRISTMAS_EVE = MonthDay.of(12, 24);
    /** Good Friday, Easter Monday, Ascension, Whit Monday. */
    private static final Set<Long> AFTER_EASTER = Set.of(-2L, 1L, 39L, 50L);

    private Holidays() {}

    public static boolean isHoliday(LocalDate day) {
        MonthDay of = MonthDay.from(day);
        return FIXED.contains(of)
                || !of.isBefore(CHRISTMAS_EVE)
                || AFTER_EASTER.contains(
                        day.toEpochDay() - easter(day.getYear()).toEpochDay());
    }

    /** Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher. */
    public static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int monthAndDay = h + l - 7 * m + 114;
        return LocalDate.of(year, monthAndDay / 31, monthAndDay % 31 + 1);
    }
}
