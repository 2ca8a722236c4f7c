package dev.postern.plant.site;

/** The works' calendar. Its clocks run on UTC; a week has five working days. All times are nanoseconds since the epoch. */
public final class Hours {
    public static final long SECOND = 1_000_000_000L;
    public static final long MINUTE = 60 * SECOND;
    public static final long HOUR = 60 * MINUTE;
    public static final long DAY = 24 * HOUR;
    private static final int FIRST_OFFICE_HOUR = 7;
    private static final int LAST_OFFICE_HOUR = 17;

    private Hours() {}

    /** 0 to 23. */
    public static int hour(long atNanos) {
        return (int) (Math.floorMod(atNanos, DAY) / HOUR);
    }

    /** 0 Monday to 6 Sunday. */
    public static int weekday(long atNanos) {
        return (int) Math.floorMod(Math.floorDiv(atNanos, DAY) + 3, 7L);
    }

    /** Midnight before {@code atNanos}. */
    public static long midnight(long atNanos) {
        return Math.floorDiv(atNanos, DAY) * DAY;
    }

    /** The next time, now included, that it is {@code minutes} after midnight. */
    public static long next(long nowNanos, int minutes) {
        long today = midnight(nowNanos) + minutes * MINUTE;
        return today >= nowNanos ? today : today + DAY;
    }

    public static boolean isWorkday(long atNanos) {
        return weekday(atNanos) < 5;
    }

    /** Working days from 7 to 17 o'clock. */
    public static boolean isOfficeTime(long atNanos) {
        int hour = hour(atNanos);
        return isWorkday(atNanos) && hour >= FIRST_OFFICE_HOUR && hour < LAST_OFFICE_HOUR;
    }

    /** How lively the early and late shifts are, 6 to 22 o'clock, against the night. */
    public static boolean isDayShift(long atNanos) {
        int hour = hour(atNanos);
        return hour >= 6 && hour < 22;
    }

    /** What the town takes, 0.45 in the small hours to 1.3 in the evening. */
    public static double demand(long second) {
        double hour = second % 86_400 / 3_600.0;
        double morning = StrictMath.exp(-(hour - 7.5) * (hour - 7.5) / 5);
        double evening = StrictMath.exp(-(hour - 19) * (hour - 19) / 7);
        return 0.45 + 0.7 * morning + 0.85 * evening;
    }
}
