package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Loads: four servers, each asked by a client of its own four times a day; how much it is asked is a function of the day, with scatter. */
class GrowthsTest {
    private static final int DAY = 1440;
    private static final double SCATTER = 0.2;
    private static final IntToDoubleFunction STAYS = day -> 1;
    private static final IntToDoubleFunction GROWS = day -> Math.pow(1.01, day / 7.0);
    private static final IntToDoubleFunction SEASON = day -> 1 + 0.5 * Math.sin(2 * Math.PI * day / 365.0);
    private static final IntToDoubleFunction STEPS = day -> day < 200 ? 1 : 2;

    /** Sixteen months of one that stays, one that grows, one with a season and one that doubles at once: nothing that they have in common. */
    private static final Site MIXED = live(480, STAYS, GROWS, SEASON, STEPS);

    private static Site live(int days, IntToDoubleFunction... loads) {
        Site site = new Site();
        Random random = new Random(11);
        for (int day = 0; day < days; day++)
            for (int hour = 2; hour < 24; hour += 6)
                for (int i = 0; i < loads.length; i++) {
                    double load = 400 * loads[i].applyAsDouble(day) * Math.exp(SCATTER * random.nextGaussian());
                    long at = START + ((long) day * DAY + hour * 60L) * MINUTE;
                    site.see(site.traffic(at, 1 + i, 11 + i, "modbus", (int) Math.round(load)));
                }
        return site;
    }

    private static List<Anomaly> told(Site site, int pair) {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.DRIFT_YEAR)
                .filter(a -> a.device().equals(Site.ip(1 + pair)) || a.device().equals(Site.ip(11 + pair)))
                .toList();
    }

    @Test
    void aLoadThatGrowsByOnePercentAWeekIsToldOnceAfterAYear() {
        assertThat(told(MIXED, 1)).singleElement().satisfies(a -> {
            assertThat(a.atNanos() - START).isBetween(364L * DAY * MINUTE, 420L * DAY * MINUTE);
            assertThat(a.expected()).endsWith("in the weeks of its first quarter");
            assertThat(a.seen()).startsWith("more and more for a year, month by month: +");
            assertThat(a.explanation().seen()).isGreaterThan(a.explanation().high());
            assertThat(a.pvalue()).isLessThan(1e-7);
        });
    }

    @Test
    void driftDoesNotSeeWhatGrowsSoSlowly() {
        assertThat(MIXED.anomalies)
                .filteredOn(a -> a.device().equals(Site.ip(2)) || a.device().equals(Site.ip(12)))
                .noneMatch(a -> a.channel() == Channel.DRIFT_HOUR || a.channel() == Channel.DRIFT_DAY);
    }

    @Test
    void whatStaysIsNotTold() {
        assertThat(told(MIXED, 0)).isEmpty();
    }

    @Test
    void aLoadThatFollowsASeasonIsNotTold() {
        assertThat(told(MIXED, 2)).isEmpty();
    }

    @Test
    void aStepIsNoWayThroughTheYear() {
        assertThat(told(MIXED, 3)).isEmpty();
    }

    @Test
    void whatMostOfAKindGoAlongWithIsTheYearOfTheWorks() {
        Site site = live(420, GROWS, GROWS, GROWS, STAYS);
        for (int pair = 0; pair < 4; pair++) assertThat(told(site, pair)).isEmpty();
    }
}
