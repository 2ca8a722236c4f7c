package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Extremes;
import dev.postern.model.FrameRef;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Values as a list of numbers, a minute each unless said otherwise. */
class PointsTest {
    private final Points points = new Points();

    private double minute(int minute, Points.Aspect aspect, double... values) {
        for (double value : values) points.read(1, value, minute, Room.ENDLESS);
        double p = points.p(aspect, minute);
        points.clear();
        return p;
    }

    /** Share of runs whose 21st value is a record that is given at most 1e-2; {@code freedom} of 0 is Gaussian. */
    private static double rare(int freedom) {
        Random random = new Random(1);
        int runs = 60_000;
        int below = 0;
        for (int run = 0; run < runs; run++) {
            double low = Double.MAX_VALUE;
            double high = -Double.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                double value = draw(random, freedom);
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            double value = draw(random, freedom);
            double excess = Math.max(value - high, low - value) / (high - low);
            // Either end is a record, so both are looked at.
            if (excess > 0 && 2 * Extremes.beyond(20, excess) <= 1e-2) below++;
        }
        return below / (double) runs;
    }

    private static double draw(Random random, int freedom) {
        double squares = 0;
        for (int i = 0; i < freedom; i++) squares += Math.pow(random.nextGaussian(), 2);
        return random.nextGaussian() / (freedom == 0 ? 1 : Math.sqrt(squares / freedom));
    }

    @Test
    void aRecordIsNoMoreOftenThanSaidUnlessTheTailIsWild() {
        assertThat(rare(0)).isLessThan(1e-2);
        assertThat(rare(3)).isBetween(0.3e-2, 2e-2);
    }

