package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.watch.ReplayCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An operator in Chromium, from the printed password to the packets of an attack. Needs {@code chromium} and Node.js. */
class BrowserTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String WITH_NODE =
            ROOT.resolve("build-tools/with-node").toString();
    private static final String SCRIPTS =
            ROOT.resolve("appliance/src/test/browser").toString();
    private static final Pattern CONSOLE = Pattern.compile("Console: (https://localhost:\\d+)");
    private static final Pattern PASSWORD = Pattern.compile("First login: admin {2}(\\S+)");
    /** The attack is 25 minutes into the capture, so half a minute after the console's start. */
    private static final String SPEED = "50";

    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    Path folder;

    @Test
    void anIncidentArrivesTellsItsStoryAndHandsOverItsPackets() throws Exception {
        needsBrowser();
        List<Path> captures = new ArrayList<>();
        var plant = PlantCaptures.attacked();
        for (int i = 0; i < 2; i++) captures.addAll(PlantCaptures.overlapping(folder, plant, "part" + i, 45));
        Path home = folder.resolve("home");
        assertThat(new CommandLine(new ReplayCommand())
                        .execute("--home", "" + home, "" + captures.get(0), "" + captures.get(1)))
                .isZero();
        String[] replay = {
            "replay",
            "--home",
            "" + home,
            "--console",
            "--port",
            "0",
            "--speed",
            SPEED,
            "" + captures.get(2),
            "" + captures.get(3)
        };
        operate("console.mjs", replay);
        Path evidence = folder.resolve("evidence.pcapng");
        assertThat(Files.size(evidence)).isPositive();
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "skipped the last step: needs tshark");
        Ran tshark = run(List.of("tshark", "-n", "-r", evidence.toString(), "-T", "fields", "-e", "frame.number"));
        assertThat(tshark.exit()).as(tshark.output()).isZero();
        assertThat(tshark.output().lines().filter(l -> l.matches("\\d+"))).isNotEmpty();
    }

    @Test
    void aDeviceIsFoundWithTheKeyboardAndTheInventoryTakenAlong() throws Exception {
        needsBrowser();
        var plant = PlantCaptures.attacked();
        Path first = PlantCaptures.next(folder.resolve("first.pcap"), plant, 40);
        Path second = PlantCaptures.next(folder.resolve("second.pcap"), plant, 30);
        Path home = folder.resolve("home");
        assertThat(new CommandLine(new ReplayCommand()).execute("--home", "" + home, "" + first))
                .isZero();
        String[] replay = {"replay", "--home", "" + home, "--console", "--port", "0", "--speed", "10", "" + second};
        operate("devices.mjs", replay);
    }

    @Test
    void inTheDemoAnAttackIsStartedByHandAndTold() throws Exception {
        needsBrowser();
        String home = folder.resolve("demo").toString();
        operate("demo.mjs", "demo", "--by-hand", "--days", "1", "--home", home, "--port", "0");
    }

    @Test
    void zonesAreDrawnByRuleAndOnTheMapTakenBackAndAPolicyIsRehearsed() throws Exception {
        needsBrowser();
        var plant = PlantCaptures.attacked();
        List<Path> captures = PlantCaptures.overlapping(folder, plant, "works", 60);
        String home = folder.resolve("home").toString();
        operate(
                "zones.mjs",
                "replay",
                "--home",
                home,
                "--console",
                "--port",
                "0",
                "" + captures.get(0),
                "" + captures.get(1));
    }

    @Test
    void theMapIsWorkedWithTheMouseAndKeptOnAWall() throws Exception {
        needsBrowser();
        String home = folder.resolve("map").toString();
        String day = PlantCaptures.day(folder.resolve("day.pcap")).toString();
        assertThat(new CommandLine(new ReplayCommand()).execute("--home", home, day))
                .isZero();
        operate("map.mjs", "replay", "--console", "--port", "0", "--home", home, day);
    }

    @Test
    void weakSpotsAndTheFirstAuditAreRead() throws Exception {
        needsBrowser();
        String home = folder.resolve("weak").toString();
        List<String> replay = new ArrayList<>(List.of("replay", "--home", home, "--console", "--port", "0"));
        for (Path capture : PlantCaptures.attackedPlant(folder)) replay.add(capture.toString());
        operate("weak.mjs", replay.toArray(String[]::new));
    }

    private void needsBrowser() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/chromium")), "skipped: needs chromium");
        Assumptions.assumeTrue(
                run(List.of("bash", WITH_NODE, SCRIPTS, "true")).exit() == 0,
                "skipped: needs Node.js 20.19 or later and npm's registry");
    }

    /** Has a script work at the console of a command. */
    private void operate(String script, String... arguments) throws Exception {
        try (Child child = Child.start(folder, List.of(), List.of(), arguments)) {
            while (child.isAlive() && !PASSWORD.matcher(child.output()).find()) Thread.sleep(50);
            String url = found(CONSOLE, child.output());
            String password = found(PASSWORD, child.output());
            Ran browser = run(List.of("bash", WITH_NODE, SCRIPTS, "node", script, url, password, folder.toString()));
            assertThat(browser.exit()).as(browser.output() + child.output()).isZero();
            assertThat(child.isAlive()).as(child.output()).isTrue();
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private record Ran(int exit, String output) {}

    private Ran run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "ran", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("no end: " + command + Files.readString(output, StandardCharsets.UTF_8));
        }
        return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
