package dev.postern.life.habit;

/**
 * How busy each hour of the day and of the week is, as factors on a mean rate: observed over expected, shrunk to what is usual among its like ({@link Hours}) by
 * {@link #PRIOR_WINDOWS} windows, the hour of the week on top of the hour of the day. Hours are those of UTC. The hour that runs is exact; of the others the
 * ratio is kept to one part in two thousand, and its windows to one minute, which is 700 octets.
 */
public final class Season {
    private static final double PRIOR_WINDOWS = 60;
    private static final int MEMORY_WINDOWS = 60 * 8;
    private static final double LEAST = 0.02;
    /** No hour is taken for busier than that. */
    public static final double MOST = 50;

    private static final int HOUR_MINUTES = 60;
    static final int HOURS_OF_DAY = 24;
    private static final int HOURS_OF_WEEK = 168;
    /** Hours of the day, then those of the week. */
    static final int CELLS = HOURS_OF_DAY + HOURS_OF_WEEK;

    /** Octets of heap. */
    public static final int BYTES = Heap.object(20 + Heap.REFERENCE * 3) + Heap.array(CELLS, 2) + Heap.array(CELLS, 1);

    /** Ratios as halves, windows in units of two. */
    private final short[] ratios = new short[CELLS];

    private final byte[] windows = new byte[CELLS];
    /** Shared by its like; null where nothing is known of them. */
    private Hours usual;
    /** Hour of the week that runs, or -1. */
    private int hourNow = -1;

    private float dayRatio;
    private float weekRatio;
    private short dayWindows;
    private short weekWindows;

    /** What is believed of an hour as far as this one has not seen it. */
    public void believe(Hours hours) {
        usual = hours;
    }

    /** Null where nothing is known of its like. */
    public Hours believed() {
        return usual;
    }

    public double factor(int minute) {
        return Math.clamp(shrunk(day(minute), usual) * shrunk(week(minute), usual), LEAST, MOST);
    }

    /** By what it saw itself alone: what is believed of its like changes from one day to the next, which is no drift. */
    public double own(int minute) {
        return own(day(minute), week(minute));
    }

    /** The hour of the week is kept over what was believed of the hour of the day, which is in both and cancels. */
    private double own(int day, int week) {
        double windows = windows(week);
        double seen = shrunk(day, usual) * ratio(week) * windows;
        return Math.clamp((seen + PRIOR_WINDOWS * shrunk(day, null)) / (windows + PRIOR_WINDOWS), LEAST, MOST);
    }

    private static int week(int minute) {
        return HOURS_OF_DAY + Math.floorMod(minute / 60, HOURS_OF_WEEK);
    }

    private static int day(int minute) {
        return Math.floorMod(minute / 60, HOURS_OF_WEEK) % HOURS_OF_DAY;
    }

    private double shrunk(int at, Hours usual) {
        double windows = windows(at);
        double believed = usual == null ? 1 : usual.factor(at);
        return (ratio(at) * windows + PRIOR_WINDOWS * believed) / (windows + PRIOR_WINDOWS);
    }

    double ratio(int at) {
        if (at == hourNow) return weekRatio;
        if (hourNow >= 0 && at == hourNow % HOURS_OF_DAY) return dayRatio;
        return Float.float16ToFloat(ratios[at]);
    }

    double windows(int at) {
        if (at == hourNow) return weekWindows;
        if (hourNow >= 0 && at == hourNow % HOURS_OF_DAY) return dayWindows;
        return 2.0 * (windows[at] & 0xFF);
    }

    /** The largest factor of any hour; silence only makes it smaller. */
    public double most() {
        double most = LEAST;
        for (int day = 0; day < HOURS_OF_DAY; day++) {
            double shrunk = shrunk(day, usual);
            for (int week = HOURS_OF_DAY + day; week < ratios.length; week += HOURS_OF_DAY)
                most = Math.max(most, Math.clamp(shrunk * shrunk(week, usual), LEAST, MOST));
        }
        return most;
    }

    /** The same of {@link #own}. */
    public double mostOfOwn() {
        double most = LEAST;
        for (int week = HOURS_OF_DAY; week < CELLS; week++)
            most = Math.max(most, own((week - HOURS_OF_DAY) % HOURS_OF_DAY, week));
        return most;
    }

    /** @param ratio of what was seen in a minute to the mean rate without season */
    public void learn(int minute, double ratio) {
        int week = week(minute);
        if (week != hourNow) turn(week);
        double day = shrunk(week % HOURS_OF_DAY, usual);
        dayWindows = (short) Math.min(dayWindows + 1, MEMORY_WINDOWS);
        dayRatio += towards(dayRatio, ratio, dayWindows);
        // The first day is no weekday yet: were it both, what it brings would count twice.
        if (dayWindows <= HOUR_MINUTES) return;
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
