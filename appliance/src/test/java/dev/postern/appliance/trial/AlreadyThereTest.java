package dev.postern.appliance.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.engine.Outcomes;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import dev.postern.plant.Pace;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who was there before anybody watched is nobody's news; the audits of the first month have to find him. Of the two that the works has, this is the one that
 * calls: the tap beside it sends nothing as long as nobody asks for it, so there is nothing to be found.
 */
class AlreadyThereTest {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final double THINNING = 600;
    private static final String OUTSIDE = "33.91.140.12";

    private static List<AuditReport> quick;
    private static List<AuditReport> slow;
    private static List<AuditReport> clean;

    @BeforeAll
    static void watchFromTheFirstMinute() {
        quick = audits(Pace.FAST, 31);
        slow = audits(Pace.SLOW, 8);
        clean = audits(null, 8);
    }

    /** @param pace null for a works without one */
    private static List<AuditReport> audits(Pace pace, int days) {
        Plant plant = new Plant(
                new PlantSettings(573, PlantSettings.MONDAY_NANOS, 1, THINNING, false).suiting(Scenario.ALREADY_THERE));
        if (pace != null) plant.start(Scenario.ALREADY_THERE, pace, PlantSettings.MONDAY_NANOS);
        List<AuditReport> told = new ArrayList<>();
        Outcomes outcomes = new Outcomes() {
            @Override
            public void anomaly(Anomaly anomaly) {}

            @Override
            public void incident(Incident incident) {}

            @Override
            public void audited(AuditReport report) {
                told.add(report);
            }
        };
        try (Engine engine = new Engine(EngineState.fresh(), 1, outcomes)) {
            Frame frame = new Frame();
            while (plant.next(frame) && frame.atNanos < PlantSettings.MONDAY_NANOS + days * DAY_NANOS)
                engine.feed(frame);
            engine.finish();
        }
        return told;
    }

    private static List<String> devices(AuditReport report, String section) {
        return report.sections().stream()
                .filter(s -> s.name().equals(section))
                .flatMap(s -> s.items().stream())
                .map(AuditReport.Item::toString)
                .toList();
    }

    private static boolean names(AuditReport report, String section) {
        return devices(report, section).stream().anyMatch(item -> item.contains(OUTSIDE));
    }

    @Test
    void eachAuditOfTheFirstMonthNamesTheBeaconAsASteadyContactOutside() {
        assertThat(quick).extracting(AuditReport::span).containsExactly("1 hour", "1 day", "7 days", "30 days");
        assertThat(quick).allMatch(report -> names(report, "beacons") && names(report, "outside"));
    }

    @Test
    void oneThatCallsEverySixHoursIsNamedFromItsFirstCallAndIsASteadyContactAfterAWeek() {
        assertThat(slow).extracting(AuditReport::span).containsExactly("1 hour", "1 day", "7 days");
        assertThat(slow).allMatch(report -> names(report, "outside"));
        assertThat(slow).extracting(report -> names(report, "beacons")).containsExactly(false, false, true);
    }

    @Test
    void itStandsAmongWhatIsToldBeforeAnythingElse() {
        assertThat(quick).allMatch(report -> names(report, "incidents"));
        assertThat(slow).allMatch(report -> names(report, "incidents"));
    }

    @Test
    void aWorksWithoutOneHasNothingOutsideAndNoSteadyContactThere() {
        assertThat(clean).hasSize(3).allSatisfy(report -> {
            assertThat(devices(report, "outside")).isEmpty();
            assertThat(names(report, "beacons")).isFalse();
        });
    }
}
