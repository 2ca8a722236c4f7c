package dev.postern.life.habit;

/**
 * How busy each hour of the day and of the week is, as factors on a mean rate: observed over expected, shrunk to 1 by
 * {@link #PRIOR_WINDOWS} windows, the hour of the week on top of the hour of the day. Hours are those of UTC. The hour that runs is exact; of the others the
 * ratio is kept to one part in two thousand, and its windows to one minute, which is 700 octets.
 */
public final class Season {
    private static final double PRIOR_WINDOWS = 60;
    private static final int MEMORY_WINDOWS = 60 * 8;
    private static final double LEAST = 0.02;
    /** No hour is taken for busier than that. */
    public static final double MOST = 50;

    private static final int HOURS_OF_DAY = 24;
    private static final int HOURS_OF_WEEK = 168;

    /** Octets of heap. */
    public static final int BYTES =
            Heap.object(24) + Heap.array(HOURS_OF_DAY + HOURS_OF_WEEK, 2) + Heap.array(HOURS_OF_DAY + HOURS_OF_WEEK, 1);

    /** The hours of the day, then those of the week: ratios as halves, windows in units of two. */
    private final short[] ratios = new short[HOURS_OF_DAY + HOURS_OF_WEEK];

    private final byte[] windows = new byte[HOURS_OF_DAY + HOURS_OF_WEEK];
    /** Hour of the week that runs, or -1. */
    private int hourNow = -1;

    private float dayRatio;
    private float weekRatio;
    private short dayWindows;
    private short weekWindows;

    public double factor(int minute) {
        return factor(day(minute), week(minute));
    }

    private static int week(int minute) {
        return HOURS_OF_DAY + Math.floorMod(minute / 60, HOURS_OF_WEEK);
    }

    private static int day(int minute) {
        return Math.floorMod(minute / 60, HOURS_OF_WEEK) % HOURS_OF_DAY;
    }

    private double factor(int day, int week) {
        return Math.clamp(shrunk(day) * shrunk(week), LEAST, MOST);
    }

    private double shrunk(int at) {
        if (at == hourNow) return shrunk(weekRatio, weekWindows);
        if (hourNow >= 0 && at == hourNow % HOURS_OF_DAY) return shrunk(dayRatio, dayWindows);
        return shrunk(Float.float16ToFloat(ratios[at]), 2.0 * (windows[at] & 0xFF));
    }

    private static double shrunk(double ratio, double windows) {
        return (ratio * windows + PRIOR_WINDOWS) / (windows + PRIOR_WINDOWS);
    }

    /** The largest factor of any hour; silence only makes it smaller. */
    public double most() {
        double most = LEAST;
        for (int day = 0; day < HOURS_OF_DAY; day++) {
            double shrunk = shrunk(day);
            for (int week = HOURS_OF_DAY + day; week < ratios.length; week += HOURS_OF_DAY)
                most = Math.max(most, Math.clamp(shrunk * shrunk(week), LEAST, MOST));
        }
        return most;
    }

    /** @param ratio of what was seen in a minute to the mean rate without season */
    public void learn(int minute, double ratio) {
        int week = week(minute);
        if (week != hourNow) turn(week);
        double day = shrunk(dayRatio, dayWindows);
        dayWindows = (short) Math.min(dayWindows + 1, MEMORY_WINDOWS);
        dayRatio += towards(dayRatio, ratio, dayWindows);
        weekWindows = (short) Math.min(weekWindows + 1, MEMORY_WINDOWS);
        weekRatio += towards(weekRatio, ratio / Math.max(day, LEAST), weekWindows);
    }

    private static float towards(float from, double ratio, int windows) {
        return (float) (1.0 / windows * (Math.clamp(ratio, 0, MOST) - from));
    }

    /** Another hour begins. */
    private void turn(int week) {
        if (hourNow >= 0) {
            keep(hourNow, weekRatio, weekWindows);
            keep(hourNow % HOURS_OF_DAY, dayRatio, dayWindows);
        }
        hourNow = week;
        weekRatio = Float.float16ToFloat(ratios[week]);
        weekWindows = (short) (2 * (windows[week] & 0xFF));
        int day = week % HOURS_OF_DAY;
        dayRatio = Float.float16ToFloat(ratios[day]);
        dayWindows = (short) (2 * (windows[day] & 0xFF));
    }

    private void keep(int at, float ratio, int minutes) {
        ratios[at] = Float.floatToFloat16(ratio);
        windows[at] = (byte) ((minutes + 1) / 2);
    }
}
