package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Chance;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final double TOLD_P = 0.05;

    /** The saving must not move a verdict: beside it, the same habit with both tails evaluated every time. */
    @Test
    void oneEvaluationForBothTailsJudgesAndLearnsTheSame() {
        for (Counts.Shape shape : Counts.Shape.values()) {
            for (double busy : new double[] {0, 0.3, 2, 40, 30_000}) sameAsPlain(shape, busy);
        }
    }

    private static void sameAsPlain(Counts.Shape shape, double busy) {
        Random random = new Random(7);
        Meter meter = new Meter(shape);
        Counts plain = new Counts();
        double before = 0;
        for (int minute = 0; minute < 400; minute++) {
            double seen = random.nextInt(50) == 0 ? Math.rint(busy * 9 + 3) : Math.rint(busy * random.nextDouble() * 2);
            double season = minute % 7 == 0 ? 1.3 : 1;
            double lower = 1;
            if (minute > 0) {
                double seasonBefore = (minute - 1) % 7 == 0 ? 1.3 : 1;
                double p = 1;
                if (plain.mature()) {
                    lower = Chance.bounded(2 * plain.lower(shape, before, seasonBefore));
                    p = Math.min(lower, Chance.bounded(2 * plain.upper(shape, before, seasonBefore)));
                }
                plain.learn(shape, before, seasonBefore, p, true, Room.ENDLESS);
            }
            double upper = plain.mature() && seen > 0 ? Chance.bounded(2 * plain.upper(shape, seen, season)) : 1;
            meter.add(seen);
            meter.close(true, minute > 0, season);
            double expected = Math.min(upper, lower);
            if (expected < TOLD_P) assertThat(meter.p()).isEqualTo(expected);
            else assertThat(meter.p()).isGreaterThanOrEqualTo(TOLD_P);
            assertThat(meter.rate()).isEqualTo(plain.mean(1));
            before = seen;
        }
    }
}
