package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Extremes;

/**
 * M4, in which order things are asked: prediction by partial matching of order two with escape by method C (Cleary and Witten 1984, Moffat 1990). What is
 * judged is the mean of -log2 P over {@link #BLOCK} symbols against the blocks of before, as a record, see {@link Extremes}; the first blocks teach only,
 * and the records of the last 512 to 1024 are held. A new way of working is as likely as the rule of succession has it.
 *
 * <p>O(1) a symbol: three look-ups. At most {@link #ARCS_MAX} contexts and arcs, 7 bytes a slot; when full, the rarest go. Where
 * things are asked in no order at all, as pages are through a proxy, it is full again and again and forgets what never came twice.
 */
public final class Sequence {
    public static final int BLOCK = 64;
    /** A strict turn of all symbols that a conversation remembers takes five for each: itself, and two contexts with an arc each. */
    static final int ARCS_MAX = 528;
    /** Three quarters full at most. */
    private static final int SLOTS_MAX = ARCS_MAX * 4 / 3;

    private static final int SLOTS = 32;
    private static final int SLOT_BYTES = 7;
    /** Octets of heap of one that knows nothing yet. */
    public static final int BYTES_LEAST =
            Heap.object(145) + Heap.array(SLOTS, 4) + Heap.array(SLOTS, 2) + Heap.array(SLOTS, 1);

    private static final int BLOCKS_UNJUDGED = 8;
    private static final int BLOCKS_MIN = 24;
    private static final int EPOCH = 512;
    private static final int COUNT_MOST = 20_000;
    private static final int SYMBOL_BITS = 10;
    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;
    /** Bits of a symbol that was never seen, beyond the escapes. */
    private static final double UNSEEN_BITS = 7;

    private static final double WIDTH_LEAST = 0.05;
    /** What the model holds impossible and is there all the same is another mode. */
    private static final double FAR_P = 1e-6;

    /** Order, two symbols of context, symbol; without a symbol it is the context, whose count is the sum of its arcs. 0 is free. */
    private int[] keys = new int[SLOTS];

    private short[] counts = new short[SLOTS];
    /** Of a context, how many arcs it has. */
    private byte[] arcs = new byte[SLOTS];

    private int used;
    private long forgotten;
    private int before;
    private int twoBefore;
    private int symbols;
    private double bits;
    private double strangestBits;
    private boolean strangest;

    private long blocks;
    private double low = Double.POSITIVE_INFINITY;
    private double high;
    private double lowBefore = Double.POSITIVE_INFINITY;
    private double highBefore;
    private int epoch;
    private double modes;
    private double windowP = 1;
    private int windowBlocks;
    private double seen;
    private double expectedLow;
    private double expectedHigh;

    /** @param name of the symbol, any 64 bits */
    public void next(long name, Room room) {
        int symbol = 1 + (int) Long.remainderUnsigned(Hash.mix(name), SYMBOL_MASK);
        double cost = cost(symbol);
        learn(symbol, room);
        twoBefore = before;
        before = symbol;
        bits += cost;
        strangest = cost > strangestBits;
        if (strangest) strangestBits = cost;
        if (++symbols == BLOCK) block();
    }

    /** The symbol just heard is the least expected of its block so far. */
    public boolean isStrangest() {
        return strangest;
    }

    private int context(int order) {
        return order + 1 << 3 * SYMBOL_BITS
                | (order == 2 ? twoBefore << 2 * SYMBOL_BITS : 0)
                | (order >= 1 ? before << SYMBOL_BITS : 0);
    }

    private double cost(int symbol) {
        double cost = 0;
        for (int order = 2; order >= 0; order--) {
            int context = find(context(order));
            if (context < 0) continue;
            double whole = counts[context] + (arcs[context] & 0xFF);
            int arc = find(context(order) | symbol);
            if (arc >= 0) return cost + log2(whole / counts[arc]);
            cost += log2(whole / (arcs[context] & 0xFF));
        }
        return cost + UNSEEN_BITS;
    }

    private static double log2(double ratio) {
        return Math.log(ratio) * (1 / 0.6931471805599453);
    }

    /** From the longest context down to the first that knew the symbol. */
    private void learn(int symbol, Room room) {
        for (int order = 2; order >= 0; order--) {
            int context = context(order);
            int arc = find(context | symbol);
            if (arc >= 0) {
                counts[arc]++;
                counts[find(context)]++;
                if (counts[find(context)] >= COUNT_MOST) halve();
                return;
            }
            if (used + 2 > ARCS_MAX) makeRoom(ARCS_MAX);
            if (4 * (used + 2) > 3 * keys.length) {
                int grown = Math.min(2 * keys.length, SLOTS_MAX);
                if (room.has(SLOT_BYTES * (grown - keys.length))) rebuild(grown, 0);
                else makeRoom(3 * keys.length / 4);
            }
            int at = find(context);
            if (at < 0) at = insert(context, 0);
            counts[at]++;
            if (arcs[at] != -1) arcs[at]++;
            insert(context | symbol, 1);
        }
    }

