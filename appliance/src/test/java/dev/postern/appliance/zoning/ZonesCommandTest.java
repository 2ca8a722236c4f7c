package dev.postern.appliance.zoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.PlantCaptures;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.model.Device;
import dev.postern.model.Zoning;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import dev.postern.store.Home;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The works over thirty hours, with a computer that looks for controllers in the last of them; its zones and what may pass between them. */
class ZonesCommandTest {
    private static final String CONTROL = "10.10.1.0/24";
    private static final Pattern RULE = Pattern.compile(
            "    (ip6? saddr (!= )?@\\w+ )?(ip6? daddr (!= )?@\\w+ )?((tcp|udp|sctp) dport (\\{ [0-9, ]+ }|32768-65535) |meta l4proto [\\w-]+ )?"
                    + "(accept|drop) comment \"[^\"]{1,120}\"");

    @TempDir
    static Path folder;

    private static List<Path> captures;
    private static Path home;

    @BeforeAll
    static void watch() throws Exception {
        Plant plant = new Plant(new PlantSettings(5, PlantSettings.MONDAY_NANOS, 1, 60, false));
        plant.start(Scenario.SCAN, PlantSettings.MONDAY_NANOS + 1_740 * PlantCaptures.MINUTE_NANOS);
        captures = PlantCaptures.overlapping(folder, plant, "works", 1_800);
        home = folder.resolve("home");
        replay(home);
    }

