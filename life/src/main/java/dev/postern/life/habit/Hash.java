package dev.postern.life.habit;

import dev.postern.model.Address;

/** 64-bit names of things, the same on every run (an enum's own hash code is not). Never 0, which marks an empty slot. */
public final class Hash {
    private Hash() {}

    /** Finaliser of SplitMix64. */
    public static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return z == 0 ? 1 : z;
    }

    public static long of(String text) {
        return mix(((long) text.length() << 32) ^ text.hashCode());
    }

    public static long of(Address address) {
        return mix(address.low() ^ mix(address.high() + address.kind().ordinal()));
    }

    public static long of(long first, long second) {
        return mix(first * 31 + second);
    }
}
