package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.FrameRef;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** State and sequence numbers of a GOOSE publisher, a frame a second. */
class NumberingTest {
    private static final long SECOND = 1_000_000_000L;
    private final Numbering numbering = new Numbering(0);
    private long second;

    private double next(long state, long number) {
        second++;
        return numbering.next(state, number, second * SECOND, (int) (second / 60), new FrameRef(0, second));
    }

    private double least(long state, long from, long to) {
        double least = 1;
        for (long number = from; number <= to; number++) least = Math.min(least, next(state, number));
        return least;
    }

    @Test
    void changesOfStateAndARestartFollow() {
        assertThat(least(7, 0, 300)).isEqualTo(1);
        assertThat(least(8, 0, 300)).isEqualTo(1);
        assertThat(least(1, 0, 300)).isEqualTo(1);
    }

    @Test
    void aForgedStateBesideTheTrueOneGoesBackAndForth() {
        least(7, 0, 300);
        double least = 1;
        for (int i = 0; i < 10; i++) {
            least = Math.min(least, next(900, i));
            least = Math.min(least, next(7, 301 + i));
        }
        assertThat(least).isLessThan(1e-6);
        assertThat(numbering.words()).contains("900");
        assertThat(numbering.frames()).hasSizeGreaterThan(1);
    }

    /** Twenty samples a second, a second sender for a second at a time. */
    @Test
    void aSecondBurstOfTheSameMinuteIsToldAndOneThatOnlyPausesIsNot() {
        assertThat(bursts(600)).isEqualTo(2);
        assertThat(bursts(60)).isEqualTo(1);
    }

    private static int bursts(int between) {
        Numbering samples = new Numbering(0);
        int told = 0;
        long own = 0;
        for (int burst = 0; burst < 2; burst++) {
            for (int i = 0; i < between; i++) told += heard(samples, ++own, own);
            for (int i = 0; i < 20; i++) told += heard(samples, ++own, own) + heard(samples, 90_000 + i, own);
        }
        return told;
    }

    private static int heard(Numbering samples, long number, long tick) {
        double p = samples.next(0, number, tick * SECOND / 20, 0, new FrameRef(0, tick));
        if (p >= 1e-6) return 0;
        samples.told();
        return 1;
    }

    @Test
    void aPublisherThatBeginsAnewWithAnyNumberIsNotTwo() {
        least(20_165, 0, 30_000);
        assertThat(least(4_749, 9, 300)).isEqualTo(1);
    }

    @Test
    void oneFrameThatComesLateIsNotTold() {
        least(7, 0, 300);
        next(7, 302);
        assertThat(next(7, 301)).isGreaterThan(0.05);
    }

    @Property(seed = "1", tries = 200)
    void whateverIsCountedEveryChanceIsAChance(@ForAll @Size(max = 300) @LongRange(min = 0, max = 9) long[] numbers) {
        Numbering any = new Numbering(0);
        for (int i = 0; i + 1 < numbers.length; i++) {
            double p = any.next(numbers[i], numbers[i + 1], i * SECOND / 10, i / 50, new FrameRef(0, i));
            assertThat(p).isGreaterThan(0).isLessThanOrEqualTo(1);
        }
    }
}