    private static void replay(Path into) {
        List<String> arguments = new ArrayList<>(List.of("--home", into.toString(), "--threads", "2", "--ring", "16"));
        captures.forEach(f -> arguments.add(f.toString()));
        assertThat(run(new ReplayCommand(), arguments.toArray(String[]::new))).contains("frames");
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

    /** A home of its own to decide in. */
    private Path copy(String name) throws Exception {
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(home.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        }
        return to;
    }

    private static List<String> zonesOf(Path of) {
        try (var state = Home.openForReading(of)) {
            return state.inventory().devices().stream()
                    .map(d -> d.addresses() + " " + d.zone())
                    .sorted()
                    .toList();
        }
    }

    private static Zoning zoning(Path of) {
        try (var state = Home.openForReading(of)) {
            return state.zoning().orElseThrow();
        }
    }

    @Test
    void theHomeIsNamedBeforeOrAfterWhatIsAsked() {
        String after = run(new ZonesCommand(), "show", "--home", home.toString());
        assertThat(after).contains(CONTROL);
        assertThat(run(new ZonesCommand(), "--home", home.toString(), "show")).isEqualTo(after);
        assertThat(run(new PolicyCommand(), "--home", home.toString(), "show"))
                .isEqualTo(run(new PolicyCommand(), "show", "--home", home.toString()));
    }

    @Test
    void aRuleCountsAtOnceAndOutlivesTheProcess() throws Exception {
        Path own = copy("ruled");
        run(new ZonesCommand(), "rule", "--home", "" + own, "--subnet", CONTROL, "Water");
        try (var state = Home.openForReading(own)) {
            assertThat(state.inventory().devices().stream()
                            .filter(d -> d.addresses().toString().contains("10.10.1."))
                            // It stands in four networks.
                            .filter(d -> !d.role().equals("router"))
                            .map(Device::zone))
                    .isNotEmpty()
                    .containsOnly("Water");
        }
        List<String> before = zonesOf(own);
        replay(own);
        assertThat(zonesOf(own)).isEqualTo(before);
        assertThat(run(new ZonesCommand(), "show", "--home", "" + own)).contains("command line: Zone Water");
    }

    @Test
    void theSameCapturesWithTheSameDecisionsGiveTheSameZonesAndFindings() throws Exception {
        Path decisions = folder.resolve("decisions.jsonl");
        Files.writeString(decisions, """
                {"kind":"zone_rule","zone":"Water","subnet":"10.10.1.0/24","at_nanos":"%1$d","who":"anna"}
                {"kind":"deny","zone":"*","to_zone":"Water","service":"modbus","ask":"write","at_nanos":"%2$d","who":"anna"}
                """.formatted(
                        PlantSettings.MONDAY_NANOS + 90 * PlantCaptures.MINUTE_NANOS + 7,
                        PlantSettings.MONDAY_NANOS + 600 * PlantCaptures.MINUTE_NANOS));
        List<List<String>> runs = new ArrayList<>();
        for (String name : List.of("once", "again")) {
            Path fresh = folder.resolve(name);
            run(new ZonesCommand(), "import", "--home", "" + fresh, "" + decisions);
            replay(fresh);
            List<String> told = new ArrayList<>(zonesOf(fresh));
            try (var state = Home.openForReading(fresh)) {
                state.findings().anomalies().forEach(a -> told.add(a.id() + a.seen()));
                assertThat(state.findings().anomalies())
                        .filteredOn(a -> a.situation().equals("E12") && a.neverHidden())
                        .isNotEmpty()
                        .allMatch(a -> a.atNanos() >= PlantSettings.MONDAY_NANOS + 600 * PlantCaptures.MINUTE_NANOS);
            }
            runs.add(told);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
    }

    @Test
    void aScanIsOutsideTheLearnedPolicyAndOrdinaryLifeIsNot() {
        String shown = run(new PolicyCommand(), "show", "--home", "" + home);
        assertThat(shown)
                .contains("NOT     modbus               connect")
                .contains("allowed modbus               read");
        assertThat(run(new PolicyCommand(), "show", "--home", "" + home, "--format", "csv")
                        .lines())
                .first()
                .isEqualTo("from,to,service,ask,ports,allowed,basis,conversations,packets,first,last");
    }

    @Test
    void theRehearsalNamesWhatADraftWouldHaveBlockedAndThatSomethingWaitsForIt() throws Exception {
        Path own = copy("rehearsed");
        Path draft = folder.resolve("draft.jsonl");
        Files.writeString(
                draft,
                "{\"kind\":\"deny\",\"zone\":\"*\",\"to_zone\":\"control " + CONTROL + "\",\"service\":\"dnp3\"}\n");
        String told = run(new PolicyCommand(), "rehearse", "--home", "" + own, "--draft", "" + draft);
        assertThat(told)
                .contains("Would have blocked these")
                .contains("periodic reads")
                .contains("(draft)");
        assertThat(told.lines().filter(l -> l.contains("periodic reads by dnp3, every")))
                .hasSize(2);
        assertThat(zoning(own).decisions()).isEmpty();
    }

    @Test
    void theRulesetIsOneThatAFirewallTakes() throws Exception {
        Path own = copy("exported");
        run(new PolicyCommand(), "deny", "--home", "" + own, "*", "control " + CONTROL, "--service", "modbus");
        run(new PolicyCommand(), "allow", "--home", "" + own, "office 10.10.20.0/24", "outside", "--ask", "read");
        String ruleset = run(new PolicyCommand(), "export", "--home", "" + own);
        assertThat(ruleset)
                .contains("policy drop;")
                .contains("elements = { 10.10.1.0/24 }")
                .contains("ip daddr != @inside_v4");
        assertThat(ruleset.lines().filter(l -> l.contains("comment \"")))
                .hasSizeGreaterThan(5)
                .allMatch(l -> RULE.matcher(l).matches());
        assertThat(ruleset.lines().filter(l -> l.contains("tcp dport { 502 } drop")))
                .hasSize(1);
        assertThat(ruleset).doesNotContain("{ 502 } accept").contains("tcp dport { 20000 } accept");
        Path file = folder.resolve("policy.nft");
        Files.writeString(file, ruleset);
        Path nft = Stream.concat(
                        Stream.of("/usr/sbin"), Stream.of(System.getenv("PATH").split(":")))
                .map(d -> Path.of(d, "nft"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(nft != null, "skipped the last step: needs nft, of Debian's package nftables");
        Process check = new ProcessBuilder(nft.toString(), "-c", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Assumptions.assumeFalse(said.contains("Operation not permitted"), "nft needs the right to ask the kernel");
        assertThat(check.exitValue()).as(said).isZero();
    }

    @Test
    void whatIsNoDecisionIsRefusedAndChangesNothing() {
        PrintStream before = System.err;
        System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try {
            assertThat(new CommandLine(new ZonesCommand()).execute("rule", "--home", "" + home, "Water"))
                    .isEqualTo(2);
            assertThat(new CommandLine(new ZonesCommand()).execute("place", "--home", "" + home, "plc-1", "Water"))
                    .isEqualTo(2);
            assertThat(new CommandLine(new ZonesCommand()).execute("accept", "--home", "" + home, "nothing"))
                    .isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        assertThat(zoning(home).decisions()).isEmpty();
    }
}
