package dev.postern.appliance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.Child;
import dev.postern.appliance.PlantCaptures;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.model.AuditReport;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The works in its first hours, as it is, and with an implant that was there before anybody watched. */
class AuditCommandTest {
    private static final int MINUTES = 150;

    @TempDir
    static Path folder;

    private static Path clean;
    private static Path implanted;

    @BeforeAll
    static void watch() throws IOException {
        clean = watched("clean", 2);
        implanted = watched("implanted", 1, Scenario.PUBLIC_BEACON);
    }

    private static Path watched(String name, int threads, Scenario... scenarios) throws IOException {
        long start = PlantSettings.MONDAY_NANOS + 600 * PlantCaptures.MINUTE_NANOS;
        Plant plant = new Plant(new PlantSettings(5, start, 1, 20, true));
        for (Scenario scenario : scenarios) plant.start(scenario, start + PlantCaptures.MINUTE_NANOS);
        List<Path> files = PlantCaptures.overlapping(folder, plant, name, MINUTES);
        Path home = folder.resolve("home-" + name);
        List<String> arguments =
                new ArrayList<>(List.of("--home", home.toString(), "--threads", "" + threads, "--ring", "16"));
        files.forEach(f -> arguments.add(f.toString()));
        assertThat(new CommandLine(new ReplayCommand()).execute(arguments.toArray(String[]::new)))
                .isZero();
        return home;
    }

    private static List<AuditReport> audits(Path home) {
        try (State state = Home.openForReading(home)) {
            return state.audits();
        }
    }

    private static List<AuditReport.Item> found(Path home, String section) {
        return audits(home).getFirst().sections().stream()
                .filter(s -> s.name().equals(section))
                .findFirst()
                .orElseThrow()
                .items();
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        try (Child child = Child.start(folder, List.of(), List.of(), arguments)) {
            while (child.isAlive()) Thread.sleep(20);
            return child.output();
        }
    }

    @Test
    void theFirstHourIsAuditedAndWhatCameAfterIsToldSoFar() {
        assertThat(audits(clean)).extracting(AuditReport::span).containsExactly("1 hour", "so far");
        assertThat(audits(clean).getFirst().atNanos() - audits(clean).getFirst().sinceNanos())
                .isBetween(3_600_000_000_000L, 3_660_000_000_000L);
    }

    @Test
    void anImplantThatWasThereBeforeIsFoundInTheFirstHour() {
        AuditReport.Item first = found(implanted, "beacons").getFirst();
        assertThat(first.devices().getLast().isPublic()).isTrue();
        assertThat(found(implanted, "outside")).isNotEmpty();
    }

    /**
     * What its own servers do to each other in a rhythm is listed too, and names of its own domain as long as no machine was heard to be of it: nobody
     * can tell the one from a relay and the other from the outside before they are known.
     */
    @Test
    void aWorksWithoutOneHasNoSteadyContactOutsideAndNoScan() {
        for (String section : List.of("scans", "dual-homed"))
            assertThat(found(clean, section)).as(section).isEmpty();
        assertThat(found(clean, "beacons"))
                .allSatisfy(i -> assertThat(i.devices().getLast().isPublic()).isFalse());
    }

    @Test
    void itIsPrintedAsTextAndAsJson() throws Exception {
        String sentence = audits(implanted).getFirst().sentence();
        assertThat(run("audit", "--home", implanted.toString())).startsWith(sentence);
        assertThat(run("audit", "--home", implanted.toString(), "--format", "json"))
                .startsWith("{\"span\":\"1 hour\",\"sentence\":\"" + sentence)
                .contains("\"name\":\"beacons\"");
        assertThat(run("audit", "--home", implanted.toString(), "--after", "month"))
                .contains("the audit after 30 days has not come due");
    }

    @Test
    void thePagesSayWhatTheTextSays() throws IOException {
        byte[] pdf = ReportPdf.of("Cold-start audit", 1, List.of("The sentence.", "", "Section", "  item"), "foot");
        assertThat(pdf)
                .isEqualTo(
                        ReportPdf.of("Cold-start audit", 1, List.of("The sentence.", "", "Section", "  item"), "foot"));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("The sentence.", "Section", "item", "foot");
        }
    }
}
