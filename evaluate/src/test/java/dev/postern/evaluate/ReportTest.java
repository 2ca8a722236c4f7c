package dev.postern.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final long S = 1_000_000_000L;

    private static Measured measured() {
        return measured("plain", true);
    }

    private static Measured measured(String variant, boolean loud) {
        return measured(variant, loud, true, false);
    }

    /**
     * @param again whether the scan is told when it is judged
     * @param learning whether it came while the home learned, and was told then
     */
    private static Measured measured(String variant, boolean loud, boolean again, boolean learning) {
        Attack attack = new Attack(
                "scan",
                "T0846 scan",
                "b",
                100 * S,
                List.of(new Span("", 100 * S, 110 * S)),
                true,
                Set.of(),
                Set.of(),
                Set.of(),
                Long.MAX_VALUE);
        Truth truth = new Truth(List.of(attack), List.of(new Span("WORK", 200 * S, 300 * S)), List.of());
        Story work = new Story(
                "Download",
                loud,
                205 * S,
                1,
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(new Alarm(205 * S, 205 * S, Set.of(), true)));
        Story story = new Story("Scan", 1, Set.of(), Set.of(), List.of(new Alarm(105 * S, 400 * S, Set.of(), false)));
        Heard heard = new Heard("b", "b", truth, 50, new RankedStories(List.of(story)));
        Heard deaf = new Heard("b", "b", truth, 50, new RankedStories(List.of()));
        Map<String, List<Figures>> budgets = new LinkedHashMap<>();
        budgets.put(Measured.PRODUCT, Scoring.atBudgets(List.of(heard)));
        budgets.put("deaf", Scoring.atBudgets(List.of(deaf)));
        budgets.put("random score", Scoring.atBudgets(List.of(heard)));
        return new Measured(
                Page.Part.PLANT,
                "run",
                variant,
                "a note",
                1,
                0.5,
                50,
                Scoring.asShipped(List.of(heard), one -> again ? List.of(story, work) : List.of(work)),
                learning ? Scoring.asShipped(List.of(heard), one -> List.of(story)) : null,
                budgets,
                Calibration.NONE,
                new Cost(1_000, 600, 0.5, 4_000, 2, List.of(new Cost.Size(1, 3_000, 2), new Cost.Size(2, 3_100, 2))));
    }

    @Test
    void theTableSaysWhatWasFoundHowFastAndAgainstWhom() {
        assertThat(Report.text(List.of(measured())))
                .contains(
                        "| run | plain | 1 of 1 (100 to 100 %) | 0 | 0 (0 to 7.38) | 0 | 1 | 1 of 1 (100 %) | 5.0 min | - |")
                .contains("| attacks found | 1 of 1 (100 to 100 %) |")
                .contains("| time to detect | median 5.0 min, 90 % within 5.0 min |")
                .contains("| deaf | 0 of 1 (0 to 0 %) | 0, 0 |")
                .contains("at 0.1 +0 points on random score (+0 to +0: no difference shown)")
                .contains("A random score does as well here")
                .contains("| T0846 scan | 1 of 1 |")
                .contains("2,000 frames, 1,200 observations a CPU second")
                .contains("| 2 | 3,100 | 2 | 1,550 |");
    }

    @Test
    void besideEachHarmlessEventStandsWhatIsLeftOfItWhenTheWorkWasAnnounced() {
        assertThat(Report.text(List.of(measured(), measured("announced", false))))
                .contains(
                        "| run | announced | 1 of 1 (100 to 100 %) | 0 | 0 (0 to 7.38) | 0 | 0 and 1 notice | 0 of 1 (0 %) | 5.0 min | - |")
                .contains("| WORK | 1 of 1 | 0 of 1 | 1 of 1 | 0 of 1 | 1 of 1 |");
    }

    @Test
    void whatWasToldWhileTheHomeLearnedStandsBesideWhatIsToldOfASecondVisit() {
        Measured run = measured("poisoned", false, false, true);
        assertThat(Report.text(List.of(run)))
                .contains("| run | poisoned | 0 of 1 (0 to 0 %) |")
                .contains("| run, poisoned | 1 of 1 (100 to 100 %) | 0 | 0 of 1 (0 to 0 %) | 1 of 1 |");
        JsonNode json = JsonMapper.shared().readTree(Report.json(Map.of(), List.of(run)));
        assertThat(json.path("runs").path(0).path("told_at_all").path("found").asInt())
                .isEqualTo(1);
        assertThat(Report.text(List.of(measured()))).doesNotContain("come twice");
    }

    @Test
    void theJsonIsValidEvenWhereThereIsNoNumber() {
        JsonNode root = JsonMapper.shared().readTree(Report.json(Map.of("variant", "plain"), List.of(measured())));
        assertThat(root.path("variant").asString()).isEqualTo("plain");
        JsonNode run = root.path("runs").path(0);
        assertThat(run.path("shipped").path("found").asInt()).isEqualTo(1);
        assertThat(run.path("budgets")
                        .path("deaf")
                        .path(0)
                        .path("detect_seconds_median")
                        .isNull())
                .isTrue();
    }
}
