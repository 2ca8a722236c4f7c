package dev.postern.appliance.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.PlantCaptures;
import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.report.ListCommand;
import dev.postern.appliance.verdict.BudgetCommand;
import dev.postern.appliance.verdict.ConsoleVerdicts;
import dev.postern.appliance.verdict.WindowCommand;
import dev.postern.appliance.verdict.WordCommand;
import dev.postern.model.Anomaly;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import dev.postern.model.Window;
import dev.postern.plant.Plant;
import dev.postern.store.AuditTrail;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What people say is an input like the frames: the same frames and words give the same verdicts, whatever happens to the process. */
class DecreesTest {
    private static final long MINUTE = Engine.MINUTE_NANOS;

    @TempDir
    private static Path folder;

    /** Two hours of a plant in which somebody puts himself in between and later stops a controller. */
    private static final List<Frame> FRAMES = frames();

    private static List<Frame> frames() {
        Plant plant = PlantCaptures.attacked();
        long end = plant.nowNanos() + 125 * MINUTE;
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = new Frame(); plant.next(frame) && frame.atNanos < end; frame = new Frame())
            frames.add(frame);
        return frames;
    }

    private static Session session(Path home, int threads) {
        return new Session(home, threads, 64L << 20);
    }

    private static void feed(Session session, int from, int to) {
        for (Frame frame : FRAMES.subList(from, to)) session.feed(frame);
        session.engine().settle();
        session.home().state().flush();
    }

    private static int say(Path home, Object command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString(), "--author", "anna"));
        return new CommandLine(command).execute(all.toArray(String[]::new));
    }

    /** How many frames come before this minute. */
    private static int until(int minute) {
        long end = FRAMES.getFirst().atNanos + minute * MINUTE;
        int n = 0;
        while (n < FRAMES.size() && FRAMES.get(n).atNanos < end) n++;
        return n;
    }

    /** Announces what the attacker will do to a controller, and calls a habit broken before expected. */
    private static void saySomething(Session session) {
        Path home = session.home().folder();
        Anomaly first = session.home().state().anomalies().stream()
                .filter(a -> a.peer() != null && !a.neverHidden())
                .findFirst()
                .orElseThrow();
        assertThat(say(home, new WordCommand(), first.id(), "expected", "--scope", "device-channel"))
                .isZero();
        announce(home, "10.10.1.16", "stop,download");
        session.hearDecrees();
    }

    private static List<String> listed(Path home, ListCommand.What what) {
        var bytes = new java.io.ByteArrayOutputStream();
        ListCommand.print(home, what, new java.io.PrintStream(bytes));
        return bytes.toString().lines().toList();
    }

    @Test
    void aCrashAfterAWordChangesNothing() {
        int kept = until(80);
        int said = until(95);
        Path undisturbed = folder.resolve("undisturbed");
        try (Session session = session(undisturbed, 1)) {
            feed(session, 0, said);
            saySomething(session);
            feed(session, said, FRAMES.size());
            session.finish(List.of());
        }
        Path crashed = folder.resolve("crashed");
        try (Session session = session(crashed, 3)) {
            feed(session, 0, kept);
            session.checkpoint(List.of());
            feed(session, kept, said);
            saySomething(session);
            feed(session, said, until(112));
        }
        try (Session session = session(crashed, 2)) {
            feed(session, kept, FRAMES.size());
            session.finish(List.of());
        }
        assertThat(listed(undisturbed, ListCommand.What.anomalies))
                .as("the stop is announced work")
                .anyMatch(line -> line.contains("\"answer\":\"window-") && line.contains("\"situation\":\"B3\""))
                .as("and its end is told")
                .anyMatch(line -> line.contains("\"situation\":\"W1\""));
        for (ListCommand.What what : ListCommand.What.values())
            assertThat(listed(crashed, what)).as("list " + what).isEqualTo(listed(undisturbed, what));
    }

    @Test
    void whatCameOfAWindowIsWhatWasDoneWhatWasNotAndWhatElseItsMachinesDid() {
        int said = until(95);
        try (Session session = session(folder.resolve("reconciled"), 1)) {
            State state = session.home().state();
            ConsoleVerdicts verdicts = new ConsoleVerdicts(state);
            feed(session, 0, said);
            announce(session.home().folder(), "10.10.1.16,10.10.1.99", "stop,firmware");
            session.hearDecrees();
            assertThat(verdicts.reconciliation(windowOf(state)).orElseThrow())
                    .as("before it began")
                    .containsEntry("told", null)
                    .containsEntry("within", List.of())
                    .containsEntry("beyond", List.of());
            feed(session, said, FRAMES.size());
            session.finish(List.of());
            Map<String, Object> came = verdicts.reconciliation(windowOf(state)).orElseThrow();
            assertThat(came.get("done").toString()).contains("did what was announced: stop at 10.10.1.16");
            assertThat(came.get("missing").toString()).contains("firmware", "anything at 10.10.1.99");
            assertThat(titles(came, "within")).contains("Controller stop").doesNotContain("Program download");
            assertThat(titles(came, "beyond"))
                    .contains("Program download", "Controller start")
                    .doesNotContain("Controller stop", "Announced work done");
            assertThat(state.anomaly(came.get("told").toString()).orElseThrow().situation())
                    .isEqualTo("W1");
            assertThat(verdicts.reconciliation("nothing")).isEmpty();
        }
    }

    @Test
    void aWordOfOneEventSaysWhichEvent() {
        Path home = folder.resolve("event");
        try (Session session = session(home, 1)) {
            feed(session, 0, FRAMES.size());
            State state = session.home().state();
            Anomaly stop = state.anomalies().stream()
                    .filter(a -> a.title().equals("Controller stop"))
                    .findFirst()
                    .orElseThrow();
            assertThat(say(home, new WordCommand(), stop.id(), "expected-tell")).isZero();
            assertThat(new ConsoleVerdicts(state).decrees())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .containsEntry("reach", "B3, stop over s7comm, of 10.10.2.21 and 10.10.1.16")
                            .containsEntry("title", "Controller stop")
                            .containsEntry("time", stop.atNanos() / 1e9));
        }
    }

    private static List<Object> titles(Map<String, Object> came, String which) {
        List<Object> titles = new ArrayList<>();
        for (Object deed : (List<?>) came.get(which)) titles.add(((Map<?, ?>) deed).get("title"));
        return titles;
    }

    private static void announce(Path home, String devices, String verbs) {
        assertThat(say(
                        home,
                        new WindowCommand(),
                        "--device",
                        devices,
                        "--verb",
                        verbs,
                        "--note",
                        "work order 17",
                        "--from",
                        "2026-03-03T00:10Z",
                        "--until",
                        "2026-03-03T00:30Z"))
                .isZero();
    }

    private static String windowOf(State state) {
        return state.decrees().all().stream()
                .filter(d -> d instanceof Window)
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void everyVerdictIsComputedAgainFromWhatIsKept() {
        Path home = folder.resolve("why");
        try (Session session = session(home, 1)) {
            feed(session, 0, FRAMES.size());
            session.finish(List.of());
        }
        try (State state = Home.openForReading(home)) {
            ConsoleVerdicts verdicts = new ConsoleVerdicts(state);
            assertThat(state.anomalies()).isNotEmpty().allSatisfy(a -> {
                Map<String, Object> why = verdicts.why(a.id()).orElseThrow();
                assertThat(why).as("%s: %s", a.title(), why).containsEntry("agrees", true);
            });
            assertThat(state.anomalies())
                    .anySatisfy(
                            a -> assertThat(verdicts.why(a.id()).orElseThrow()).containsKey("signals"));
            assertThat(verdicts.why("nothing")).isEmpty();
        }
    }

    @Test
    void whatIsAnnouncedAndWhatIsSetGoesIntoTheAuditTrail() {
        Path home = folder.resolve("audit");
        session(home, 1).close();
        assertThat(say(
                        home,
                        new WindowCommand(),
                        "--device",
                        "10.0.0.1,10.0.0.2",
                        "--verb",
                        "download",
                        "--from",
                        "2100-01-01T06:00Z",
                        "--until",
                        "2100-01-01T08:00Z",
                        "--note",
                        "work order 17"))
                .isZero();
        assertThat(say(home, new BudgetCommand(), "--incidents", "3", "--notices", "20"))
                .isZero();
        try (State state = Home.openForReading(home)) {
            assertThat(state.audit().all()).extracting(AuditTrail.Entry::who).containsOnly("anna");
            assertThat(state.audit().all())
                    .extracting(AuditTrail.Entry::what)
                    .anyMatch(what ->
                            what.contains("announced download at 10.0.0.1, 10.0.0.2") && what.contains("work order 17"))
                    .anyMatch(what -> what.contains("3.0 incidents"));
            assertThat(state.decrees().all()).hasSize(2);
        }
    }

    @Test
    void nonsenseIsRefusedAndLeavesNoTrace() {
        Path home = folder.resolve("nonsense");
        session(home, 1).close();
        assertThat(say(home, new WordCommand(), "a-0", "expected")).isEqualTo(1);
        assertThat(say(home, new WordCommand(), "--withdraw", "word-0")).isEqualTo(1);
        assertThat(say(home, new BudgetCommand(), "--incidents", "-3", "--notices", "20"))
                .isEqualTo(1);
        try (State state = Home.openForReading(home)) {
            assertThat(state.decrees().all()).isEmpty();
            assertThat(state.audit().all()).isEmpty();
        }
    }

    @Test
    void theBudgetThatWasSetIsTheOneThatCounts() {
        Path home = folder.resolve("budget");
        session(home, 1).close();
        assertThat(say(home, new BudgetCommand(), "--incidents", "0", "--notices", "0"))
                .isZero();
        try (Session session = session(home, 1)) {
            assertThat(session.engine().budget().incidentsPerDay()).isZero();
            feed(session, 0, FRAMES.size());
            session.finish(List.of());
            assertThat(session.home().state().incidents())
                    .as("nothing but what is never hidden")
                    .filteredOn(i -> i.tier() == Incident.Tier.INCIDENT)
                    .isNotEmpty()
                    .allMatch(i -> i.anomalies().stream()
                            .anyMatch(id -> session.home()
                                    .state()
                                    .anomaly(id)
                                    .orElseThrow()
                                    .neverHidden()));
        }
    }
}
