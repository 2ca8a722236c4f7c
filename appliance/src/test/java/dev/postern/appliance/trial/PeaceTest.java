package dev.postern.appliance.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Frame;
import dev.postern.model.Incident;
import dev.postern.plant.Extension;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A works with everything that a works may have, from its first minute on and for ten days in which nothing but ordinary life happens: a false alarm is a defect. */
class PeaceTest {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int DAYS = 10;
    private static final int LEARNED_DAYS = 7;
    private static final double THINNING = 600;

    private static Map<String, Incident> told;

    @BeforeAll
    static void liveTenDays() {
        PlantSettings settings = new PlantSettings(31, PlantSettings.MONDAY_NANOS, 1, THINNING, false)
                .with(EnumSet.allOf(Extension.class));
        Plant plant = new Plant(settings);
        Frame frame = new Frame();
        try (Trial trial = Trial.fresh(false)) {
            while (plant.next(frame) && frame.atNanos < settings.startNanos() + DAYS * DAY_NANOS) trial.feed(frame);
            trial.finish();
            told = Map.copyOf(trial.jury().incidents());
        }
    }

    private static List<Incident> told(Incident.Tier tier, int fromDay) {
        return told.values().stream()
                .filter(i -> i.tier() == tier)
                .filter(i -> i.firstNanos() >= PlantSettings.MONDAY_NANOS + fromDay * DAY_NANOS)
                .toList();
    }

    @Test
    void afterAWeekThereAreAtMostTwoIncidents() {
        assertThat(told(Incident.Tier.INCIDENT, LEARNED_DAYS))
                .extracting(Incident::title)
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void afterAWeekThereAreAtMostSevenNoticesADay() {
        assertThat(told(Incident.Tier.NOTICE, LEARNED_DAYS))
                .extracting(Incident::title)
                .hasSizeLessThanOrEqualTo(7 * (DAYS - LEARNED_DAYS));
    }
}
