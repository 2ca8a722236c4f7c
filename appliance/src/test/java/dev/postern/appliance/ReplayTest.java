package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.plant.PlantCommand;
import dev.postern.appliance.report.ListCommand;
import dev.postern.appliance.session.Session;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.model.Device;
import dev.postern.model.Footprint;
import dev.postern.model.GapReport;
import dev.postern.model.Incident;
import dev.postern.store.AttestationKey;
import dev.postern.store.Home;
import dev.postern.verify.Attestations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Captures in, verdict out: always the same, whatever the number of threads and however often the process dies on the way. */
class ReplayTest {
    private static final long RING_BYTES = 64L << 20;
    private static final int KILLS = 6;

    @TempDir
    static Path folder;

    private static List<Path> captures;
    private static Path undisturbed;

    @BeforeAll
    static void replayOnceUndisturbed() throws IOException {
        captures = PlantCaptures.attackedPlant(folder);
        undisturbed = folder.resolve("undisturbed");
        replay(undisturbed, 1, captures);
    }

    @Test
    void theAttacksBecomeIncidents() {
        try (var state = Home.openForReading(undisturbed)) {
            assertThat(state.findings().incidents()).anyMatch(i -> i.tier() == Incident.Tier.INCIDENT);
            assertThat(state.inventory().devices()).hasSizeGreaterThan(5);
        }
    }

    @Test
    void whatIsRememberedOfEachDeviceIsToldAndWithinItsLimit() {
        try (var state = Home.openForReading(undisturbed)) {
            for (Device device : state.inventory().devices()) {
                if (!device.heard()) continue;
                Optional<Footprint> footprint = Stream.concat(device.addresses().stream(), device.macs().stream())
                        .flatMap(address -> state.inventory().footprint(address.toString()).stream())
                        .reduce(Footprint::plus);
                assertThat(footprint)
                        .as(device.addresses() + " " + device.macs())
                        .isPresent();
            }
            assertThat(state.inventory().footprints()).allSatisfy(f -> {
                assertThat(f.bytes()).isBetween(f.limit() == 0 ? 0 : 1, f.limit());
                assertThat(f.largest()).isBetween(f.conversations() == 0 ? 0 : 1, f.conversationLimit());
                assertThat(f.conversationBytes()).isBetween((long) f.largest(), (long) f.conversations() * f.largest());
            });
            assertThat(Footprint.total(state.inventory().footprints()).conversations())
                    .isEqualTo((int) conversations(undisturbed));
        }
    }

