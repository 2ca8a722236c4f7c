package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.habit.Motion.News;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Four currents, sampled as a wave 4000 times a second or as effective values twenty times. */
class MotionTest {
    private static final long SECOND = 1_000_000_000L;
    private final Motion motion = new Motion();
    private final Random random = new Random(5);
    private long now = 1_700_000_000L * SECOND;

    private News sample(double... values) {
        News news = motion.frame(now, values.length);
        for (int i = 0; i < values.length; i++) motion.add(i, values[i]);
        now += SECOND / 20;
        return news;
    }

    private News live(int seconds, double... values) {
        News last = News.NONE;
        for (int i = 0; i < 20 * seconds; i++) {
            News news = sample(values);
            if (news != News.NONE) last = news;
        }
        return last;
    }

    private News wave(double seconds, double amplitude, double first) {
        News last = News.NONE;
        for (int i = 0; i < 4000 * seconds; i++, now += SECOND / 4000) {
            double phase = Math.sin(2 * Math.PI * 50 * (now % SECOND) / SECOND);
            News news = motion.frame(now, 2);
            motion.add(0, first * amplitude * phase * (1 + 0.01 * random.nextGaussian()));
            motion.add(1, amplitude * phase * (1 + 0.01 * random.nextGaussian()));
            if (news != News.NONE) last = news;
        }
        return last;
    }

    @Test
    void whatStandsStillIsSettledAfterFiveSecondsAndSaysNothingMore() {
        assertThat(live(6, 17, 17, 0, 30)).isEqualTo(News.SETTLED);
        assertThat(live(60, 17, 17, 0, 30)).isEqualTo(News.NONE);
    }

    @Test
    void aLeapOfOneValueMovesThatOneAloneAndComesToRest() {
        live(10, 17, 17, 0, 30);
        sample(2000, 17, 0, 30);
        assertThat(sample(2000, 17, 0, 30)).isEqualTo(News.MOVES);
        assertThat(motion.moved()).isEqualTo(1);
        assertThat(motion.carrying()).isEqualTo(3);
        assertThat(motion.leap()).isGreaterThan(100);
        assertThat(live(20, 2000, 17, 0, 30)).isEqualTo(News.RESTS);
    }

    @Test
    void aDigitThatFlickersIsNoMovementAndABreakerThatOpensIs() {
        for (int i = 0; i < 600; i++) sample(100 + random.nextInt(2), 17, 0, 30);
        assertThat(live(1, 103, 17, 0, 30)).isEqualTo(News.NONE);
        assertThat(live(1, 0, 17, 0, 30)).isEqualTo(News.MOVES);
    }

    @Test
    void aWaveAtFiftyHertzIsAtRestUntilItsAmplitudeChanges() {
        assertThat(wave(6, 1000, 1)).isEqualTo(News.SETTLED);
        assertThat(wave(20, 1000, 1)).isEqualTo(News.NONE);
        assertThat(wave(0.1, 1000, 12)).isEqualTo(News.MOVES);
        assertThat(motion.moved()).isEqualTo(1);
    }

    @Test
    void aLoadThatWandersSlowlyIsAtRest() {
        live(10, 17, 17, 0, 30);
        News last = News.NONE;
        for (int i = 0; i < 2000; i++) {
            News news = sample(1000 + 300 * Math.sin(i / 600.0), 1000, 0, 30);
            if (i > 300 && news != News.NONE) last = news;
        }
        assertThat(last).isEqualTo(News.NONE);
    }

    @Property(seed = "1", tries = 100)
    void noMoreMovesThanThereIs(@ForAll @Size(max = 400) @DoubleRange(min = -1e9, max = 1e9) double[] values) {
        Motion any = new Motion();
        for (int i = 0; i < values.length; i++) {
            any.frame(i * SECOND / 30, 3);
            for (int at = 0; at < 3; at++) any.add(at, values[i] * at);
            assertThat(any.moved()).isBetween(0, 3);
            assertThat(any.carrying()).isBetween(0, 3);
        }
    }
}
