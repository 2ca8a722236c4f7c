package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BeatTest {
    @Property(seed = "1", tries = 300)
    void aBeatIsHeardWhateverItsPeriodAndThoughVisitsAreMissed(
            @ForAll @DoubleRange(min = 300, max = 5e6) double period, @ForAll @IntRange int seed) {
        if (Beat.isHuman(period) || Beat.isHuman(period * 1.06) || Beat.isHuman(period / 1.06)) return;
        Random random = new Random(seed);
        long[] visits = new long[17];
        double at = 1e9;
        for (int i = 0; i < visits.length; i++) {
            visits[i] = (long) (at + period * 0.1 * random.nextDouble());
            at += period * (i % 5 == 3 ? 2 : 1);
        }
        Beat beat = Beat.of(visits);
        assertThat(beat.p()).isLessThan(1e-3);
        assertThat(beat.periodSeconds()).isBetween(period * 0.95, period * 1.05);
    }

    /** The p-value is an upper bound: on random visits it is at most as often below 1e-2 or 1e-3 as it says. */
    @Test
    void randomVisitsAreCalledABeatNoMoreOftenThanThePValueSays() {
        Random random = new Random(9);
        int runs = 20_000;
        int atHundredth = 0;
        int atThousandth = 0;
        for (int run = 0; run < runs; run++) {
            long[] visits = new long[17];
            double at = 1e9;
            for (int i = 0; i < visits.length; i++) {
                at += 120 - 3000 * Math.log(1 - random.nextDouble());
                visits[i] = (long) at;
            }
            double p = Beat.of(visits).p();
            if (p < 1e-2) atHundredth++;
            if (p < 1e-3) atThousandth++;
        }
        assertThat(atHundredth / (double) runs).isLessThan(1e-2);
        assertThat(atThousandth / (double) runs).isLessThan(1e-3);
    }

    @Test
    void aDayAndAWeekAreHumanAndFiveHoursAreNot() {
        assertThat(List.of(86_400.0, 604_800.0, 28_800.0, 87_000.0)).allMatch(Beat::isHuman);
        assertThat(List.of(18_000.0, 3_600.0, 200_000.0)).noneMatch(Beat::isHuman);
    }

    @Property(seed = "1")
    void daysKeepTwoYearsAndForgetWhatIsOlder(
            @ForAll @IntRange(min = 1, max = 3000) int span, @ForAll @IntRange int seed) {
        Random random = new Random(seed);
        Days days = new Days();
        boolean[] there = new boolean[span + 1];
        for (int day = 0; day <= span; day++) if (day == span || random.nextBoolean()) days.add(fill(there, day));
        int expected = 0;
        for (int day = Math.max(0, span - Days.DAYS + 1); day <= span; day++) if (there[day]) expected++;
        assertThat(days.count()).isEqualTo(expected);
        assertThat(days.has(span)).isTrue();
    }

    private static int fill(boolean[] there, int day) {
        there[day] = true;
        return day;
    }

    @Property(seed = "1", tries = 100)
    void absencesAreRarerTheLongerTheyAreWhateverWasLearned(
            @ForAll @IntRange int seed, @ForAll @IntRange(min = 0, max = 500) int count) {
        Random random = new Random(seed);
        Absences absences = new Absences();
        for (int i = 0; i < count; i++) absences.learn(1 + (int) Math.exp(5 * random.nextDouble()), i / 3);
        double before = 1;
        for (int days = 1; days < 900; days++) {
            double now = absences.atLeast(days);
            assertThat(now).isBetween(0.0, before + 1e-12);
            before = now;
            assertThat(absences.atLeast(days, 20, 10)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void visitsAreRememberedInOrder() {
        Presence presence = new Presence(0, 0, 0);
        for (int i = 1; i < 40; i++) presence.there(10 * i, 600L * i + i);
        long[] visits = presence.visits();
        assertThat(visits).hasSize(17).isSorted();
        assertThat(visits[16]).isEqualTo(600L * 39 + 39);
        assertThat(visits[0]).isEqualTo(600L * 23 + 23);
        assertThat(Arrays.stream(visits).distinct().count()).isEqualTo(17);
    }
}
