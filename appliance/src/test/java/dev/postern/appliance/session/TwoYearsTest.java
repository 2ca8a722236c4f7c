package dev.postern.appliance.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.engine.Snapshot;
import dev.postern.appliance.report.ListCommand;
import dev.postern.appliance.verdict.ConsoleVerdicts;
import dev.postern.model.Anomaly;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import dev.postern.store.Home;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that is attacked in the same two hours every four weeks, for two years: what it holds in memory, and what it still knows. */
class TwoYearsTest {
    private static final long MINUTE = Engine.MINUTE_NANOS;
    private static final long MONTH = 28 * 1_440 * MINUTE;
    private static final int YEAR = 13;
    private static final int MONTHS = 2 * YEAR;

    @TempDir
    private static Path folder;

    /** Somebody puts himself in between, and later stops a controller. */
    private static final List<Frame> FRAMES = frames();

    /** Octets of a snapshot at the end of each month. */
    private static final List<Integer> SIZES = new ArrayList<>();

    private static final List<Integer> TOLD = new ArrayList<>();
    private static Set<String> held;
    private static Path home;

    private static List<Frame> frames() {
        long start = PlantSettings.MONDAY_NANOS + 1_350 * MINUTE;
        Plant plant = new Plant(new PlantSettings(11, start, 1, 60, true));
        plant.start(Scenario.ARP_RELAY, start + 70 * MINUTE);
        plant.start(Scenario.S7_STOP_AND_DOWNLOAD, start + 110 * MINUTE);
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = new Frame(); plant.next(frame) && frame.atNanos < start + 125 * MINUTE; frame = new Frame())
            frames.add(frame);
        return frames;
    }

    private static void live(Session session, int month) {
        for (Frame of : FRAMES) {
            Frame frame = new Frame();
            frame.copyFrom(of);
            frame.atNanos += month * MONTH;
            frame.number += (long) month * FRAMES.size();
            session.feed(frame);
        }
        session.engine().settle();
        session.home().state().flush();
    }

    private static int size(EngineState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Snapshot.write(state, bytes);
        return bytes.size();
    }

    private static List<String> listed(Path home, ListCommand.What what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ListCommand.print(home, what, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @BeforeAll
    static void liveTwoYears() {
        home = folder.resolve("home");
        try (Session session = new Session(home, 1, 64L << 20)) {
            for (int month = 0; month < MONTHS; month++) {
                live(session, month);
                SIZES.add(size(session.engine().state()));
                TOLD.add(session.home().state().findings().incidents().size());
            }
            session.finish(List.of());
            held = session.engine().state().analyst.incidents().stream()
                    .map(Incident::id)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void inTheSecondYearASnapshotGrowsByLessThanAThirtiethThoughAsMuchIsToldAsInTheFirst() {
        assertThat(TOLD.getLast() - TOLD.get(YEAR)).isGreaterThan(20);
        assertThat(SIZES.getLast()).as("%s octets, %s stories", SIZES, TOLD).isLessThan(SIZES.get(YEAR) * 31 / 30);
    }

    @Test
    void theFirstIncidentIsStillListedOpenedAndExplained() {
        try (Home home = Home.open(TwoYearsTest.home, 64L << 20)) {
            List<Incident> first = home.state().findings().incidents().stream()
                    .filter(i -> i.firstNanos() < FRAMES.getFirst().atNanos + MONTH)
                    .filter(i -> i.tier() == Incident.Tier.INCIDENT)
                    .toList();
            assertThat(first).isNotEmpty();
            ConsoleVerdicts verdicts = new ConsoleVerdicts(home.state());
            for (Incident incident : first) {
                assertThat(held).doesNotContain(incident.id());
                assertThat(home.state().findings().incident(incident.id())).contains(incident);
                assertThat(incident.narrative()).isNotEmpty();
                assertThat(incident.anomalies()).isNotEmpty();
                for (String id : incident.anomalies()) {
                    Anomaly anomaly = home.state().findings().anomaly(id).orElseThrow();
                    assertThat(anomaly.seen()).isNotEmpty();
                    assertThat(home.evidence().of(id)).as("packets of " + id).isPresent();
                    assertThat(verdicts.why(id).orElseThrow()).containsEntry("agrees", true);
                }
            }
            List<String> lines = listed(TwoYearsTest.home, ListCommand.What.incidents);
            assertThat(lines).hasSize(TOLD.getLast());
            for (Incident incident : first)
                assertThat(lines).anyMatch(line -> line.contains("\"" + incident.id() + "\""));
        }
    }

    @Test
    void aCrashAfterStoriesWereLetGoChangesNothing() {
        Path undisturbed = folder.resolve("undisturbed");
        try (Session session = new Session(undisturbed, 1, 64L << 20)) {
            for (int month = 0; month < 4; month++) live(session, month);
            session.finish(List.of());
        }
        Path crashed = folder.resolve("crashed");
        try (Session session = new Session(crashed, 3, 64L << 20)) {
            live(session, 0);
            live(session, 1);
            session.checkpoint(List.of());
            live(session, 2);
        }
        try (Session session = new Session(crashed, 2, 64L << 20)) {
            live(session, 2);
            live(session, 3);
            session.finish(List.of());
        }
        for (ListCommand.What what : ListCommand.What.values())
            assertThat(listed(crashed, what)).as("list " + what).isEqualTo(listed(undisturbed, what));
    }
}
