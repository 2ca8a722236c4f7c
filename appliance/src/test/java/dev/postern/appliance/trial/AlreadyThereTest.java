package dev.postern.appliance.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.engine.Outcomes;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Pace;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who was there before anybody watched is nobody's news; the audits of the first month have to find him. */
class AlreadyThereTest {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final double THINNING = 600;
    private static final String OUTSIDE = "33.91.140.12";
    private static final String TAP = "10.10.1.252";

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
        Plant plant = new Plant(new PlantSettings(573, PlantSettings.MONDAY_NANOS, 1, THINNING, false)
                .suiting(Scenario.ALREADY_THERE, LifeEvent.ASSET_SCAN));
        if (pace != null) plant.start(Scenario.ALREADY_THERE, pace, PlantSettings.MONDAY_NANOS);
        plant.start(LifeEvent.ASSET_SCAN, PlantSettings.MONDAY_NANOS + 2 * DAY_NANOS);
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
            while (plant.next(frame) && frame.atNanos < PlantSettings.MONDAY_NANOS + days * DAY_NANOS) engine.feed(frame);
            engine.finish();
        }
        return told;
    }

    @Test
    void print() {
        for (var l : List.of(quick, slow, clean))
            for (AuditReport r : l) {
                System.out.println("== " + r.span() + " " + r.sentence());
                for (var s : r.sections())
                    if (!s.name().equals("weak-spots") && !s.name().equals("engineering"))
                        for (var i : s.items()) System.out.println("   " + s.name() + ": " + i.sentence() + " | " + i);
            }
    }
}
