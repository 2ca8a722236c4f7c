package dev.postern.appliance.engine;

import dev.postern.model.Frame;
import dev.postern.wire.Wire;

/** Some frames in order of arrival, dealt to the logical shards. Refilled for every step. */
public final class Batch {
    /** Frames in one step: enough to keep the shards busy, few enough to stay in the processor's cache. */
    public static final int FRAMES = 4096;

    private final Frame[] frames = new Frame[FRAMES];
    private final int[][] dealt = new int[Engine.SHARDS][FRAMES];
    private final int[] counts = new int[Engine.SHARDS];
    private final int[] owners = new int[FRAMES];
    private int size;

    Batch() {
        for (int i = 0; i < FRAMES; i++) frames[i] = new Frame();
    }

    void clear() {
        size = 0;
        java.util.Arrays.fill(counts, 0);
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == FRAMES;
    }

    public int size() {
        return size;
    }

    public Frame frame(int index) {
        return frames[index];
    }

    void add(Frame frame) {
        frames[size].copyFrom(frame);
        int all = Wire.shards(frame, Engine.SHARDS);
        for (int left = all; left != 0; left &= left - 1) {
            int shard = Integer.numberOfTrailingZeros(left);
            dealt[shard][counts[shard]++] = size;
        }
        owners[size++] = all;
    }

    int count(int shard) {
        return counts[shard];
    }

    public Frame frame(int shard, int index) {
        return frames[dealt[shard][index]];
    }

    /** The shards that have this frame, one bit each. */
    int owners(int shard, int index) {
        return owners[dealt[shard][index]];
    }
}
