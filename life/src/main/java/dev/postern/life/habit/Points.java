package dev.postern.life.habit;

import dev.postern.life.chance.Cauchy;
import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Extremes;
import dev.postern.model.FrameRef;
import java.util.Arrays;

/**
 * M5, what the points of one conversation read as. A point is constant, binary, one of up to eight codes, a counter, or continuous, as it shows itself.
 * Three things are judged, each by what is free of any distribution, see {@link Extremes}: the level, counted in swings through its range, since what
 * rises all morning is a record every minute; the step from one value to the next, unless polls were missing between; how long a value that always moves
 * stands still (beta-binomial and record of stillness, the larger). The unit of all is the minute, so thinner polls know less and not otherwise. A whole
 * new mode of the process is as likely as the rule of succession has it after so many minutes, and no p of a minute is smaller than that.
 *
 * <p>O(1) a value and nothing written for one that repeats; at most {@link #LIMIT} points of 72 bytes.
 */
public final class Points {
    public static final int LIMIT = 250;

    /** What of a value is judged. */
    public enum Aspect {
        LEVEL,
        STEP,
        STILL
    }

    /** Minutes before a point is judged. */
    private static final int MINUTES_MIN = 30;

    private static final int MOVES_MIN = 30;
    private static final int COUNTER_MOVES_MIN = 8;
    private static final int HITS_MAX = 8;
    private static final int IDLE_MINUTES = 10;
    private static final int DAY_MINUTES = 1440;
    private static final int DAYS_KNOWN_MAX = 7;
    private static final int MOVES_KNOWN_MAX = 100;
    private static final int MODE_MINUTES = 60;
    private static final double TOLD_P = 0.05;
    /** What the model holds impossible and is there all the same is another mode. */
    private static final double FAR_P = 1e-6;

    private static final double WEIGHT_LEAST = 0.02;
    private static final double FLAT_WIDTH = 0.1;
    /** What is larger, or no number, is something else that was read as one. */
    static final double VALUE_MOST = 1e30;

    private static final byte MANY = 1, UPPER = 2, MOVED = 4, GAP = 8, TOLD = 16, STALE = 32;

    /** Of the columns of all points, and of those that only the points have which ever moved. */
    private static final int POINT_BYTES = 22, MOVING_BYTES = 36, COLUMNS = 15;

    private static final int OBJECT_BYTES = Heap.object(96)
            + Heap.array(HITS_MAX, Heap.REFERENCE)
            + 2 * Heap.array(Aspect.values().length, 8)
            + Heap.array(Aspect.values().length, 4);
    private static final int MOVING_LEAST = 8, MOVING_STEP_MOST = 64;

    /** Octets of heap of one that knows no point yet. */
    public static final int BYTES_LEAST =
            OBJECT_BYTES + PointTable.BYTES_LEAST + 8 * POINT_BYTES + MOVING_LEAST * MOVING_BYTES + COLUMNS * 20;

    private final PointTable table = new PointTable(LIMIT);
    private double[] last = new double[8];
    private int[] minutes = new int[8];
    private int[] lastMinute = new int[8];
    private int[] bornMinute = new int[8];
    private byte[] flags = new byte[8];

    /**
     * Where the rest of it is, below, of a point that ever moved, and one more; 0 of the others, most of a plant's registers. Null as kept by what had
     * the rest of every point at its own place.
     */
    private byte[] moving = new byte[8];

    private int movers;
    private float[] low = new float[MOVING_LEAST];
    private float[] high = new float[MOVING_LEAST];
    private float[] step = new float[MOVING_LEAST];
    private long[] codes = new long[MOVING_LEAST];
    private int[] moves = new int[MOVING_LEAST];
    private int[] swings = new int[MOVING_LEAST];
    private int[] stillFrom = new int[MOVING_LEAST];
    private short[] stillest = new short[MOVING_LEAST];
    private short[] falls = new short[MOVING_LEAST];

    private final Hit[] hits = new Hit[HITS_MAX];
    private int hit;
    private int judged;
    private final double[] judgedMinutes = new double[Aspect.values().length];
    private final double[] modes = new double[Aspect.values().length];
    private final int[] modeMinute = new int[Aspect.values().length];
    private int refusedMinute = -1;
    private long refused;

