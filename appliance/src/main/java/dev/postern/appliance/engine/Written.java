package dev.postern.appliance.engine;

import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.util.Arrays;

/**
 * The objects of a snapshot that were written already, with the numbers that Kryo's own table gives them. Of millions of objects it asks each hash once and keeps it: a table that
 * grows does not go back to the objects, and one search serves the question and the answer.
 */
final class Written extends MapReferenceResolver {
    private static final int LEAST = 1 << 12;

    private Object[] objects = {};
    /** Open-addressed: the hash of an object above, one more than its number below; 0 for none. Twice as long as {@link #objects}. */
    private long[] index = {};

    private int size;
    /** Who was looked for last and is not here, with its hash, and where it belongs. */
    private Object missed;

    private int hash;
    private int slot;

    @Override
    @SuppressWarnings("ReferenceEquality") // that is what it is for
    public int getWrittenId(Object object) {
        if (size == objects.length) grow();
        missed = null;
        hash = System.identityHashCode(object);
        int mask = index.length - 1;
        for (slot = hash & mask; index[slot] != 0; slot = slot + 1 & mask) {
            int number = (int) index[slot] - 1;
            if (index[slot] >>> 32 == hash && objects[number] == object) return number;
        }
        missed = object;
        return -1;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public int addWrittenObject(Object object) {
        if (object != missed) getWrittenId(object);
        missed = null;
        objects[size] = object;
        index[slot] = (long) hash << 32 | ++size;
        return size - 1;
    }

    private void grow() {
        objects = Arrays.copyOf(objects, Math.max(LEAST, 2 * size));
        long[] former = index;
        index = new long[2 * objects.length];
        int mask = index.length - 1;
        for (long entry : former) {
            if (entry == 0) continue;
            int at = (int) (entry >>> 32) & mask;
            while (index[at] != 0) at = at + 1 & mask;
            index[at] = entry;
        }
    }

    @Override
    public void reset() {
        super.reset();
        objects = new Object[0];
        index = new long[0];
        size = 0;
        missed = null;
    }
}
