package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A machine that idles at 40 packets a minute, makes batches at 400 and is cleaned at 120. */
class PhasesTest {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private final Phases phases = new Phases();
    private final Random random = new Random(2);
    private final List<Phases.Fresh> fresh = new ArrayList<>();
    private int minute;

    private void live(int minutes, double packets, double commands) {
        for (int i = 0; i < minutes; i++, minute++) {
            double amount = Math.round(packets * Math.exp(0.15 * random.nextGaussian()));
            double[] amounts = {amount, 2 * amount, 3, random.nextDouble() < commands ? 1 : 0};
            Phases.Fresh one = phases.close(minute, amounts, true);
            if (one != null) fresh.add(one);
        }
    }

    private void batches(int days) {
        for (int day = 0; day < days; day++) {
            live(6 * HOUR + random.nextInt(120), 40, 0);
            live(5 * HOUR, 400, 0.4);
            live(2 * HOUR + random.nextInt(60), 40, 0);
            live(6 * HOUR, 400, 0.4);
            live(DAY - minute % DAY, 40, 0);
        }
    }

    @Test
    void batchesAndStandstillAreTwoPhasesThatAreKnownAgain() {
        batches(10);
        assertThat(phases.count()).isEqualTo(2);
        assertThat(fresh).hasSize(2);
        live(3 * HOUR, 400, 0.4);
        assertThat(phases.current().visits()).isGreaterThan(15);
        assertThat(phases.current().usual(0)).isBetween(360.0, 440.0);
    }

    @Test
    void cleaningForTheFirstTimeIsANewPhaseAndTheSecondTimeNone() {
        batches(14);
        fresh.clear();
        live(2 * HOUR, 120, 0);
        assertThat(fresh).singleElement().satisfies(one -> {
            assertThat(one.phase().usual(0)).isBetween(100.0, 140.0);
            assertThat(one.quarters()).isGreaterThan(14 * 96 - 5);
            assertThat(one.kinds()).isEqualTo(2);
        });
        batches(2);
        live(2 * HOUR, 120, 0);
        assertThat(fresh).hasSize(1);
    }

    @Test
    void aDayThatFlowsIsOnePhaseAfterTheOther() {
        for (int i = 0; i < 60 * DAY; i++) live(1, 200 * (1 + 0.5 * Math.sin(2 * Math.PI * minute / DAY)), 0);
        assertThat(phases.count()).isLessThanOrEqualTo(Phases.LIMIT);
        assertThat(fresh).hasSizeLessThan(6);
    }

    @Test
    void aBurstOfTwentyMinutesIsNone() {
        batches(7);
        fresh.clear();
        live(20, 3_000, 0);
        live(2 * HOUR, 40, 0);
        assertThat(fresh).isEmpty();
    }

    @Test
    void whoeverWalksAroundForYearsKeepsFourPhases() {
        for (int i = 0; i < 400; i++) live(3 * HOUR, Math.exp(2 + 6 * random.nextDouble()), random.nextDouble());
        assertThat(phases.count()).isLessThanOrEqualTo(Phases.LIMIT);
        assertThat(fresh.getLast().discount()).isBetween(0.05, 0.95);
    }
}
