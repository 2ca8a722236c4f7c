package dev.postern.analyst.peers;

import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What one device does, by the days on which it did anything: days of rest say nothing of it. At most 24 things, about 100 octets each; what it did not do on 16 such days is
 * forgotten.
 */
final class Member {
    private static final int DEEDS_MAX = 24;
    /** Of so many active days, today among them, a thing is done on two to be of its habit. */
    private static final int LATELY = 0b1111;

    private static final int DAYS_KEPT = 0xFFFF;
    private static final int LASTING_MIN = 2;
    private static final int PACE_APART = 3;

    /** {@code serves modbus}, {@code asks dns}. */
    final TreeMap<String, Deed> deeds = new TreeMap<>();

    String role = "";
    String vendor = "";
    boolean active;
    int activeDays;
    long lastActiveNanos;
    /** 0 for none. */
    int group;

    long joinedNanos;
    /** Days in a row that it was unlike its group. */
    int unlikeDays;
    /** When it was like it last, and at which pace it did what then. */
    long alikeNanos;

    final TreeMap<String, Integer> alike = new TreeMap<>();
    /** A group that it is like, and for how many days in a row. */
    int courted;

    int courtedDays;
    long toldNanos = Long.MIN_VALUE;

    /** Mutable. */
    static final class Deed {
        /** One bit for each active day, today's the lowest. */
        private int days;

        private long messages;
        private int minutes;
        private long lastMinute = -1;
        /** Messages in a minute in which there were any, as a power of two; -1 where they are not counted. */
        private int pace = -1;

        Stamp first;

        boolean isLasting() {
            return Integer.bitCount(days & LATELY) >= LASTING_MIN;
        }

        int pace() {
            return pace;
        }
    }

    void did(String what, Stamp stamp, Limit limit) {
        Deed deed = deed(what, stamp, limit);
        if (deed != null) deed.days |= 1;
        active = true;
        lastActiveNanos = stamp.atNanos();
    }

    /** Routine messages of one minute. */
    void counted(String what, Stamp stamp, long messages, Limit limit) {
        Deed deed = deed(what, stamp, limit);
        if (deed == null) return;
        long minute = stamp.atNanos() / Settings.MINUTE_NANOS;
        deed.messages += messages;
        if (deed.lastMinute != minute) deed.minutes++;
        deed.lastMinute = minute;
    }

    private Deed deed(String what, Stamp stamp, Limit limit) {
        Deed deed = deeds.get(what);
        if (deed != null) return deed;
        if (!limit.room("things a device does", deeds.size(), DEEDS_MAX)) return null;
        deed = new Deed();
        deed.first = stamp;
        deeds.put(what, deed);
        return deed;
    }

    /** Before the day is judged. */
    void endDay() {
        if (!active) return;
        activeDays++;
        for (Deed deed : deeds.values()) {
            if (deed.minutes > 0) {
                long each = Math.max(1, deed.messages / deed.minutes);
                deed.pace = Long.SIZE - 1 - Long.numberOfLeadingZeros(each);
            }
            deed.messages = 0;
            deed.minutes = 0;
        }
    }

    /** After it. */
    void beginDay() {
        if (!active) return;
        active = false;
        deeds.values().removeIf(deed -> {
            deed.days = deed.days << 1 & DAYS_KEPT;
            return deed.days == 0;
        });
    }

    boolean does(String what) {
        Deed deed = deeds.get(what);
        return deed != null && deed.isLasting();
    }

    /** What it does day by day, sorted. */
    List<String> habit() {
        return all(Deed::isLasting);
    }

    List<String> today() {
        return all(deed -> (deed.days & 1) != 0);
    }

    private List<String> all(Predicate<Deed> wanted) {
        List<String> all = new ArrayList<>();
        deeds.forEach((what, deed) -> {
            if (wanted.test(deed)) all.add(what);
        });
        return all;
    }

    /** Today it is as its group is. */
    void isAlike(long nowNanos) {
        unlikeDays = 0;
        alikeNanos = nowNanos;
        alike.clear();
        for (String what : habit()) alike.put(what, deeds.get(what).pace);
    }

    /** How much it still does what it did when it was like its group: Dice's coefficient. */
    double constancy() {
        List<String> habit = habit();
        long kept = habit.stream()
                .filter(what -> alike.containsKey(what) && isPace(alike.get(what), deeds.get(what).pace))
                .count();
        int all = habit.size() + alike.size();
        return all == 0 ? 1 : 2.0 * kept / all;
    }

    /** Less than eight times as often, or as seldom. */
    static boolean isPace(int one, int other) {
        return one < 0 || other < 0 || Math.abs(one - other) < PACE_APART;
    }
}
