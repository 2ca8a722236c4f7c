package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Extremes;
import dev.postern.life.chance.Law;
import dev.postern.model.FrameRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How one hand switches, over one protocol: commands that follow each other within a minute are a row. Of a row it is counted how many different points are
 * switched the same way, and how often one is switched back; each against how often a row went on before, a coin with beta prior, so that the
 * length of a row is beta-geometric and who switches twenty lamps each evening is not surprised by twenty-two. What repeats itself within an
 * hour, as a cyclic writer does, belongs to no row. A surprising row teaches little.
 *
 * <p>O(1) a command; at most {@link #LIMIT} points of 40 bytes.
 */
public final class Switching {
    public static final int LIMIT = 96;
    public static final int FRAMES_MAX = 16;

    private static final long GAP_NANOS = 60_000_000_000L;
    private static final long REPEATED_NANOS = 60 * GAP_NANOS;
    private static final double CALM_P = 0.01;
    private static final double MEMORY = 400;
    /** Of many ways only the first ones of a row are followed: on, off, and what else there is. */
    private static final int WAYS = 4;

    /** Of all columns. */
    private static final int POINT_BYTES = 20;

    private static final int OBJECT_BYTES = Heap.object(93)
            + Heap.array(WAYS, 8)
            + Heap.array(WAYS, 4)
            + Heap.object(12)
            + Heap.array(FRAMES_MAX, Heap.REFERENCE)
            + FRAMES_MAX * Heap.object(12);
    /** Octets of heap of one that knows no point yet, with the frames of a row. */
    public static final int BYTES_LEAST = OBJECT_BYTES + PointTable.BYTES_LEAST + 8 * POINT_BYTES + 3 * 16;

    private final PointTable table = new PointTable(LIMIT);
    private long[] way = new long[8];
    private long[] lastNanos = new long[8];
    private int[] counted = new int[8];

    private int row;
    private long firstNanos;
    private long latestNanos = Long.MIN_VALUE / 2;
    private final long[] ways = new long[WAYS];
    private final int[] points = new int[WAYS];
    private int backs;
    private double leastP;
    private byte told;
    private final List<FrameRef> frames = new ArrayList<>(1);

    private double rows;
    private double followed;
    private double turned;
    private int longest;

    /** All rows of the site over one protocol. */
    public static final class All {
        private double rows;
        private double followed;
        private double turned;

        private void row(double more, double back) {
            rows++;
            followed += more;
            turned += back;
            if (rows + followed + turned <= MEMORY) return;
            rows /= 2;
            followed /= 2;
            turned /= 2;
        }
    }

    /** What one command showed. Refilled by {@link #command}. */
    public static final class Seen {
        public boolean judged;
        /** What the row that has just come to its end showed at most, or above 1. */
        public double endedP;

        /** Different points switched one way, or times something was switched back. */
        public int count;

        public boolean backAndForth;
        public double[] numbers;
        public double p;
        public long sinceNanos;
        public double rows;
        public int longest;
        public List<FrameRef> frames;
    }

    /**
     * Something is switched; judged, then learned.
     *
     * @param to names the state it is switched to
     */
    public void command(long point, long to, long atNanos, FrameRef frame, All all, Room room, Seen out) {
        out.judged = false;
        out.endedP = 2;
        int slot = table.find(point);
        if (slot >= 0 && way[slot] == to && atNanos - lastNanos[slot] < REPEATED_NANOS) {
            lastNanos[slot] = atNanos;
            return;
        }
        if (atNanos - latestNanos > GAP_NANOS) begin(atNanos, all, out);
        latestNanos = Math.max(latestNanos, atNanos);
        if (slot < 0) slot = add(point, room);
        if (counted[slot] == row && way[slot] != to) backs++;
        else count(to);
        counted[slot] = row;
        way[slot] = to;
        lastNanos[slot] = atNanos;
        if (frames.size() < FRAMES_MAX) frames.add(frame);
        judge(all, out);
    }

    /** Octets of heap. */
    public int bytes() {
        return OBJECT_BYTES + table.bytes() + way.length * POINT_BYTES + 3 * 16;
    }

    /** The last command made the row rarer by a power of ten than was told of it: true once for each power. */
    public boolean isNews(Seen seen) {
        byte power = Extremes.power(seen.p);
        if (power <= told) return false;
        told = power;
        return true;
    }

    private void count(long to) {
        for (int i = 0; i < WAYS; i++) {
            if (points[i] > 0 && ways[i] != to) continue;
            ways[i] = to;
            points[i]++;
            return;
        }
    }

    private int most() {
        int most = 0;
        for (int count : points) most = Math.max(most, count);
        return most;
    }

    private void judge(All all, Seen out) {
        out.judged = true;
        double[] onward = numbers(Math.max(0, most() - 1), followed, all.followed, all);
        double[] back = numbers(backs, turned, all.turned, all);
        double onwardP = Law.ROW.p(onward);
        double backP = Law.ROW.p(back);
        out.backAndForth = backP < onwardP;
        out.numbers = out.backAndForth ? back : onward;
        out.p = Math.min(onwardP, backP);
        leastP = Math.min(leastP, out.p);
        out.count = out.backAndForth ? backs : most();
        out.sinceNanos = firstNanos;
        out.rows = rows;
        out.longest = longest;
        out.frames = frames;
    }

    /** Its own rows, and as many of the others' as weigh no more than {@link Kin#WEIGHT_MOST}. */
    private double[] numbers(int more, double own, double others, All all) {
        double otherRows = Math.max(0, all.rows - rows);
        double otherMore = Math.max(0, others - own);
        double share = Math.min(1, Kin.WEIGHT_MOST / Math.max(1, otherRows + otherMore));
        return new double[] {more, 1 + own + share * otherMore, 1 + rows + share * otherRows, 2};
    }

    /** The row before is over. */
    private void begin(long atNanos, All all, Seen out) {
        int most = most();
        if (most > 0) {
            out.endedP = leastP;
            double more = calm(most - 1, followed, all.followed, all);
            double back = calm(backs, turned, all.turned, all);
            rows++;
            followed += more;
            turned += back;
            if (rows + followed + turned > MEMORY) {
                rows /= 2;
                followed /= 2;
                turned /= 2;
            }
            all.row(more, back);
            longest = Math.max(longest, most);
        }
        row++;
        firstNanos = atNanos;
        backs = 0;
        leastP = 2;
        told = 0;
        frames.clear();
        for (int i = 0; i < WAYS; i++) points[i] = 0;
    }

    private double calm(int more, double own, double others, All all) {
        return more * Math.min(1, Chance.bounded(Law.ROW.p(numbers(more, own, others, all))) / CALM_P);
    }

    /** The point that was switched longest ago gives way. */
    private int add(long point, Room room) {
        int growth = table.growth(POINT_BYTES);
        if (table.isFull() || growth > 0 && !room.has(growth)) {
            int oldest = 0;
            for (int i = 1; i < table.size(); i++) if (lastNanos[i] < lastNanos[oldest]) oldest = i;
            int from = table.remove(oldest);
            way[oldest] = way[from];
            lastNanos[oldest] = lastNanos[from];
            counted[oldest] = counted[from];
        }
        int slot = table.add(point);
        if (slot >= way.length) {
            way = Arrays.copyOf(way, table.capacity());
            lastNanos = Arrays.copyOf(lastNanos, table.capacity());
            counted = Arrays.copyOf(counted, table.capacity());
        }
        counted[slot] = 0;
        way[slot] = 0;
        return slot;
    }
}
