package dev.postern.wire;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes as faulty devices and attackers do: flipped bits, lengths that lie, cuts, repetitions, parts of another message. Seeded. */
final class Mutator {
    private static final long[] LIES = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        12,
        20,
        63,
        64,
        127,
        128,
        255,
        256,
        1500,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x10000,
        0xFFFFFF,
        0x7FFFFFFF,
        0x80000000L,
        0xFFFFFFFFL
    };
    private static final int BYTES_MAX = 1 << 16;

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** One to eight changes to a copy of {@code bytes}; {@code other} lends what is spliced in. */
    byte[] damaged(byte[] bytes, byte[] other) {
        byte[] result = bytes.clone();
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) result = changed(result, other);
        return result;
    }

    private byte[] changed(byte[] bytes, byte[] other) {
        if (bytes.length == 0) return other.clone();
        int at = random.nextInt(bytes.length);
        int count = Math.min(1 + random.nextInt(1 << random.nextInt(8)), bytes.length - at);
        return switch (random.nextInt(10)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(bytes, at, new byte[0], 0, 0, at + count);
            case 2 -> joined(bytes, at + count, bytes, at, count, at + count);
            case 3 -> {
                int from = other.length == 0 ? 0 : random.nextInt(other.length);
                int lent = Math.min(count, other.length - from);
                yield joined(bytes, at, other, from, lent, random.nextBoolean() ? at : at + count);
            }
            case 4, 5, 6 -> lied(bytes, at);
            case 7 -> {
                byte[] noise = new byte[count];
                random.nextBytes(noise);
                yield joined(bytes, at, noise, 0, count, at + count);
            }
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
        };
    }

    /** Puts a number that is likely to be taken for a length over one, two or four octets, in either byte order. */
    private byte[] lied(byte[] bytes, int at) {
        long value = LIES[random.nextInt(LIES.length)] + random.nextInt(3) - 1;
        int width = Math.min(1 << random.nextInt(3), bytes.length - at);
        boolean big = random.nextBoolean();
        for (int i = 0; i < width; i++) bytes[at + i] = (byte) (value >>> 8 * (big ? width - 1 - i : i));
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int head, byte[] middle, int from, int count, int tail) {
        byte[] all = Arrays.copyOf(bytes, head + count + bytes.length - tail);
        System.arraycopy(middle, from, all, head, count);
        System.arraycopy(bytes, tail, all, head + count, bytes.length - tail);
        return all.length > BYTES_MAX ? Arrays.copyOf(all, BYTES_MAX) : all;
    }
}
