package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Answers of a server, thirty a minute, and what goes wrong among them. */
class HealthTest {
    private final Random random = new Random(11);
    private double load;

    /** One minute; load comes and goes slowly, single answers scatter. */
    private double minute(Latency latency, double shift) {
        load = 0.8 * load + 0.05 * random.nextGaussian();
        for (int i = 0; i < 30; i++) latency.answer(load + shift + 0.3 * random.nextGaussian());
        return latency.close();
    }

    @Test
    void loadThatComesAndGoesIsCalibrated() {
        Latency latency = new Latency();
        int tests = 0;
        int hundredth = 0;
        int thousandth = 0;
        for (int i = 0; i < 60_000; i++) {
            double p = minute(latency, 0);
            if (p < 0) continue;
            tests++;
            if (p <= 1e-2) hundredth++;
            if (p <= 1e-3) thousandth++;
        }
        assertThat(tests).isGreaterThan(50_000);
        assertThat(hundredth / (double) tests).isLessThan(2e-2);
        assertThat(thousandth / (double) tests).isLessThan(2e-3);
    }

    @Test
    void aRelayThatDoublesTheTimeIsRareInItsFirstMinuteAndAHabitAfterAWeek() {
        Latency latency = new Latency();
        for (int i = 0; i < 3_000; i++) minute(latency, 0);
        assertThat(minute(latency, Math.log(2))).isLessThan(1e-2);
        for (int i = 0; i < 7 * 1440; i++) minute(latency, Math.log(2));
        assertThat(minute(latency, Math.log(2))).isGreaterThan(1e-2);
    }

    @Test
    void aMinuteWithFewAnswersIsNotJudged() {
        Latency latency = new Latency();
        for (int i = 0; i < 100; i++) minute(latency, 0);
        for (int i = 0; i < 4; i++) latency.answer(9);
        assertThat(latency.close()).isEqualTo(-1);
    }

    @Test
    void oneRefusalAmongManyIsNothingAndAMinuteOfThemIsRare() {
        Ratio ratio = new Ratio(0.02);
        for (int i = 0; i < 20_000; i++) {
            ratio.add(random.nextInt(20) == 0 ? 1 : 0, 60);
            double p = ratio.close();
            if (i > 200) assertThat(p).isGreaterThan(1e-3);
        }
        ratio.add(50, 60);
        assertThat(ratio.close()).isLessThan(1e-4);
        assertThat(ratio.seen()).isEqualTo(50);
        assertThat(ratio.usual()).isBetween(0.02, 0.1);
    }

    @Test
    void whatAlwaysGoesWrongIsAHabit() {
        Ratio ratio = new Ratio(0.02);
        for (int i = 0; i < 500; i++) {
            ratio.add(30, 30);
            double p = ratio.close();
            if (i > 100) assertThat(p).isGreaterThan(0.05);
        }
    }

    @Property(seed = "1", tries = 200)
    void whateverHappensEveryChanceIsAChance(
            @ForAll @Size(max = 200) double[] offsets,
            @ForAll @Size(max = 200) @IntRange(min = -3, max = 900) int[] counts) {
        Latency latency = new Latency();
        Ratio ratio = new Ratio(0.01);
        for (int i = 0; i < offsets.length; i++) {
            for (int j = 0; j < 6; j++) latency.answer(Math.clamp(offsets[(i + j) % offsets.length], -50, 50));
            assertThat(latency.close()).isBetween(-1.0, 1.0).isNotEqualTo(0);
        }
        for (int i = 0; i + 1 < counts.length; i++) {
            ratio.add(counts[i], counts[i + 1]);
            assertThat(ratio.close()).isBetween(-1.0, 1.0).isNotEqualTo(0);
        }
    }
}
