package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.postern.life.Layout;
import dev.postern.model.Address;
import dev.postern.model.Chronicle.Measure;
import dev.postern.model.Chronicle.Past;
import dev.postern.model.Chronicle.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of how much there was, from the hour to the decade. */
class YearsTest {
    private static final int DAY = 1_440;
    /** 1 January 2024. */
    private static final int MONDAY = 19_723 * DAY;

    private final Years years = new Years();

    private void minute(int minute, double each) {
        years.close(minute, each, each, each, each, each);
    }

    private void minutes(int from, int count, double each) {
        for (int i = 0; i < count; i++) minute(from + i, each);
    }

    private List<Past> past(Step step) {
        return years.of(Address.parse("10.0.0.1")).past(step);
    }

    private static int fromMinute(Past past) {
        return (int) (past.fromNanos() / 60_000_000_000L);
    }

    private static double packets(Past past) {
        return past.of(Measure.PACKETS);
    }

    @Test
    void anHourIsTheSumOfItsMinutesAndOfPeersTheMost() {
        minutes(MONDAY, 60, 10);
        minute(MONDAY + 60, 0);
        Past hour = past(Step.HOUR).getFirst();
        assertThat(fromMinute(hour)).isEqualTo(MONDAY);
        assertThat(packets(hour)).isCloseTo(600, within(600 * 0.05));
        assertThat(hour.of(Measure.PEERS)).isCloseTo(10, within(0.5));
    }

    @Test
    void anHourInWhichNothingCameIsKnownAndOneThatWasNotWatchedIsNot() {
        minutes(MONDAY, 60, 5);
        minutes(MONDAY + 60, 60, 0);
        minutes(MONDAY + 180, 61, 5);
        List<Past> hours = past(Step.HOUR);
        assertThat(hours).extracting(YearsTest::fromMinute).containsExactly(MONDAY, MONDAY + 60, MONDAY + 180);
        assertThat(packets(hours.get(1))).isZero();
    }

    @Test
    void whatWasWatchedForMostOfAnHourIsMadeUpInProportionAndForLessIsNotTold() {
        minutes(MONDAY, 40, 6);
        minutes(MONDAY + 60, 20, 6);
        minute(MONDAY + 120, 0);
        List<Past> hours = past(Step.HOUR);
        assertThat(hours).hasSize(1);
        assertThat(packets(hours.getFirst())).isCloseTo(360, within(360 * 0.05));
    }

    @Test
    void elevenYearsLaterTheLastHoursDaysWeeksAndQuartersAreThereAndNoMore() {
        int years11 = 11 * 364 * DAY;
        minutes(MONDAY, years11 + 1, 2);
        for (Step step : Step.values()) {
            List<Past> past = past(step);
            assertThat(past).as("%s", step).hasSize(step.kept);
            assertThat(past)
                    .allSatisfy(one -> assertThat(packets(one))
                            .as("%s", step)
                            .isCloseTo(2.0 * step.minutes, within(2.0 * step.minutes * 0.05)));
            for (int i = 1; i < past.size(); i++)
                assertThat(fromMinute(past.get(i))).isEqualTo(fromMinute(past.get(i - 1)) + step.minutes);
        }
        assertThat(fromMinute(past(Step.WEEK).getLast())).isEqualTo(MONDAY + years11 - 7 * DAY);
    }

    @Test
    void whatComesBackAfterSixHundredDaysStillKnowsTheWeeksBefore() {
        minutes(MONDAY, 14 * DAY, 3);
        int back = MONDAY + 602 * DAY;
        minutes(back, 7 * DAY + 1, 3);
        List<Past> weeks = past(Step.WEEK);
        assertThat(weeks).hasSize(3);
        assertThat(fromMinute(weeks.getFirst())).isEqualTo(MONDAY);
        assertThat(past(Step.HOUR)).hasSize(Step.HOUR.kept);
        assertThat(past(Step.DAY)).allSatisfy(day -> assertThat(fromMinute(day)).isGreaterThanOrEqualTo(back));
    }

    @Test
    void itTakesAsManyOctetsAsItSays() {
        minutes(MONDAY, 3 * DAY, 4);
        assertThat(Layout.of(years)).isEqualTo(Years.BYTES);
    }
}
