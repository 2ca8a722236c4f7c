package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** An amount that is looked at each hour, with scatter, is a function of the week; what its years come to. */
class OneWayTest {
    private static final int WEEK_HOURS = 7 * 24;
    private static final IntToDoubleFunction GROWS = week -> Math.pow(1.01, week);

    private final OneWay.Months months = new OneWay.Months();
    private final Random random = new Random(3);
    private final List<OneWay> years = new ArrayList<>();
    /** Week in which it would be told. */
    private final List<Integer> told = new ArrayList<>();

    private OneWayTest live(int fromWeek, int toWeek, IntToDoubleFunction amount) {
        for (int hour = fromWeek * WEEK_HOURS; hour < toWeek * WEEK_HOURS; hour++) {
            int week = hour / WEEK_HOURS;
            double log = Math.log(1_000 * amount.applyAsDouble(week)) + 0.2 * random.nextGaussian();
            months.look(log, 60 * hour);
            OneWay year = months.year();
            if (year == null) continue;
            years.add(year);
            if (year.isTold() && months.tells()) told.add(week);
        }
        return this;
    }

    @Test
    void whatGrowsByOnePercentAWeekIsToldOnceAYear() {
        live(0, 160, GROWS);
        assertThat(told.getFirst()).isBetween(48, 60);
        assertThat(told).containsExactly(told.getFirst(), told.getFirst() + 52, told.getFirst() + 104);
        assertThat(years.getLast().words("more", "less")).startsWith("more and more for a year, month by month: +6");
    }

    @Test
    void whatShrinksLikewiseIsTold() {
        live(0, 60, week -> Math.pow(0.99, week));
        assertThat(told).hasSize(1);
        assertThat(years.getLast().way()).isNegative();
    }

    @Test
    void whatMakesLessThanAQuarterOfADifferenceInAYearIsNotTold() {
        live(0, 160, week -> Math.pow(1.004, week));
        assertThat(told).isEmpty();
    }

    @Test
    void whatComesBackSlowlyToWhereItWasIsNotTold() {
        live(0, 20, _ -> 1).live(20, 80, week -> 0.5 + 0.5 * (week - 20) / 60.0);
        assertThat(years.getLast().order()).isGreaterThan(60);
        assertThat(told).isEmpty();
    }

    @Test
    void aSeasonAndAStepAreNotTold() {
        live(0, 160, week -> 1 + 0.5 * Math.sin(2 * Math.PI * week / 52.2) + (week < 80 ? 0 : 1));
        assertThat(years).isNotEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aYearOfWhichAQuarterWasNotSeenSaysNothing() {
        live(0, 20, GROWS).live(32, 71, GROWS);
        assertThat(years).isEmpty();
        live(71, 90, GROWS);
        assertThat(told).hasSize(1);
    }

    @Test
    void itTakesAsManyOctetsAsItSays() {
        assertThat(Layout.of(months)).isEqualTo(OneWay.Months.BYTES);
    }
}
