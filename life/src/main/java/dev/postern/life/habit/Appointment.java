package dev.postern.life.habit;

import java.util.Arrays;

/**
 * M7, a contact that comes by the calendar: when each of its last {@value #STARTS} occasions began, and when the next is due. An occasion is contact after
 * {@link #APART_MINUTES} of silence. People keep a time to within {@link #PEOPLE_MINUTES}; what could be as exact by their luck has no appointment. An hour
 * to and fro is summer time. About 160 octets.
 */
public final class Appointment {
    static final int STARTS = 16;
    public static final int APART_MINUTES = 180;
    private static final double PEOPLE_MINUTES = 40;
    private static final double LUCK_P = 1e-3;
    private static final int SUMMER_MINUTES = 60;
    private static final int SUMMER_SLACK = 10;
    private static final int DAY_MINUTES = 1440;
    private static final int WEEK = 7;
    private static final int WORKING_MINUTES = DAY_MINUTES / 2;
    /** Occasions before a rhythm of days, of weeks, of months is believed. */
    private static final int DAILY_MIN = 5, WEEKLY_MIN = 3, MONTHLY_MIN = 4;

    private static final int MONTH_SHORT = 27, MONTH_LONG = 32;

    /** Octets of heap, with what is due. */
    public static final int BYTES = Heap.object(16) + Heap.array(STARTS, 4) + Heap.object(24);

    private final int[] starts = new int[STARTS];
    private int began;
    private int lastMinute;
    /** The last day for which it was due and did not come, or on which it need not have come. */
    private int passedDay = Integer.MIN_VALUE;

    public Appointment(int minute) {
        starts[0] = minute;
        began = 1;
        lastMinute = minute;
    }

    /** @return true if it begins an occasion */
    public boolean there(int minute) {
        boolean begins = minute - lastMinute >= APART_MINUTES;
        if (begins) starts[began++ % STARTS] = minute;
        lastMinute = Math.max(lastMinute, minute);
        return begins;
    }

    /** Without a pause for a day: it has no occasions. */
    public boolean isConstant() {
        return lastMinute - last() >= DAY_MINUTES;
    }

    public int began() {
        return began;
    }

    public int lastMinute() {
        return lastMinute;
    }

    private int last() {
        return starts[(began - 1) % STARTS];
    }

    public int first() {
        return starts[began > STARTS ? began % STARTS : 0];
    }

    private int known() {
        return Math.min(began, STARTS);
    }

    /** Off its usual time of day, an hour of summer time taken out. */
    private static int off(int minute, int usual) {
        int off = Math.floorMod(minute - usual + DAY_MINUTES / 2, DAY_MINUTES) - DAY_MINUTES / 2;
        int summer = Math.abs(off) - SUMMER_MINUTES;
        return Math.abs(summer) <= SUMMER_SLACK ? Integer.signum(off) * summer : off;
    }

    /** Minutes from the usual time of day, sorted. */
    private int[] offs() {
        int[] offs = new int[known()];
        for (int i = 0; i < offs.length; i++) offs[i] = off(starts[i], last());
        Arrays.sort(offs);
        return offs;
    }

    /** How likely as many moments, anywhere within the time that people keep, lie as near together. */
    private double byLuck() {
        int[] offs = offs();
        double range = Math.max(1, offs[offs.length - 1] - offs[0]) / PEOPLE_MINUTES;
        return range >= 1 ? 1 : offs.length * Math.pow(range, offs.length - 1.0);
    }

    /** What {@code share} of the occasions stay below, in minutes from the usual time of day. */
    public int off(double share) {
        int[] offs = offs();
        return offs[(int) Math.min(offs.length - 1, Math.floor(share * offs.length))];
    }

    /** Minutes after which it is later than it ever may be. */
    public int slack() {
        int[] offs = offs();
        return SUMMER_MINUTES + SUMMER_SLACK + 2 * (offs[offs.length - 1] - offs[0]);
    }

    /** In which rhythm it comes. */
    public enum Rhythm {
        DAILY,
        WEEKLY,
        MONTHLY
    }

    /**
     * When it should come next.
     *
     * @param minute of the usual time
     * @param slack in minutes, to and fro
     * @param patience minutes after which it is missed: what rests on some days may rest on a holiday, and whether it is one shows during the day
     * @param kept occasions that came on such days
     * @param missed such days on which it did not, and that were watched and no holidays
     */
    public record Due(Rhythm rhythm, int minute, int slack, int patience, int kept, int missed) {}

    /** Days begin half a day from its usual time, so that summer time moves none of them. */
    private int day(int minute) {
        return Math.floorDiv(minute - last() % DAY_MINUTES + DAY_MINUTES / 2, DAY_MINUTES);
    }

    /**
     * @param watched days on which anything was heard
     * @param off of these, those on which the site was not at work
     * @return null where it has no appointment
     */
    public Due due(Days watched, Days off) {
        if (known() < MONTHLY_MIN || isConstant()) return null;
        if (byLuck() > LUCK_P) return null;
        int from = Math.max(day(last()), passedDay) + 1;
        for (int day = from; day < from + WEEK; day++) {
            Due due = byWeekday(day, watched, off);
            if (due != null) return due;
        }
        return monthly();
    }

    private Due byWeekday(int day, Days watched, Days off) {
        int[] kept = new int[WEEK];
        int[] slots = new int[WEEK];
        for (int i = 0; i < known(); i++) kept[day(starts[i]) % WEEK]++;
        for (int d = day(first()); d < day; d++) if (watched.has(d) && !off.has(d)) slots[d % WEEK]++;
        int all = 0;
        for (int weekday = 0; weekday < WEEK; weekday++) if (missed(slots, kept, weekday) == 0) all += kept[weekday];
        int own = kept[day % WEEK];
        int missed = missed(slots, kept, day % WEEK);
        boolean daily = own > 0 && all >= DAILY_MIN && all > own;
        if (!daily && own < WEEKLY_MIN || missed > own / WEEKLY_MIN) return null;
        int at = day * DAY_MINUTES + last() % DAY_MINUTES;
        boolean rests = Arrays.stream(kept).anyMatch(k -> k == 0);
        int patience = rests ? Math.max(slack(), WORKING_MINUTES) : slack();
        return new Due(daily ? Rhythm.DAILY : Rhythm.WEEKLY, at, slack(), patience, daily ? all : own, missed);
    }

    private static int missed(int[] slots, int[] kept, int weekday) {
        return Math.max(0, slots[weekday] - kept[weekday]);
    }

    /** A month is as long as the longest it took; what was not there at the end of it is missed. */
    private Due monthly() {
        int longest = 0;
        for (int i = 1; i < MONTHLY_MIN; i++) {
            int later = starts[(began - i) % STARTS];
            int days = Math.round((later - starts[(began - i - 1) % STARTS]) / (float) DAY_MINUTES);
            if (days < MONTH_SHORT || days > MONTH_LONG) return null;
            longest = Math.max(longest, days);
        }
        int day = day(last()) + Math.max(longest, MONTH_LONG - 1);
        if (passedDay >= day) return null;
        int at = day * DAY_MINUTES + last() % DAY_MINUTES;
        return new Due(Rhythm.MONTHLY, at, slack(), Math.max(slack(), WORKING_MINUTES), known(), 0);
    }

    /** It was due on this day, and is not asked about any more. */
    public void passed(int day) {
        passedDay = Math.max(passedDay, day);
    }
}