    /** One point that surprised in the minute that runs. Numbers are of before it was learned. */
    public static final class Hit {
        private int slot;
        private Aspect aspect;
        private double p;
        /** For whoever reads: what the point is called, and where it showed. */
        public String words;

        public FrameRef frame;

        /** It is the server's, and nobody asked for it. */
        public boolean serversOwn;

        public double low;
        public double high;
        /** The value, the step, or minutes of standing still. */
        public double seen;
        /** The value before. */
        public double before;

        public int sinceMinute;
        public long minutes;
        public int codes;
        public boolean counter;
    }

    /** Minutes in which a value found no room. */
    public long refused() {
        return refused;
    }

    public int size() {
        return table.size();
    }

    /** It found room. */
    public boolean knows(long point) {
        return table.find(point) >= 0;
    }

    /**
     * A value that was read or told; what is no number is no value.
     *
     * @return true if it showed something, which is then to be named by {@link #name}; nearly always false
     */
    public boolean read(long point, double value, int minute, Room room) {
        if (!(Math.abs(value) <= VALUE_MOST)) return false;
        int slot = table.find(point);
        if (slot < 0) {
            add(point, value, minute, room);
            return false;
        }
        boolean showed = lastMinute[slot] != minute && begin(slot, minute);
        return value != last[slot] && move(slot, value, room) || showed;
    }

    /**
     * Is this value, which is to be read next, one to tell at once? So is the new state of a point that is known to have a few of them, once a minute; where it
     * went on changing, how it stands in the next minute.
     */
    public boolean isNews(long point, double value, int minute) {
        if (!(Math.abs(value) <= VALUE_MOST)) return false;
        int slot = table.find(point);
        if (slot < 0 || is(slot, MANY) || minutes[slot] <= MINUTES_MIN) return false;
        boolean told = lastMinute[slot] == minute && is(slot, TOLD);
        boolean news = value != last[slot] || is(slot, STALE);
        flags[slot] = (byte) (flags[slot] & ~(TOLD | STALE) | (told || news ? TOLD : 0) | (told && news ? STALE : 0));
        return news && !told;
    }

    /**
     * Says of what the last value showed what its point is called, and where it was seen.
     *
     * @param serversOwn the server told it unasked
     */
    public void name(String words, FrameRef frame, boolean serversOwn) {
        for (int i = 0; i < hit; i++) {
            if (hits[i].frame != null) continue;
            hits[i].words = words;
            hits[i].frame = frame;
            hits[i].serversOwn = serversOwn;
        }
    }

    /** The first value of a minute: also tells whether the point has stood still until now. */
    private boolean begin(int slot, int minute) {
        boolean showed = !is(slot, MOVED) && is(slot, MANY) && still(slot, mover(slot));
        double usual = (lastMinute[slot] - bornMinute[slot]) / (double) Math.max(1, minutes[slot]);
        boolean missing = minute - lastMinute[slot] > 1 + 1.5 * usual;
        flags[slot] = (byte) (flags[slot] & ~(MOVED | GAP) | (missing ? GAP : 0));
        lastMinute[slot] = minute;
        minutes[slot]++;
        if (minutes[slot] > MINUTES_MIN) judged++;
        return showed;
    }

    private boolean still(int slot, int mover) {
        int still = minutes[slot] - stillFrom[mover];
        if (moves[mover] < MOVES_MIN || still <= stillest[mover]) return false;
        double record = Extremes.beyond(moves[mover], still / Math.max(1.0, stillest[mover]) - 1);
        double p = Math.max(record, restP(minutes[slot] - still, moves[mover], still));
        return p < TOLD_P && hit(slot, Aspect.STILL, p, still);
    }

    private boolean is(int slot, byte flag) {
        return (flags[slot] & flag) != 0;
    }

    /** Where the rest of a point is that ever moved; -1 of others. */
    private int mover(int slot) {
        if (moving == null) asKept();
        return (moving[slot] & 0xFF) - 1;
    }

    private void asKept() {
        moving = new byte[last.length];
        movers = table.size();
        for (int slot = 0; slot < movers; slot++) moving[slot] = (byte) (slot + 1);
    }

    private boolean isCounter(int slot) {
        int mover = mover(slot);
        return mover >= 0 && is(slot, MANY) && moves[mover] >= COUNTER_MOVES_MIN && falls[mover] * 50 <= moves[mover];
    }

