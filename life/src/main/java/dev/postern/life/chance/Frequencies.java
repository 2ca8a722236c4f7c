package dev.postern.life.chance;

/**
 * How often a p-value was at most 0.1, 0.01 ... of so many tests: whether what is called rare is rare. Everything is counted, told or not. Plain counts
 * since the beginning, so that two of them give any span of time between.
 */
public final class Frequencies {
    /** The smallest p-value that is told apart is ten to the minus this. */
    public static final int DECADES = 6;

    private static final double[] LIMITS = new double[DECADES];

    static {
        for (int i = 0; i < DECADES; i++) LIMITS[i] = Double.parseDouble("1e-" + (i + 1));
    }

    private long tests;
    private final long[] atMost = new long[DECADES];

    /** Counts {@code count} tests, whatever came out. */
    public void tested(long count) {
        tests += count;
    }

    /** What came out of one of the tests; what is above 0.1 need not be said. */
    public void saw(double p) {
        for (int i = 0; i < DECADES && p <= LIMITS[i]; i++) atMost[i]++;
    }

    public long tests() {
        return tests;
    }

    /** Of these, those with a p-value of at most 10^-{@code exponent}, 1 to {@link #DECADES}. */
    public long atMost(int exponent) {
        return atMost[exponent - 1];
    }
}
