package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Cauchy;
import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Tail;
import dev.postern.model.Channel;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On benign streams a p-value of 1e-2 or 1e-3 happens about as often as it says. Seeded, so that the figures are always the same. */
class CalibrationTest {
    private static final int WINDOWS = 60_000;

    private int atHundredth;
    private int atThousandth;
    private int tests;

    /** Runs counts that are gamma-Poisson with {@code burst} as size; the rate swings over the day by {@code swing}. */
    private void run(Counts.Shape shape, double mean, double burst, double swing, int keys) {
        Tail tail = new Tail();
        for (int key = 0; key < keys; key++) {
            Random random = new Random(1000 + key);
            Meter meter = new Meter(shape);
            Season season = new Season();
            for (int minute = 0; minute < WINDOWS; minute++) {
                int hour = minute / 60;
                double rate = mean * (1 + swing * Math.sin(2 * Math.PI * hour / 24.0));
                meter.add(poisson(random, rate * gamma(random, burst)));
                meter.close(true, minute > 0, season.factor(minute));
                season.learn(minute, meter.latest() / meter.rate());
                tail.tested(1);
                double p = tail.recalibrate(meter.p());
                tail.learn(meter.p());
                if (minute < WINDOWS / 3) continue;
                tests++;
                if (p <= 1e-2) atHundredth++;
                if (p <= 1e-3) atThousandth++;
            }
        }
    }

    private void isCalibrated() {
        assertThat(atHundredth / (double) tests).isBetween(0.5e-2, 2e-2);
        assertThat(atThousandth / (double) tests).isBetween(0.5e-3, 2e-3);
    }

    @Test
    void steadyPollingIsCalibrated() {
        run(Counts.Shape.MESSAGES, 60, 200, 0, 3);
        isCalibrated();
    }

    @Test
    void burstyCountsAreCalibrated() {
        run(Counts.Shape.PACKETS, 40, 1.5, 0, 3);
        isCalibrated();
    }

    @Test
    void countsThatSwingOverTheDayAreCalibrated() {
        run(Counts.Shape.PACKETS, 40, 4, 0.8, 3);
        isCalibrated();
    }

    /** A relay has an event three times a day; it must not be judged by the silence of a hundred others. */
    @Test
    void theSilenceOfManyDoesNotMakeTheMinuteOfOneMoreSurprising() {
        Tail tail = new Tail();
        tail.tested(1_000_000);
        assertThat(tail.recalibrate(1e-3)).isLessThan(1e-5);
        assertThat(Tail.weigh(Channel.COUNT_MESSAGES, 1e-3, tail.at(1e-3))).isEqualTo(1e-3);
    }

    /** Noise, and among it errands that no tail of one shape has: as rare as they were, and what goes on beyond them falls as they did. */
    @Test
    void aTailOfTwoPartsIsAsRareAsItWas() {
        Tail tail = new Tail();
        Random random = new Random(8);
        for (int i = 0; i < 1_000_000; i++) {
            tail.tested(1);
            boolean errand = random.nextInt(1000) == 0;
            tail.learn(errand ? 1e-6 * random.nextDouble() : Math.pow(random.nextDouble(), 0.7));
        }
        assertThat(tail.recalibrate(1e-4)).isBetween(0.9e-3, 1.2e-3);
        assertThat(tail.recalibrate(5e-7)).isBetween(0.4e-3, 0.6e-3);
        assertThat(tail.recalibrate(1e-2))
                .isBetween(1e-3 + 0.8 * Math.pow(1e-2, 1 / 0.7), 1e-3 + 1.3 * Math.pow(1e-2, 1 / 0.7));
        assertThat(tail.recalibrate(1e-14)).isBetween(1e-12, 1e-6);
    }

    @Test
    void aTailThatLearnedNothingChangesNothing() {
        for (double p : new double[] {1, 0.3, 0.05, 0.01, 1e-4, 1e-12, 1e-40})
            assertThat(new Tail().recalibrate(p)).isCloseTo(p, org.assertj.core.data.Percentage.withPercentage(1e-6));
    }

    @Test
    void aTailNeverTurnsTheOrderOfTwoRound() {
        Tail tail = new Tail();
        Random random = new Random(9);
        for (int i = 0; i < 50_000; i++) {
            tail.tested(1);
            tail.learn(Math.pow(random.nextDouble(), 1.4));
        }
        double before = 1;
        for (double x = 0; x < 60; x += 0.05) {
            double now = tail.recalibrate(Math.exp(-x));
            assertThat(now).as("at %s", x).isLessThanOrEqualTo(before * (1 + 1e-9));
            before = now;
        }
    }

    @Test
    void whatIsForgottenWasNeverLearned() {
        Tail tail = new Tail();
        tail.tested(1000);
        double before = tail.recalibrate(1e-5);
        for (int i = 0; i < 30; i++) tail.learn(1e-6);
        assertThat(tail.recalibrate(1e-5)).isGreaterThan(100 * before);
        for (int i = 0; i < 30; i++) tail.forget(1e-6);
        assertThat(tail.recalibrate(1e-5)).isEqualTo(before);
    }

    @Test
    void correlatedSignalsKeepTheLevelOfTheCombination() {
        Random random = new Random(5);
        int below = 0;
        int runs = 200_000;
        for (int run = 0; run < runs; run++) {
            double common = random.nextGaussian();
            double sum = 0;
            for (int i = 0; i < 8; i++) {
                double z = Math.sqrt(0.3) * common + Math.sqrt(0.7) * random.nextGaussian();
                sum += Cauchy.term(1 - normal(z));
            }
            if (Cauchy.combine(sum, 8) <= 1e-3) below++;
        }
        assertThat(below / (double) runs).isBetween(0.5e-3, 2e-3);
    }

    @Test
    void tailsOfCountsAgreeWithTheirSum() {
        double sum = 0;
        for (int k = 8; k < 400; k++) sum += k == 8 ? poissonMass(k, 3) / 2 : poissonMass(k, 3);
        assertThat(Chance.countAtLeast(8, 3, 3)).isBetween(sum * 0.99, sum * 1.01);
    }

    private static double poissonMass(int k, double mean) {
        double mass = Math.exp(-mean);
        for (int i = 1; i <= k; i++) mass *= mean / i;
        return mass;
    }

    private static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z > 0 ? 1 - tail : tail;
    }

    /** Of mean one and this shape; Marsaglia and Tsang 2000, shape at least 1. */
    private static double gamma(Random random, double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v))
                return d * v / shape;
        }
    }

    private static int poisson(Random random, double mean) {
        int count = 0;
        for (double left = mean - Math.log(1 / random.nextDouble()); left > 0; left += Math.log(random.nextDouble()))
            count++;
        return count;
    }
}
