package dev.postern.life.habit;

/**
 * M7, one rare edge of the network: when it was there. First and last minute, the days of two years, the last {@value #INTERVALS} intervals
 * between visits, hours of the day, kinds of functions used, whether it was ever told of. 150 octets, 240 when it is known for two years. A visit is contact after
 * {@link #QUIET_MINUTES} of silence; what never falls silent has no visits and is no rare edge.
 */
public final class Presence {
    static final int INTERVALS = 16;
    /** Quiet for at least so many whole minutes, the next contact is another visit. */
    private static final int QUIET_MINUTES = 1;

    private static final int DAY_MINUTES = 1440;
    /** 65,535 of them are seventy years. */
    private static final double STEPS = 3000;

    private final int firstMinute;
    private int lastMinute;
    private int daysActive;
    private final Days days = new Days();
    /** Seconds from one visit to the next, a ring; logarithms, to one part in {@value #STEPS}. */
    private final short[] intervals = new short[INTERVALS];

    /** Second since 1970, without sign. */
    private int lastVisit;

    private int visited;
    private int hours;
    private int functions;
    private boolean told;
    /** Evidence that it comes rarely but again and again, see {@link Absences}. */
    private float visitor;

    /** @param firstMinute of the first contact, which may have been part of a long one that is only remembered by its ends */
    public Presence(int firstMinute, int lastMinute, long lastSecond) {
        this.firstMinute = firstMinute;
        this.lastMinute = lastMinute;
        note(lastMinute, lastSecond);
        int from = firstMinute / DAY_MINUTES;
        int to = lastMinute / DAY_MINUTES;
        for (int day = Math.max(from, to - Days.DAYS + 1); day <= to; day++) days.add(day);
        daysActive = to - from + 1;
    }

    /** @return true if it begins a visit */
    public boolean there(int minute, long second) {
        if (minute <= lastMinute) return false;
        boolean visit = minute - lastMinute > QUIET_MINUTES;
        if (days.add(minute / DAY_MINUTES)) daysActive++;
        lastMinute = minute;
        if (visit) note(minute, second);
        return visit;
    }

    private void note(int minute, long second) {
        if (visited > 0)
            intervals[(visited - 1) % INTERVALS] =
                    (short) Math.rint(STEPS * Math.log1p(Math.max(0, second - lastVisit())));
        visited++;
        lastVisit = (int) second;
        hours |= 1 << minute % DAY_MINUTES / 60;
    }

    /** @param function 0 to 31 */
    public void uses(int function) {
        functions |= 1 << function;
    }

    public boolean used(int function) {
        return (functions >>> function & 1) != 0;
    }

    private long lastVisit() {
        return Integer.toUnsignedLong(lastVisit);
    }

    /** Seconds of the visits that are remembered, in order. */
    public long[] visits() {
        long[] ordered = new long[Math.min(visited, INTERVALS + 1)];
        long at = lastVisit();
        for (int i = ordered.length - 1, interval = visited - 2; i >= 0; i--, interval--) {
            ordered[i] = at;
            if (i > 0) at -= Math.round(Math.expm1((intervals[interval % INTERVALS] & 0xFFFF) / STEPS));
        }
        return ordered;
    }

    public int visited() {
        return visited;
    }

    public int firstMinute() {
        return firstMinute;
    }

    public int lastMinute() {
        return lastMinute;
    }

    public int lastDay() {
        return lastMinute / DAY_MINUTES;
    }

    public int daysActive() {
        return daysActive;
    }

    public Days days() {
        return days;
    }

    /** Bit n: a visit began in hour n of the day, UTC. */
    public int hours() {
        return hours;
    }

    public boolean told() {
        return told;
    }

    public void tell() {
        told = true;
    }

    public float visitor() {
        return visitor;
    }

    void visitor(float evidence) {
        visitor = evidence;
    }
}
