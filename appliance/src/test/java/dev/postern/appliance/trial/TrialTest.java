package dev.postern.appliance.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.PlantCaptures;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.evaluate.Alarm;
import dev.postern.evaluate.RankedAlarms;
import dev.postern.evaluate.Story;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import dev.postern.plant.Plant;
import dev.postern.store.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is measured is what the product does: a trial without a store concludes what a replay concludes, capture by capture. */
class TrialTest {
    @TempDir
    static Path folder;

    /** Forty minutes of peace, then an attack in each of two times forty. */
    private static List<Path> captures;

    private static List<Anomaly> replayedAnomalies;
    private static List<Incident> replayedIncidents;

    @BeforeAll
    static void replayOneAfterTheOther() throws IOException {
        Plant plant = PlantCaptures.attacked();
        captures = new java.util.ArrayList<>();
        for (int i = 0; i < 3; i++) captures.add(PlantCaptures.next(folder.resolve("part" + i + ".pcap"), plant, 45));
        Path home = folder.resolve("home");
        for (Path capture : captures)
            assertThat(new CommandLine(new ReplayCommand())
                            .execute("--home", home.toString(), "--threads", "2", capture.toString()))
                    .isZero();
        try (var state = Home.openForReading(home)) {
            replayedAnomalies = state.findings().anomalies();
            replayedIncidents = state.findings().incidents();
        }
    }

    private static void assertSameAsReplay(Map<String, Anomaly> anomalies, Map<String, Incident> incidents) {
        assertThat(replayedIncidents).anyMatch(i -> i.tier() == Incident.Tier.INCIDENT);
        assertThat(anomalies.values()).containsExactlyInAnyOrderElementsOf(replayedAnomalies);
        assertThat(incidents.values()).containsExactlyInAnyOrderElementsOf(replayedIncidents);
    }

    @Test
    void withoutAStoreItConcludesTheSame() {
        try (Trial trial = Trial.fresh(false)) {
            for (Path capture : captures) trial.read(capture, _ -> {});
            assertSameAsReplay(trial.jury().anomalies(), trial.jury().incidents());
        }
    }

    @Test
    void fromWhatWasLearnedItGoesOnTheSame() {
        Map<String, Anomaly> anomalies = new LinkedHashMap<>();
        Map<String, Incident> incidents = new LinkedHashMap<>();
        Trial.Learned learned = null;
        for (Path capture : captures) {
            try (Trial trial = learned == null ? Trial.fresh(true) : learned.begin()) {
                trial.judge();
                trial.read(capture, _ -> {});
                anomalies.putAll(trial.jury().anomalies());
                incidents.putAll(trial.jury().incidents());
                learned = trial.learned();
            }
        }
        assertSameAsReplay(anomalies, incidents);
    }

    @Test
    void theBaselinesGoOnFromWhatTheyLearnedToo() {
        Map<String, RankedAlarms> atOnce;
        Map<String, RankedAlarms> resumed;
        try (Trial trial = Trial.fresh(true)) {
            trial.read(captures.get(0), _ -> {});
            trial.judge();
            trial.read(captures.get(1), _ -> {});
            atOnce = trial.rivals();
        }
        Trial.Learned learned;
        try (Trial trial = Trial.fresh(true)) {
            trial.read(captures.get(0), _ -> {});
            learned = trial.learned();
        }
        try (Trial trial = learned.begin()) {
            trial.judge();
            trial.read(captures.get(1), _ -> {});
            resumed = trial.rivals();
        }
        assertThat(resumed.keySet()).hasSize(8).isEqualTo(atOnce.keySet());
        for (String name : atOnce.keySet())
            assertThat(resumed.get(name).scores())
                    .as(name)
                    .containsExactlyInAnyOrder(atOnce.get(name).scores());
        assertThat(atOnce.values().stream().mapToInt(r -> r.scores().length).sum())
                .isGreaterThan(1_000);
    }

    @Test
    void whatIsShownAreIncidentsAndWhatIsNeverHidden() {
        try (Trial trial = Trial.fresh(false)) {
            trial.read(captures.get(0), _ -> {});
            trial.judge();
            for (Path capture : captures.subList(1, 3)) trial.read(capture, _ -> {});
            List<Story> shown = trial.jury().shown();
            List<Story> ranked = trial.jury().ranked().shown(Double.NEGATIVE_INFINITY);
            assertThat(shown).isNotEmpty();
            assertThat(ranked.size()).isGreaterThanOrEqualTo(shown.size());
            for (Story story : shown)
                for (Alarm alarm : story.alarms())
                    assertThat(alarm.toldNanos())
                            .isGreaterThanOrEqualTo(alarm.atNanos())
                            .isLessThan(Long.MAX_VALUE);
            assertThat(trial.days()).isBetween(80 / 1_440.0, 91 / 1_440.0);
            assertThat(trial.devices()).isGreaterThan(5);
        }
    }
}
