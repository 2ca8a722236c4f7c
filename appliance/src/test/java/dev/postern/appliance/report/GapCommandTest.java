package dev.postern.appliance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.PlantCaptures;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.model.GapReport;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import dev.postern.store.Home;
import dev.postern.verify.Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The works over six hours around midnight, as it is, with a modem, and with an implant that calls out in vain. */
class GapCommandTest {
    private static final int MINUTES = 360;

    @TempDir
    static Path folder;

    private static Path clean;
    private static Path modem;
    private static Path beacon;

    @BeforeAll
    static void watch() throws IOException {
        clean = watched("clean");
        modem = watched("modem", Scenario.ROGUE_GATEWAY);
        beacon = watched("beacon", Scenario.PUBLIC_BEACON);
    }

    private static Path watched(String name, Scenario... scenarios) throws IOException {
        long start = PlantSettings.MONDAY_NANOS + 1_320 * PlantCaptures.MINUTE_NANOS;
        Plant plant = new Plant(new PlantSettings(5, start, 1, 20, true));
        for (Scenario scenario : scenarios) plant.start(scenario, start + 180 * PlantCaptures.MINUTE_NANOS);
        List<Path> files = PlantCaptures.overlapping(folder, plant, name, MINUTES);
        Path home = folder.resolve("home-" + name);
        List<String> arguments = new ArrayList<>(List.of("--home", home.toString(), "--threads", "2", "--ring", "16"));
        files.forEach(f -> arguments.add(f.toString()));
        assertThat(run(new ReplayCommand(), arguments.toArray(String[]::new))).contains("frames");
        return home;
    }

    private static GapReport report(Path home) {
        try (var state = Home.openForReading(home)) {
            return state.gap().orElseThrow();
        }
    }

    private static byte[] pdf(GapReport report, IntFunction<String> names, String foot) {
        return ReportPdf.of("State of the air gap", report.atNanos(), GapText.of(report, names), foot);
    }

    /** @return what it printed */
    private static String run(Object command, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(new CommandLine(command).execute(arguments)).isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aWorksWithoutAWayOutHoldsAndNothingIsInvented() {
        GapReport report = report(clean);
        assertThat(report.state()).isEqualTo(GapReport.State.HOLDS);
        assertThat(report.paths()).isEmpty();
        assertThat(report.attempts()).isEmpty();
        assertThat(report.inferences()).isEmpty();
    }

    @Test
    void theModemIsAnOpenGapWithItsHopsAndTheSecondGatewayIsInferred() {
        GapReport report = report(modem);
        assertThat(report.state()).isEqualTo(GapReport.State.OPEN);
        assertThat(report.paths()).singleElement().satisfies(p -> {
            assertThat(p.hops().getFirst().address()).hasToString("10.10.2.254");
            assertThat(p.outsideCount()).isEqualTo(2);
            assertThat(p.evidence()).isNotEmpty();
        });
        assertThat(report.inferences())
                .extracting(GapReport.Inference::kind)
                .contains("second gateway", "second DHCP server", "cellular equipment");
    }

    @Test
    void callsIntoTheVoidAreAttemptsAndTheGapHolds() {
        GapReport report = report(beacon);
        assertThat(report.state()).isEqualTo(GapReport.State.HOLDS);
        assertThat(report.attempts())
                .extracting(GapReport.Attempt::kind)
                .containsExactlyInAnyOrder("connection", "name");
        assertThat(report.sentence()).contains("1 device asked for the outside");
    }

    @Test
    void theDayThatEndedIsAttestedByItselfAndTheRestWhenAsked() throws IOException {
        assertThat(run(new GapCommand(), "--home", modem.toString(), "--list"))
                .contains("1  2026-03-03 00:00:00  unknown");
        assertThat(run(new GapCommand(), "--home", modem.toString(), "--attest"))
                .startsWith("Attested up to 2026-03-03 03:59");
        assertThat(run(new GapCommand(), "--home", modem.toString(), "--attest"))
                .startsWith("Nothing was seen since");
        Path bundle = folder.resolve("bundle");
        run(new GapCommand(), "--home", modem.toString(), "--export", bundle.toString());
        List<String> lines = Files.readAllLines(bundle);
        assertThat(Bundle.check(lines, null)).isInstanceOfSatisfying(Bundle.Verdict.Whole.class, whole -> {
            assertThat(whole.count()).isEqualTo(2);
            assertThat(whole.state()).isEqualTo("open");
        });
        lines.set(2, lines.get(2).replace("\"state\":\"open\"", "\"state\":\"holds\""));
        assertThat(Bundle.check(lines, null)).isInstanceOf(Bundle.Verdict.Broken.class);
    }

    @Test
    void theReportForPrintingSaysTheSameOnNumberedPagesAndIsTheSameEachTime() throws IOException {
        GapReport report = report(modem);
        byte[] pdf = pdf(report, ordinal -> "capture " + ordinal, "Last attestation 1");
        assertThat(pdf(report, ordinal -> "capture " + ordinal, "Last attestation 1"))
                .isEqualTo(pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text)
                    .contains(
                            "The gap is open: 10.10.2.40",
                            "Inferences",
                            "Blind spots",
                            "Last attestation 1",
                            "Page 1 of " + document.getNumberOfPages());
        }
    }

    @Test
    void lettersThatTheFontLacksDoNotStopTheReport() {
        assertThat(pdf(report(clean), ordinal -> "\u5de5\u5834\u0000\n", "")).isNotEmpty();
    }

    @Test
    void theTextSaysTheSentenceFirstAndNamesFramesAndBlindSpots() {
        List<String> text = GapText.of(report(modem), ordinal -> "capture " + ordinal);
        assertThat(text.getFirst()).startsWith("The gap is open: ");
        assertThat(text).anyMatch(l -> l.contains("capture ") && l.contains(" frame "));
        assertThat(text).contains("Blind spots").anyMatch(l -> l.startsWith("        To do: "));
    }
}
