package dev.postern.life.habit;

import java.util.Arrays;

/** The set points of one device and whether each is moved slowly, see {@link Trend}. O(1) a value; at most {@link #LIMIT} points. */
public final class Trends {
    public static final int LIMIT = 24;
    private static final int IDLE_MINUTES = 30 * 1440;

    /** Octets of heap of one that knows no point yet. */
    public static final int BYTES_LEAST = Heap.object(20) + PointTable.BYTES_LEAST + Heap.array(8, Heap.REFERENCE);

    private final PointTable table = new PointTable(LIMIT);
    private Trend[] trends = new Trend[8];
    private long refused;

    /** Octets of heap. */
    public int bytes() {
        return Heap.object(20) + table.bytes() + Heap.array(trends.length, Heap.REFERENCE) + table.size() * Trend.BYTES;
    }

    /** Values that found no room. */
    public long refused() {
        return refused;
    }

    public int size() {
        return table.size();
    }

    public boolean knows(long point) {
        return table.find(point) >= 0;
    }

    /** A value is set; judged, then learned. */
    public void write(long point, double value, int minute, Kin kin, Room room, Trend.Seen out) {
        out.judged = false;
        out.endedP = 2;
        if (!(Math.abs(value) <= Points.VALUE_MOST)) return;
        int slot = table.find(point);
        if (slot < 0) add(point, value, minute, room);
        else if (value != trends[slot].last()) trends[slot].write(value, minute, kin.gait(), out);
    }

    /** Whether a point is on the same way since {@code minute} or later. */
    public boolean along(long point, Trend.Seen like, int minute) {
        int slot = table.find(point);
        return slot >= 0 && trends[slot].along(like, minute);
    }

    /** Whether what the last value of a point showed is to be told: true once for each power of ten. */
    public boolean isNews(long point, Trend.Seen seen) {
        return trends[table.find(point)].isNews(seen);
    }

    private void add(long point, double value, int minute, Room room) {
        boolean full = table.isFull() || !room.has(Trend.BYTES + table.growth(Heap.REFERENCE));
        if (full && !makeRoom(minute)) {
            refused++;
            return;
        }
        int slot = table.add(point);
        if (slot >= trends.length) trends = Arrays.copyOf(trends, table.capacity());
        if (trends[slot] == null) trends[slot] = new Trend();
        trends[slot].begin(value, minute);
    }

    /** Of those not set for a month the one that was set longest ago. */
    private boolean makeRoom(int minute) {
        if (table.size() == 0) return false;
        int oldest = 0;
        for (int slot = 1; slot < table.size(); slot++)
            if (trends[slot].lastMinute < trends[oldest].lastMinute) oldest = slot;
        if (minute - trends[oldest].lastMinute <= IDLE_MINUTES) return false;
        int from = table.remove(oldest);
        Trend gone = trends[oldest];
        trends[oldest] = trends[from];
        trends[from] = gone;
        return true;
    }
}
