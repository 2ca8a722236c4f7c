package dev.postern.plant.net;

/**
 * The only source of chance: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Each actor throws its own dice, made from the plant's seed and
 * the actor's name, so that one more actor changes nothing in the life of the others.
 */
public final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    public Dice(long seed) {
        state = seed;
    }

    /** Dice of somebody: same seed and name, same throws. */
    public Dice(long seed, String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        state = mix(seed ^ mix(hash));
    }

    /** Scatters the bits of {@code value}; for chance that depends on nothing but its argument. */
    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public long bits() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, bound). */
    public int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(bits(), bound);
    }

    /** Uniform in [from, to). */
    public long between(long from, long to) {
        return from + Math.unsignedMultiplyHigh(bits(), to - from);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** About normal with mean 0 and deviation 1: four uniform throws, so never beyond 3.5. */
    public double bell() {
        return (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772;
    }

    /** Lognormal: what latencies and pauses of people look like. {@code spread} is the deviation of the logarithm. */
    public long around(long medianNanos, double spread) {
        return (long) (medianNanos * StrictMath.exp(spread * bell()));
    }

    /** Waiting time of rare independent events. */
    public long waiting(long meanNanos) {
        return (long) (-StrictMath.log(1 - unit()) * meanNanos);
    }

    public void fill(byte[] bytes) {
        for (int i = 0; i < bytes.length; i += Long.BYTES) {
            long word = bits();
            for (int k = i; k < Math.min(bytes.length, i + Long.BYTES); k++, word >>>= 8) bytes[k] = (byte) word;
        }
    }
}
