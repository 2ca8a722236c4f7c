package dev.postern.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    private static final String LABELS = """
            [{"path": "captures/a.pcap", "capture_start": 100.5, "capture_end": 200, "some_later_field": {},
              "benign_windows": [[100.5, 120], [120, 125, "emergency (benign fault) 106"], [125, 126, "fault-free"]],
              "attacks": [
                {"start_epoch": 150.25, "end_epoch": 160, "attack": "scan one", "technique": "T0846 / T0888.001 discovery",
                 "attacker": "10.0.0.66 (MAC 00:10:18:CB:8c:13; spoofs .221)", "victim": "10.0.0.0/24", "visible_in_capture": true},
                {"start_epoch": 170, "end_epoch": 171, "attack": "unseen", "technique": "T0830", "attacker": "", "victim": "",
                 "visible_in_capture": false}]},
             {"path": "captures/b.pcap", "capture_start": 300, "capture_end": 400, "benign_windows": [], "attacks": []}]
            """;

    @TempDir
    Path folder;

    private Plan plan(String run) throws IOException {
        Files.writeString(folder.resolve("plan.json"), "{\"name\": \"dev\", \"runs\": [" + run + "]}");
        Files.writeString(folder.resolve("labels.json"), LABELS);
        return Plan.read(folder);
    }

    @Test
    void aRunIsReadWithItsRules() throws IOException {
        Plan.Run run = plan("""
                {"name": "r", "learn": ["captures/b.pcap"], "test": ["captures/a.pcap"], "mode": "chronological", "score": "windows",
                 "only_visible": true, "slack_before_s": 5, "slack_after_s": 0.5, "note": "n"}""").runs().getFirst();
        assertThat(run)
                .isEqualTo(new Plan.Run(
                        "r",
                        List.of("captures/b.pcap"),
                        List.of("captures/a.pcap"),
                        Plan.Mode.CHRONOLOGICAL,
                        Plan.Score.WINDOWS,
                        true,
                        5_000_000_000L,
                        500_000_000L,
                        "n"));
    }

    @Test
    void anUnknownModeIsAnErrorThatNamesTheRun() {
        assertThatThrownBy(() -> plan("{\"name\": \"r\", \"mode\": \"sideways\", \"score\": \"files\"}"))
                .isInstanceOf(EvaluateException.class)
                .hasMessage("run r: mode \"sideways\" is not known");
    }

    @Test
    void windowsCarryTheirSlackAndWhatTheTextSaysOfAddressesAndTechniques() throws IOException {
        Plan.Run run = plan("""
                {"name": "r", "test": ["captures/a.pcap"], "mode": "each", "score": "windows", "only_visible": true,
                 "slack_before_s": 2, "slack_after_s": 30}""").runs().getFirst();
        Truth truth = Labels.read(folder).truth(run, run.test());
        Attack first = truth.attacks().getFirst();
        assertThat(first.startNanos()).isEqualTo(150_250_000_000L);
        assertThat(first.windows()).containsExactly(new Span("", 148_250_000_000L, 190_000_000_000L));
        assertThat(first.techniques()).containsExactly("T0846", "T0888");
        assertThat(first.attackers()).containsExactly("10.0.0.66", "00:10:18:cb:8c:13");
        assertThat(first.victims()).as("a network is no device").isEmpty();
        assertThat(first.counted()).isTrue();
        assertThat(truth.attacks().get(1).counted()).isFalse();
        assertThat(truth.harmless()).extracting(Span::what).containsExactly("emergency (benign fault) 106");
        assertThat(truth.benign()).hasSize(2);
    }

    @Test
    void aFileWithAttacksIsOneAttackAndAFileWithoutIsNone() throws IOException {
        Plan.Run run = plan("""
                {"name": "r", "test": ["captures/a.pcap", "captures/b.pcap"], "mode": "each", "score": "files"}""").runs().getFirst();
        Labels labels = Labels.read(folder);
        assertThat(labels.truth(run, List.of("captures/a.pcap")).attacks())
                .singleElement()
                .satisfies(a -> assertThat(a.startNanos()).isEqualTo(100_500_000_000L));
        assertThat(labels.truth(run, List.of("captures/b.pcap")).attacks()).isEmpty();
        assertThatThrownBy(() -> labels.truth(run, List.of("captures/c.pcap")))
                .isInstanceOf(EvaluateException.class)
                .hasMessageContaining("captures/c.pcap");
    }
}