    @Test
    void aLevelFarOutsideIsRareAndWhatStaysThereIsLearned() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) minute(i, Points.Aspect.LEVEL, random.nextInt(100));
        assertThat(minute(20_000, Points.Aspect.LEVEL, 5_000)).isLessThan(1e-4);
        for (int i = 1; i < 600; i++) minute(20_000 + i, Points.Aspect.LEVEL, 5_000 + random.nextInt(9));
        assertThat(minute(20_600, Points.Aspect.LEVEL, 5_004)).isGreaterThan(0.05);
    }

    @Test
    void aLevelThatRisesAllMorningIsNotRareEveryMinute() {
        for (int i = 0; i < 500; i++) minute(i, Points.Aspect.LEVEL, i % 50);
        for (int i = 0; i < 300; i++)
            assertThat(minute(500 + i, Points.Aspect.LEVEL, 50 + i / 10.0)).isGreaterThan(1e-3);
    }

    @Test
    void aCounterMayRiseForEverButNotFall() {
        for (int i = 0; i < 3_000; i++) {
            points.read(1, 10 * i, i, Room.ENDLESS);
            for (Points.Aspect aspect : Points.Aspect.values())
                assertThat(points.p(aspect, i)).isEqualTo(1);
            points.clear();
        }
        assertThat(minute(3_000, Points.Aspect.STEP, 20_000)).isLessThan(1e-3);
    }

    @Test
    void aValueThatAlwaysMovesAndThenStandsStillIsRare() {
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) minute(i, Points.Aspect.STILL, random.nextInt(1000));
        double least = 1;
        for (int i = 0; i < 30; i++) least = Math.min(least, minute(5_000 + i, Points.Aspect.STILL, 77));
        assertThat(least).isLessThan(2e-4);
    }

    @Test
    void aValueThatRestsEveryNightIsNotRare() {
        Random random = new Random(2);
        for (int i = 0; i < 5 * 1440; i++)
            assertThat(minute(i, Points.Aspect.STILL, i % 1440 < 700 || i < 1440 ? random.nextInt(1000) : 5))
                    .isGreaterThan(i <= 2 * 1440 ? 0 : 1e-3);
    }

    @Test
    void aValueThatLeapsOutOfItsRangeAfterStandingStillIsNamedInEachAspect() {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) minute(i, Points.Aspect.STILL, random.nextInt(1000));
        for (int i = 0; i < 60; i++) minute(3_000 + i, Points.Aspect.LEVEL, 77);
        FrameRef frame = new FrameRef(0, 9);
        assertThat(points.read(1, 500_000, 3_060, Room.ENDLESS)).isTrue();
        points.name("speed", frame, false);
        for (Points.Aspect aspect : Points.Aspect.values()) {
            assertThat(points.p(aspect, 3_060)).as("%s", aspect).isLessThan(1);
            assertThat(points.worst(aspect).words).isEqualTo("speed");
            assertThat(points.worst(aspect).frame).isEqualTo(frame);
        }
    }

    /** Registers of a controller, most of which never move; the first ten count minutes. */
    private void poll(Points all, int minute, int registers, Room room) {
        for (int register = 0; register < registers; register++)
            all.read(register, register < 10 ? minute % (7 + register) : 100 + register, minute, room);
    }

    @Test
    void eachOfTwoHundredRegistersIsJudgedThoughMostNeverMove() {
        for (int i = 0; i < 3 * 1440; i++) {
            poll(points, i, 200, Room.ENDLESS);
            points.p(Points.Aspect.LEVEL, i);
            points.clear();
        }
        assertThat(points.size()).isEqualTo(200);
        assertThat(points.refused()).isZero();
        assertThat(points.bytes()).isLessThan(10 * 1024);
        assertThat(points.low(180)).isEqualTo(points.high(180)).isEqualTo(280);
        assertThat(points.read(180, 900, 3 * 1440, Room.ENDLESS)).isTrue();
        points.name("register 180", new FrameRef(0, 1), false);
        assertThat(points.p(Points.Aspect.LEVEL, 3 * 1440)).isLessThan(0.02);
        assertThat(points.worst(Points.Aspect.LEVEL).low).isEqualTo(280);
        assertThat(points.worst(Points.Aspect.LEVEL).seen).isEqualTo(900);
        assertThat(points.high(180)).isBetween(280.0, 900.0);
        assertThat(points.isContinuous(5)).isTrue();
        assertThat(points.isContinuous(180)).isFalse();
    }

    @Test
    void whereThereIsNoRoomForHowAPointMovesItIsNewFromThenOn() {
        Room none = octets -> false;
        for (int i = 0; i < 100; i++) {
            for (int point = 0; point < 8; point++) points.read(point, 5, i, none);
            points.clear();
        }
        assertThat(points.known(3)).isPositive();
        for (int point = 0; point < 8; point++) points.read(point, 6, 100, none);
        assertThat(points.refused()).isZero();
        points.clear();
        Points full = new Points();
        for (int i = 0; i < 100; i++) {
            for (int point = 0; point < 16; point++) full.read(point, point < 8 ? i % 2 : 5, i, Room.ENDLESS);
            full.clear();
        }
        assertThat(full.read(12, 6, 100, none)).isFalse();
        assertThat(full.refused()).isOne();
        assertThat(full.known(12)).isZero();
        assertThat(full.known(13)).isPositive();
        assertThat(full.known(2)).isPositive();
    }

    @Test
    void aPointThatGoesTakesNoRangeButItsOwnWithIt() {
        for (int i = 0; i < 100; i++) {
            for (int point = 0; point < Points.LIMIT; point++)
                if (point >= 40 || i < 4)
                    points.read(point, point % 3 == 0 ? 10 * point + i % 4 : point, i, Room.ENDLESS);
            points.clear();
        }
        for (int point = 1000; point < 1040; point++) {
            points.read(point, point, 100, Room.ENDLESS);
            points.read(point, point + 1, 100, Room.ENDLESS);
        }
        for (int point = 40; point < Points.LIMIT; point++) {
            assertThat(points.low(point)).as("low of %s", point).isEqualTo(point % 3 == 0 ? 10 * point : point);
            assertThat(points.high(point)).as("high of %s", point).isEqualTo(point % 3 == 0 ? 10 * point + 3 : point);
        }
        assertThat(points.size()).isEqualTo(Points.LIMIT);
        assertThat(points.low(1039)).isEqualTo(1039);
        assertThat(points.high(1039)).isGreaterThan(1039);
    }

    /** Until November 2026 each point had all of its columns at one place. */
    @Test
    void whatWasKeptBeforeStillPointsWereApartGoesOn() throws ReflectiveOperationException {
        Points other = new Points();
        for (Points one : List.of(points, other))
            for (int i = 0; i < 200; i++) {
                for (int point = 0; point < 20; point++) one.read(point, (i + 1) * (point + 1) % 23, i, Room.ENDLESS);
                one.clear();
            }
        Field moving = Points.class.getDeclaredField("moving");
        moving.setAccessible(true);
        moving.set(other, null);
        for (Points one : List.of(points, other))
            for (int point = 0; point < 40; point++) one.read(point, point % 17 - 3, 200, Room.ENDLESS);
        for (int point = 0; point < 20; point++) {
            assertThat(other.low(point)).isEqualTo(points.low(point));
            assertThat(other.high(point)).isEqualTo(points.high(point));
        }
        for (Points.Aspect aspect : Points.Aspect.values())
            assertThat(other.p(aspect, 200)).isEqualTo(points.p(aspect, 200));
    }

    @Property(seed = "1", tries = 200)
    void whateverIsReadEveryChanceIsAChanceAndNothingGrows(
            @ForAll @Size(max = 400) double[] values, @ForAll @Size(min = 1, max = 40) long[] names) {
        Points any = new Points();
        for (int i = 0; i < values.length; i++) {
            any.read(names[i % names.length], values[i], i / 7, Room.ENDLESS);
            any.read(i, values[i], i / 7, Room.ENDLESS);
            if (i % 7 != 6) continue;
            for (Points.Aspect aspect : Points.Aspect.values()) {
                double p = any.p(aspect, i / 7);
                assertThat(p).isGreaterThan(0).isLessThanOrEqualTo(1);
                assertThat(any.worst(aspect) == null).isEqualTo(p == 1);
            }
            any.clear();
        }
        assertThat(any.size()).isLessThanOrEqualTo(Points.LIMIT);
    }

    @Property(seed = "1", tries = 200)
    void whateverIsWrittenEveryChanceIsAChanceAndNothingGrows(
            @ForAll @Size(max = 300) double[] values, @ForAll @Size(min = 1, max = 40) short[] gaps) {
        Writes writes = new Writes();
        Points read = new Points();
        Writes.Seen seen = new Writes.Seen();
        int minute = 0;
        for (int i = 0; i < values.length; i++) {
            minute += Math.abs(gaps[i % gaps.length]) % 2000;
            read.read(i % 5, values[i] / 2, minute, Room.ENDLESS);
            writes.write(i % 50, values[i], i % 3 == 0, minute, read, i % 2 == 0 ? 1e-3 : 1, seen);
            assertThat(seen.p).isGreaterThan(0).isLessThanOrEqualTo(1);
        }
        assertThat(writes.size()).isLessThanOrEqualTo(Writes.LIMIT);
    }
}
