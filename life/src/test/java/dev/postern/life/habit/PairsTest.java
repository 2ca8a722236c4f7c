package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A level, a flow that follows it, a counter, a setpoint and something of its own, a value each minute. */
class PairsTest {
    private static final int DAY = 1440;

    private final Pairs pairs = new Pairs();
    private final Random random = new Random(5);
    private final List<Pairs.Lost> lost = new ArrayList<>();
    private int minute = 29_000_000;
    private double own;

    private double level() {
        return 50 + 30 * Math.sin(minute / 97.0) + 5 * Math.sin(minute / 11.0);
    }

    private void minute(double level, double flow) {
        own += random.nextGaussian();
        double[] values = {level, flow, minute, 12, own};
        for (int i = 0; i < values.length; i++) {
            int slot = pairs.find(i + 1);
            if (slot < 0 && pairs.wants(i + 1)) slot = pairs.add(i + 1);
            if (slot < 0) continue;
            pairs.read(slot, values[i], minute);
            if (pairs.lacksWords(slot)) pairs.name(slot, "point " + (i + 1));
        }
        Pairs.Lost found = pairs.close(minute++);
        if (found != null) lost.add(found);
    }

    private void live(int minutes) {
        for (int i = 0; i < minutes; i++) minute(level(), 3 * level() + 7 + random.nextGaussian());
    }

    @Test
    void aFlowThatNoLongerFollowsIsToldOnceWithWhatWasExpected() {
        live(6 * DAY);
        double frozen = 3 * level() + 7;
        for (int i = 0; i < 400; i++) minute(level(), frozen + random.nextGaussian());
        assertThat(lost).isNotEmpty().first().satisfies(l -> {
            assertThat(List.of(l.point(), l.other())).containsExactlyInAnyOrder("point 1", "point 2");
            assertThat(l.p()).isLessThan(1e-3);
            assertThat(l.r()).isGreaterThan(0.99);
            assertThat(Math.abs(l.seen() - l.expected())).isGreaterThan(l.margin());
        });
        assertThat(lost).hasSizeLessThan(4);
    }

    @Test
    void aRelationThatGoesOnForWeeksIsNeverLost() {
        live(30 * DAY);
        assertThat(lost).isEmpty();
    }

    @Test
    void whatNeverHadToDoWithEachOtherHasNothingToLose() {
        for (int i = 0; i < 10 * DAY; i++) minute(level(), 40 * random.nextGaussian());
        for (int i = 0; i < DAY; i++) minute(level(), 900);
        assertThat(lost).isEmpty();
    }

    @Test
    void aShortDisturbanceIsNotTheEnd() {
        live(6 * DAY);
        for (int i = 0; i < 14; i++) minute(level(), 0);
        live(DAY);
        assertThat(lost).isEmpty();
    }
}
