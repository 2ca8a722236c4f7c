package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.model.Address;
import dev.postern.model.Chronicle;
import dev.postern.model.Device;
import dev.postern.model.Footprint;
import dev.postern.model.FrameRef;
import dev.postern.model.Incident;
import dev.postern.model.Person;
import dev.postern.model.Weakness;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
    @TempDir
    private Path folder;

    private State open() {
        return State.open(folder.resolve("state.db"), true);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void theWorstWeakSpotsComeFirstAndThoseThatAreGoneLeave() {
        try (State state = open()) {
            state.put(Samples.weakness("weak-1", 10));
            state.put(Samples.weakness("weak-2", 40));
            state.put(Samples.weakness("weak-3", 20));
            state.flush();
            state.put(Weakness.gone("weak-3"));
            state.flush();
            assertThat(state.inventory().weaknesses())
                    .containsExactly(Samples.weakness("weak-2", 40), Samples.weakness("weak-1", 10));
            assertThat(state.inventory().weaknessesOf("dev-1")).hasSize(2);
            assertThat(state.inventory().weaknessesOf("dev-2")).isEmpty();
        }
    }

    @Test
    void personsAreKeptByAccountAndThoseWhoGaveWayLeave() {
        Person.Habit desk = new Person.Habit("10.0.0.20", 1, 2, 2);
        Person ann = new Person("ann@works", 1, 2, 2, List.of(desk), List.of(), List.of(), List.of(9, 14));
        try (State state = open()) {
            state.put(new Person("bert@works", 1, 1, 1, List.of(), List.of(), List.of(), List.of()));
            state.put(ann);
            state.flush();
            assertThat(state.inventory().persons())
                    .extracting(Person::account)
                    .containsExactly("ann@works", "bert@works");
            state.put(Person.gone("bert@works"));
            state.flush();
            assertThat(state.inventory().persons()).containsExactly(ann);
            assertThat(state.inventory().person("ann@works")).contains(ann);
            assertThat(state.inventory().person("bert@works")).isEmpty();
        }
    }

    @Test
    void whatWasAttestedIsNeitherAttestedAgainNorChanged() {
        try (State state = open()) {
            assertThat(state.attestations().attest(10, last -> new AttestationChain.Attestation(1, 10, "first", "s")))
                    .isTrue();
            assertThat(state.attestations()
                            .attest(
                                    20,
                                    last -> new AttestationChain.Attestation(
                                            last.seq() + 1, 20, "after " + last.text(), "t")))
                    .isTrue();
            assertThat(state.attestations().attest(10, last -> new AttestationChain.Attestation(3, 10, "again", "u")))
                    .isFalse();
            assertThat(state.attestations().attest(20, last -> new AttestationChain.Attestation(3, 20, "again", "u")))
                    .isFalse();
        }
        try (State state = open()) {
            assertThat(state.attestations().all())
                    .containsExactly(
                            new AttestationChain.Attestation(1, 10, "first", "s"),
                            new AttestationChain.Attestation(2, 20, "after first", "t"));
        }
    }

    @Test
    void whatIsToldTwiceIsKeptOnce() {
        try (State state = open()) {
            for (int version = 1; version <= 2; version++) {
                state.put(Samples.anomaly("a-1", 5, 7, Samples.HMI));
                state.put(Samples.incident("i-1", version));
                state.flush();
            }
            assertThat(state.findings().anomalies()).hasSize(1);
            assertThat(state.findings().incidents()).containsExactly(Samples.incident("i-1", 2));
        }
    }

    @Test
    void whatWasToldIsCountedByTierSinceAMoment() {
        try (State state = open()) {
            assertThat(state.findings().lastAnomalyNanos()).isZero();
            for (int i = 1; i <= 3; i++) {
                state.put(Samples.anomaly("a-" + i, 5L * i, i, Samples.HMI));
                state.put(Samples.incident("i-" + i, 1));
            }
            state.flush();
            Incident one = Samples.incident("i-1", 1);
            assertThat(state.findings().countIncidents(one.tier(), 0)).isEqualTo(3);
            assertThat(state.findings().countIncidents(one.tier(), one.firstNanos()))
                    .isEqualTo(3);
            assertThat(state.findings().countIncidents(one.tier(), one.firstNanos() + 1))
                    .isZero();
            assertThat(state.findings().countIncidents(Incident.Tier.OBSERVATION, 0))
                    .isZero();
            assertThat(state.findings().countAnomalies()).isEqualTo(3);
            assertThat(state.findings().lastAnomalyNanos()).isEqualTo(15);
        }
    }

    @Test
    void aDeviceThatWasFoundToBeAnotherIsForgotten() {
        try (State state = open()) {
            state.put(Samples.device("dev-1", Samples.PLC));
            state.put(Samples.device("dev-2", Samples.HMI));
            state.flush();
            state.put(Device.gone("dev-1", 1, 2));
            state.flush();
            assertThat(state.inventory().devices()).containsExactly(Samples.device("dev-2", Samples.HMI));
        }
    }

    @Test
    void aCheckpointReplacesDevicesAndConduits() {
        try (State state = open()) {
            state.put(Samples.device("dev-1", Samples.PLC));
            state.put(Samples.conduit("con-1"));
            state.put(Samples.weakness("weak-1", 10));
            state.flush();
            state.put(Samples.weakness("weak-3", 30));
            state.put(Samples.device("dev-3", Samples.PLC));
            Checkpoint checkpoint = new Checkpoint("s", 1, 2, 3, List.of(Samples.capture(0, 9)));
            state.checkpoint(
                    checkpoint,
                    List.of(Samples.device("dev-2", Samples.HMI)),
                    List.of(Samples.conduit("con-2")),
                    List.of(Samples.weakness("weak-2", 20)),
                    List.of());
            assertThat(state.inventory().weaknesses()).containsExactly(Samples.weakness("weak-2", 20));
            assertThat(state.inventory().devices()).containsExactly(Samples.device("dev-2", Samples.HMI));
            assertThat(state.inventory().conduits()).containsExactly(Samples.conduit("con-2"));
            assertThat(state.checkpoint()).contains(checkpoint);
            assertThat(state.captures()).containsExactly(Samples.capture(0, 9));
        }
    }

    @Test
    void aCheckpointSaysWhatIsRememberedWhereAndForgetsWhatTheOneBeforeSaid() {
        Footprint plc = Footprint.ofDevice(Samples.PLC, 900, 1_000);
        Footprint hmi =
                Footprint.ofConversation(Samples.HMI, 70, 100).plus(Footprint.ofConversation(Samples.HMI, 60, 100));
        try (State state = open()) {
            state.checkpoint(
                    new Checkpoint("s", 1, 1, 1, List.of()), List.of(), List.of(), List.of(), List.of(hmi, plc));
            state.checkpoint(new Checkpoint("t", 2, 2, 2, List.of()), List.of(), List.of(), List.of(), List.of(hmi));
            assertThat(state.inventory().footprints()).containsExactly(hmi);
            assertThat(state.inventory().footprint(Samples.HMI.toString())).contains(hmi);
            assertThat(state.inventory().footprint(Samples.PLC.toString())).isEmpty();
        }
    }

    @Test
    void aChronicleIsReplacedAndGoesWithWhatIsRememberedOfItsAddress() {
        Chronicle plc = new Chronicle(Samples.PLC, new int[] {3, 2, 1, 0}, new byte[Chronicle.CELLS]);
        plc.cells()[7] = (byte) 200;
        Footprint kept = Footprint.ofDevice(Samples.PLC, 900, 1_000);
        try (State state = open()) {
            state.put(plc);
            state.checkpoint(new Checkpoint("s", 1, 1, 1, List.of()), List.of(), List.of(), List.of(), List.of(kept));
            Chronicle read = state.inventory().chronicle(Samples.PLC.toString()).orElseThrow();
            assertThat(read.cells()).isEqualTo(plc.cells());
            assertThat(read.numbers()).containsExactly(3, 2, 1, 0);
            state.checkpoint(new Checkpoint("t", 2, 2, 2, List.of()), List.of(), List.of(), List.of(), List.of());
            assertThat(state.inventory().chronicle(Samples.PLC.toString())).isEmpty();
        }
    }

    @Test
    void recordsComeBackAsTheyWerePut() {
        var anomaly = Samples.anomaly("a-1", -5, 7, null, new FrameRef(2, 1L << 40));
        var device = Samples.device("dev-1", Address.parse("fe80::1:2"), Address.parse("::"), Samples.PLC);
        try (State state = open()) {
            state.put(anomaly);
            state.put(device);
            state.put(Samples.conduit("con-1"));
            state.put(Samples.incident("i-1", 1));
            state.flush();
        }
        try (State state = open()) {
            assertThat(state.findings().anomaly("a-1")).contains(anomaly);
            assertThat(state.inventory().device("dev-1")).contains(device);
            assertThat(state.inventory().conduits()).containsExactly(Samples.conduit("con-1"));
            assertThat(state.findings().incident("i-1")).contains(Samples.incident("i-1", 1));
        }
    }

    @Test
    void anomaliesAreListedInTheOrderOfTheirFramesThenById() {
        try (State state = open()) {
            state.put(Samples.anomaly("b", 1, 7, null));
            state.put(Samples.anomaly("a", 2, 7, null));
            state.put(Samples.anomaly("c", 3, 6, Samples.HMI));
            state.flush();
            assertThat(state.findings().anomalies()).extracting("id").containsExactly("c", "a", "b");
            assertThat(state.findings().anomaliesOf("10.0.0.2", 9))
                    .extracting("id")
                    .containsExactly("c");
        }
    }

    private static final int LIMIT = 2 * Findings.PAGE + 2;

    private static List<String> visited(State state, long from, long until, int enough) {
        List<String> ids = new ArrayList<>();
        state.findings().visitAnomaliesOf(List.of("10.0.0.2", "10.0.0.9"), from, until, LIMIT, a -> {
            ids.add(a.id());
            return ids.size() < enough;
        });
        return ids;
    }

    @Test
    void anomaliesOfAWhileAreVisitedPageByPageUntilTheVisitorHasEnough() {
        int many = LIMIT - 2;
        try (State state = open()) {
            for (int i = 0; i < many + 9; i++) state.put(Samples.anomaly("a%05d".formatted(i), i, i / 3, Samples.HMI));
            state.put(Samples.anomaly("of others", 5, 5, null));
            state.flush();
            assertThat(visited(state, 0, many, Integer.MAX_VALUE))
                    .hasSize(many)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(visited(state, 10, many - 1, Integer.MAX_VALUE))
                    .hasSize(many - 11)
                    .startsWith("a00010")
                    .endsWith("a%05d".formatted(many - 2));
            assertThat(visited(state, 0, many, 7)).hasSize(7);
            assertThat(visited(state, 0, Long.MAX_VALUE, Integer.MAX_VALUE)).hasSize(LIMIT);
            assertThat(visited(state, many + 9, Long.MAX_VALUE, 7)).isEmpty();
        }
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() throws SQLException {
        try (State state = open()) {
            sql("CREATE TRIGGER full BEFORE INSERT ON anomaly BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            state.put(Samples.anomaly("a-1", 1, 1, null));
            assertThatThrownBy(state::flush).isInstanceOf(StoreException.class).hasMessageContaining("disk full");
            assertThatThrownBy(() -> state.checkpoint(
                            new Checkpoint("s", 1, 1, 1, List.of()), List.of(), List.of(), List.of(), List.of()))
                    .isInstanceOf(StoreException.class);
            assertThat(state.checkpoint()).isEmpty();
            sql("DROP TRIGGER full");
            state.flush();
            assertThat(state.findings().anomalies()).hasSize(1);
        }
    }

    @Test
    void anAlteredLineBreaksTheAuditTrailFromThereOn() throws SQLException {
        try (State state = open()) {
            for (int i = 1; i <= 3; i++) state.audit().add(i, "admin", "logged in");
            assertThat(state.audit().firstBroken()).isEmpty();
            sql("UPDATE audit SET who = 'nobody' WHERE seq = 2");
            assertThat(state.audit().firstBroken()).map(AuditTrail.Entry::seq).contains(2L);
        }
    }

    @Test
    void aLineTakenOutOfTheAuditTrailIsMissed() throws SQLException {
        try (State state = open()) {
            for (int i = 1; i <= 3; i++) state.audit().add(i, "admin", "logged in");
            sql("DELETE FROM audit WHERE seq = 1");
            assertThat(state.audit().firstBroken()).map(AuditTrail.Entry::seq).contains(2L);
        }
    }

    @Test
    void aHomeOfANewerReleaseIsRefused() throws SQLException {
        open().close();
        sql("PRAGMA user_version=99");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Postern")
                .hasMessageContaining("use that release");
    }

    @Test
    void readingGoesOnBesideAWriter() {
        try (State writer = open()) {
            try (State reader = State.open(folder.resolve("state.db"), false)) {
                assertThat(reader.findings().anomalies()).isEmpty();
                writer.put(Samples.anomaly("a-1", 1, 1, null));
                assertThat(reader.findings().anomalies()).isEmpty();
                writer.flush();
                assertThat(reader.findings().anomalies()).hasSize(1);
                reader.put(Samples.incident("i-1", 1));
                assertThatThrownBy(reader::flush).isInstanceOf(StoreException.class);
            }
        }
    }

    @Test
    void readingWhereThereIsNoHomeSaysSo() {
        assertThatThrownBy(() -> Home.openForReading(folder)).hasMessageContaining("no Postern home");
    }
}
