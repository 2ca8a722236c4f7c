package dev.postern.appliance.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evaluate.Alarm;
import dev.postern.evaluate.Figures;
import dev.postern.evaluate.Heard;
import dev.postern.evaluate.RankedStories;
import dev.postern.evaluate.Scoring;
import dev.postern.evaluate.Story;
import dev.postern.evaluate.Truth;
import dev.postern.model.Address;
import dev.postern.plant.Label;
import dev.postern.plant.Scenario;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An attack of one step, ten minutes long, from the first minute on; a third machine only answered. */
class PlantTruthTest {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final Address SOURCE = Address.parse("10.0.0.7");
    private static final Address TARGET = Address.parse("10.0.0.8");
    private static final Address ASKED = Address.parse("10.0.0.9");

    private static Figures shown(int minute, Address about) {
        Label step = new Label(
                0,
                Scenario.SCAN,
                "scans",
                0,
                10 * MINUTE_NANOS,
                List.of(1L),
                0,
                SOURCE,
                TARGET,
                List.of(SOURCE, TARGET),
                List.of(SOURCE, TARGET, ASKED),
                "T0846",
                "",
                false,
                0);
        Truth truth = new PlantTruth(0, 1, Scenario.SCAN, null, "seed 1").of(List.of(step));
        long at = minute * MINUTE_NANOS;
        Story story = new Story("t", 1, Set.of(), Set.of(), List.of(new Alarm(at, at, Set.of(about.toString()), true)));
        RankedStories ranked = new RankedStories(List.of(story));
        return Scoring.asShipped(
                List.of(new Heard("seed 1", "seed 1", truth, 50, ranked)),
                heard -> heard.ranking().shown(0));
    }

    @Test
    void anAlarmAboutAPartyFindsTheAttackUpToTenMinutesAfterItsStep() {
        assertThat(shown(19, TARGET).found()).isEqualTo(1);
        assertThat(shown(21, TARGET).found()).isZero();
        assertThat(shown(19, ASKED).found()).isZero();
    }

    @Test
    void whatIsConcludedWithinTheHourAboutWhomItTouchedNeitherFindsItNorIsFalse() {
        for (Figures late : List.of(shown(65, TARGET), shown(19, ASKED))) {
            assertThat(late.falseStories()).isZero();
            assertThat(late.traceless()).isEqualTo(1);
            assertThat(late.attacks()).isEqualTo(1);
        }
    }

    @Test
    void whatComesLaterOrIsAboutAnybodyElseIsFalse() {
        assertThat(shown(71, TARGET).falseStories()).isEqualTo(1);
        assertThat(shown(5, Address.parse("10.0.0.99")).falseStories()).isEqualTo(1);
    }
}
