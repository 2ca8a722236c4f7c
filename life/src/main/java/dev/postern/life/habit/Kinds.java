package dev.postern.life.habit;

import dev.postern.life.chance.Law;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongPredicate;

/**
 * M1, novelty of a category: which peers, services, operations, targets one keeper has, as a Pitman-Yor process over item-minutes.
 * With N item-minutes over K items, d the discount and alpha = 1/2, the next item-minute shows something new with probability
 * (alpha + dK)/(N + alpha); that, times how rare the thing is in the group, is the p-value of a new thing. The discount is the share
 * of items that came once and never settled, so who meets new things all day is not surprised by the next.
 *
 * <p>At most {@code limit} items of 25 octets, an index among them; when full the quarter that tells least (fewest minutes, then longest ago) goes, and
 * is remembered as churn, which keeps the discount honest under a scan.
 */
public final class Kinds {
    private static final double DISCOUNT_LEAST = 0.05;
    private static final double DISCOUNT_MOST = 0.95;
    /** An item settles when it was there in this many minutes, or came back after {@link #SESSION_GAP_MINUTES}. */
    private static final float SETTLED_MINUTES = 10;

    private static final int SESSION_GAP_MINUTES = 30;
    private static final int DAY_MINUTES = 1440;
    private static final double HALF_LIFE_DAYS = 7;
    /** How many keepers so many set bits of 64 mean: linear counting. */
    private static final int[] ESTIMATES = estimates();

    private static final int ESTIMATE_MOST = ESTIMATES[63];

    /** Room for so many is never asked for. */
    private static final int LEAST = 4;

    private static final int ITEM_BYTES = 20;
    private static final int OBJECT_BYTES = Heap.object(77);

    private final int limit;
    private final boolean counting;
    private final double halfLifeDays;
    /** Columns, dense: the first {@link #size} places are taken. */
    private long[] items = {};

    private int[] first = {};
    private int[] last = {};
    /** In how many minutes it was there, faded; negative once it has settled. */
    private float[] minutes = {};
    /** Which keepers of the group have the item, one bit of 64 each; only where {@code counting}. */
    private long[] keepers;
    /** Open-addressed: one more than the place of an item, 0 for none. */
    private short[] index = new short[4];

    private int size;
    private int settledItems;
    private double total;
    private double churn;
    private int fadedDay;
    private int sinceMinute;
    private long evicted;

    /** @param limit items kept, 4 to 30,000 */
    public Kinds(int limit) {
        this(limit, false, HALF_LIFE_DAYS);
    }

    /** @param halfLifeDays of what was learned, for keepers that show something a few times a day */
    public Kinds(int limit, double halfLifeDays) {
        this(limit, false, halfLifeDays);
    }

    private Kinds(int limit, boolean counting, double halfLifeDays) {
        this.limit = limit;
        this.counting = counting;
        this.halfLifeDays = halfLifeDays;
        if (counting) keepers = new long[0];
    }

    /** A table of a whole group, which also knows how many keepers have each item. */
    public static Kinds ofGroup(int limit) {
        return new Kinds(limit, true, HALF_LIFE_DAYS);
    }

    public boolean knows(long item) {
        return find(item) >= 0;
    }

    /** Knows it from an earlier minute. */
    public boolean knewBefore(long item, int minute) {
        int slot = find(item);
        return slot >= 0 && first[slot] < minute;
    }

    /** First and last minute of {@code item}, which is known. */
    public int firstOf(long item) {
        return first[find(item)];
    }

    public int lastOf(long item) {
        return last[find(item)];
    }

    public int size() {
        return size;
    }

    /** Item-minutes learned, faded. */
    public double total() {
        return total;
    }

    public int sinceMinute() {
        return sinceMinute;
    }

    /** Items forgotten because the table was full. */
    public long evicted() {
        return evicted;
    }

    /** What is known, in ascending order. */
    public long[] items() {
        long[] known = Arrays.copyOf(items, size);
        Arrays.sort(known);
        return known;
    }

    /** Probability that the next item-minute shows something new. */
    public double newMass() {
        return newMass(total);
    }

    /** The same where {@code exposure} minutes could have shown one, whether or not they did. */
    public double newMass(double exposure) {
        return Law.newMass(size + churn, discount(), Math.max(exposure, total));
    }