    @Test
    void theSummaryTellsTheMemoryOfAHomeThatIsOnlyLookedAt() throws IOException {
        Path home = folder.resolve("looked-at");
        String read = replay(home, 1, captures.subList(0, 2));
        assertThat(read)
                .containsPattern(
                        "memory of life +[1-9]\\d* KiB of devices, the largest \\d+ of 64; [1-9]\\d* KiB of conversations");
        String looked = replay(home, 1, captures.subList(0, 2));
        assertThat(looked)
                .contains(read.lines()
                        .filter(l -> l.startsWith("memory"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void oneThreadAndFourConcludeTheSame() throws IOException {
        Path home = folder.resolve("four-threads");
        replay(home, 4, captures);
        assertSameAsUndisturbed(home);
    }

    @Test
    void killedAtAnyMomentAndReplayedAgainItConcludesTheSame() throws Exception {
        Path home = folder.resolve("killed");
        Random moments = new Random(5);
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            try (Child child = startReplay(home, "-Dpostern.checkpoint.millis=300")) {
                String before = snapshots(home);
                boolean within = i % 2 == 0;
                while (child.isAlive()
                        && (within
                                ? !snapshots(home).contains(".tmp")
                                : snapshots(home).equals(before))) Thread.sleep(1);
                Thread.sleep(moments.nextInt(within ? 10 : 400));
                if (child.isAlive()) killed++;
                child.kill();
            }
        }
        assertThat(killed).as("times it died before its end").isGreaterThanOrEqualTo(3);
        try (Child last = startReplay(home, "-Dpostern.checkpoint.millis=300")) {
            assertThat(last.await()).as(last.output()).isZero();
        }
        assertSameAsUndisturbed(home);
    }

    @Test
    void capturesGivenAgainAreKnownAndChangeNothing() throws IOException {
        Path home = folder.resolve("again");
        replay(home, 2, captures);
        String summary = replay(home, 2, captures);
        assertThat(summary).contains("0 read, " + captures.size() + " known already");
        assertSameAsUndisturbed(home);
    }

    @Test
    void aCaptureOlderThanTheHomesClockTeachesNothingAndTheSummarySaysSo() throws IOException {
        Path home = folder.resolve("late");
        replay(home, 1, captures.subList(2, 4));
        long before = conversations(home);
        String summary = replay(home, 1, captures.subList(0, 2));
        assertThat(summary).contains("late frames", "judged, not learned from");
        assertThat(conversations(home)).isEqualTo(before);
    }

    @Test
    void aTruncatedCaptureIsReadAsFarAsItGoesAndReported() throws IOException {
        byte[] whole = Files.readAllBytes(captures.getFirst());
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length / 3));
        String summary = replay(folder.resolve("truncated"), 1, List.of(cut));
        assertThat(summary).contains("1 read", "1 damaged", "cut.pcap: ");
    }

    @Test
    void whatComesThroughAPipeIsJudgedAsTheFileIs() throws Exception {
        Path file = folder.resolve("plant.pcap");
        String plant = "--out " + file + " --days 0.3 --devices 30 --thinning 10 --scenario scan@day:0T06:00";
        assertThat(new CommandLine(new PlantCommand()).execute(plant.split(" ")))
                .isZero();
        Path read = folder.resolve("read");
        Path piped = folder.resolve("piped");
        replay(read, 2, List.of(file));
        List<String> pipe = List.of("sh", "-c", "cat " + file + " | \"$@\"", "sh");
        try (Child child =
                Child.start(folder, pipe, List.of(), "replay", "-", "--home", piped.toString(), "--ring", "64")) {
            assertThat(child.await()).as(child.output()).isZero();
        }
        for (ListCommand.What what : ListCommand.What.values()) {
            List<String> lines = listed(piped, what).stream()
                    .map(line -> line.replace("standard input", "plant.pcap"))
                    .toList();
            assertThat(lines).as("list " + what).isEqualTo(listed(read, what));
            // Nobody imported any.
            if (what != ListCommand.What.advisories)
                assertThat(lines).as("list " + what).isNotEmpty();
        }
    }

    private static Child startReplay(Path home, String option) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("replay", "--home", home.toString(), "--threads", "2", "--ring", "64"));
        captures.forEach(c -> arguments.add(c.toString()));
        return Child.start(folder, List.of(), List.of(option), arguments.toArray(String[]::new));
    }

    private static String snapshots(Path home) throws IOException {
        Path snapshots = home.resolve("snapshots");
        if (!Files.isDirectory(snapshots)) return "";
        try (Stream<Path> files = Files.list(snapshots)) {
            return String.join(
                    " ", files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    /** @return the summary */
    private static String replay(Path home, int threads, List<Path> paths) {
        List<String> arguments =
                new ArrayList<>(List.of("--home", home.toString(), "--threads", "" + threads, "--ring", "64"));
        paths.forEach(p -> arguments.add(p.toString()));
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(new CommandLine(new ReplayCommand()).execute(arguments.toArray(String[]::new)))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static long conversations(Path home) {
        try (Session session = new Session(home, 1, RING_BYTES)) {
            return session.conversations();
        }
    }

    private static void assertSameAsUndisturbed(Path home) {
        for (ListCommand.What what : ListCommand.What.values())
            assertThat(listed(home, what)).as("list " + what).isEqualTo(listed(undisturbed, what));
        assertThat(gap(home)).isEqualTo(gap(undisturbed));
        assertThat(footprints(home)).isNotEmpty().isEqualTo(footprints(undisturbed));
        assertThat(attested(home)).hasSize(1).isEqualTo(attested(undisturbed));
        assertThat(history(home)).isEqualTo(history(undisturbed));
        assertThat(evidence(home)).isNotEmpty().isEqualTo(evidence(undisturbed));
    }

    private static List<Footprint> footprints(Path home) {
        try (var state = Home.openForReading(home)) {
            return state.inventory().footprints();
        }
    }

    private static GapReport gap(Path home) {
        try (var state = Home.openForReading(home)) {
            return state.gap().orElseThrow();
        }
    }

    /** What was attested, whichever key signed it. */
    private static List<String> attested(Path home) {
        String key = Attestations.fingerprint(AttestationKey.of(home).publicKey());
        try (var state = Home.openForReading(home)) {
            return state.attestations().all().stream()
                    .map(a -> a.text().replace(key, "KEY"))
                    .toList();
        }
    }

    private static List<String> listed(Path home, ListCommand.What what) {
        ByteArrayOutputStream listed = new ByteArrayOutputStream();
        ListCommand.print(home, what, new PrintStream(listed, false, StandardCharsets.UTF_8));
        return listed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** SHA-256 of the packets of every anomaly of which there are some. */
    private static Map<String, String> evidence(Path home) {
        Map<String, String> hashes = new TreeMap<>();
        try (Home opened = Home.open(home, RING_BYTES)) {
            for (var anomaly : opened.state().findings().anomalies())
                opened.evidence().of(anomaly.id()).ifPresent(file -> hashes.put(anomaly.id(), sha256(file)));
        }
        return hashes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Long> history(Path home) {
        try (Home opened = Home.open(home, RING_BYTES)) {
            return new LinkedHashMap<>(opened.history().countByKind());
        }
    }
}
