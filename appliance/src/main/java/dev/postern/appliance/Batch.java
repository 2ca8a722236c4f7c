package dev.postern.appliance;

import dev.postern.model.Frame;
import dev.postern.wire.Wire;

/** Some frames in order of arrival, dealt to the logical shards. Refilled for every step. */
final class Batch {
    /** Frames in one step: enough to keep the shards busy, few enough to stay in the processor's cache. */
    static final int FRAMES = 4096;

    private final Frame[] frames = new Frame[FRAMES];
    private final int[][] dealt = new int[Engine.SHARDS][FRAMES];
    private final int[] counts = new int[Engine.SHARDS];
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

    int size() {
        return size;
    }

    Frame frame(int index) {
        return frames[index];
    }

    void add(Frame frame) {
        frames[size].copyFrom(frame);
        int shard = Wire.shard(frame, Engine.SHARDS);
        dealt[shard][counts[shard]++] = size++;
    }

    int count(int shard) {
        return counts[shard];
    }

    Frame frame(int shard, int index) {
        return frames[dealt[shard][index]];
    }
}
