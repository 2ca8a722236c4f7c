package dev.postern.plant.site;

import dev.postern.plant.net.Dice;

/**
 * A sensor that fails now and then until somebody has repaired it: a broken wire reads nothing, a loose one too much, a stuck one always the same. When
 * and how depends on nothing but its seed, whoever looks.
 */
final class SensorFault {
    private static final long MONTH_SECONDS = 30 * 86_400L;
    private static final double A_MONTH = 0.04;
    private static final int SECONDS_MIN = 3_600;
    private static final int SECONDS_MORE = 10 * 3_600;
    private static final int OVER_RANGE = 32_767;

    private final long seed;
    private final double stuckAt;

    /** @param usual what it mostly reads */
    SensorFault(long seed, double usual) {
        this.seed = seed;
        stuckAt = usual;
    }

    double read(long second, double healthy) {
        Dice month = new Dice(Dice.mix(seed ^ second / MONTH_SECONDS));
        if (!month.chance(A_MONTH)) return healthy;
        long begins =
                second / MONTH_SECONDS * MONTH_SECONDS + month.between(0, MONTH_SECONDS - SECONDS_MIN - SECONDS_MORE);
        if (second < begins || second >= begins + SECONDS_MIN + month.below(SECONDS_MORE)) return healthy;
        return switch (month.below(3)) {
            case 0 -> 0;
            case 1 -> OVER_RANGE;
            default -> stuckAt * (0.9 + month.unit() / 5);
        };
    }
}
