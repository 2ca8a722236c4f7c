package dev.postern.life.chance;

/**
 * How likely the next value is to lie beyond all before it, and as far beyond. That it does is free of any distribution: one of n + 1
 * exchangeable values is the largest with probability 1 / (n + 1) (Rényi 1962). How far it does is generalised Pareto (Pickands 1975) with a
 * scale that shrinks as the range is explored and a shape that goes from 1, nothing known of the tail, to 0.1.
 */
public final class Extremes {
    private static final double SHAPE_LEAST = 0.1;
    private static final double SHAPE_UNKNOWN = 0.9;

    private Extremes() {}

    /**
     * @param count independent values before, at least 1
     * @param excess how far beyond the nearer end of their range, in widths of the range; above 0
     */
    public static double beyond(double count, double excess) {
        double known = Math.max(1, count);
        double shape = SHAPE_LEAST + SHAPE_UNKNOWN / Math.sqrt(known);
        double scale = 1 / (1 + Math.log1p(known));
        return Chance.bounded(Math.pow(1 + shape * Math.max(0, excess) / scale, -1 / shape) / (known + 1));
    }

    /** Both of two independent chances at once: the mass of what has no larger product (Fisher 1932). */
    public static double both(double first, double second) {
        double product = Chance.bounded(first * second);
        return Chance.bounded(product * (1 - Math.log(product)));
    }

    /** All of three. */
    public static double all(double first, double second, double third) {
        double product = Chance.bounded(first * second * third);
        double log = Math.log(product);
        return Chance.bounded(product * (1 - log + log * log / 2));
    }

    /** The whole powers of ten by which {@code p} is below 1. */
    public static byte power(double p) {
        return (byte) -Math.ceil(Math.log10(Chance.bounded(p)));
    }
}
