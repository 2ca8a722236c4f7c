package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A poll each second with a jitter of five milliseconds; each test disturbs one minute of it. */
class CycleTest {
    private static final long SECOND = 1_000_000_000L;
    private final Cycle cycle = new Cycle();
    private final Cycle.Window window = new Cycle.Window();
    private final Random random = new Random(3);
    private long at = 1000 * SECOND;

    private double leastP = 1;

    /** Minutes with this period; {@code drop} leaves out every tenth poll. */
    private void minutes(int count, long periodNanos, boolean drop) {
        for (int minute = 0; minute < count; minute++) {
            long end = at + 60 * SECOND;
            for (int i = 0; at + i * periodNanos < end; i++)
                if (!drop || i % 10 != 9)
                    cycle.poll(at + i * periodNanos + (long) (random.nextGaussian() * 5e6), Long.MIN_VALUE);
            at = end;
            cycle.close(at, true, true, Room.ENDLESS, window);
            leastP = Math.min(leastP, Math.min(window.periodP, Math.min(window.missedP, window.extraP)));
        }
    }

    @Test
    void anHourOfTheSameRhythmIsNoSurprise() {
        minutes(60, SECOND, false);
        assertThat(cycle.regular()).isTrue();
        assertThat(leastP).isGreaterThan(1e-4);
    }

    @Test
    void aPeriodThatGrewByTwoPercentIsFound() {
        minutes(60, SECOND, false);
        minutes(2, 1020 * SECOND / 1000, false);
        assertThat(window.periodP).isLessThan(1e-3);
    }

    @Test
    void missedPollsAreFoundOnceTheNextMinuteProvesThem() {
        minutes(60, SECOND, false);
        minutes(1, SECOND, true);
        minutes(1, SECOND, false);
        assertThat(window.missed).isBetween(5, 6);
        assertThat(window.missedP).isLessThan(1e-4);
    }

    @Test
    void pollsBetweenTheRegularOnesAreFound() {
        minutes(60, SECOND, false);
        for (int i = 0; i < 5; i++) {
            cycle.poll(at, Long.MIN_VALUE);
            cycle.poll(at + SECOND / 3, Long.MIN_VALUE);
            at += SECOND;
        }
        for (int i = 0; i < 55; i++) cycle.poll(at += SECOND, Long.MIN_VALUE);
        cycle.close(at, true, true, Room.ENDLESS, window);
        assertThat(window.extra).isGreaterThanOrEqualTo(5);
        assertThat(window.extraP).isLessThan(1e-4);
    }

    @Test
    void retriesThatComeInRunsHaveNoRhythmToMiss() {
        for (int run = 0; run < 20; run++) {
            minutes(1, SECOND * 3 / 4, false);
            for (int quiet = 0; quiet < 90; quiet++) cycle.close(at += 60 * SECOND, true, true, Room.ENDLESS, window);
        }
        assertThat(leastP).isGreaterThan(1e-4);
    }

    @Test
    void aFloodIsNoRhythmThatFellSilentWhenItEnds() {
        minutes(300, 30 * SECOND, false);
        for (int i = 0; i < 6000; i++) cycle.poll(at + i * SECOND / 200, Long.MIN_VALUE);
        double missed = 1;
        for (int minute = 0; minute < 10; minute++) {
            cycle.close(at += 60 * SECOND, true, true, Room.ENDLESS, window);
            missed = Math.min(missed, window.missedP);
            cycle.poll(at, Long.MIN_VALUE);
            cycle.poll(at + 30 * SECOND, Long.MIN_VALUE);
        }
        assertThat(missed).isGreaterThan(1e-4);
    }

    @Test
    void irregularMessagesHaveNoRhythm() {
        for (int i = 0; i < 2000; i++)
            cycle.poll(at += (long) (SECOND * Math.exp(random.nextGaussian())), Long.MIN_VALUE);
        assertThat(cycle.regular()).isFalse();
    }

    /** A cache that is looked into every ten minutes and expires after a quarter of an hour, or a round later where the answer came late. */
    @Test
    void aCacheThatNowAndThenExpiresARoundLaterIsNoSurprise() {
        double told = 1;
        for (int day = 0; day < 20; day++) {
            for (int i = 0; i < 72; i++) {
                long round = random.nextInt(72) < 4 ? 1800 : 1200;
                for (int minute = 0; minute < round / 60; minute++) {
                    cycle.close(at += 60 * SECOND, true, true, Room.ENDLESS, window);
                    if (day >= 7) told = Math.min(told, window.periodP);
                }
                cycle.poll(at - (long) (random.nextDouble() * 20e9), Long.MIN_VALUE);
            }
        }
        assertThat(told).isGreaterThan(1e-5);
    }

    /** A publisher that tells its state each second, and ten times at once when it has changed. */
    @Test
    void aPublisherThatRepeatsItselfWhenSomethingChangesIsKnownAfterSomeChanges() {
        double[] least = {1, 1};
        for (int change = 0; change < 40; change++) {
            minutes(50, SECOND, false);
            for (int i = 0; i < 10; i++) cycle.poll(at += SECOND / 20, Long.MIN_VALUE);
            at += 59 * SECOND;
            cycle.close(at, true, true, Room.ENDLESS, window);
            least[change < 20 ? 0 : 1] = Math.min(least[change < 20 ? 0 : 1], window.extraP);
        }
        assertThat(least[0]).isLessThan(1e-4);
        assertThat(least[1]).isGreaterThan(1e-4);
    }

    @Test
    void aFirstSilenceIsRarerTheLongerItLasts() {
        minutes(600, SECOND, false);
        double before = 1;
        for (int minute = 0; minute < 4; minute++) {
            cycle.close(at += 60 * SECOND, true, true, Room.ENDLESS, window);
            if (minute == 0) continue;
            assertThat(window.missedP).isLessThan(before).isLessThan(1e-6);
            before = window.missedP;
        }
    }
}
