package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What no rate explains, minute by minute: things that are mostly absent, visits, archives. How surprising are they? */
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

    /** The archive of each night comes for the first time some hours after anybody looked. */
    @Test
    void howeverMuchItIsUntilADayWasWatchedItMayBeTheErrandOfEachDay() {
        quiet(DAY / 3);
        double p = minuteWith(7_000);
        assertThat(p).isGreaterThan(1e-4);
        assertThat(meter.law().p(meter.numbers())).as("asked again").isEqualTo(p);
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

    /** Five packets every ten minutes, and a visit of fifty thrice a day: one law of sizes would have to hold both. */
    private void visitedForDays(int days) {
        for (int day = 0; day < days; day++) {
            for (int tenth = 0; tenth < 144; tenth++) {
                quiet(9);
                minuteWith(tenth % 48 == 20 ? 50 : 5);
            }
        }
    }

    @Test
    void aVisitThriceADayIsAsRareAsItIs() {
        visitedForDays(7);
        assertThat(minuteWith(48)).isGreaterThan(3e-4);
    }

    @Test
    void aVisitTwentyTimesAsLargeIsRare() {
        visitedForDays(7);
        assertThat(minuteWith(1000)).isLessThan(1e-6);
    }

    /** Polls all day, an archive at one at night, ten times that on Sundays. */
    private void archivedForDays(int from, int days) {
        for (int day = from; day < from + days; day++) {
            for (int at = 0; at < DAY; at++)
                minuteWith(at >= 60 && at < 70 ? day % 7 == 6 ? 70_000 : 7_000 : at % 3 == 0 ? 60 : 0);
        }
    }

    @Test
    void theArchiveOfEachNightIsKnownAfterAWeek() {
        archivedForDays(0, 6);
        assertThat(minuteWith(7_000)).isGreaterThan(1e-4);
    }

    @Test
    void theFirstArchiveOfAWeekIsARecordAndTheSecondIsKnown() {
        archivedForDays(0, 6);
        double first = minuteWith(70_000);
        archivedForDays(6, 7);
        assertThat(first).isLessThan(1e-4);
        assertThat(minuteWith(70_000)).isGreaterThan(1e-4);
    }

    /** A flood each half day for six days, then half a week in which what waited is learned. */
    private double floodAfterFloods(boolean admitted) {
        quiet(3 * DAY);
        for (int flood = 0; flood < 12; flood++) {
            meter.admit(admitted);
            minuteWith(400);
            quiet(60);
            meter.admit(true);
            quiet(DAY / 2 - 61);
        }
        quiet(7 * DAY / 2);
        return minuteWith(400);
    }

    @Test
    void floodsThatComeBackAreSoonKnown() {
        assertThat(floodAfterFloods(true)).isGreaterThan(1e-4);
    }

    @Test
    void floodsOfAnIncidentAreNeverKnown() {
        assertThat(floodAfterFloods(false)).isLessThan(1e-6);
    }

    @Test
    void whatWaitedSinceAnIncidentBeganIsNotLearnedEither() {
        quiet(3 * DAY);
        minuteWith(400);
        quiet(90);
        meter.rollBack(2);
        quiet(7 * DAY / 2);
        assertThat(minuteWith(400)).isLessThan(1e-6);
    }
}
