package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import java.util.Arrays;

/**
 * M5, too regular: noise that comes again. What one request is answered with, all its values together, is followed from change to change. Where the last
 * {@link #SPAN} of these are all different and go up and down as noise does, one stretch in eight (chosen by its content, so that a recording meets its
 * own marks again: Schleimer and others 2003) is a mark; a mark that is among the last {@link #MARKS} has been there before. A slow ramp, a wave or two
 * states that alternate make no marks, and a process that does repeat itself has many from the start, which is its habit (beta-binomial over the last
 * eight marks). Remembers some thousand changes: a loop that is longer is not recognised. About 700 bytes.
 */
public final class Echo {
    static final int SPAN = 8;
    static final int MARKS = 128;

    private static final int MARKS_LEAST = 8;
    /** Octets of heap of one without marks. */
    public static final int BYTES_LEAST = Heap.object(92) + Heap.array(SPAN, 8) + Heap.array(MARKS_LEAST, 4);

    private static final int TURNS_MIN = 3;
    private static final int LOOKED_AT = 8;
    private static final int LEARNED_MIN = 24;
    private static final double PRIOR_MARKS = 20;
    private static final double PRIOR_HITS = 0.5;
    private static final double TOLD_WEIGHT = 0.02;
    private static final double TOLD_P = 1e-3;
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final long BASE_SPAN = power();

    private final long[] last = new long[SPAN];
    private int[] marks = new int[MARKS_LEAST];
    private int changes;
    private double sum;
    private int direction;
    private int turns;
    private long rolled;
    private int marked;
    private int hits;
    private double hitsLearned = PRIOR_HITS;
    private double marksLearned = PRIOR_MARKS;
    private double windowP = 1;
    private int windowMarks;
    private int seen;

    private static long power() {
        long power = 1;
        for (int i = 0; i < SPAN; i++) power *= BASE;
        return power;
    }

    /**
     * @param values hash of all values of the answer
     * @param whole their sum
     */
    public void next(long values, double whole, Room room) {
        int slot = Math.floorMod(changes, SPAN);
        if (changes > 0 && last[Math.floorMod(changes - 1, SPAN)] == values) return;
        int way = (int) Math.signum(whole - sum);
        turns = turns << 1 | (way != direction ? 1 : 0);
        direction = way;
        sum = whole;
        rolled = rolled * BASE + values - last[slot] * BASE_SPAN;
        last[slot] = values;
        changes = changes == Integer.MAX_VALUE - SPAN ? SPAN + Math.floorMod(changes + 1, SPAN) : changes + 1;
        long mixed = Hash.mix(rolled);
        if (changes <= SPAN || mixed >>> 61 != 0) return;
        if (Integer.bitCount(turns & (1 << SPAN - 1) - 1) < TURNS_MIN || !allDiffer()) return;
        mark((int) mixed | 1, room);
    }

    private boolean allDiffer() {
        for (int i = 1; i < SPAN; i++) for (int j = 0; j < i; j++) if (last[i] == last[j]) return false;
        return true;
    }

    private void mark(int mark, Room room) {
        boolean known = false;
        for (int one : marks) known |= one == mark;
        hits = (hits << 1 | (known ? 1 : 0)) & (1 << LOOKED_AT) - 1;
        boolean narrow = !known && marked >= marks.length && marks.length < MARKS;
        if (narrow && room.has(4 * marks.length)) marks = Arrays.copyOf(marks, 2 * marks.length);
        if (!known) marks[marked % marks.length] = mark;
        marked = known || marked == Integer.MAX_VALUE ? marked : marked + 1;
        windowMarks++;
        double p = 1;
        boolean judged = marksLearned >= PRIOR_MARKS + LEARNED_MIN;
        if (known && judged) {
            int found = Integer.bitCount(hits);
            p = Chance.ratioAtLeast(found, LOOKED_AT, hitsLearned, marksLearned - hitsLearned);
            if (p < windowP) {
                windowP = p;
                seen = found;
            }
        }
        double weight = p < TOLD_P ? TOLD_WEIGHT : 1;
        marksLearned += weight;
        if (known) hitsLearned += weight;
    }

    /** A minute ends. @return p of as many marks that were there before, or -1 where nothing was tested */
    public double close() {
        int looks = windowMarks;
        double p = Math.min(1, windowP * looks);
        windowMarks = 0;
        windowP = 1;
        return looks == 0 || marksLearned < PRIOR_MARKS + LEARNED_MIN ? -1 : p;
    }

    /** Octets of heap. */
    public int bytes() {
        return BYTES_LEAST + 4 * (marks.length - MARKS_LEAST);
    }

    /** Of the last eight marks, how many were there before; of the strangest moment of the minute. */
    public int seen() {
        return seen;
    }

    public static int of() {
        return LOOKED_AT;
    }

    /** How many of eight usually were. */
    public double usual() {
        return LOOKED_AT * hitsLearned / marksLearned;
    }

    public long samples() {
        return Math.round(marksLearned - PRIOR_MARKS);
    }
}
