package dev.postern.life.trouble;

import dev.postern.life.chance.Law;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Room;
import java.util.Arrays;

/**
 * What one side of a conversation complained of so far. What it said within the first hour is how it is; each time something comes on later is
 * judged: by the minutes it was heard in, and once it came on on {@value #TRUSTED_DAYS} days, by days. At most {@value #SIGNS_MAX} signs are
 * remembered; of those that are off, and then of all, the one longest silent gives way, and is news when it comes again.
 */
public final class Signs {
    static final int SIGNS_MAX = 32;
    /** So much of a conversation is its beginning. */
    public static final int FIRST_MINUTES = 60;

    private static final int TRUSTED_DAYS = 4;
    private static final int DAY_MINUTES = 1440;
    private static final double PRIOR_MINUTES = 60;
    /** Until a device has shown how often it complains: of one thing, every twelve hours. */
    private static final double PRIOR_RATE = 1.0 / 720;

    private static final int SIGN_BYTES = Heap.object(37) + Heap.REFERENCE;

    private Sign[] signs = new Sign[2];
    private int count;
    private long forgotten;

    /** One complaint about one place. */
    private static final class Sign {
        long name;
        long place;
        boolean on;
        int lastMinute;
        int onsets;
        int days;
        int day;
    }

    /**
     * Somebody says that it is so.
     *
     * @param minutes in which it was heard so far
     * @param numbers filled with what the chance comes from, as {@link Law#CHANGE} takes it, where the result is below 1
     * @return the chance that it comes on by itself in such a minute; 1 if it was so before, or belongs to the beginning
     */
    public double on(long name, long place, int minute, int bornMinute, int minutes, Room room, double[] numbers) {
        Sign sign = find(name, place);
        boolean begins = sign == null ? minute - bornMinute >= FIRST_MINUTES : !sign.on && sign.lastMinute < minute;
        if (sign == null) sign = begin(name, place, room);
        sign.on = true;
        sign.lastMinute = minute;
        if (!begins) return 1;
        double p = judge(sign, minute, bornMinute, minutes, numbers);
        int day = minute / DAY_MINUTES;
        sign.onsets++;
        if (sign.days == 0 || sign.day != day) sign.days++;
        sign.day = day;
        return p;
    }

    private static double judge(Sign sign, int minute, int bornMinute, int minutes, double[] numbers) {
        boolean daily = sign.days >= TRUSTED_DAYS;
        numbers[0] = daily ? sign.days : sign.onsets;
        numbers[1] = daily ? (minute - bornMinute) / (double) DAY_MINUTES : minutes;
        numbers[2] = daily ? 1 : PRIOR_MINUTES;
        numbers[3] = daily ? 1 : PRIOR_RATE;
        numbers[4] = 1;
        return Law.CHANGE.p(numbers);
    }

    /** Somebody says that it is not so. */
    public void off(long name, long place) {
        Sign sign = find(name, place);
        if (sign != null) sign.on = false;
    }

    /** Nothing at all is wrong there. */
    public void well(long place) {
        for (int i = 0; i < count; i++) if (signs[i].place == place) signs[i].on = false;
    }

    /** Octets of heap. */
    public int bytes() {
        return Heap.object(16) + Heap.array(signs.length, Heap.REFERENCE) + count * (SIGN_BYTES - Heap.REFERENCE);
    }

    /** How many gave way to others. */
    public long forgotten() {
        return forgotten;
    }

    private Sign find(long name, long place) {
        for (int i = 0; i < count; i++) if (signs[i].name == name && signs[i].place == place) return signs[i];
        return null;
    }

    private Sign begin(long name, long place, Room room) {
        Sign sign = new Sign();
        sign.name = name;
        sign.place = place;
        if (count < 2 || count < SIGNS_MAX && room.has(2 * SIGN_BYTES)) {
            if (count == signs.length) signs = Arrays.copyOf(signs, 2 * count);
            signs[count++] = sign;
            return sign;
        }
        int gone = 0;
        for (int i = 1; i < count; i++) if (isLess(signs[i], signs[gone])) gone = i;
        signs[gone] = sign;
        forgotten++;
        return sign;
    }

    private static boolean isLess(Sign a, Sign b) {
        return a.on == b.on ? a.lastMinute < b.lastMinute : !a.on;
    }
}
