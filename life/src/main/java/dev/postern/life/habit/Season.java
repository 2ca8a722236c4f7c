package dev.postern.life.habit;

/**
 * How busy each hour of the day and of the week is, as factors on a mean rate: observed over expected, shrunk to 1 by
 * {@link #PRIOR_WINDOWS} windows, the hour of the week on top of the hour of the day. Hours are those of UTC. 1.5 KiB.
 */
public final class Season {
    private static final double PRIOR_WINDOWS = 60;
    private static final double MEMORY_WINDOWS = 60 * 8.0;
    private static final double LEAST = 0.02;
    private static final double MOST = 50;
    private static final int HOURS_OF_WEEK = 168;

    private final float[] dayRatio = new float[24];
    private final float[] dayWindows = new float[24];
    private final float[] weekRatio = new float[HOURS_OF_WEEK];
    private final float[] weekWindows = new float[HOURS_OF_WEEK];

    public double factor(int minute) {
        int hour = Math.floorMod(minute / 60, HOURS_OF_WEEK);
        double day = shrunk(dayRatio[hour % 24], dayWindows[hour % 24]);
        return Math.clamp(day * shrunk(weekRatio[hour], weekWindows[hour]), LEAST, MOST);
    }

    /** The largest factor of any hour; silence only makes it smaller. */
    public double most() {
        double most = LEAST;
        for (int hour = 0; hour < 24; hour++) {
            double day = shrunk(dayRatio[hour], dayWindows[hour]);
            for (int at = hour; at < HOURS_OF_WEEK; at += 24)
                most = Math.max(most, Math.clamp(day * shrunk(weekRatio[at], weekWindows[at]), LEAST, MOST));
        }
        return most;
    }

    private static double shrunk(double ratio, double windows) {
        return (ratio * windows + PRIOR_WINDOWS) / (windows + PRIOR_WINDOWS);
    }

    /** @param ratio of what was seen to the mean rate without season */
    public void learn(int minute, double ratio, double weight) {
        int hour = Math.floorMod(minute / 60, HOURS_OF_WEEK);
        double day = shrunk(dayRatio[hour % 24], dayWindows[hour % 24]);
        learn(dayRatio, dayWindows, hour % 24, ratio, weight);
        learn(weekRatio, weekWindows, hour, ratio / Math.max(day, LEAST), weight);
    }

    private static void learn(float[] ratios, float[] windows, int at, double ratio, double weight) {
        windows[at] = (float) Math.min(windows[at] + weight, MEMORY_WINDOWS);
        if (windows[at] > 0) ratios[at] += (float) (weight / windows[at] * (Math.clamp(ratio, 0, MOST) - ratios[at]));
    }
}
