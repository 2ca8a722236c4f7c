package dev.postern.life.habit;

import java.util.Arrays;

/**
 * M11, how much the names under one registered domain say: an unbiased running sum of the information of all <em>distinct</em> names, over a
 * cardinality sketch of {@value #REGISTERS} registers (HyperLogLog of Flajolet and others 2007; the historic inverse probability sum of Cohen 2015
 * and Ting 2014, weighted by bits). A name that was asked before changes no register and adds nothing, so a machine that asks for the same
 * thousand names for ever carries nothing. Standard error about 10 %; after {@value #DAYS_KEPT} days it begins anew.
 */
public final class Carried {
    static final int REGISTERS = 64;
    static final int DAYS_KEPT = 90;
    private static final int INDEX_BITS = 6;
    private static final int DAY_MINUTES = 1440;
    private static final int HOUR_MINUTES = 60;
    /** One name never counts for more than so many, so that a sketch which is nearly full does not jump. */
    private static final double WEIGHT_MOST = 32;

    /** Octets of heap. */
    public static final int BYTES = Heap.object(56) + Heap.array(REGISTERS, 1);

    private final byte[] registers = new byte[REGISTERS];
    private double changing = 1;
    private double hourBits;
    private double dayBits;
    private double keptBits;
    private double names;
    private int hour;
    private int day;
    private int sinceDay;

    public Carried(int minute) {
        hour = minute / HOUR_MINUTES;
        day = minute / DAY_MINUTES;
        sinceDay = day;
    }

    /**
     * A new hour or day begins: what the last one brought must have been read before.
     *
     * @return true if the hour changed
     */
    public boolean begins(int minute) {
        int nowHour = minute / HOUR_MINUTES;
        int nowDay = minute / DAY_MINUTES;
        if (nowHour <= hour) return false;
        hour = nowHour;
        hourBits = 0;
        if (nowDay > day) {
            day = nowDay;
            dayBits = 0;
            if (day - sinceDay >= DAYS_KEPT) {
                Arrays.fill(registers, (byte) 0);
                changing = 1;
                keptBits = 0;
                sinceDay = day;
            }
        }
        return true;
    }

    /** Whether {@code minute} is in another hour, in another day, than what is counted now. */
    public boolean hourEnds(int minute) {
        return minute / HOUR_MINUTES > hour;
    }

    public boolean dayEnds(int minute) {
        return minute / DAY_MINUTES > day;
    }

    /** Whether the names of so many days are forgotten then. */
    public boolean keptEnds(int minute) {
        return minute / DAY_MINUTES - sinceDay >= DAYS_KEPT;
    }

    /** Days since the oldest name that is known, this one counted. */
    public int keptDays() {
        return day - sinceDay + 1;
    }

    /**
     * @param hash of the name
     * @param bits how much it says, see {@link #bits}
     */
    public void add(long hash, double bits) {
        int index = (int) (hash >>> 64 - INDEX_BITS);
        int rank = Math.min(58, Long.numberOfLeadingZeros(hash << INDEX_BITS) + 1);
        if (rank <= registers[index]) return;
        double weight = Math.min(1 / changing, WEIGHT_MOST);
        changing += (Math.scalb(1.0, -rank) - Math.scalb(1.0, -registers[index])) / REGISTERS;
        registers[index] = (byte) rank;
        hourBits += weight * bits;
        dayBits += weight * bits;
        keptBits += weight * bits;
        names += weight;
    }

    public double hourBits() {
        return hourBits;
    }

    public double dayBits() {
        return dayBits;
    }

    /** Of all names that are kept. */
    public double keptBits() {
        return keptBits;
    }

    /** About how many distinct names there were. */
    public double names() {
        return names;
    }

    /** What {@code text} can say at most: its length times the entropy of its characters, dots left out. */
    public static double bits(String text, int end) {
        int length = 0;
        int[] counts = new int[64];
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') continue;
            counts[c & 63]++;
            length++;
        }
        double bits = 0;
        for (int count : counts) if (count > 0) bits -= count * Math.log(count / (double) length);
        return bits / Math.log(2);
    }
}
