package dev.postern.life.chance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantileTest {
    private static final double[] SHARES = {0.05, 0.5, 0.95};

    @Test
    void aQuantileIsTheSmallestCountThatHoldsItsShare() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 3_000; i++) {
            double mean = Math.pow(10, 5 * random.nextDouble() - 2);
            double variance = mean * Math.pow(10, 3 * random.nextDouble());
            if (mean + 5 * Math.sqrt(variance) > 1e4) continue;
            for (double share : SHARES) {
                double count = Chance.countQuantile(share, mean, variance);
                assertThat(1 - Chance.countAbove(count, mean, variance))
                        .as("mean %s, variance %s", mean, variance)
                        .isGreaterThanOrEqualTo(share);
                if (count > 0)
                    assertThat(1 - Chance.countAbove(count - 1, mean, variance))
                            .as("mean %s, variance %s", mean, variance)
                            .isLessThan(share);
            }
        }
    }

    @Test
    void nothingIsExpectedWhereNothingEverCame() {
        assertThat(Chance.countQuantile(0.95, 0, 0)).isZero();
    }

    @Test
    void largeCountsAreFoundToATenThousandthOfTheirMean() {
        double mean = 1e6;
        double count = Chance.countQuantile(0.5, mean, 1e8);
        assertThat(count).isBetween(mean - 1e4, mean + 1e4);
    }

    @Test
    void whatIsOrdinaryHasNoSmallTail() {
        SplittableRandom random = new SplittableRandom(9);
        int ordinary = 0;
        for (int i = 0; i < 30_000; i++) {
            double mean = Math.pow(10, 9 * random.nextDouble() - 2);
            double variance = mean * (random.nextInt(4) == 0 ? 1 : 1 + 2 * mean * Math.pow(random.nextDouble(), 3));
            double count = mean + 1.3 * (random.nextDouble() - 0.5) * Math.sqrt(variance);
            if (random.nextBoolean()) count = Math.rint(count);
            if (count < 0 || !Chance.isOrdinary(count, mean, variance)) continue;
            ordinary++;
            assertThat(Chance.countMid(count, mean, variance))
                    .as("%s of mean %s, variance %s", count, mean, variance)
                    .isBetween(1 / 16.0, 15 / 16.0);
        }
        assertThat(ordinary).isGreaterThan(10_000);
    }
}
