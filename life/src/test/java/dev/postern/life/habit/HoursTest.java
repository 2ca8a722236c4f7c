package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoursTest {
    private static final int NIGHT = 3;

    /** Members that lived through three o'clock at these ratios, and through noon at 1. */
    private static Hours of(double... nights) {
        List<Season> members = new ArrayList<>();
        for (double night : nights) {
            Season season = new Season();
            for (int minute = 0; minute < 60; minute++) season.learn(NIGHT * 60 + minute, night);
            for (int minute = 0; minute < 60; minute++) season.learn(12 * 60 + minute, 1);
            members.add(season);
        }
        return Hours.of(members, Hours.LEVEL);
    }

    private static double believed(Hours hours, int hour) {
        Season young = new Season();
        young.believe(hours);
        return young.factor(hour * 60);
    }

    @Test
    void whatAllOfThemDoIsBelievedOfOneWhoWasNeverThere() {
        Hours hours = of(0.2, 0.2, 0.2, 0.2);
        assertThat(hours.factor(NIGHT)).isCloseTo(0.2, within(0.001));
        assertThat(believed(hours, NIGHT)).isCloseTo(0.2, within(0.001));
        assertThat(believed(hours, 12)).isCloseTo(1, within(0.001));
        assertThat(believed(hours, 7)).isEqualTo(1);
    }

    @Test
    void whatTheyDoNotAgreeOnIsNotBelieved() {
        assertThat(of(0.1, 2, 0.9, 1.3).factor(NIGHT)).isEqualTo(1);
    }

    @Test
    void theMoreTheyDifferTheLessIsBelieved() {
        double differ = of(0.2, 0.3, 0.5, 0.6, 0.4).factor(NIGHT);
        assertThat(differ).isBetween(0.41, 0.6);
    }

    @Test
    void oneOfThemMovesNothing() {
        assertThat(of(0.2, 0.2, 0.2, 50).factor(NIGHT)).isCloseTo(0.2, within(0.001));
    }

    @Test
    void twoAreNoCircle() {
        assertThat(of(0.2, 0.2).factor(NIGHT)).isEqualTo(1);
    }

    @Test
    void whatItSawItselfWins() {
        Season season = new Season();
        season.believe(of(0.2, 0.2, 0.2));
        for (int night = 0; night < 40; night++)
            for (int minute = 0; minute < 60; minute++) season.learn((night * 24 + NIGHT) * 60 + minute, 1);
        assertThat(season.factor(NIGHT * 60)).isBetween(0.6, 1.1);
    }

    @Test
    void driftsAreJudgedByWhatItSawItself() {
        Season season = new Season();
        season.believe(of(0.2, 0.2, 0.2));
        assertThat(season.own(NIGHT * 60)).isEqualTo(1);
        assertThat(season.mostOfOwn()).isEqualTo(1);
    }

    @Test
    void whatWasBelievedLeavesNothingInWhatItSawItself() {
        Season alone = new Season();
        Season believing = new Season();
        believing.believe(of(0.2, 0.2, 0.2));
        for (int night = 0; night < 60; night++)
            for (int minute = 0; minute < 60; minute++) {
                alone.learn((night * 24 + NIGHT) * 60 + minute, 0.2);
                believing.learn((night * 24 + NIGHT) * 60 + minute, 0.2);
            }
        assertThat(alone.own(NIGHT * 60)).isBetween(0.2, 0.23);
        assertThat(believing.own(NIGHT * 60)).isCloseTo(alone.own(NIGHT * 60), within(0.02));
        assertThat(believing.factor(NIGHT * 60)).isCloseTo(0.2, within(0.01));
    }

    @Test
    void theFirstDayIsNotTakenForTheWeekdayAsWell() {
        Season season = new Season();
        for (int minute = 0; minute < 60; minute++) season.learn(NIGHT * 60 + minute, 0.2);
        assertThat(season.own(NIGHT * 60)).isCloseTo(0.6, within(0.001));
    }
}
