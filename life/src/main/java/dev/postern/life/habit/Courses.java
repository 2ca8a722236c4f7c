package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Extremes;
import dev.postern.life.chance.Law;
import java.util.Arrays;

/**
 * M5 over days: which course the set points of one device are on. Each change is weak evidence, so it is summed: a log-likelihood ratio of going one way nine times
 * in ten against what the hands of this point and its sisters do (a coin for going on in the direction of last time; CUSUM after Page 1954, whose
 * exponential is bounded by Lundberg), up and down apart. Tuning back and forth, a schedule that rises each morning and falls each night, and a counter
 * that always rises are therefore no course: the coin knows them. Two more aspects may join: more changes within one sitting of an hour than ever,
 * and how far off the value is from where it has been set before, here and at the sisters, until the course began.
 *
 * <p>O(1) a value; at most {@link #LIMIT} points of 100 bytes. A value that is written again unchanged is none.
 */
public final class Courses {
    public static final int LIMIT = 64;

    private static final int SITTING_MINUTES = 60;
    private static final int IDLE_MINUTES = 7 * 1440;
    /** Nobody goes on with what was left for so long. */
    private static final int COURSE_MINUTES = 30 * 1440;

    private static final double ONE_WAY = 0.9;
    /** From this evidence on what is set is not yet learned as where it belongs. */
    private static final double HOT = 2.3;

    private static final double CALM_P = 0.01;
    private static final double MEMORY = 200;

    /** Of all columns, and how many there are. */
    private static final int POINT_BYTES = 101, COLUMNS = 20;

    private static final int OBJECT_BYTES = Heap.object(96);
    /** Octets of heap of one that knows no point yet. */
    public static final int BYTES_LEAST = OBJECT_BYTES + PointTable.BYTES_LEAST + 8 * POINT_BYTES + COLUMNS * 20;

    private final PointTable table = new PointTable(LIMIT);
    private double[] last = new double[8];
    private float[] low = new float[8];
    private float[] high = new float[8];
    private float[] nowLow = new float[8];
    private float[] nowHigh = new float[8];
    private float[] onward = new float[8];
    private float[] turns = new float[8];
    private float[] followed = new float[8];
    private float[] ended = new float[8];
    private int[] settled = new int[8];
    private int[] lastMinute = new int[8];
    private int[] bornMinute = new int[8];
    private short[] sitting = new short[8];
    private byte[] direction = new byte[8];
    /** Two of each point, the rising one first. */
    private float[] evidence = new float[16];

    private double[] from = new double[16];
    private int[] sinceMinute = new int[16];
    private short[] steps = new short[16];
    /** The least p of a course so far, and the power of ten at which it was told. */
    private float[] peak = new float[16];

    private byte[] told = new byte[16];

    private long refused;
    private transient double[] coin;

    /** What one change showed. Refilled by {@link #write}. */
    public static final class Seen {
        public boolean judged;
        /** What the course that has just come to its end showed at most, or above 1. */
        public double endedP;

        public double evidence;
        public int more;
        public double followed;
        public double ended;
        /** 1 within the range. */
        public double place;

        public double low;
        public double high;
        public double from;
        public double before;
        public int steps;
        public int sinceMinute;
        public int knownMinute;
        /** Sittings that the range is known from, here and elsewhere. */
        public double known;
        /** Share of changes that go on in the direction of the last one, in percent. */
        public double onward;

        public boolean up;

        public double p() {
            return Law.CREEP.p(numbers());
        }

        public double[] numbers() {
            return new double[] {evidence, more, followed, ended, place};
        }
    }

