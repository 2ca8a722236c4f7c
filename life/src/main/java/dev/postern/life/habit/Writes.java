package dev.postern.life.habit;

import dev.postern.life.chance.Extremes;
import java.util.Arrays;

/**
 * M5, what one client writes into the points of a server. Judged at once, for a write acts at once: how far the value lies beyond what was written, and
 * read back, before (see {@link Extremes}). What is written within an hour is one sitting: its range is that of before the sitting, so nobody widens
 * it on the way. A value that surprises widens the range by no more than its width a sitting. Small steps without end are for {@link Courses}.
 *
 * <p>O(1) a value; at most {@link #LIMIT} points of 60 bytes.
 */
public final class Writes {
    public static final int LIMIT = 24;

    private static final int SITTING_MINUTES = 60;
    private static final int IDLE_MINUTES = 7 * 1440;
    private static final double TOLD_P = 0.05;
    private static final double CALM_P = 0.01;

    /** Of all columns, and how many there are. */
    private static final int POINT_BYTES = 60, COLUMNS = 9;

    private static final int OBJECT_BYTES = Heap.object(48);

    /** Octets of heap of one with all its points. */
    public static final int BYTES_MOST =
            OBJECT_BYTES + PointTable.bytes(LIMIT, 64) + LIMIT * POINT_BYTES + COLUMNS * 20;

    private final PointTable table = new PointTable(LIMIT);
    private double[] last = new double[8];
    private double[] low = new double[8];
    private double[] high = new double[8];
    private double[] nowLow = new double[8];
    private double[] nowHigh = new double[8];
    private long[] codes = new long[8];
    private int[] sittings = new int[8];
    private int[] lastMinute = new int[8];
    private int[] bornMinute = new int[8];
    private long refused;

    /** What one written value showed. Refilled by {@link #write}. */
    public static final class Seen {
        /** 1 where there was nothing to judge by. */
        public double p;

        public double low;
        public double high;
        /** Sittings, and moves of the value as it is read, that the range is known from. */
        public int known;

        public int sinceMinute;
        public boolean judged;
    }

    /** Values that found no room. */
    public long refused() {
        return refused;
    }

    public int size() {
        return table.size();
    }

    /** Octets of heap. */
    public int bytes() {
        return OBJECT_BYTES + table.bytes() + last.length * POINT_BYTES + COLUMNS * 20;
    }

    /** How many sittings there are a day, over all points. */
    public double perDay(int minute) {
        double all = 0;
        int since = minute;
        for (int slot = 0; slot < table.size(); slot++) {
            all += sittings[slot] + 1;
            since = Math.min(since, bornMinute[slot]);
        }
        return all * 1440 / Math.max(SITTING_MINUTES, minute - since + 1);
    }

    /**
     * A value is written; judged, then learned.
     *
     * @param category a value without more or less, such as on and off
     * @param reads what the same points read as, or null
     * @param newTargetP how likely it was that something never written is, 1 where it was written before
     */
    public void write(
            long point, double value, boolean category, int minute, Points reads, double newTargetP, Seen out) {
        out.p = 1;
        out.judged = false;
        out.known = 0;
        if (!(Math.abs(value) <= Points.VALUE_MOST)) return;
        int slot = table.find(point);
        if (slot >= 0 && minute - lastMinute[slot] > SITTING_MINUTES) settle(slot);
        int read = reads == null ? 0 : reads.known(point);
        out.known = (slot < 0 ? 0 : sittings[slot]) + read;
        out.sinceMinute = slot < 0 ? minute : bornMinute[slot];
        if (out.known > 0) {
            out.judged = true;
            if (category) judgeCode(slot, point, value, reads, read > 0, out);
            else judge(slot, point, value, reads, read > 0, newTargetP, out);
        }
        if (slot < 0) slot = add(point, value, minute);
        if (slot >= 0) learn(slot, value, minute);
    }

    private void judgeCode(int slot, long point, double value, Points reads, boolean read, Seen out) {
        boolean known = slot >= 0 && Codes.has(codes[slot], value)
                || read && value >= reads.low(point) && value <= reads.high(point);
        out.low = out.high = slot < 0 ? reads.low(point) : last[slot];
        if (!known) out.p = 0.5 / (out.known + 1);
    }

