package dev.postern.life.habit;

/** On which of the last {@value #DAYS} days something was there: a ring of bits, 96 octets. Days are whole days of event time since 1970. */
public final class Days {
    public static final int DAYS = 730;
    private static final int WORDS = (DAYS + 63) / 64;
    private static final int RING = 64 * WORDS;

    private final long[] bits = new long[WORDS];
    private int last = Integer.MIN_VALUE;

    /** @return true if this day was not known; days before the last are only noted */
    public boolean add(int day) {
        if (last == Integer.MIN_VALUE) last = day;
        for (int gone = Math.max(last + 1, day - RING + 1); gone <= day; gone++) set(gone, false);
        last = Math.max(last, day);
        if (day <= last - RING || has(day)) return false;
        set(day, true);
        return true;
    }

    private void set(int day, boolean there) {
        int at = Math.floorMod(day, RING);
        if (there) bits[at >> 6] |= 1L << (at & 63);
        else bits[at >> 6] &= ~(1L << (at & 63));
    }

    public boolean has(int day) {
        int at = Math.floorMod(day, RING);
        return day <= last && day > last - DAYS && (bits[at >> 6] >>> (at & 63) & 1) != 0;
    }

    /** How many days of {@code from} to {@code to}, both included, are known. */
    public int between(int from, int to) {
        int count = 0;
        for (int day = Math.max(from, last - DAYS + 1); day <= Math.min(to, last); day++) if (has(day)) count++;
        return count;
    }

    public int count() {
        return last == Integer.MIN_VALUE ? 0 : between(last - DAYS + 1, last);
    }
}
