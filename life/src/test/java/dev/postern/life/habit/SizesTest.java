package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A thing that is mostly absent, minute by minute: how surprising its bursts are. */
class SizesTest {
    private static final int DAY = 1440;
    private final Meter meter = new Meter(Counts.Shape.PACKETS);
    private int minute;

    private double minuteWith(double packets) {
        meter.add(packets);
        meter.close(true, minute++ > 0, 1);
        return meter.p();
    }

    private void quiet(int minutes) {
        for (int i = 0; i < minutes; i++) minuteWith(0);
    }

    /** Three retries of one request, every few hours. */
    private void retriesForDays(int days) {
        Random random = new Random(3);
        for (int i = 0; i < 4 * days; i++) {
            quiet(300 + random.nextInt(120));
            minuteWith(3);
        }
    }

    @Test
    void retriesThatComeBackEveryFewHoursAreAsRareAsTheyAre() {
        retriesForDays(7);
        assertThat(minuteWith(3)).isGreaterThan(3e-4);
    }

    @Test
    void aFloodOfADeviceThatOnlyEverRetriedIsRare() {
        retriesForDays(7);
        assertThat(minuteWith(400)).isLessThan(1e-6);
    }

    @Test
    void aFloodOfADeviceThatWasAlwaysSilentIsRare() {
        quiet(DAY);
        assertThat(minuteWith(400)).isLessThan(1e-6);
    }

    @Test
    void theFirstWordOfASilentDeviceIsNoFlood() {
        quiet(DAY);
        assertThat(minuteWith(4)).isGreaterThan(1e-4);
    }

    @Test
    void floodsAreNotLearnedAsQuicklyAsRetries() {
        retriesForDays(7);
        for (int flood = 0; flood < 3; flood++) {
            minuteWith(400);
            quiet(300);
        }
        assertThat(minuteWith(400)).isLessThan(1e-4);
    }

    @Test
    void aSteadyRateIsNotJudgedByBursts() {
        for (int i = 0; i < DAY; i++) minuteWith(60);
        assertThat(minuteWith(200)).isLessThan(1e-4);
    }
}
