package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Counts and amounts that are judged from the first one on, by a belief that history then corrects. */
class RareTest {
    @Property(seed = "1", tries = 200)
    void moreIsRarerWhateverWasLearned(@ForAll @IntRange(min = 0, max = 3000) int minutes, @ForAll @IntRange int seed) {
        Rare rare = new Rare(0.5);
        Random random = new Random(seed);
        for (int i = 0; i < minutes; i++) {
            int count = random.nextInt(50) == 0 ? random.nextInt(20) : 0;
            rare.learn(count, rare.above(count));
        }
        double before = 1;
        for (int count = 0; count < 300; count += 7) {
            double now = rare.above(count);
            assertThat(now).isBetween(0.0, before);
            before = now;
        }
        assertThat(rare.above(500)).isLessThan(1e-3);
    }

    /** A device that asks in vain in bursts, for weeks: what is said to come once in a hundred minutes comes about that often or less. */
    @Test
    void burstsOfAWeekAreNotCalledRarerThanTheyAre() {
        Random random = new Random(12);
        Rare rare = new Rare(0.5);
        int tests = 0;
        int atHundredth = 0;
        int atThousandth = 0;
        for (int minute = 0; minute < 60_000; minute++) {
            int count = 0;
            if (random.nextInt(5) == 0) while (random.nextInt(4) > 0 && count < 40) count++;
            double p = rare.above(count);
            rare.learn(count, p);
            if (minute < 10_000) continue;
            tests++;
            if (p <= 1e-2) atHundredth++;
            if (p <= 1e-3) atThousandth++;
        }
        assertThat(atHundredth / (double) tests).isLessThan(2e-2);
        assertThat(atThousandth / (double) tests).isLessThan(2e-3);
    }

    @Property(seed = "1", tries = 100)
    void anIntruderWhoRepeatsHimselfStaysRareForHours(@ForAll @IntRange(min = 30, max = 1000) int count) {
        Rare rare = new Rare(0.5);
        for (int minute = 0; minute < 1440; minute++) rare.learn(0, 1);
        for (int minute = 0; minute < 120; minute++) {
            double p = rare.above(count);
            assertThat(p).isLessThan(1e-3);
            rare.learn(count, p);
        }
    }

    /** Log-normal amounts of any middle and spread that is not far from the belief: after some hundreds the p-values are those of the amounts. */
    @Property(seed = "1", tries = 20)
    void amountsAreCalibrated(
            @ForAll @DoubleRange(min = 2.5, max = 7) double middle,
            @ForAll @DoubleRange(min = 0.6, max = 1.5) double spread,
            @ForAll @IntRange int seed) {
        Random random = new Random(seed);
        Amounts amounts = new Amounts(60, 1.1);
        int atHundredth = 0;
        int tests = 0;
        for (int i = 0; i < 12_000; i++) {
            double amount = Math.exp(middle + spread * random.nextGaussian());
            double p = amounts.above(amount);
            amounts.learn(amount, p);
            if (i < 2000) continue;
            tests++;
            if (p <= 1e-2) atHundredth++;
        }
        assertThat(atHundredth / (double) tests).isBetween(0.3e-2, 3e-2);
    }
}