    private boolean move(int slot, double value, Room room) {
        int mover = mover(slot);
        if (mover < 0) mover = beginMoving(slot, room);
        if (mover >= 0) return move(slot, mover, value);
        // Nowhere to keep how it moves: what it is from now on is a point that is new.
        clear(slot, value, lastMinute[slot]);
        return false;
    }

    private boolean move(int slot, int mover, double value) {
        boolean mature = minutes[slot] > MINUTES_MIN;
        double moved = (float) Math.abs(value - last[slot]);
        boolean counter = isCounter(slot);
        boolean fresh = !is(slot, MANY) && !Codes.has(codes[mover], value);
        double excess = excess(low[mover], high[mover], (float) value);
        double levelP = 1;
        double stepP = 1;
        boolean showed = false;
        if (mature) {
            if (!counter && (fresh || excess > 0)) levelP = levelP(slot, mover, fresh, excess);
            if (counter && value < last[slot]) stepP = (falls[mover] + 0.5) / (moves[mover] + 1);
            else if (is(slot, MANY) && !is(slot, GAP) && moved > step[mover] && step[mover] > 0)
                stepP = Extremes.beyond(moves[mover], moved / step[mover] - 1);
            if (stepP < TOLD_P) showed = hit(slot, Aspect.STEP, stepP, counter ? value - last[slot] : moved);
            if (levelP < TOLD_P) showed |= hit(slot, Aspect.LEVEL, levelP, value);
        }
        learn(slot, mover, value, moved, excess, levelP, stepP, fresh);
        return showed;
    }

    private double levelP(int slot, int mover, boolean fresh, double excess) {
        int known = Codes.count(codes[mover]);
        if (fresh) {
            double novel = 0.5 * known / (minutes[slot] + 1.0);
            return excess > 0 ? novel * 2 * Extremes.beyond(1, excess) : novel;
        }
        return Extremes.beyond(Math.min(1 + swings[mover], minutes[slot]), excess);
    }

    /** How far beyond the range, in widths of it. A value that never changed has a tenth of itself as its width. */
    static double excess(double low, double high, double value) {
        double off = Math.max(low - value, value - high);
        if (off <= 0) return 0;
        if (low == 0 && high == 0) return 1;
        double width = high - low;
        double whole = low == Math.rint(low) && high == Math.rint(high) && value == Math.rint(value) ? 1 : 0;
        return off / Math.max(width, Math.max(whole, FLAT_WIDTH * Math.max(Math.abs(low), Math.abs(high))));
    }

    private void learn(
            int slot,
            int mover,
            double value,
            double moved,
            double excess,
            double levelP,
            double stepP,
            boolean fresh) {
        if (!is(slot, MOVED)) {
            flags[slot] |= MOVED;
            moves[mover]++;
            int still = minutes[slot] - stillFrom[mover];
            stillest[mover] = (short) Math.clamp(still, stillest[mover], Short.MAX_VALUE);
        }
        stillFrom[mover] = minutes[slot];
        if (value < last[slot] && falls[mover] < Short.MAX_VALUE) falls[mover]++;
        if (fresh) {
            if (Codes.count(codes[mover]) < Codes.MOST) codes[mover] = Codes.with(codes[mover], value);
            else flags[slot] |= MANY;
        }
        if (!is(slot, GAP) && moved > step[mover]) step[mover] = towards(step[mover], moved, stepP);
        if (excess > 0) {
            if (value > high[mover]) high[mover] = towards(high[mover], value, levelP);
            else low[mover] = towards(low[mover], value, levelP);
        }
        swing(slot, mover, value);
        last[slot] = value;
    }

    /** A surprise teaches little. */
    private static float towards(float from, double to, double p) {
        double weight = Math.clamp(p / 0.01, WEIGHT_LEAST, 1.0);
        return (float) (weight >= 1 ? to : from + weight * (to - from));
    }

    /** From the lower third of the range to the upper one. */
    private void swing(int slot, int mover, double value) {
        double third = (high[mover] - low[mover]) / 3;
        if (is(slot, UPPER) ? value < low[mover] + third : value > high[mover] - third) {
            if (!is(slot, UPPER)) swings[mover]++;
            flags[slot] ^= UPPER;
        }
    }

