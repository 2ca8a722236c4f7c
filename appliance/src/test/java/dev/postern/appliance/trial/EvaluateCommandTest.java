package dev.postern.appliance.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.postern.appliance.PlantCaptures;
import dev.postern.appliance.trial.EvaluateCommand.Variant;
import dev.postern.evaluate.Page;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Plant;
import dev.postern.plant.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();

    private int evaluate(String... arguments) {
        return new CommandLine(new EvaluateCommand())
                .setErr(new PrintWriter(said))
                .execute(arguments);
    }

    private JsonNode json(String... arguments) throws IOException {
        Path file = folder.resolve("figures.json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--json", file.toString(), "--out", folder.resolve("tables.md").toString()));
        assertThat(evaluate(all.toArray(String[]::new))).as(said.toString()).isZero();
        return JsonMapper.shared().readTree(file);
    }

    /** A capture before the attacks and one with both, and a plan over them. */
    private void dataset(String mode, String score) throws IOException {
        Plant plant = PlantCaptures.attacked();
        long start = plant.nowNanos();
        Files.createDirectories(folder.resolve("captures"));
        PlantCaptures.next(folder.resolve("captures/calm.pcap"), plant, 60);
        PlantCaptures.next(folder.resolve("captures/attacked.pcap"), plant, 75);
        double relay = start / 1e9 + 70 * 60;
        double download = start / 1e9 + 110 * 60;
        Files.writeString(folder.resolve("plan.json"), """
                {"name": "test", "runs": [{"name": "plant", "learn": ["captures/calm.pcap"], "test": ["captures/attacked.pcap"],
                  "mode": "%s", "score": "%s", "slack_before_s": 5, "slack_after_s": 60}]}""".formatted(mode, score));
        Files.writeString(folder.resolve("labels.json"), """
                [{"path": "captures/calm.pcap", "capture_start": %1$f, "benign_windows": [], "attacks": []},
                 {"path": "captures/attacked.pcap", "capture_start": %1$f, "benign_windows": [], "attacks": [
                  {"start_epoch": %2$f, "end_epoch": %3$f, "attack": "relay", "technique": "T0830", "attacker": "", "victim": ""},
                  {"start_epoch": %4$f, "end_epoch": %5$f, "attack": "download", "technique": "T0843", "attacker": "", "victim": ""}]}]
                """.formatted(
                        start / 1e9, relay, relay + 2_300, download, download + 1_200));
    }

    @Test
    void aPlanIsRunAndScored() throws IOException {
        dataset("each", "windows");
        JsonNode run = json(folder.toString()).path("runs").path(0);
        assertThat(run.path("run").asString()).isEqualTo("plant");
        assertThat(run.path("shipped").path("attacks").asInt()).isEqualTo(2);
        assertThat(run.path("shipped").path("found").asInt()).isEqualTo(2);
        assertThat(run.path("budgets").size())
                .as("the product and eight baselines")
                .isEqualTo(9);
        assertThat(run.path("cost").path("frames").asLong()).isGreaterThan(1_000);
        assertThat(Files.readString(folder.resolve("tables.md")))
                .contains("<!-- part: captures -->", "### plant", "| T0830 | 1 of 1 |");
        dataset("chronological", "windows");
        JsonNode other = json(folder.toString(), "--no-baselines").path("runs").path(0);
        for (String figure : List.of("found", "stories", "false", "detect_seconds_median", "kinds"))
            assertThat(other.path("shipped").path(figure))
                    .as(figure)
                    .isEqualTo(run.path("shipped").path(figure));
        assertThat(other.path("budgets").size()).isEqualTo(1);
    }

    @Test
    void underOtherAddressesTheSameIsFound() throws IOException {
        dataset("each", "files");
        JsonNode plain =
                json(folder.toString(), "--no-baselines").path("runs").path(0).path("shipped");
        JsonNode remapped = json(folder.toString(), "--no-baselines", "--variant", "remapped")
                .path("runs")
                .path(0)
                .path("shipped");
        assertThat(plain.path("found").asInt()).isEqualTo(1);
        assertThat(remapped.path("found")).isEqualTo(plain.path("found"));
        assertThat(remapped.path("stories")).isEqualTo(plain.path("stories"));
    }

    @Test
    void thePlantIsADataSetOfItsOwn() throws IOException {
        JsonNode run = json(
                        "plant:seeds=1,learn=1,days=1,scenario=S7_STOP_AND_DOWNLOAD,event=VENDOR_VISIT",
                        "--no-baselines")
                .path("runs")
                .path(0);
        assertThat(run.path("stretches").asInt()).isEqualTo(3);
        JsonNode shipped = run.path("shipped");
        assertThat(shipped.path("found").asInt()).isEqualTo(1);
        assertThat(shipped.path("before_harm").path(1).asInt()).isEqualTo(1);
        assertThat(shipped.path("attacker_named").path(0).asInt()).isEqualTo(1);
        assertThat(shipped.path("twins").path("VENDOR_VISIT").path("all").asInt())
                .isEqualTo(1);
    }

    @Test
    void announcedWorkRaisesNoIncidentAndAnAttackStillDoes() throws IOException {
        JsonNode runs = json(
                        "plant:seeds=1,learn=1,days=1,scenario=S7_STOP_AND_DOWNLOAD,event=DOWNLOAD_BY_ORDER",
                        "--no-baselines",
                        "--variant",
                        "plain,announced")
                .path("runs");
        assertThat(runs.path(0)
                        .path("shipped")
                        .path("twins")
                        .path("DOWNLOAD_BY_ORDER")
                        .path("found")
                        .asInt())
                .isEqualTo(1);
        JsonNode announced = runs.path(1).path("shipped");
        assertThat(announced
                        .path("twins")
                        .path("DOWNLOAD_BY_ORDER")
                        .path("found")
                        .asInt())
                .isZero();
        assertThat(announced.path("found").asInt()).isEqualTo(1);
    }

    @Test
    void anAttackIsJudgedForAsLongAsItGoesOn() throws IOException {
        String plant = "plant:seeds=1,learn=0,days=1,event=none,scenario=ROGUE_READER_DAILY";
        JsonNode once = json(plant + ",most=1", "--no-baselines").path("runs").path(0);
        JsonNode twice = json(plant + ",most=2", "--no-baselines", "--threads", "2")
                .path("runs")
                .path(0);
        assertThat(once.path("days").asDouble()).isCloseTo(2, within(0.1));
        assertThat(twice.path("days").asDouble()).isCloseTo(3, within(0.1));
    }

    @Test
    void aRunThatWasCutGoesOnWithTheSeedItWasAt() throws IOException {
        String plant = "plant:first=3,learn=1,days=1,most=1,thinning=600,event=none,scenario=S7_STOP_AND_DOWNLOAD";
        String kept = folder.resolve("kept").toString();
        JsonNode whole = json(plant + ",seeds=2", "--no-baselines").path("runs").path(0);
        json(plant + ",seeds=1", "--no-baselines", "--keep", kept);
        assertThat(said.toString()).doesNotContain("as it was kept");
        JsonNode joined = json(plant + ",seeds=2", "--no-baselines", "--keep", kept)
                .path("runs")
                .path(0);
        assertThat(said.toString()).containsOnlyOnce("as it was kept").contains("seed 3 as it was kept");
        for (String figures : List.of("note", "stretches", "days", "device_days", "shipped", "budgets", "calibration"))
            assertThat(joined.required(figures)).as(figures).isEqualTo(whole.required(figures));
        assertThat(joined.at("/cost/growth")).isNotEmpty().isEqualTo(whole.at("/cost/growth"));
    }

    @Test
    void aSeedIsKeptForItsSettingsAlone() {
        String settings = PlantDataset.parse("plant:first=3,days=2").settings();
        assertThat(PlantDataset.parse("plant:days=2,first=9,seeds=2").settings())
                .isEqualTo(settings);
        for (String other : List.of("learn=3", "days=3", "most=9", "pace=slow", "lines=2", "thinning=9", "event=none"))
            assertThat(PlantDataset.parse("plant:days=2," + other).settings())
                    .as(other)
                    .isNotEqualTo(settings);
    }

    @Test
    void aSeedThatCannotBeReadIsNamedWithWhatToDo() throws IOException {
        String[] command = {
            "plant:first=3,seeds=1,learn=0,days=1,thinning=600,event=none,scenario=none", "--keep", folder.toString()
        };
        assertThat(evaluate(command)).isZero();
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findAny().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(evaluate(command)).as("%d octets", length).isEqualTo(1);
            assertThat(said.toString()).contains("cannot read " + file, "delete it, and its seed is measured again");
        }
    }

    @Test
    void aRunOfSeveralBuildsSaysSo() {
        KeptSeeds.Seed first = new KeptSeeds.Seed(1, "build-a", "2026-11-27", List.of(), List.of());
        KeptSeeds.Seed second = new KeptSeeds.Seed(2, "build-a", "2026-11-27", List.of(), List.of());
        KeptSeeds.Seed third = new KeptSeeds.Seed(3, "build-b", "2026-11-28", List.of(), List.of());
        assertThat(KeptSeeds.told(List.of(first, second))).isEmpty();
        assertThat(KeptSeeds.told(List.of(first, third, second)))
                .isEqualTo("; measured in parts: 2 seeds by build-a on 2026-11-27, 1 by build-b on 2026-11-28");
    }

    @Test
    void whatMakesNoSenseIsSaid() throws IOException {
        assertThat(evaluate(folder.toString())).isEqualTo(1);
        assertThat(said.toString()).contains("plan.json");
        assertThat(evaluate("plant:seeds=none")).isEqualTo(1);
        assertThat(said.toString()).contains("\"seeds=none\" makes no sense");
        dataset("each", "files");
        Files.delete(folder.resolve("captures/calm.pcap"));
        assertThat(evaluate(folder.toString())).isEqualTo(1);
        assertThat(said.toString()).contains("calm.pcap is named in the plan and not there");
        assertThat(evaluate(folder.toString(), "--run", "other")).isEqualTo(1);
        assertThat(said.toString()).contains("no run of the plan has such a name");
    }

    @Test
    void aLifeInWhichNothingHappensIsWeighedWhileItIsJudged() throws IOException {
        JsonNode run = json("plant:learn=1,days=3,seeds=1,thinning=600,scenario=none,event=none", "--no-baselines")
                .path("runs")
                .path(0);
        assertThat(run.path("days").asDouble()).isCloseTo(3, within(0.1));
        List<Integer> days = new ArrayList<>();
        for (JsonNode size : run.path("cost").path("growth"))
            days.add(size.path("day").asInt());
        assertThat(days).as("the first, second, fourth and the last").containsExactly(1, 2, 4);
    }

    @Test
    void eachKindOfTrialHasItsPartOfThePage() {
        assertThat(part("plant", Variant.plain)).isEqualTo(Page.Part.PLANT);
        assertThat(part("plant", Variant.announced)).isEqualTo(Page.Part.PLANT);
        assertThat(part("plant:learn=59", Variant.plain)).isEqualTo(Page.Part.MATURE);
        assertThat(part("plant:learn=59", Variant.announced)).isEqualTo(Page.Part.ANNOUNCED);
        assertThat(part("plant:learn=59,pace=slow", Variant.plain)).isEqualTo(Page.Part.PATIENT);
        assertThat(part("plant:scenario=none,event=none", Variant.plain)).isEqualTo(Page.Part.GROWTH);
    }

    private static Page.Part part(String dataset, Variant variant) {
        return PlantDataset.parse(dataset).part(variant);
    }

    @Test
    void aPlantIsAsLargeAsIsSaid() {
        PlantDataset chosen = PlantDataset.parse(
                "plant:first=3,seeds=2,learn=0,days=9,lines=4,thinning=5,scenario=SCAN+ARP_RELAY,event=none");
        assertThat(chosen)
                .isEqualTo(new PlantDataset(
                        3, 2, 0, 9, 9, false, 4, 5, List.of(Scenario.SCAN, Scenario.ARP_RELAY), List.of()));
        assertThat(PlantDataset.parse("plant").scenarios()).containsExactly(Scenario.values());
        assertThat(PlantDataset.parse("plant").events()).containsExactly(LifeEvent.values());
        assertThat(PlantDataset.parse("plant:devices=200").lines()).isGreaterThan(1);
        assertThat(PlantDataset.names("plants")).isFalse();
    }
}
