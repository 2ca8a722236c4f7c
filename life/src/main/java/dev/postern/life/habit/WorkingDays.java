package dev.postern.life.habit;

/**
 * Whether the site is at work: how many contacts began after hours of silence, in twelve hours, against the same hours of the weeks before. A day that
 * brings as few as the quietest weekday is a holiday; so is one on which all fails that distinguishes working days. Eight weeks of hours, 6 KB.
 */
public final class WorkingDays {
    private static final int HOURS = 8 * 7 * 24;
    private static final int SPAN = 12;
    private static final int WEEK_HOURS = 7 * 24;
    /** From this much less on the quietest weekday counts as a day off. */
    private static final double QUIET_SHARE = 0.7;
    /** Fewer say nothing about a day. */
    private static final double FEW = 4;

    private final int[] begun = new int[HOURS];
    private int hour = -1;
    private int firstHour;

    public void begins(int minute) {
        to(minute / 60);
        begun[hour % HOURS]++;
    }

    private void to(int now) {
        if (hour < 0) firstHour = hour = now;
        for (int gone = Math.max(hour + 1, now - HOURS + 1); gone <= now; gone++) begun[gone % HOURS] = 0;
        hour = Math.max(hour, now);
    }

    /** The hours before this minute were as those of a day off. */
    public boolean isQuiet(int minute) {
        to(minute / 60);
        double seen = before(hour);
        double usual = 0;
        int weeks = 0;
        for (int then = hour - WEEK_HOURS; isKnown(then); then -= WEEK_HOURS, weeks++) usual += before(then);
        if (weeks == 0) return false;
        usual /= weeks;
        if (usual < FEW) return false;
        double quietest = usual;
        for (int back = 24; back < WEEK_HOURS && isKnown(hour - back); back += 24)
            quietest = Math.min(quietest, before(hour - back));
        return quietest <= QUIET_SHARE * usual && seen <= Math.sqrt(quietest * usual);
    }

    private boolean isKnown(int then) {
        return then - SPAN >= firstHour && then - SPAN > hour - HOURS;
    }

    private double before(int end) {
        double sum = 0;
        for (int h = end - SPAN; h < end; h++) sum += begun[Math.floorMod(h, HOURS)];
        return sum;
    }
}
