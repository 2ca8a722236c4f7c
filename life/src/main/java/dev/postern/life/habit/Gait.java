package dev.postern.life.habit;

import java.util.Arrays;

/**
 * How hands move a set point: which kinds of steps they take, after one up and after one down. A kind is a direction and a size to a power of two, so no unit or range need be
 * known. Of n steps that could be exchanged, and one more, the last is of a kind that c of the others were of as often as c + 1 of n + 1 are (half of that one is believed), whatever
 * kinds there are; who only ever takes one kind is certain of it. Where there are more kinds than room, a new one takes the place of the rarest and inherits its count
 * (Space-Saving, Metwally and others 2005): it is never held for rarer than it is.
 */
final class Gait {
    private static final double PRIOR = 0.5;
    /** Powers of two beyond which sizes are alike. */
    private static final int SIZE_MOST = 60;

    private final float memory;
    private final byte[] kinds;
    /** Of each kind, after a step down and after one up. */
    private final float[] counts;

    private float afterDown;
    private float afterUp;
    private int size;

    /** @param memory halved when it holds so many steps */
    Gait(int room, float memory) {
        this.memory = memory;
        kinds = new byte[room];
        counts = new float[2 * room];
    }

    static int bytes(int room) {
        return Heap.object(24) + Heap.array(room, 1) + Heap.array(2 * room, 4);
    }

    /** The kind of a step that is not 0: the size in powers of two, times two, and one more for those up. */
    static byte kind(double step) {
        int size = Math.clamp(Math.getExponent(step), -SIZE_MOST, SIZE_MOST);
        return (byte) (2 * size + (step > 0 ? 1 : 0));
    }

    static boolean isUp(byte kind) {
        return (kind & 1) != 0;
    }

    /** Where steps of this kind begin; they end below twice that. */
    static double least(byte kind) {
        return Math.scalb(1.0, kind >> 1);
    }

    int find(byte kind) {
        for (int slot = 0; slot < size; slot++) if (kinds[slot] == kind) return slot;
        return -1;
    }

    /** @return its slot, taken from the rarest where all are taken */
    int slot(byte kind) {
        int slot = find(kind);
        if (slot >= 0) return slot;
        slot = size < kinds.length ? size++ : rarest();
        kinds[slot] = kind;
        return slot;
    }

    private int rarest() {
        int rarest = 0;
        for (int slot = 1; slot < size; slot++)
            if (counts[2 * slot] + counts[2 * slot + 1] < counts[2 * rarest] + counts[2 * rarest + 1]) rarest = slot;
        return rarest;
    }

    /** A step was taken. */
    void learn(byte kind, boolean after, float weight) {
        counts[2 * slot(kind) + (after ? 1 : 0)] += weight;
        if (after) afterUp += weight;
        else afterDown += weight;
        if (afterUp + afterDown <= memory) return;
        for (int i = 0; i < counts.length; i++) counts[i] /= 2;
        afterUp /= 2;
        afterDown /= 2;
    }

    private double total(boolean after) {
        return after ? afterUp : afterDown;
    }

    private double count(byte kind, boolean after) {
        int slot = find(kind);
        if (slot < 0 && size < kinds.length) return 0;
        return counts[2 * (slot < 0 ? rarest() : slot) + (after ? 1 : 0)];
    }

    /**
     * How likely the next step is of a kind.
     *
     * @param all what was done here and at the sisters, which weighs at most {@link Kin#WEIGHT_MOST} steps
     * @param after whether the last step went up
     */
    double chance(byte kind, boolean after, Gait all) {
        double others = Math.max(0, all.total(after) - total(after));
        double share = Math.min(1, Kin.WEIGHT_MOST / Math.max(1, others));
        double known = count(kind, after);
        double asMuch = known + share * Math.max(0, all.count(kind, after) - known);
        return (asMuch + PRIOR) / (total(after) + share * others + PRIOR);
    }

    /** How likely the next step goes one way, and as far as {@code distance} in the order of size. */
    double reaches(boolean up, double distance, boolean after, Gait all) {
        byte least = distance > 0 ? kind(up ? distance : -distance) : Byte.MIN_VALUE;
        double chance = 0;
        for (int slot = 0; slot < all.size; slot++) {
            byte kind = all.kinds[slot];
            if (isUp(kind) == up && kind >= least) chance += chance(kind, after, all);
        }
        return Math.min(1, chance);
    }

    void clear() {
        size = 0;
        afterUp = afterDown = 0;
        Arrays.fill(counts, 0);
    }
}
