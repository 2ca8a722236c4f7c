package dev.postern.wire;

/** Bytes that all streams of a shard hold together. */
final class Budget {
    private long used;

    boolean take(long bytes, long most) {
        if (used + bytes > most) return false;
        used += bytes;
        return true;
    }

    void giveBack(long bytes) {
        used -= bytes;
    }

    long used() {
        return used;
    }
}