    private double discount() {
        double kinds = size + churn;
        return kinds == 0 ? 0 : Math.clamp((kinds - settledItems) / kinds, DISCOUNT_LEAST, DISCOUNT_MOST);
    }

    /** What a new thing's p is computed from, as {@link Law#NEW_KIND} takes it; before it was learned. */
    public double[] numbers(double exposure, double groupMass, double sides) {
        return new double[] {size + churn, discount(), Math.max(exposure, total), groupMass, sides};
    }

    /** The same for a keeper that has nothing yet. */
    public static double[] numbersOfNone(double groupMass, double sides) {
        return new double[] {0, 0, 0, groupMass, sides};
    }

    /**
     * How many of the group's keepers have {@code item}.
     *
     * @return 0 to 64; an estimate by linear counting
     */
    public int keepersOf(long item) {
        int slot = find(item);
        return slot < 0 ? 0 : estimate(keepers[slot]);
    }

    /** Mass, over keepers, of what no more keepers have than {@code item}: 1 for the commonest, the new mass for the unknown. */
    public double groupMass(long item) {
        return groupMasses()[keepersOf(item)];
    }

    /** The same by number of keepers, as {@link #keepersOf} gives it: one pass for any number of items. */
    public double[] groupMasses() {
        long[] held = new long[ESTIMATE_MOST + 1];
        for (int slot = 0; slot < size; slot++) held[estimate(keepers[slot])]++;
        long pairs = 0;
        for (int count = 0; count < held.length; count++) pairs += count * held[count];
        double kinds = size + churn;
        double discount = kinds == 0 ? 0 : Math.clamp((held[1] + churn) / kinds, DISCOUNT_LEAST, DISCOUNT_MOST);
        double unseen = Law.newMass(kinds, discount, pairs + churn);
        double[] masses = new double[held.length];
        masses[0] = unseen;
        long below = 0;
        for (int own = 1; own < held.length; own++) {
            below += own * held[own];
            masses[own] = Math.min(1, unseen + (1 - unseen) * below / Math.max(1, pairs));
        }
        return masses;
    }

    private static int estimate(long bits) {
        return ESTIMATES[Long.bitCount(bits)];
    }

    private static int[] estimates() {
        int[] estimates = new int[65];
        for (int set = 0; set < 64; set++) estimates[set] = (int) Math.round(-64 * Math.log(1 - set / 64.0));
        estimates[64] = 64;
        return estimates;
    }

    /**
     * Learns that {@code item} was there in {@code minute}; more than once a minute changes nothing.
     *
     * @return true the first time in a day: then it counts as one test
     */
    public boolean learn(long item, int minute) {
        return learn(item, minute, Room.ENDLESS);
    }

    /** The same within the room that its owner has. */
    public boolean learn(long item, int minute, Room room) {
        fade(minute);
        int slot = find(item);
        if (slot >= 0) return again(slot, minute);
        if (size >= limit) forgetLeast();
        if (size == items.length) makePlace(room);
        items[size] = item;
        first[size] = minute;
        last[size] = minute;
        minutes[size] = 1;
        if (counting) keepers[size] = 0;
        size++;
        if (4 * size > 3 * index.length) reindex(2 * index.length);
        else place(size - 1);
        total++;
        if (sinceMinute == 0) sinceMinute = minute;
        return true;
    }

    /** Learns it for one member of the group. */
    public void learn(long item, long keeper, int minute) {
        learn(item, minute);
        keepers[find(item)] |= 1L << (keeper >>> 58);
    }

    private boolean again(int slot, int minute) {
        if (minute <= last[slot]) return false;
        boolean today = last[slot] / DAY_MINUTES == minute / DAY_MINUTES;
        boolean returned = minute - last[slot] > SESSION_GAP_MINUTES;
        last[slot] = minute;
        boolean settled = hasSettled(slot);
        minutes[slot] += settled ? -1 : 1;
        total++;
        if (!settled && (returned || minutes[slot] >= SETTLED_MINUTES)) {
            minutes[slot] = -minutes[slot];
            settledItems++;
        }
        return !today;
    }

    private boolean hasSettled(int slot) {
        return minutes[slot] < 0;
    }

