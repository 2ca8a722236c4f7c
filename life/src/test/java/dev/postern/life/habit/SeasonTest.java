package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SeasonTest {
    private static final int WEEK_MINUTES = 7 * 1440;

    @Property(seed = "1", tries = 50)
    void theMostIsThatOfTheBusiestHourOfTheWeek(@ForAll long seed) {
        Season season = new Season();
        for (int i = 0; i < 3_000; i++) {
            long drawn = Hash.mix(seed + i);
            season.learn(Math.floorMod(drawn, WEEK_MINUTES), (drawn >>> 56) / 32.0);
        }
        double busiest = IntStream.range(0, WEEK_MINUTES / 60)
                .mapToDouble(hour -> season.factor(60 * hour))
                .max()
                .orElseThrow();
        assertThat(season.most()).isEqualTo(busiest);
    }
}