    private boolean hit(int slot, Aspect aspect, double p, double seen) {
        int at = 0;
        while (at < hit && (hits[at].slot != slot || hits[at].aspect != aspect)) at++;
        if (at == hit) {
            if (hit == HITS_MAX) return false;
            hit++;
        } else if (hits[at].p <= p) return false;
        if (hits[at] == null) hits[at] = new Hit();
        Hit one = hits[at];
        one.frame = null;
        one.serversOwn = false;
        one.slot = slot;
        one.aspect = aspect;
        one.p = p;
        int mover = mover(slot);
        one.low = aspect == Aspect.LEVEL ? low[mover] : 0;
        one.high = aspect == Aspect.LEVEL ? high[mover] : aspect == Aspect.STEP ? step[mover] : stillest[mover];
        one.seen = seen;
        one.before = last[slot];
        one.sinceMinute = bornMinute[slot];
        one.minutes = minutes[slot];
        one.codes = Codes.count(codes[mover]);
        one.counter = isCounter(slot);
        return true;
    }

    /** Chance that {@code rests} minutes in a row show no move, when {@code moves} of {@code minutes} did. */
    private static double restP(int minutes, int moves, int rests) {
        double rested = Math.max(0, minutes - moves) + 0.5;
        double p = 1;
        for (int i = 0; i < rests && p > Chance.LEAST; i++) p *= (rested + i) / (minutes + 1.0 + i);
        return p;
    }

    /** Points that were judged in this minute. */
    public int judged() {
        return judged;
    }

    /** p of one aspect in the minute that ended, over all points. */
    public double p(Aspect aspect, int minute) {
        if (judged == 0) return 1;
        double sum = 0;
        double least = 1;
        for (int i = 0; i < hit; i++) {
            if (hits[i].aspect != aspect) continue;
            sum += Cauchy.term(hits[i].p);
            least = Math.min(least, hits[i].p);
        }
        int at = aspect.ordinal();
        double mode = (modes[at] + 0.5) / (judgedMinutes[at] + 1);
        judgedMinutes[at]++;
        if (least >= 1) return 1;
        double p = Cauchy.combine(sum, Math.max(judged, hit));
        if (p < FAR_P && minute - modeMinute[at] >= MODE_MINUTES) modes[at]++;
        if (p < FAR_P) modeMinute[at] = minute;
        return Chance.bounded(mode + (1 - mode) * p);
    }

    /** The most surprising of this aspect, or null. Refilled in the next minute. */
    public Hit worst(Aspect aspect) {
        Hit worst = null;
        for (int i = 0; i < hit; i++)
            if (hits[i].aspect == aspect && (worst == null || hits[i].p < worst.p)) worst = hits[i];
        return worst;
    }

    /** Octets of heap, between two minutes. */
    public int bytes() {
        return OBJECT_BYTES + table.bytes() + last.length * POINT_BYTES + low.length * MOVING_BYTES + COLUMNS * 20;
    }

    /** The minute is dealt with. */
    public void clear() {
        Arrays.fill(hits, null);
        hit = 0;
        judged = 0;
    }

    private void add(long point, double value, int minute, Room room) {
        // A fourth of them is expected to move one day.
        int growth = table.growth(POINT_BYTES + MOVING_BYTES / 4);
        boolean full = table.isFull() || growth > 0 && !room.has(growth);
        if (full && !makeRoom(minute)) return;
        if (moving == null) asKept();
        int slot = table.add(point);
        if (slot >= last.length) grow(table.capacity());
        moving[slot] = 0;
        clear(slot, value, minute);
    }

    private void clear(int slot, double value, int minute) {
        last[slot] = value;
        lastMinute[slot] = bornMinute[slot] = minute;
        minutes[slot] = 1;
        flags[slot] = 0;
    }

    /** A point moves for the first time. @return where the rest of it is, or -1 where there is no room */
    private int beginMoving(int slot, Room room) {
        if (movers == low.length) {
            int more = Math.min(LIMIT - movers, Math.min(movers, MOVING_STEP_MOST));
            if (!room.has(more * MOVING_BYTES)) {
                if (refusedMinute != lastMinute[slot]) refused++;
                refusedMinute = lastMinute[slot];
                return -1;
            }
            growMoving(movers + more);
        }
        int mover = movers++;
        moving[slot] = (byte) (mover + 1);
        low[mover] = high[mover] = (float) last[slot];
        codes[mover] = Codes.with(0, last[slot]);
        step[mover] = 0;
        moves[mover] = swings[mover] = stillFrom[mover] = 0;
        stillest[mover] = falls[mover] = 0;
        return mover;
    }