    /** Octets of heap. */
    public int bytes() {
        return OBJECT_BYTES + table.bytes() + last.length * POINT_BYTES + COLUMNS * 20;
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

    /** Whether a point has been on a course like this one since {@code minute} or later: half as many steps, half of the evidence. */
    public boolean along(long point, Seen like, int minute) {
        int slot = table.find(point);
        if (slot < 0) return false;
        int way = 2 * slot + (like.up ? 0 : 1);
        return sinceMinute[way] >= minute && 2 * steps[way] >= like.steps && 2 * evidence[way] >= like.evidence;
    }

    /** The last value showed something rarer by a power of ten than was told of its course: true once for each power. */
    public boolean isNews(long point, Seen seen) {
        int way = 2 * table.find(point) + (seen.up ? 0 : 1);
        byte power = Extremes.power(seen.p());
        if (power <= told[way]) return false;
        told[way] = power;
        return true;
    }

    /** A value is set; judged, then learned. */
    public void write(long point, double value, int minute, Kin kin, Room room, Seen out) {
        out.judged = false;
        out.endedP = 2;
        if (!(Math.abs(value) <= Points.VALUE_MOST)) return;
        int slot = table.find(point);
        if (slot < 0) {
            add(point, value, minute, room);
            return;
        }
        if (value == last[slot]) return;
        if (minute - lastMinute[slot] > SITTING_MINUTES) settle(slot, kin);
        if (minute - lastMinute[slot] > COURSE_MINUTES) evidence[2 * slot] = evidence[2 * slot + 1] = 0;
        boolean up = value > last[slot];
        weigh(slot, up, minute, kin, out);
        judge(slot, up, value, kin, out);
        learn(slot, up, value, minute, kin);
    }

    private double[] coin() {
        if (coin == null) coin = new double[2];
        return coin;
    }

    private void weigh(int slot, boolean up, int minute, Kin kin, Seen out) {
        kin.direction(onward[slot], turns[slot], coin());
        double goesOn = coin()[0] / (coin()[0] + coin()[1]);
        double chance = direction[slot] == 0 ? 0.5 : up == direction[slot] > 0 ? goesOn : 1 - goesOn;
        add(2 * slot, slot, Math.log((up ? ONE_WAY : 1 - ONE_WAY) / chance), minute, up, out);
        add(2 * slot + 1, slot, Math.log((up ? 1 - ONE_WAY : ONE_WAY) / chance), minute, !up, out);
    }

    private void add(int way, int slot, double ratio, int minute, boolean along, Seen out) {
        if (evidence[way] <= 0) {
            from[way] = last[slot];
            sinceMinute[way] = minute;
            steps[way] = 0;
            peak[way] = 2;
            told[way] = 0;
        }
        evidence[way] = (float) Math.max(0, evidence[way] + ratio);
        if (evidence[way] <= 0) out.endedP = Math.min(out.endedP, peak[way]);
        if (along && steps[way] < Short.MAX_VALUE) steps[way]++;
    }

    private void judge(int slot, boolean up, double value, Kin kin, Seen out) {
        int way = 2 * slot + (up ? 0 : 1);
        if (evidence[way] <= 0) return;
        out.judged = true;
        out.up = up;
        out.evidence = evidence[way];
        out.steps = steps[way];
        out.from = from[way];
        out.before = last[slot];
        out.sinceMinute = sinceMinute[way];
        out.knownMinute = bornMinute[slot];
        kin.direction(onward[slot], turns[slot], coin());
        out.onward = 100 * coin()[0] / (coin()[0] + coin()[1]);
        out.more = sitting[slot];
        kin.sittings(followed[slot], ended[slot], coin());
        out.followed = coin()[0];
        out.ended = coin()[1];
        place(slot, value, kin, out);
        peak[way] = (float) Math.min(peak[way], out.p());
    }

    private void place(int slot, double value, Kin kin, Seen out) {
        out.low = settled[slot] == 0 ? Double.POSITIVE_INFINITY : low[slot];
        out.high = settled[slot] == 0 ? Double.NEGATIVE_INFINITY : high[slot];
        double others = Math.clamp(kin.settled - settled[slot], 0, Kin.WEIGHT_MOST);
        if (others > 0) {
            out.low = Math.min(out.low, kin.low);
            out.high = Math.max(out.high, kin.high);
        }
        out.known = settled[slot] + others;
        double excess = out.known > 0 ? Points.excess(out.low, out.high, (float) value) : 0;
        out.place = excess > 0 ? Extremes.beyond(out.known, excess) : 1;
    }

    private void learn(int slot, boolean up, double value, int minute, Kin kin) {
        byte way = (byte) (up ? 1 : -1);
        if (direction[slot] != 0) {
            boolean goesOn = way == direction[slot];
            if (goesOn) onward[slot]++;
            else turns[slot]++;
            if (onward[slot] + turns[slot] > MEMORY) {
                onward[slot] /= 2;
                turns[slot] /= 2;
            }
            kin.moved(goesOn);
        }
        direction[slot] = way;
        last[slot] = value;
        lastMinute[slot] = minute;
        if (sitting[slot] < Short.MAX_VALUE) sitting[slot]++;
        nowLow[slot] = Math.min(nowLow[slot], (float) value);
        nowHigh[slot] = Math.max(nowHigh[slot], (float) value);
    }

    /** A sitting is over: how many changes it had is part of the habit, and so is where it went, unless it is part of a course. */
    private void settle(int slot, Kin kin) {
        if (sitting[slot] > 0) {
            kin.sittings(followed[slot], ended[slot], coin());
            double p = Chance.bounded(Law.row(sitting[slot] - 1, coin()[0], coin()[1]));
            double followers = (sitting[slot] - 1) * Math.min(1, p / CALM_P);
            followed[slot] += (float) followers;
            ended[slot]++;
            kin.sat(followers);
            if (followed[slot] + ended[slot] > MEMORY) {
                followed[slot] /= 2;
                ended[slot] /= 2;
            }
            sitting[slot] = 0;
        }
        if (Math.max(evidence[2 * slot], evidence[2 * slot + 1]) < HOT) widen(slot, kin);
    }

    private void widen(int slot, Kin kin) {
        if (nowLow[slot] > nowHigh[slot]) return;
        if (settled[slot] == 0) {
            low[slot] = nowLow[slot];
            high[slot] = nowHigh[slot];
        } else {
            float width = Math.max(high[slot] - low[slot], Math.abs(high[slot]) / 10);
            low[slot] = Math.min(low[slot], Math.max(nowLow[slot], low[slot] - width));
            high[slot] = Math.max(high[slot], Math.min(nowHigh[slot], high[slot] + width));
        }
        settled[slot]++;
        kin.settled(low[slot], high[slot]);
        nowLow[slot] = Float.POSITIVE_INFINITY;
        nowHigh[slot] = Float.NEGATIVE_INFINITY;
    }

    private void add(long point, double value, int minute, Room room) {
        int growth = table.growth(POINT_BYTES);
        boolean full = table.isFull() || growth > 0 && !room.has(growth);
        if (full && !makeRoom(minute)) {
            refused++;
            return;
        }
        int slot = table.add(point);
        if (slot >= last.length) grow(table.capacity());
        last[slot] = value;
        low[slot] = high[slot] = nowLow[slot] = nowHigh[slot] = (float) value;
        onward[slot] = turns[slot] = followed[slot] = ended[slot] = 0;
        settled[slot] = 0;
        lastMinute[slot] = bornMinute[slot] = minute;
        sitting[slot] = 1;
        direction[slot] = 0;
        for (int way = 2 * slot; way < 2 * slot + 2; way++) {
            evidence[way] = 0;
            steps[way] = 0;
        }
    }

    /** Of those not set for a week the one that was set longest ago. */
    private boolean makeRoom(int minute) {
        int oldest = 0;
        for (int slot = 1; slot < table.size(); slot++) if (lastMinute[slot] < lastMinute[oldest]) oldest = slot;
        if (minute - lastMinute[oldest] <= IDLE_MINUTES) return false;
        move(table.remove(oldest), oldest);
        return true;
    }

    private void move(int source, int slot) {
        last[slot] = last[source];
        low[slot] = low[source];
        high[slot] = high[source];
        nowLow[slot] = nowLow[source];
        nowHigh[slot] = nowHigh[source];
        onward[slot] = onward[source];
        turns[slot] = turns[source];
        followed[slot] = followed[source];
        ended[slot] = ended[source];
        settled[slot] = settled[source];
        lastMinute[slot] = lastMinute[source];
        bornMinute[slot] = bornMinute[source];
        sitting[slot] = sitting[source];
        direction[slot] = direction[source];
        for (int way = 0; way < 2; way++) {
            evidence[2 * slot + way] = evidence[2 * source + way];
            from[2 * slot + way] = from[2 * source + way];
            sinceMinute[2 * slot + way] = sinceMinute[2 * source + way];
            steps[2 * slot + way] = steps[2 * source + way];
            peak[2 * slot + way] = peak[2 * source + way];
            told[2 * slot + way] = told[2 * source + way];
        }
    }

    private void grow(int to) {
        last = Arrays.copyOf(last, to);
        low = Arrays.copyOf(low, to);
        high = Arrays.copyOf(high, to);
        nowLow = Arrays.copyOf(nowLow, to);
        nowHigh = Arrays.copyOf(nowHigh, to);
        onward = Arrays.copyOf(onward, to);
        turns = Arrays.copyOf(turns, to);
        followed = Arrays.copyOf(followed, to);
        ended = Arrays.copyOf(ended, to);
        settled = Arrays.copyOf(settled, to);
        lastMinute = Arrays.copyOf(lastMinute, to);
        bornMinute = Arrays.copyOf(bornMinute, to);
        sitting = Arrays.copyOf(sitting, to);
        direction = Arrays.copyOf(direction, to);
        evidence = Arrays.copyOf(evidence, 2 * to);
        from = Arrays.copyOf(from, 2 * to);
        sinceMinute = Arrays.copyOf(sinceMinute, 2 * to);
        steps = Arrays.copyOf(steps, 2 * to);
        peak = Arrays.copyOf(peak, 2 * to);
        told = Arrays.copyOf(told, 2 * to);
    }
}
