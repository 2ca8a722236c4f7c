package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two days of about a hundred packets a minute, then an hour of five hundred. */
class QuarantineTest {
    private final Meter meter = new Meter(Counts.Shape.PACKETS);

    private void minutes(int count, double packets) {
        for (int i = 0; i < count; i++) {
            meter.add(packets + i % 7);
            meter.close(true, true, 1);
        }
    }

    private double afterTheFlood() {
        minutes(2 * 1440, 100);
        double before = meter.rate();
        minutes(60, 900);
        minutes(60, 100);
        assertThat(meter.rate())
                .as("right after it")
                .isCloseTo(before, org.assertj.core.data.Percentage.withPercentage(0.5));
        return before;
    }

    @Test
    void whatIsTooSurprisingTeachesNothingForThreeDaysAndThenALittle() {
        afterTheFlood();
        minutes(70 * 60 - 180, 100);
        double waiting = meter.rate();
        minutes(5 * 60, 100);
        assertThat(meter.rate()).isGreaterThan(waiting);
    }

    @Test
    void whatWasConfirmedToBeMaliciousIsNeverLearned() {
        afterTheFlood();
        meter.rollBack();
        minutes(70 * 60 - 180, 100);
        double waiting = meter.rate();
        minutes(5 * 60, 100);
        assertThat(meter.rate()).isCloseTo(waiting, org.assertj.core.data.Percentage.withPercentage(0.01));
    }
}
