package dev.postern.life.habit;

/**
 * On which of the last {@value #DAYS} days something was there: bits, a ring of as many words as the days it is known for need, at most 96 octets. Days are
 * whole days of event time since 1970.
 */
public final class Days {
    public static final int DAYS = 730;
    private static final int WORDS = (DAYS + 63) / 64;

    private long[] bits = new long[1];
    private int last = Integer.MIN_VALUE;
    private int first;

    /** @return true if this day was not known; days before the last are only noted */
    public boolean add(int day) {
        if (last == Integer.MIN_VALUE) last = first = day;
        if (Math.max(day, last) - Math.min(day, first) >= ring()) widen(Math.min(day, first), Math.max(day, last));
        for (int gone = Math.max(last + 1, day - ring() + 1); gone <= day; gone++) set(gone, false);
        last = Math.max(last, day);
        first = Math.min(first, day);
        if (day <= last - ring() || has(day)) return false;
        set(day, true);
        return true;
    }

    private int ring() {
        return 64 * bits.length;
    }

    private void widen(int from, int to) {
        int words = Math.min(WORDS, (to - from) / 64 + 1);
        if (words <= bits.length) return;
        int known = ring();
        long[] narrow = bits;
        bits = new long[words];
        for (int day = Math.max(first, last - known + 1); day <= last; day++) {
            int at = Math.floorMod(day, known);
            set(day, (narrow[at >> 6] >>> (at & 63) & 1) != 0);
        }
    }

    private void set(int day, boolean there) {
        int at = Math.floorMod(day, ring());
        if (there) bits[at >> 6] |= 1L << (at & 63);
        else bits[at >> 6] &= ~(1L << (at & 63));
    }

    public boolean has(int day) {
        int at = Math.floorMod(day, ring());
        return day <= last && day >= first && day > last - DAYS && (bits[at >> 6] >>> (at & 63) & 1) != 0;
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