    private void judge(int slot, long point, double value, Points reads, boolean read, double newTargetP, Seen out) {
        out.low = slot < 0 || sittings[slot] == 0 ? Double.POSITIVE_INFINITY : low[slot];
        out.high = slot < 0 || sittings[slot] == 0 ? Double.NEGATIVE_INFINITY : high[slot];
        if (read) {
            out.low = Math.min(out.low, reads.low(point));
            out.high = Math.max(out.high, reads.high(point));
        }
        double excess = Points.excess(out.low, out.high, read ? (float) value : value);
        double levelP = excess > 0 ? Extremes.beyond(out.known, excess) : 1;
        if (newTargetP < 1 && levelP < TOLD_P) levelP = Extremes.both(levelP, newTargetP);
        out.p = levelP;
    }

    /** The sitting before is over: what was written in it is part of the habit. */
    private void settle(int slot) {
        if (sittings[slot] == 0) {
            low[slot] = nowLow[slot];
            high[slot] = nowHigh[slot];
        } else {
            double width = Math.max(high[slot] - low[slot], Math.abs(high[slot]) / 10);
            low[slot] = Math.min(low[slot], settled(slot, low[slot], nowLow[slot], width));
            high[slot] = Math.max(high[slot], settled(slot, high[slot], nowHigh[slot], width));
        }
        sittings[slot]++;
        nowLow[slot] = Double.POSITIVE_INFINITY;
        nowHigh[slot] = Double.NEGATIVE_INFINITY;
    }

    private double settled(int slot, double end, double reached, double width) {
        double excess = Points.excess(low[slot], high[slot], reached);
        boolean calm = excess <= 0 || Extremes.beyond(sittings[slot], excess) >= CALM_P;
        return calm ? reached : end + Math.clamp(reached - end, -width, width);
    }

    private void learn(int slot, double value, int minute) {
        nowLow[slot] = Math.min(nowLow[slot], value);
        nowHigh[slot] = Math.max(nowHigh[slot], value);
        if (!Codes.has(codes[slot], value) && Codes.count(codes[slot]) < Codes.MOST)
            codes[slot] = Codes.with(codes[slot], value);
        last[slot] = value;
        lastMinute[slot] = minute;
    }

    private int add(long point, double value, int minute) {
        if (table.isFull() && !makeRoom(minute)) {
            refused++;
            return -1;
        }
        int slot = table.add(point);
        if (slot >= last.length) grow(table.capacity());
        last[slot] = value;
        nowLow[slot] = Double.POSITIVE_INFINITY;
        nowHigh[slot] = Double.NEGATIVE_INFINITY;
        low[slot] = high[slot] = value;
        codes[slot] = 0;
        sittings[slot] = 0;
        lastMinute[slot] = bornMinute[slot] = minute;
        return slot;
    }

    /** Of those not written for a week, or written in one sitting that is over, the one known from the fewest sittings. */
    private boolean makeRoom(int minute) {
        int least = -1;
        for (int slot = 0; slot < table.size(); slot++) {
            int idle = minute - lastMinute[slot];
            if (idle <= (sittings[slot] == 0 ? SITTING_MINUTES : IDLE_MINUTES)) continue;
            if (least < 0 || sittings[slot] < sittings[least]) least = slot;
        }
        if (least < 0) return false;
        remove(least);
        return true;
    }

    private void remove(int slot) {
        int from = table.remove(slot);
        last[slot] = last[from];
        low[slot] = low[from];
        high[slot] = high[from];
        nowLow[slot] = nowLow[from];
        nowHigh[slot] = nowHigh[from];
        codes[slot] = codes[from];
        sittings[slot] = sittings[from];
        lastMinute[slot] = lastMinute[from];
        bornMinute[slot] = bornMinute[from];
    }

    private void grow(int to) {
        last = Arrays.copyOf(last, to);
        low = Arrays.copyOf(low, to);
        high = Arrays.copyOf(high, to);
        nowLow = Arrays.copyOf(nowLow, to);
        nowHigh = Arrays.copyOf(nowHigh, to);
        codes = Arrays.copyOf(codes, to);
        sittings = Arrays.copyOf(sittings, to);
        lastMinute = Arrays.copyOf(lastMinute, to);
        bornMinute = Arrays.copyOf(bornMinute, to);
    }
}