    private int find(int key) {
        for (int at = slot(key); keys[at] != 0; at = after(at)) if (keys[at] == key) return at;
        return -1;
    }

    private int slot(int key) {
        int mixed = key * 0x9E3779B9;
        return (int) (Integer.toUnsignedLong(mixed ^ mixed >>> 15) * keys.length >>> 32);
    }

    private int after(int slot) {
        return slot + 1 == keys.length ? 0 : slot + 1;
    }

    private int insert(int key, int count) {
        int at = slot(key);
        while (keys[at] != 0) at = after(at);
        keys[at] = key;
        counts[at] = (short) count;
        arcs[at] = 0;
        used++;
        return at;
    }

    private void halve() {
        for (int i = 0; i < counts.length; i++) counts[i] = (short) (counts[i] + 1 >> 1);
        rebuild(keys.length, 0);
    }

    /** Arcs as rare as the rarest go, until a quarter is free. */
    private void makeRoom(int of) {
        for (int least = 1; used > of * 3 / 4; least *= 2) {
            int had = used;
            rebuild(keys.length, least);
            forgotten += had - used;
        }
    }

    /** Without the arcs of at most {@code least}; contexts are made of what stays. */
    private void rebuild(int length, int least) {
        int[] oldKeys = keys;
        short[] oldCounts = counts;
        keys = new int[length];
        counts = new short[length];
        arcs = new byte[length];
        used = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if ((oldKeys[i] & SYMBOL_MASK) == 0 || oldCounts[i] <= least) continue;
            int context = oldKeys[i] & ~SYMBOL_MASK;
            int at = find(context);
            if (at < 0) at = insert(context, 0);
            counts[at] = (short) Math.min(COUNT_MOST, counts[at] + oldCounts[i]);
            if (arcs[at] != -1) arcs[at]++;
            insert(oldKeys[i], oldCounts[i]);
        }
    }

    private void block() {
        double mean = bits / BLOCK;
        bits = strangestBits = 0;
        symbols = 0;
        blocks++;
        if (blocks <= BLOCKS_UNJUDGED) return;
        double floor = Math.min(low, lowBefore);
        double top = Math.max(high, highBefore);
        double p = 1;
        if (blocks >= BLOCKS_MIN && mean > top) p = p(mean, floor, top);
        if (p < windowP || windowBlocks == 0) {
            windowP = p;
            seen = mean;
            expectedLow = floor;
            expectedHigh = top;
        }
        windowBlocks++;
        low = Math.min(low, mean);
        // A surprise teaches little, but what comes back is learned.
        double reach = p < 0.01 ? top + (mean - top) / 4 : mean;
        high = Math.max(high, reach);
        if (++epoch < EPOCH) return;
        epoch = 0;
        lowBefore = low;
        highBefore = high;
        low = Double.POSITIVE_INFINITY;
        high = 0;
    }

    private double p(double mean, double floor, double top) {
        double excess = (mean - top) / Math.max(WIDTH_LEAST, top - floor);
        double known = epoch + (Double.isFinite(lowBefore) ? EPOCH : 0);
        double p = Extremes.beyond(known, excess);
        double mode = (modes + 0.5) / (blocks - BLOCKS_UNJUDGED + 1);
        if (p < FAR_P) modes++;
        return Chance.bounded(mode + (1 - mode) * p);
    }

    /** A minute ends. @return p of its strangest block, or -1 where none was judged */
    public double close() {
        if (windowBlocks == 0 || blocks < BLOCKS_MIN) {
            windowBlocks = 0;
            windowP = 1;
            return -1;
        }
        double p = Math.min(1, windowP * windowBlocks);
        windowBlocks = 0;
        windowP = 1;
        return p;
    }

    /** Bits a symbol in the strangest block of the minute that ended, and the range of before. */
    public double seen() {
        return seen;
    }

    public double low() {
        return expectedLow;
    }

    public double high() {
        return expectedHigh;
    }

    /** Blocks the range is known from. */
    public long samples() {
        return blocks - BLOCKS_UNJUDGED;
    }

    public int size() {
        return used;
    }

    /** Octets of heap. */
    public int bytes() {
        return BYTES_LEAST + SLOT_BYTES * (keys.length - SLOTS);
    }

    /** Contexts and arcs that had to go. */
    public long forgotten() {
        return forgotten;
    }
}