    /** The point that tells least goes: seen in the fewest minutes and not of late, or not for a day. Tried once a minute. */
    private boolean makeRoom(int minute) {
        if (refusedMinute == minute) return false;
        int least = -1;
        for (int slot = 0; slot < table.size(); slot++) {
            int idle = minute - lastMinute[slot];
            if (idle <= (minutes[slot] < MINUTES_MIN ? IDLE_MINUTES : DAY_MINUTES)) continue;
            if (least < 0 || minutes[slot] < minutes[least]) least = slot;
        }
        if (least < 0) {
            refusedMinute = minute;
            refused++;
            return false;
        }
        remove(least);
        return true;
    }

    private void remove(int slot) {
        for (int i = 0; i < hit; i++)
            if (hits[i].slot == slot) {
                Hit gone = hits[i];
                hits[i--] = hits[--hit];
                hits[hit] = gone;
            }
        int mover = mover(slot);
        if (mover >= 0) removeMoving(mover);
        int from = table.remove(slot);
        for (int i = 0; i < hit; i++) if (hits[i].slot == from) hits[i].slot = slot;
        last[slot] = last[from];
        minutes[slot] = minutes[from];
        lastMinute[slot] = lastMinute[from];
        bornMinute[slot] = bornMinute[from];
        flags[slot] = flags[from];
        moving[slot] = moving[from];
    }

    private void removeMoving(int mover) {
        int from = --movers;
        for (int slot = 0; slot < table.size(); slot++) if (mover(slot) == from) moving[slot] = (byte) (mover + 1);
        low[mover] = low[from];
        high[mover] = high[from];
        step[mover] = step[from];
        codes[mover] = codes[from];
        moves[mover] = moves[from];
        swings[mover] = swings[from];
        stillFrom[mover] = stillFrom[from];
        stillest[mover] = stillest[from];
        falls[mover] = falls[from];
    }

    private void grow(int to) {
        last = Arrays.copyOf(last, to);
        minutes = Arrays.copyOf(minutes, to);
        lastMinute = Arrays.copyOf(lastMinute, to);
        bornMinute = Arrays.copyOf(bornMinute, to);
        flags = Arrays.copyOf(flags, to);
        moving = Arrays.copyOf(moving, to);
    }

    private void growMoving(int to) {
        low = Arrays.copyOf(low, to);
        high = Arrays.copyOf(high, to);
        step = Arrays.copyOf(step, to);
        codes = Arrays.copyOf(codes, to);
        moves = Arrays.copyOf(moves, to);
        swings = Arrays.copyOf(swings, to);
        stillFrom = Arrays.copyOf(stillFrom, to);
        stillest = Arrays.copyOf(stillest, to);
        falls = Arrays.copyOf(falls, to);
    }

    /**
     * Independent values known of a point: how often it moved, and one. Where it hardly moves, the days on which it stayed where it was: each could have
     * set it; a week of them and no more, for nobody says that parameters are set daily. 0 where it is not known well enough.
     */
    public int known(long point) {
        int slot = table.find(point);
        if (slot < 0 || minutes[slot] < MINUTES_MIN) return 0;
        int days = Math.min(DAYS_KNOWN_MAX, (lastMinute[slot] - bornMinute[slot]) / DAY_MINUTES);
        int mover = mover(slot);
        return 1 + Math.max(days, mover < 0 ? 0 : Math.min(moves[mover], MOVES_KNOWN_MAX));
    }

    /** It has more than a few values. */
    public boolean isContinuous(long point) {
        int slot = table.find(point);
        return slot >= 0 && is(slot, MANY);
    }

    /** Of a point that is known. */
    public double low(long point) {
        int slot = table.find(point);
        int mover = mover(slot);
        return mover < 0 ? (float) last[slot] : low[mover];
    }

    public double high(long point) {
        int slot = table.find(point);
        int mover = mover(slot);
        return mover < 0 ? (float) last[slot] : high[mover];
    }
}
