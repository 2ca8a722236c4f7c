package dev.postern.plant.site;

import java.time.LocalDate;

/**
 * The works' calendar. Its people and servers live by the clock on the wall, which is UTC in winter and an hour ahead of it in summer; controllers keep
 * UTC. A week has five working days, less what {@link Holidays} takes. All times are nanoseconds since the epoch.
 */
public final class Hours {
    public static final long SECOND = 1_000_000_000L;
    public static final long MINUTE = 60 * SECOND;
    public static final long HOUR = 60 * MINUTE;
    public static final long DAY = 24 * HOUR;
    private static final int FIRST_OFFICE_HOUR = 7;
    private static final int LAST_OFFICE_HOUR = 17;

    private Hours() {}

    /** The clock on the wall, read as if it were UTC. */
    static long wall(long atNanos) {
        return atNanos + SummerTime.offsetSeconds(Math.floorDiv(atNanos, SECOND)) * SECOND;
    }

    /** When the wall shows that; of an hour that comes twice the first, and of one that is left out the one after it. */
    private static long atWall(long wallNanos) {
        long asWinter = wallNanos;
        long asSummer = wallNanos - HOUR;
        return wall(asSummer) == wallNanos ? asSummer : asWinter;
    }

    /** 0 to 23. */
    public static int hour(long atNanos) {
        return (int) (Math.floorMod(wall(atNanos), DAY) / HOUR);
    }

    /** 0 Monday to 6 Sunday. */
    public static int weekday(long atNanos) {
        return (int) Math.floorMod(Math.floorDiv(wall(atNanos), DAY) + 3, 7L);
    }

    /** Date on the wall. */
    public static LocalDate date(long atNanos) {
        return LocalDate.ofEpochDay(Math.floorDiv(wall(atNanos), DAY));
    }

    /** Midnight before {@code atNanos}. */
    public static long midnight(long atNanos) {
        return atWall(Math.floorDiv(wall(atNanos), DAY) * DAY);
    }

    /** The next time, now included, that it is {@code minutes} after midnight. */
    public static long next(long nowNanos, int minutes) {
        long day = Math.floorDiv(wall(nowNanos), DAY) * DAY;
        long today = atWall(day + minutes * MINUTE);
        return today >= nowNanos ? today : atWall(day + DAY + minutes * MINUTE);
    }

    /** The same time on the wall, {@code days} later. */
    public static long later(long atNanos, int days) {
        return atWall(wall(atNanos) + days * DAY);
    }

    public static boolean isWorkday(long atNanos) {
        return weekday(atNanos) < 5 && !Holidays.isHoliday(date(atNanos));
    }

    /** Working days from 7 to 17 o'clock. */
    public static boolean isOfficeTime(long atNanos) {
        int hour = hour(atNanos);
        return hour >= FIRST_OFFICE_HOUR && hour < LAST_OFFICE_HOUR && isWorkday(atNanos);
    }

    /** How lively the early and late shifts are, 6 to 22 o'clock, against the night. */
    public static boolean isDayShift(long atNanos) {
        int hour = hour(atNanos);
        return hour >= 6 && hour < 22;
    }
}