    /** Applied once a day. */
    private void fade(int minute) {
        int day = minute / DAY_MINUTES;
        if (day <= fadedDay) return;
        double keep = size == 0 ? 1 : Math.pow(2, -(day - fadedDay) / halfLifeDays);
        fadedDay = day;
        total *= keep;
        churn *= keep;
        for (int slot = 0; slot < size; slot++)
            minutes[slot] =
                    Math.copySign(Math.max(Math.abs(minutes[slot]) * (float) keep, Float.MIN_NORMAL), minutes[slot]);
    }

    private int find(long item) {
        int mask = index.length - 1;
        for (int at = (int) item & mask; index[at] != 0; at = (at + 1) & mask)
            if (items[index[at] - 1] == item) return index[at] - 1;
        return -1;
    }

    private void place(int slot) {
        int mask = index.length - 1;
        int at = (int) items[slot] & mask;
        while (index[at] != 0) at = (at + 1) & mask;
        index[at] = (short) (slot + 1);
    }

    private void reindex(int length) {
        index = new short[length];
        for (int slot = 0; slot < size; slot++) place(slot);
    }

    private void makePlace(Room room) {
        int wider = Math.min(limit, Math.max(LEAST, size + size / 2));
        if (size < LEAST || room.has((wider - size) * (ITEM_BYTES + 4 * Short.BYTES))) widen(wider);
        else forgetLeast();
    }

    /** Octets of heap. */
    public int bytes() {
        return bytes(items.length, index.length) + (counting ? Heap.array(items.length, 8) : 0);
    }

    /**
     * Octets of heap of a table that is full and no group's.
     *
     * @param limit a power of two
     */
    public static int bytesMost(int limit) {
        return bytes(limit, 2 * limit);
    }

    private static int bytes(int places, int index) {
        return OBJECT_BYTES + Heap.array(places, 8) + 3 * Heap.array(places, 4) + Heap.array(index, 2);
    }

    private void widen(int capacity) {
        items = Arrays.copyOf(items, capacity);
        first = Arrays.copyOf(first, capacity);
        last = Arrays.copyOf(last, capacity);
        minutes = Arrays.copyOf(minutes, capacity);
        if (counting) keepers = Arrays.copyOf(keepers, capacity);
    }

    private void forgetLeast() {
        Integer[] slots = new Integer[size];
        Arrays.setAll(slots, slot -> slot);
        int gone = Math.max(1, size / 4);
        BitSet leaves = new BitSet(size);
        for (int slot : Least.of(Arrays.asList(slots), gone, this::compareForRoom)) leaves.set(slot);
        remove(leaves);
        churn += gone;
        evicted += gone;
    }

    private int compareForRoom(int one, int other) {
        int order = Float.compare(Math.abs(minutes[one]), Math.abs(minutes[other]));
        if (order == 0) order = Integer.compare(last[one], last[other]);
        return order != 0 ? order : Long.compare(items[one], items[other]);
    }

    /**
     * Forgets what {@code which} holds of and was there in {@code minute} for the first time, or later, as if it had never come.
     *
     * @return how many items
     */
    public int forgetFrom(int minute, LongPredicate which) {
        BitSet leaves = new BitSet(size);
        for (int slot = 0; slot < size; slot++) {
            if (first[slot] < minute || !which.test(items[slot])) continue;
            leaves.set(slot);
            total = Math.max(0, total - Math.abs(minutes[slot]));
        }
        int gone = leaves.cardinality();
        if (gone > 0) remove(leaves);
        return gone;
    }

    /** Of a group: forgets what came since {@code minute} and no second keeper has. */
    public void forgetLonersFrom(int minute) {
        forgetFrom(minute, item -> Long.bitCount(keepers[find(item)]) < 2);
    }

    /** Those that stay move together, in the order in which they came. */
    private void remove(BitSet leaves) {
        int kept = 0;
        for (int slot = 0; slot < size; slot++) {
            if (leaves.get(slot)) {
                if (hasSettled(slot)) settledItems--;
                continue;
            }
            items[kept] = items[slot];
            first[kept] = first[slot];
            last[kept] = last[slot];
            minutes[kept] = minutes[slot];
            if (counting) keepers[kept] = keepers[slot];
            kept++;
        }
        size = kept;
        reindex(index.length);
    }
}
