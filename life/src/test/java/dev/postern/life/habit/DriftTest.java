package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that send some hundred packets a minute, each hour differently, as machines do. */
class DriftTest {
    private static final int DAY = 1440;

    /** Day on which it spoke first, or -1; from {@code changeDay} on it sends {@code factor} times as much. */
    private static int spokeOn(long seed, int days, int changeDay, double factor) {
        Random random = new Random(seed);
        Drift drift = new Drift();
        double hour = 1;
        for (int minute = 0; minute < days * DAY; minute++) {
            if (minute % 60 == 0) hour = 1 + 0.05 * random.nextGaussian();
            double mean = 300 * hour * (minute >= changeDay * DAY ? factor : 1);
            drift.close(minute, 0, Math.max(0, Math.rint(mean + 20 * random.nextGaussian())), 1, true);
            if (drift.hour().speaks() || drift.day().speaks()) return minute / DAY;
        }
        return -1;
    }

    @Test
    void aLastingShiftOfOneDeviationIsFoundWithinDays() {
        int late = 0;
        for (int seed = 0; seed < 20; seed++) {
            int day = spokeOn(seed, 40, 20, 1.05);
            assertThat(day).as("seed " + seed).isGreaterThanOrEqualTo(20);
            if (day > 26) late++;
        }
        assertThat(late).isLessThanOrEqualTo(3);
    }

    /** Days on which it spoke after the first month; its level goes up and down for days, as it does where people work, and always comes back. */
    private static int spokeOnceKnown(long seed, int days) {
        Random random = new Random(seed);
        Drift drift = new Drift();
        double level = 0;
        double hour = 1;
        int spoke = 0;
        for (int minute = 0; minute < days * DAY; minute++) {
            if (minute % 60 == 0) {
                level = 0.98 * level + 0.01 * random.nextGaussian();
                hour = Math.exp(level + 0.05 * random.nextGaussian());
            }
            drift.close(minute, 0, Math.max(0, Math.rint(300 * hour + 20 * random.nextGaussian())), 1, true);
            if (minute >= 30 * DAY && (drift.hour().speaks() || drift.day().speaks())) spoke++;
        }
        return spoke;
    }

    @Test
    void whatWandersForDaysOfItselfIsLeftAloneOnceThatIsKnown() {
        int spoke = 0;
        for (int seed = 0; seed < 30; seed++) spoke += spokeOnceKnown(seed, 60);
        assertThat(spoke).as("of 30 machines in a month").isLessThanOrEqualTo(3);
    }

    @Test
    void whatLastsIsToldForSomeDaysAndIsTheHabitThen() {
        Random random = new Random(4);
        Drift drift = new Drift();
        TreeSet<Integer> days = new TreeSet<>();
        for (int minute = 0; minute < 80 * DAY; minute++) {
            double hour = (minute >= 60 * DAY ? 1.5 : 1) * (300 + 3 * random.nextGaussian());
            drift.close(minute, 0, Math.max(0, Math.rint(hour)), 1, true);
            if (drift.hour().speaks())
                assertThat(days.add(minute / DAY)).as("once a day").isTrue();
        }
        assertThat(days.first()).isEqualTo(60);
        assertThat(days.last()).isLessThan(68);
    }

    @Test
    void itSaysForHowLongThisSideLasts() {
        Drift drift = new Drift();
        Random random = new Random(3);
        for (int minute = 0; minute < 31 * DAY; minute++) {
            boolean more = minute >= 30 * DAY;
            if (minute % 60 == 0 && drift.hour().speaks()) break;
            double hour = (more ? 1.2 : 1) * (300 + 15 * random.nextGaussian());
            drift.close(minute, 0, Math.max(0, Math.rint(hour)), 1, true);
            if (more && drift.hour().speaks()) {
                assertThat(drift.hour().upward()).isTrue();
                assertThat(drift.hour().lasted()).isBetween(1, minute / 60 - 30 * 24 + 12);
                return;
            }
        }
        throw new AssertionError("it never spoke");
    }

    @Test
    void hoursAndDaysAreJudgedEachByThemselvesOnceEnoughAreKnown() {
        Drift drift = new Drift();
        int hours = 0;
        int days = 0;
        for (int minute = 0; minute < 40 * DAY; minute++) {
            drift.close(minute, 7, 300 + minute % 7, 1, true);
            if (drift.hour().judged()) hours++;
            if (!drift.day().judged()) continue;
            assertThat(Drift.dayEnds(minute, 7)).isTrue();
            days++;
        }
        assertThat(hours).isEqualTo(40 * 24 - 96);
        assertThat(days).as("the first is no whole one").isBetween(24, 26);
    }

    @Test
    void whatStaysAsItIsIsLeftAlone() {
        int spoke = 0;
        for (int seed = 100; seed < 150; seed++) if (spokeOn(seed, 60, 60, 1) >= 0) spoke++;
        assertThat(spoke).as("of 50 machines in 60 days").isLessThanOrEqualTo(2);
    }

    /** It is a load, and counts know it by and by. */
    @Test
    void whatIsCopiedEachNightIsNoLastingChange() {
        Random random = new Random(6);
        Drift drift = new Drift();
        for (int minute = 0; minute < 30 * DAY; minute++) {
            int copied = minute % DAY == 90 ? 7000 + random.nextInt(400) : 0;
            drift.close(minute, 0, 30 + random.nextInt(5) + copied, 1, true);
            assertThat(drift.hour().speaks()).as("hour " + minute / 60).isFalse();
        }
    }

    /** What lies beyond the smallest of chances must not become a certainty. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e6})
    void hoursFarBelowOrAboveWhatEverWasAreToldWhenThereAreFive(double amount) {
        Drift drift = new Drift();
        Random random = new Random(1);
        int minute = 0;
        for (; minute < 60 * DAY; minute++) drift.close(minute, 0, 300 + random.nextInt(3), 1, true);
        for (; minute < 61 * DAY && !drift.hour().speaks(); minute++) drift.close(minute, 0, amount, 1, true);
        assertThat(drift.hour().speaks()).isTrue();
        assertThat(drift.hour().upward()).isEqualTo(amount > 0);
        assertThat(drift.hour().lasted()).isEqualTo(5);
        assertThat(drift.hour().numbers()[0]).isBetween(25.0, 40.0);
    }
}
