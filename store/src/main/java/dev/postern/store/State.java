package dev.postern.store;

import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Conduit;
import dev.postern.model.Device;
import dev.postern.model.GapReport;
import dev.postern.model.Incident;
import dev.postern.model.Weakness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known now: anomalies, incidents, devices, conduits, captures, users and the audit trail, in SQLite (WAL, {@code synchronous=FULL}).
 * Conclusions are kept by their id, so that the same conclusion told twice is kept once. Changes wait in memory until {@link #flush} or
 * {@link #checkpoint}. Thread safe: every method holds the one connection.
 */
public final class State implements AutoCloseable {
    /** Version of the schema; each step up is one script in {@link #MIGRATIONS}. */
    private static final List<String> MIGRATIONS = List.of("""
            CREATE TABLE capture(ordinal INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, name TEXT NOT NULL, json TEXT NOT NULL);
            CREATE TABLE anomaly(id TEXT PRIMARY KEY, at INTEGER NOT NULL, ord INTEGER NOT NULL, device TEXT, peer TEXT, json TEXT NOT NULL);
            CREATE INDEX anomaly_order ON anomaly(ord, id);
            CREATE INDEX anomaly_device ON anomaly(device, ord);
            CREATE INDEX anomaly_peer ON anomaly(peer, ord);
            CREATE TABLE incident(id TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, tier TEXT NOT NULL, json TEXT NOT NULL);
            CREATE INDEX incident_last ON incident(last);
            CREATE TABLE device(id TEXT PRIMARY KEY, json TEXT NOT NULL);
            CREATE TABLE conduit(id TEXT PRIMARY KEY, client TEXT NOT NULL, server TEXT NOT NULL, json TEXT NOT NULL);
            CREATE INDEX conduit_client ON conduit(client);
            CREATE INDEX conduit_server ON conduit(server);
            CREATE TABLE evidence(anomaly TEXT PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, frames INTEGER NOT NULL, bytes INTEGER NOT NULL);
            CREATE TABLE checkpoint(id INTEGER PRIMARY KEY CHECK(id = 1), json TEXT NOT NULL);
            CREATE TABLE user(name TEXT PRIMARY KEY, json TEXT NOT NULL);
            CREATE TABLE audit(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, hash TEXT NOT NULL);
            """, """
            CREATE TABLE gap(id INTEGER PRIMARY KEY CHECK(id = 1), json TEXT NOT NULL);
            CREATE TABLE attestation(seq INTEGER PRIMARY KEY, until INTEGER NOT NULL UNIQUE, text TEXT NOT NULL, signature TEXT NOT NULL);
            """, """
            CREATE TABLE weakness(id TEXT PRIMARY KEY, device TEXT NOT NULL, rank INTEGER NOT NULL, json TEXT NOT NULL);
            CREATE INDEX weakness_device ON weakness(device);
            CREATE TABLE cold_audit(span TEXT PRIMARY KEY, at INTEGER NOT NULL, json TEXT NOT NULL);
            CREATE TABLE advisory(publisher TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY(publisher, id));
            CREATE TABLE advisory_match(publisher TEXT NOT NULL, advisory TEXT NOT NULL, device TEXT NOT NULL, json TEXT NOT NULL,
                PRIMARY KEY(publisher, advisory, device));
            CREATE INDEX advisory_match_device ON advisory_match(device);
            """);

    private final Connection connection;
    private final Map<String, Anomaly> anomalies = new LinkedHashMap<>();
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, Conduit> conduits = new LinkedHashMap<>();
    private final Map<String, Weakness> weaknesses = new LinkedHashMap<>();
    private final Map<String, AuditReport> audits = new LinkedHashMap<>();
    private final Map<String, Evidence> kept = new LinkedHashMap<>();
    private GapReport gap;

    private State(Connection connection) {
        this.connection = connection;
    }

    /** @param writable false to read beside a process that writes */
    static State open(Path file, boolean writable) {
        if (!writable && !Files.exists(file))
            throw new StoreException(
                    "there is no Postern home at " + file.getParent() + "; 'postern replay' or 'watch' makes one");
        try {
            return open(DriverManager.getConnection("jdbc:sqlite:" + file), writable);
        } catch (SQLException e) {
            throw failed("open " + file, e);
        }
    }

    private static State open(Connection connection, boolean writable) throws SQLException {
        try {
            try (Statement sql = connection.createStatement()) {
                sql.execute("PRAGMA busy_timeout=10000");
                if (writable) {
                    sql.execute("PRAGMA journal_mode=WAL");
                    sql.execute("PRAGMA synchronous=FULL");
                } else sql.execute("PRAGMA query_only=ON");
            }
            State state = new State(connection);
            state.migrate(writable);
            return state;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void migrate(boolean writable) throws SQLException {
        int version;
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("PRAGMA user_version")) {
            version = row.getInt(1);
        }
        if (version > MIGRATIONS.size())
            throw new StoreException(
                    "this home was written by a newer Postern (schema " + version + "); use that release");
        if (version == MIGRATIONS.size()) return;
        if (!writable)
            throw new StoreException(
                    "this home was written by an older Postern; open it once with 'replay' or 'watch'");
        connection.setAutoCommit(false);
        try (Statement sql = connection.createStatement()) {
            for (int i = version; i < MIGRATIONS.size(); i++)
                for (String statement : MIGRATIONS.get(i).split(";\\s*\n"))
                    if (!statement.isBlank()) sql.execute(statement);
            sql.execute("PRAGMA user_version=" + MIGRATIONS.size());
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    public synchronized void put(Anomaly anomaly) {
        anomalies.put(anomaly.id(), anomaly);
    }

    public synchronized void put(Incident incident) {
        incidents.put(incident.id(), incident);
    }

    public synchronized void put(Device device) {
        devices.put(device.id(), device);
    }

    public synchronized void put(Conduit conduit) {
        conduits.put(conduit.id(), conduit);
    }

    public synchronized void put(Weakness weakness) {
        weaknesses.put(weakness.id(), weakness);
    }

    /** Replaces that of the same span. */
    public synchronized void put(AuditReport report) {
        audits.put(report.span(), report);
    }

    /** Replaces the one before. */
    public synchronized void put(GapReport report) {
        gap = report;
    }

    /** Makes what was put since the last time visible and lasting. */
    public synchronized void flush() {
        boolean told = !anomalies.isEmpty() || !incidents.isEmpty() || !devices.isEmpty() || !conduits.isEmpty();
        if (!told && kept.isEmpty() && gap == null && weaknesses.isEmpty() && audits.isEmpty()) return;
        transaction("keep conclusions", this::writePending);
        forgetPending();
    }

    /**
     * Makes everything up to this moment lasting, in one transaction: what was put, the devices, conduits and weak spots as they are
     * now (others are forgotten: they were merged into these), and how far everything was read.
     */
    public synchronized void checkpoint(
            Checkpoint checkpoint, List<Device> allDevices, List<Conduit> allConduits, List<Weakness> allWeaknesses) {
        transaction("keep a checkpoint", () -> {
            devices.clear();
            conduits.clear();
            allDevices.forEach(this::put);
            allConduits.forEach(this::put);
            weaknesses.clear();
            allWeaknesses.forEach(this::put);
            try (Statement sql = connection.createStatement()) {
                sql.execute("DELETE FROM device");
                sql.execute("DELETE FROM conduit");
                sql.execute("DELETE FROM weakness");
            }
            writePending();
            update("INSERT OR REPLACE INTO checkpoint VALUES(1, ?)", Json.write(checkpoint));
            for (Capture capture : checkpoint.captures()) writeCapture(capture);
        });
        forgetPending();
    }

    private void writePending() throws SQLException {
        batch("INSERT OR REPLACE INTO anomaly VALUES(?, ?, ?, ?, ?, ?)", anomalies.values(), (sql, a) -> {
            sql.setString(1, a.id());
            sql.setLong(2, a.atNanos());
            sql.setLong(3, a.order());
            sql.setString(4, a.device() == null ? null : a.device().toString());
            sql.setString(5, a.peer() == null ? null : a.peer().toString());
            sql.setString(6, Json.write(a));
        });
        batch("INSERT OR REPLACE INTO incident VALUES(?, ?, ?, ?, ?)", incidents.values(), (sql, i) -> {
            sql.setString(1, i.id());
            sql.setLong(2, i.firstNanos());
            sql.setLong(3, i.lastNanos());
            sql.setString(4, i.tier().name());
            sql.setString(5, Json.write(i));
        });
        Map<Boolean, List<Device>> gone = devices.values().stream().collect(Collectors.partitioningBy(Device::isGone));
        batch("INSERT OR REPLACE INTO device VALUES(?, ?)", gone.get(false), (sql, d) -> {
            sql.setString(1, d.id());
            sql.setString(2, Json.write(d));
        });
        batch("DELETE FROM device WHERE id = ?", gone.get(true), (sql, d) -> sql.setString(1, d.id()));
        batch("INSERT OR REPLACE INTO conduit VALUES(?, ?, ?, ?)", conduits.values(), (sql, c) -> {
            sql.setString(1, c.id());
            sql.setString(2, c.client());
            sql.setString(3, c.server());
            sql.setString(4, Json.write(c));
        });
        Map<Boolean, List<Weakness>> over =
                weaknesses.values().stream().collect(Collectors.partitioningBy(Weakness::isGone));
        batch("INSERT OR REPLACE INTO weakness VALUES(?, ?, ?, ?)", over.get(false), (sql, w) -> {
            sql.setString(1, w.id());
            sql.setString(2, w.device());
            sql.setInt(3, w.rank());
            sql.setString(4, Json.write(w));
        });
        batch("DELETE FROM weakness WHERE id = ?", over.get(true), (sql, w) -> sql.setString(1, w.id()));
        batch("INSERT OR REPLACE INTO cold_audit VALUES(?, ?, ?)", audits.values(), (sql, r) -> {
            sql.setString(1, r.span());
            sql.setLong(2, r.atNanos());
            sql.setString(3, Json.write(r));
        });
        batch("INSERT OR REPLACE INTO evidence VALUES(?, ?, ?, ?, ?)", kept.values(), (sql, e) -> {
            sql.setString(1, e.anomaly());
            sql.setString(2, e.file());
            sql.setString(3, e.sha256());
            sql.setInt(4, e.frames());
            sql.setLong(5, e.bytes());
        });
        if (gap != null) update("INSERT OR REPLACE INTO gap VALUES(1, ?)", Json.write(gap));
    }

    /** Only once it was committed: what could not be written is tried again. */
    private void forgetPending() {
        anomalies.clear();
        incidents.clear();
        devices.clear();
        conduits.clear();
        weaknesses.clear();
        audits.clear();
        kept.clear();
        gap = null;
    }

    interface Binder<T> {
        void bind(PreparedStatement sql, T value) throws SQLException;
    }

    <T> void batch(String statement, Iterable<T> values, Binder<T> binder) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(statement)) {
            for (T value : values) {
                binder.bind(sql, value);
                sql.addBatch();
            }
            sql.executeBatch();
        }
    }

    interface Work {
        void run() throws SQLException;
    }

    synchronized void transaction(String what, Work work) {
        try {
            connection.setAutoCommit(false);
            try {
                work.run();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failed(what, e);
        }
    }

    void update(String statement, Object... values) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) sql.setObject(i + 1, values[i]);
            sql.executeUpdate();
        }
    }

    synchronized <T> List<T> query(Class<T> type, String statement, Object... values) {
        try (PreparedStatement sql = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) sql.setObject(i + 1, values[i]);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) found.add(Json.read(rows.getString(1), type));
            }
            return found;
        } catch (SQLException e) {
            throw failed("read the state", e);
        }
    }

    static StoreException failed(String what, SQLException e) {
        return new StoreException("cannot " + what + ": " + e.getMessage(), e);
    }

    /** All anomalies in the order of the frames that completed them, then by id. */
    public List<Anomaly> anomalies() {
        return query(Anomaly.class, "SELECT json FROM anomaly ORDER BY ord, id");
    }

    /** The newest anomalies of one address on either side, newest first. */
    public List<Anomaly> anomaliesOf(String address, int limit) {
        return query(
                Anomaly.class,
                "SELECT json FROM anomaly WHERE device = ? OR peer = ? ORDER BY ord DESC, id LIMIT ?",
                address,
                address,
                limit);
    }

    /** Anomalies since a time, by frames up to {@code order}, of which no packets were kept; the oldest first. */
    List<Anomaly> anomaliesWithoutEvidence(long sinceNanos, long order, int limit) {
        return query(
                Anomaly.class,
                "SELECT json FROM anomaly WHERE at >= ? AND ord <= ? AND id NOT IN (SELECT anomaly FROM evidence) ORDER BY ord, id LIMIT ?",
                sinceNanos,
                order,
                limit);
    }

    public Optional<Anomaly> anomaly(String id) {
        return query(Anomaly.class, "SELECT json FROM anomaly WHERE id = ?", id).stream()
                .findFirst();
    }

    /** All incidents by the time they began, then by id. */
    public List<Incident> incidents() {
        return query(Incident.class, "SELECT json FROM incident ORDER BY first, id");
    }

    /** The incidents that changed last, newest first. */
    public List<Incident> recentIncidents(int limit) {
        return query(Incident.class, "SELECT json FROM incident ORDER BY last DESC, id LIMIT ?", limit);
    }

    public Optional<Incident> incident(String id) {
        return query(Incident.class, "SELECT json FROM incident WHERE id = ?", id).stream()
                .findFirst();
    }

    /** All devices by id. */
    public List<Device> devices() {
        return query(Device.class, "SELECT json FROM device ORDER BY id");
    }

    public Optional<Device> device(String id) {
        return query(Device.class, "SELECT json FROM device WHERE id = ?", id).stream()
                .findFirst();
    }

    /** All conduits by id. */
    public List<Conduit> conduits() {
        return query(Conduit.class, "SELECT json FROM conduit ORDER BY id");
    }

    public List<Conduit> conduitsOf(String device) {
        return query(
                Conduit.class, "SELECT json FROM conduit WHERE client = ? OR server = ? ORDER BY id", device, device);
    }

    /** All weak spots, the worst first, then by id. */
    public List<Weakness> weaknesses() {
        return query(Weakness.class, "SELECT json FROM weakness ORDER BY rank DESC, id");
    }

    /** Those of one device, the worst first. */
    public List<Weakness> weaknessesOf(String device) {
        return query(Weakness.class, "SELECT json FROM weakness WHERE device = ? ORDER BY rank DESC, id", device);
    }

    /** How far the gap held when it was looked at last. */
    public Optional<GapReport> gap() {
        return query(GapReport.class, "SELECT json FROM gap").stream().findFirst();
    }

    /** The audits that came due, the latest last, and behind them the one so far. */
    public List<AuditReport> audits() {
        return query(AuditReport.class, "SELECT json FROM cold_audit ORDER BY span = 'so far', at");
    }

    /** Imported advisories and the devices they are about. */
    public AdvisoryShelf advisoryShelf() {
        return new AdvisoryShelf(this, connection);
    }

    public List<Capture> captures() {
        return query(Capture.class, "SELECT json FROM capture ORDER BY ordinal");
    }

    public Optional<Checkpoint> checkpoint() {
        return query(Checkpoint.class, "SELECT json FROM checkpoint").stream().findFirst();
    }

    /** Announces a capture before its first frame is read, so that its ordinal stays its own. */
    public synchronized void announce(Capture capture) {
        transaction("announce a capture", () -> writeCapture(capture));
    }

    private void writeCapture(Capture capture) throws SQLException {
        update(
                "INSERT OR REPLACE INTO capture VALUES(?, ?, ?, ?)",
                capture.ordinal(),
                capture.identity(),
                capture.name(),
                Json.write(capture));
    }

    /** @param file name within the evidence folder */
    public record Evidence(String anomaly, String file, String sha256, int frames, long bytes) {}

    public synchronized void put(Evidence evidence) {
        kept.put(evidence.anomaly(), evidence);
    }

    public synchronized Optional<Evidence> evidence(String anomaly) {
        if (kept.containsKey(anomaly)) return Optional.of(kept.get(anomaly));
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT anomaly, file, sha256, frames, bytes FROM evidence WHERE anomaly = ?")) {
            sql.setString(1, anomaly);
            try (ResultSet row = sql.executeQuery()) {
                return row.next()
                        ? Optional.of(new Evidence(
                                row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed("read the evidence list", e);
        }
    }

    /**
     * One attestation of the gap.
     *
     * @param seq from 1
     * @param untilNanos what was seen before this
     * @param text canonical JSON, signed as it stands
     */
    public record Attestation(long seq, long untilNanos, String text, String signature) {}

    /** What makes an attestation of its predecessor, which is null for the first. */
    public interface Attesting {
        Attestation after(Attestation last);
    }

    /**
     * Adds one to the chain, at once and for good. What was attested is never attested again: after a crash the same days are told again.
     *
     * @return false if the chain reaches as far already
     */
    public synchronized boolean attest(long untilNanos, Attesting attesting) {
        List<Attestation> last = attestations("ORDER BY seq DESC LIMIT 1");
        if (!last.isEmpty() && last.getFirst().untilNanos() >= untilNanos) return false;
        Attestation next = attesting.after(last.isEmpty() ? null : last.getFirst());
        transaction(
                "keep an attestation",
                () -> update(
                        "INSERT INTO attestation VALUES(?, ?, ?, ?)",
                        next.seq(),
                        next.untilNanos(),
                        next.text(),
                        next.signature()));
        return true;
    }

    /** The whole chain, in order. */
    public List<Attestation> attestations() {
        return attestations("ORDER BY seq");
    }

    private synchronized List<Attestation> attestations(String suffix) {
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT seq, until, text, signature FROM attestation " + suffix)) {
            List<Attestation> found = new ArrayList<>();
            while (rows.next())
                found.add(new Attestation(rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getString(4)));
            return found;
        } catch (SQLException e) {
            throw failed("read the attestations", e);
        }
    }

    public Optional<User> user(String name) {
        return query(User.class, "SELECT json FROM user WHERE name = ?", name).stream()
                .findFirst();
    }

    public boolean hasUsers() {
        return !query(User.class, "SELECT json FROM user LIMIT 1").isEmpty();
    }

    public synchronized void put(User user) {
        transaction(
                "keep a user", () -> update("INSERT OR REPLACE INTO user VALUES(?, ?)", user.name(), Json.write(user)));
    }

    /** One line of the audit trail. Each holds the hash of all before it: none before the last can be changed or taken out unseen. */
    public record AuditEntry(long seq, long atNanos, String who, String what, String hash) {}

    public synchronized void audit(long atNanos, String who, String what) {
        transaction("write the audit trail", () -> {
            List<AuditEntry> last = auditEntries("ORDER BY seq DESC LIMIT 1");
            long seq = last.isEmpty() ? 1 : last.getFirst().seq() + 1;
            String before = last.isEmpty() ? "" : last.getFirst().hash();
            update(
                    "INSERT INTO audit VALUES(?, ?, ?, ?, ?)",
                    seq,
                    atNanos,
                    who,
                    what,
                    hash(before, seq, atNanos, who, what));
        });
    }

    public synchronized List<AuditEntry> audit() {
        try {
            return auditEntries("ORDER BY seq");
        } catch (SQLException e) {
            throw failed("read the audit trail", e);
        }
    }

    /** The first entry whose hash is not that of its content and all before it. */
    public Optional<AuditEntry> firstBrokenAuditEntry() {
        String before = "";
        long seq = 1;
        for (AuditEntry entry : audit()) {
            if (entry.seq() != seq++
                    || !entry.hash().equals(hash(before, entry.seq(), entry.atNanos(), entry.who(), entry.what())))
                return Optional.of(entry);
            before = entry.hash();
        }
        return Optional.empty();
    }

    private List<AuditEntry> auditEntries(String suffix) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT seq, at, who, what, hash FROM audit " + suffix)) {
            while (rows.next())
                entries.add(new AuditEntry(
                        rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getString(4), rows.getString(5)));
        }
        return entries;
    }

    private static String hash(String before, long seq, long atNanos, String who, String what) {
        return Hashes.sha256(Json.write(List.of(before, seq, atNanos, who, what)));
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("close the state", e);
        }
    }
}
