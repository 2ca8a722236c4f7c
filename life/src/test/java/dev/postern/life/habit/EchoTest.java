package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** One value a second, sixty a minute. */
class EchoTest {
    private final Echo echo = new Echo();
    private final Random random = new Random(6);
    private int second;

    /** @return the least p of so many minutes */
    private double watch(int minutes, IntToDoubleFunction value) {
        double least = 1;
        for (int minute = 0; minute < minutes; minute++) {
            for (int i = 0; i < 60; i++, second++) {
                double one = value.applyAsDouble(second);
                echo.next(Hash.mix(Double.doubleToLongBits(one)), one, Room.ENDLESS);
            }
            double p = echo.close();
            if (p >= 0) least = Math.min(least, p);
        }
        return least;
    }

    private double noise() {
        return Math.rint(1000 + 40 * random.nextGaussian());
    }

    @Test
    void noiseIsNeverTheSameAgain() {
        assertThat(watch(3 * 1440, _ -> noise())).isGreaterThan(1e-3);
        assertThat(echo.samples()).isGreaterThan(1000);
    }

    @Test
    void aRecordingOfTwoMinutesInALoopIsRare() {
        watch(600, _ -> noise());
        double[] recorded = new double[120];
        for (int i = 0; i < recorded.length; i++) recorded[i] = noise();
        assertThat(watch(10, at -> recorded[at % recorded.length])).isLessThan(1e-6);
    }

    @Test
    void aWaveARampAndTwoStatesMakeNoMarks() {
        watch(600, at -> Math.rint(500 * Math.sin(at / 9.0)));
        watch(600, at -> at % 400);
        watch(600, at -> at % 2 == 0 ? 7 : 8);
        assertThat(echo.samples()).isLessThan(30);
    }

    @Test
    void aProcessThatAlwaysRepeatsItselfDoesSoByHabit() {
        double[] cycle = new double[90];
        for (int i = 0; i < cycle.length; i++) cycle[i] = noise();
        assertThat(watch(600, at -> cycle[at % cycle.length])).isGreaterThan(1e-4);
    }

    @Property(seed = "1", tries = 100)
    void whateverComesEveryChanceIsAChance(@ForAll @Size(max = 500) byte[] values) {
        Echo any = new Echo();
        for (int round = 0; round < 10; round++)
            for (int i = 0; i < values.length; i++) {
                any.next(Hash.mix(values[i]), values[i], Room.ENDLESS);
                if (i % 50 == 49) assertThat(any.close()).isBetween(-1.0, 1.0).isNotEqualTo(0);
            }
    }
}
