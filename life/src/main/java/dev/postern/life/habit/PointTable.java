package dev.postern.life.habit;

import java.util.Arrays;

/** Names of points and the slots they have: a dense, bounded list with an open-addressed index of bytes. No allocation for a known name. */
final class PointTable {
    /** Octets of heap of one without names. */
    static final int BYTES_LEAST = bytes(8, 16);

    private static final int STEP_MOST = 64;

    private final int limit;
    private long[] names = new long[8];
    private byte[] index = new byte[16];
    private int size;

    /** @param limit at most 254 */
    PointTable(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    long name(int slot) {
        return names[slot];
    }

    boolean isFull() {
        return size == limit;
    }

    /** Slots there is room for without growing; the columns of the owner are as long. */
    int capacity() {
        return names.length;
    }

    /** Octets of heap. */
    int bytes() {
        return bytes(names.length, index.length);
    }

    static int bytes(int names, int index) {
        return Heap.object(16) + Heap.array(names, 8) + Heap.array(index, 1);
    }

    /** How many octets more a name takes where there is no room for it yet, with the columns of its owner. */
    int growth(int width) {
        return size < names.length ? 0 : (larger() - size) * (width + 8 + 4);
    }

    private int larger() {
        return Math.min(limit, size + Math.min(size, STEP_MOST));
    }

    int find(long name) {
        int mask = index.length - 1;
        for (int at = (int) (name ^ name >>> 32) & mask; index[at] != 0; at = (at + 1) & mask)
            if (names[(index[at] & 0xFF) - 1] == name) return (index[at] & 0xFF) - 1;
        return -1;
    }

    /** A name that is not there, while there is room. @return its slot */
    int add(long name) {
        if (size == names.length) names = Arrays.copyOf(names, larger());
        names[size++] = name;
        if (2 * size > index.length) rebuild(2 * index.length);
        else insert(size - 1);
        return size - 1;
    }

    /** The last name takes the slot of this one; the owner moves its columns likewise. @return the slot that was the last */
    int remove(int slot) {
        int last = --size;
        names[slot] = names[last];
        rebuild(index.length);
        return last;
    }

    private void rebuild(int length) {
        index = new byte[length];
        for (int slot = 0; slot < size; slot++) insert(slot);
    }

    private void insert(int slot) {
        int mask = index.length - 1;
        int at = (int) (names[slot] ^ names[slot] >>> 32) & mask;
        while (index[at] != 0) at = (at + 1) & mask;
        index[at] = (byte) (slot + 1);
    }
}
