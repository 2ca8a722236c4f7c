package dev.postern.plant.site;

/**
 * What the town takes over the day, the week and the year. Asked once for each second of each tank, so the day is a table of minutes and the year one of
 * days; both are the same everywhere.
 */
public final class Demand {
    private static final int MINUTES = 24 * 60;
    /** From 1970 on every four years begin with a first of January. */
    private static final int DAYS = 1_461;

    private static final double SUNDAY_HOURS_LATER = 1.5;
    /** The longest day, when gardens are watered, and the coldest time of the year. */
    private static final int MIDSUMMER = 195;

    private static final double SUMMER_MORE = 0.12;
    private static final double WINTER_MORE = 0.18;
    private static final double YEARLY_MEAN_CELSIUS = 9;
    private static final double YEARLY_SWING_CELSIUS = 9.5;
    private static final double[] WORKDAY = new double[MINUTES + 1];
    private static final double[] SUNDAY = new double[MINUTES + 1];
    /** 1 at midsummer to -1 half a year from it. */
    private static final double[] SUMMER = new double[DAYS];

    static {
        for (int minute = 0; minute <= MINUTES; minute++) {
            WORKDAY[minute] = day(minute / 60.0);
            SUNDAY[minute] = day((minute / 60.0 - SUNDAY_HOURS_LATER + 24) % 24);
        }
        for (int day = 0; day < DAYS; day++)
            SUMMER[day] = StrictMath.cos((day - MIDSUMMER) * 2 * StrictMath.PI / 365.25);
    }

    private Demand() {}

    /** 0.45 in the small hours to 1.3 in the evening. */
    private static double day(double hour) {
        double morning = StrictMath.exp(-(hour - 7.5) * (hour - 7.5) / 5);
        double evening = StrictMath.exp(-(hour - 19) * (hour - 19) / 7);
        return 0.45 + 0.7 * morning + 0.85 * evening;
    }

    private static double ofDay(long second) {
        long wall = second + SummerTime.offsetSeconds(second);
        long day = wall / 86_400;
        int inDay = (int) (wall - day * 86_400);
        double[] table = (day + 3) % 7 >= 5 ? SUNDAY : WORKDAY;
        int minute = inDay / 60;
        return table[minute] + (table[minute + 1] - table[minute]) * (inDay - minute * 60) / 60;
    }

    /** How much summer it is: 1 at its height, -1 in deepest winter. */
    static double summer(long second) {
        return SUMMER[(int) (second / 86_400 % DAYS)];
    }

    /** Water, against the mean of a year's evening peak: more in summer, on Saturdays and Sundays later in the morning. */
    public static double water(long second) {
        return ofDay(second) * (1 + SUMMER_MORE * summer(second));
    }

    /** Electricity: more in winter. */
    public static double power(long second) {
        return ofDay(second) * (1 - WINTER_MORE * summer(second));
    }

    /** Outside, warmest in the afternoon. */
    public static double celsius(long second) {
        double ofHour = 4 * ofDay(second - 4 * 3_600) - 3;
        return YEARLY_MEAN_CELSIUS + YEARLY_SWING_CELSIUS * summer(second - 20 * 86_400) + ofHour;
    }
}
