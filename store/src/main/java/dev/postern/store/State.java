package dev.postern.store;

import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Chronicle;
import dev.postern.model.Conduit;
import dev.postern.model.Device;
import dev.postern.model.Footprint;
import dev.postern.model.GapReport;
import dev.postern.model.Incident;
import dev.postern.model.Person;
import dev.postern.model.Threat;
import dev.postern.model.Weakness;
import dev.postern.model.Zoning;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known now: anomalies, incidents, devices, conduits, captures, users and the audit trail, in SQLite (WAL, {@code synchronous=FULL}).
 * Conclusions are kept by their id, so that the same conclusion told twice is kept once. Changes wait in memory until {@link #flush} or
 * {@link #checkpoint}. Thread safe.
 */
public final class State implements AutoCloseable {
    private final Database database;
    private final AttestationChain chain;
    private final AuditTrail audit;
    private final Decrees decrees;
    private final AdvisoryShelf advisories;
    private final Map<String, Anomaly> anomalies = new LinkedHashMap<>();
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, Conduit> conduits = new LinkedHashMap<>();
    private final Map<String, Threat> threats = new LinkedHashMap<>();
    private final Map<String, Person> persons = new LinkedHashMap<>();
    private final Map<String, Weakness> weaknesses = new LinkedHashMap<>();
    private final Map<String, Chronicle> chronicles = new LinkedHashMap<>();
    private final Map<String, AuditReport> audits = new LinkedHashMap<>();
    private final Map<String, Evidence> kept = new LinkedHashMap<>();
    private GapReport gap;
    private Zoning zoning;
    private final DecisionTable decisions;

    private State(Database database) {
        this.database = database;
        chain = new AttestationChain(database);
        audit = new AuditTrail(database);
        decrees = new Decrees(database, audit);
        decisions = new DecisionTable(database, audit);
        advisories = new AdvisoryShelf(database);
    }

    /** @param writable false to read beside a process that writes */
    static State open(Path file, boolean writable) {
        return new State(Database.open(file, writable));
    }

    /** What was attested of the gap. */
    public AttestationChain attestations() {
        return chain;
    }

    /** Who did what. */
    public AuditTrail audit() {
        return audit;
    }

    /** What people said. */
    public Decrees decrees() {
        return decrees;
    }

    /** Imported advisories and the devices they are about. */
    public AdvisoryShelf advisories() {
        return advisories;
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

    public synchronized void put(Threat threat) {
        threats.put(threat.device(), threat);
    }

    /** What threatens from a device, if anything was ever told of it. */
    public Optional<Threat> threat(String device) {
        return database.query(Threat.class, "SELECT json FROM threat WHERE device = ?", device).stream()
                .findFirst();
    }

    public synchronized void put(Person person) {
        persons.put(person.account(), person);
    }

    /** By account. */
    public List<Person> persons() {
        return database.query(Person.class, "SELECT json FROM person ORDER BY account");
    }

    public Optional<Person> person(String account) {
        return database.query(Person.class, "SELECT json FROM person WHERE account = ?", account).stream()
                .findFirst();
    }

    /** Replaces that of the same address; forgotten at the next checkpoint that says of nothing remembered there. */
    public synchronized void put(Chronicle chronicle) {
        chronicles.put(chronicle.address().toString(), chronicle);
    }

    /** How much an address brought, for years, as of the last checkpoint. */
    public Optional<Chronicle> chronicle(String address) {
        return database.query(Chronicle.class, "SELECT json FROM chronicle WHERE address = ?", address).stream()
                .findFirst();
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

    /** Replaces the one before. */
    public synchronized void put(Zoning now) {
        zoning = now;
    }

    /** Makes what was put since the last time visible and lasting. */
    public synchronized void flush() {
        boolean told = !anomalies.isEmpty() || !incidents.isEmpty() || !devices.isEmpty() || !conduits.isEmpty();
        told |= !threats.isEmpty()
                || !persons.isEmpty()
                || !weaknesses.isEmpty()
                || !audits.isEmpty()
                || !chronicles.isEmpty();
        if (!told && kept.isEmpty() && gap == null && zoning == null) return;
        database.transaction("keep conclusions", this::writePending);
        forgetPending();
    }

    /**
     * Makes everything up to this moment lasting, in one transaction: what was put, the devices, conduits and weak spots as they are
     * now (others are forgotten: they were merged into these), what it takes in memory, and how far everything was read.
     */
    public synchronized void checkpoint(
            Checkpoint checkpoint,
            List<Device> allDevices,
            List<Conduit> allConduits,
            List<Weakness> allWeaknesses,
            List<Footprint> allFootprints) {
        database.transaction("keep a checkpoint", () -> {
            devices.clear();
            conduits.clear();
            allDevices.forEach(this::put);
            allConduits.forEach(this::put);
            weaknesses.clear();
            allWeaknesses.forEach(this::put);
            database.update("DELETE FROM device");
            database.update("DELETE FROM conduit");
            database.update("DELETE FROM weakness");
            database.update("DELETE FROM footprint");
            writePending();
            database.batch("INSERT INTO footprint VALUES(?, ?)", allFootprints, (sql, f) -> {
                sql.setString(1, f.address().toString());
                sql.setString(2, Json.write(f));
            });
            database.update("DELETE FROM chronicle WHERE address NOT IN (SELECT address FROM footprint)");
            database.update("INSERT OR REPLACE INTO checkpoint VALUES(1, ?)", Json.write(checkpoint));
            for (Capture capture : checkpoint.captures()) writeCapture(capture);
        });
        forgetPending();
    }

    private void writePending() throws SQLException {
        database.batch("INSERT OR REPLACE INTO anomaly VALUES(?, ?, ?, ?, ?, ?)", anomalies.values(), (sql, a) -> {
            sql.setString(1, a.id());
            sql.setLong(2, a.atNanos());
            sql.setLong(3, a.order());
            sql.setString(4, a.device() == null ? null : a.device().toString());
            sql.setString(5, a.peer() == null ? null : a.peer().toString());
            sql.setString(6, Json.write(a));
        });
        database.batch("INSERT OR REPLACE INTO incident VALUES(?, ?, ?, ?, ?)", incidents.values(), (sql, i) -> {
            sql.setString(1, i.id());
            sql.setLong(2, i.firstNanos());
            sql.setLong(3, i.lastNanos());
            sql.setString(4, i.tier().name());
            sql.setString(5, Json.write(i));
        });
        Map<Boolean, List<Device>> gone = devices.values().stream().collect(Collectors.partitioningBy(Device::isGone));
        database.batch("INSERT OR REPLACE INTO device VALUES(?, ?)", gone.get(false), (sql, d) -> {
            sql.setString(1, d.id());
            sql.setString(2, Json.write(d));
        });
        database.batch("DELETE FROM device WHERE id = ?", gone.get(true), (sql, d) -> sql.setString(1, d.id()));
        database.batch("INSERT OR REPLACE INTO conduit VALUES(?, ?, ?, ?)", conduits.values(), (sql, c) -> {
            sql.setString(1, c.id());
            sql.setString(2, c.client());
            sql.setString(3, c.server());
            sql.setString(4, Json.write(c));
        });
        Map<Boolean, List<Weakness>> over =
                weaknesses.values().stream().collect(Collectors.partitioningBy(Weakness::isGone));
        database.batch("INSERT OR REPLACE INTO weakness VALUES(?, ?, ?, ?)", over.get(false), (sql, w) -> {
            sql.setString(1, w.id());
            sql.setString(2, w.device());
            sql.setInt(3, w.rank());
            sql.setString(4, Json.write(w));
        });
        database.batch("DELETE FROM weakness WHERE id = ?", over.get(true), (sql, w) -> sql.setString(1, w.id()));
        Map<Boolean, List<Person>> left = persons.values().stream().collect(Collectors.partitioningBy(Person::isGone));
        database.batch("INSERT OR REPLACE INTO person VALUES(?, ?)", left.get(false), (sql, p) -> {
            sql.setString(1, p.account());
            sql.setString(2, Json.write(p));
        });
        database.batch(
                "DELETE FROM person WHERE account = ?", left.get(true), (sql, p) -> sql.setString(1, p.account()));
        database.batch("INSERT OR REPLACE INTO chronicle VALUES(?, ?)", chronicles.values(), (sql, c) -> {
            sql.setString(1, c.address().toString());
            sql.setString(2, Json.write(c));
        });
        database.batch("INSERT OR REPLACE INTO cold_audit VALUES(?, ?, ?)", audits.values(), (sql, r) -> {
            sql.setString(1, r.span());
            sql.setLong(2, r.atNanos());
            sql.setString(3, Json.write(r));
        });
        database.batch("INSERT OR REPLACE INTO evidence VALUES(?, ?, ?, ?, ?, ?)", kept.values(), (sql, e) -> {
            sql.setString(1, e.anomaly());
            sql.setString(2, e.file());
            sql.setString(3, e.sha256());
            sql.setInt(4, e.frames());
            sql.setLong(5, e.bytes());
            sql.setLong(6, e.start());
        });
        database.batch("INSERT OR REPLACE INTO threat VALUES(?, ?)", threats.values(), (sql, t) -> {
            sql.setString(1, t.device());
            sql.setString(2, Json.write(t));
        });
        if (gap != null) database.update("INSERT OR REPLACE INTO gap VALUES(1, ?)", Json.write(gap));
        if (zoning != null) database.update("INSERT OR REPLACE INTO zoning VALUES(1, ?)", Json.write(zoning));
    }

    /** Only once it was committed: what could not be written is tried again. */
    private void forgetPending() {
        anomalies.clear();
        incidents.clear();
        devices.clear();
        conduits.clear();
        threats.clear();
        persons.clear();
        chronicles.clear();
        weaknesses.clear();
        audits.clear();
        kept.clear();
        gap = null;
        zoning = null;
    }

    /** All anomalies in the order of the frames that completed them, then by id. */
    public List<Anomaly> anomalies() {
        return database.query(Anomaly.class, "SELECT json FROM anomaly ORDER BY ord, id");
    }

    /** The newest anomalies of one address on either side, newest first. */
    public List<Anomaly> anomaliesOf(String address, int limit) {
        return database.query(
                Anomaly.class,
                "SELECT json FROM anomaly WHERE device = ? OR peer = ? ORDER BY ord DESC, id LIMIT ?",
                address,
                address,
                limit);
    }

    /**
     * Anomalies of a while that have one of these addresses on either side, the oldest first.
     *
     * @param addresses at least one
     * @param untilNanos excluded
     */
    public List<Anomaly> anomaliesOf(List<String> addresses, long fromNanos, long untilNanos, int limit) {
        String any = "(" + String.join(", ", Collections.nCopies(addresses.size(), "?")) + ")";
        List<Object> values = new ArrayList<>(addresses);
        values.addAll(addresses);
        values.addAll(List.of(fromNanos, untilNanos, limit));
        return database.query(
                Anomaly.class,
                "SELECT json FROM anomaly WHERE (device IN " + any + " OR peer IN " + any
                        + ") AND at >= ? AND at < ? ORDER BY ord, id LIMIT ?",
                values.toArray());
    }

    /** What was told of an account, the newest first; costs the length of the list of all anomalies. */
    public List<Anomaly> anomaliesOfPerson(String account, int limit) {
        return database.query(
                Anomaly.class,
                "SELECT json FROM anomaly WHERE json LIKE '%\"NOVELTY_ACCOUNT\"%' AND instr(json, ?) > 0 ORDER BY ord DESC, id LIMIT ?",
                "\"what\":" + Json.write(account),
                limit);
    }

    /** Anomalies since a time, by frames up to {@code order}, of which no packets were kept; the oldest first. */
    List<Anomaly> anomaliesWithoutEvidence(long sinceNanos, long order, int limit) {
        return database.query(
                Anomaly.class,
                "SELECT json FROM anomaly WHERE at >= ? AND ord <= ? AND id NOT IN (SELECT anomaly FROM evidence) ORDER BY ord, id LIMIT ?",
                sinceNanos,
                order,
                limit);
    }

    public Optional<Anomaly> anomaly(String id) {
        return database.query(Anomaly.class, "SELECT json FROM anomaly WHERE id = ?", id).stream()
                .findFirst();
    }

    /** All incidents by the time they began, then by id. */
    public List<Incident> incidents() {
        return database.query(Incident.class, "SELECT json FROM incident ORDER BY first, id");
    }

    /** How many incidents of this tier began at or after a moment. */
    public long countIncidents(Incident.Tier tier, long sinceNanos) {
        return number("SELECT COUNT(*) FROM incident WHERE tier = ? AND first >= ?", tier.name(), sinceNanos);
    }

    public long countAnomalies() {
        return number("SELECT COUNT(*) FROM anomaly");
    }

    /** When the newest anomaly was; 0 if there is none. */
    public long lastAnomalyNanos() {
        return number("SELECT COALESCE(MAX(at), 0) FROM anomaly");
    }

    private long number(String statement, Object... values) {
        return database.rows(row -> row.getLong(1), statement, values).getFirst();
    }

    /** The incidents that changed last, newest first. */
    public List<Incident> recentIncidents(int limit) {
        return database.query(Incident.class, "SELECT json FROM incident ORDER BY last DESC, id LIMIT ?", limit);
    }

    public Optional<Incident> incident(String id) {
        return database.query(Incident.class, "SELECT json FROM incident WHERE id = ?", id).stream()
                .findFirst();
    }

    /** The stories an anomaly is part of, oldest first. */
    public List<Incident> incidentsWith(String anomaly) {
        return database
                .query(
                        Incident.class,
                        "SELECT json FROM incident WHERE instr(json, ?) > 0 ORDER BY first, id",
                        "\"" + anomaly + "\"")
                .stream()
                .filter(i -> i.anomalies().contains(anomaly))
                .toList();
    }

    /** When the first capture began; 0 if there is none. */
    public long sinceNanos() {
        return captures().stream()
                .mapToLong(Capture::firstNanos)
                .filter(at -> at > 0)
                .min()
                .orElse(0);
    }

    /** All devices by id. */
    public List<Device> devices() {
        return database.query(Device.class, "SELECT json FROM device ORDER BY id");
    }

    public Optional<Device> device(String id) {
        return database.query(Device.class, "SELECT json FROM device WHERE id = ?", id).stream()
                .findFirst();
    }

    /** What the pattern of life took in memory at the last checkpoint, by address. */
    public List<Footprint> footprints() {
        return database.query(Footprint.class, "SELECT json FROM footprint ORDER BY address");
    }

    /** The same of one address, if anything is remembered there. */
    public Optional<Footprint> footprint(String address) {
        return database.query(Footprint.class, "SELECT json FROM footprint WHERE address = ?", address).stream()
                .findFirst();
    }

    /** All conduits by id. */
    public List<Conduit> conduits() {
        return database.query(Conduit.class, "SELECT json FROM conduit ORDER BY id");
    }

    public List<Conduit> conduitsOf(String device) {
        return database.query(
                Conduit.class, "SELECT json FROM conduit WHERE client = ? OR server = ? ORDER BY id", device, device);
    }

    /** All weak spots, the worst first, then by id. */
    public List<Weakness> weaknesses() {
        return database.query(Weakness.class, "SELECT json FROM weakness ORDER BY rank DESC, id");
    }

    /** Those of one device, the worst first. */
    public List<Weakness> weaknessesOf(String device) {
        return database.query(
                Weakness.class, "SELECT json FROM weakness WHERE device = ? ORDER BY rank DESC, id", device);
    }

    /** The audits that came due, the latest last, and behind them the one so far. */
    public List<AuditReport> audits() {
        return database.query(AuditReport.class, "SELECT json FROM cold_audit ORDER BY span = 'so far', at");
    }

    /** How far the gap held when it was looked at last. */
    public Optional<GapReport> gap() {
        return database.query(GapReport.class, "SELECT json FROM gap").stream().findFirst();
    }

    /** The zones and conduits when they were looked at last. */
    public Optional<Zoning> zoning() {
        return database.query(Zoning.class, "SELECT json FROM zoning").stream().findFirst();
    }

    public DecisionTable decisions() {
        return decisions;
    }

    public List<Capture> captures() {
        return database.query(Capture.class, "SELECT json FROM capture ORDER BY ordinal");
    }

    public Optional<Checkpoint> checkpoint() {
        return database.query(Checkpoint.class, "SELECT json FROM checkpoint").stream()
                .findFirst();
    }

    /** Announces a capture before its first frame is read, so that its ordinal stays its own. */
    public synchronized void announce(Capture capture) {
        database.transaction("announce a capture", () -> writeCapture(capture));
    }

    private void writeCapture(Capture capture) throws SQLException {
        database.update(
                "INSERT OR REPLACE INTO capture VALUES(?, ?, ?, ?)",
                capture.ordinal(),
                capture.identity(),
                capture.name(),
                Json.write(capture));
    }

    /**
     * A pcapng file within a file.
     *
     * @param file name within the evidence folder
     * @param start where in it, in bytes; sha256 is that of the {@code bytes} from there
     */
    public record Evidence(String anomaly, String file, long start, String sha256, int frames, long bytes) {}

    public synchronized void put(Evidence evidence) {
        kept.put(evidence.anomaly(), evidence);
    }

    public synchronized Optional<Evidence> evidence(String anomaly) {
        if (kept.containsKey(anomaly)) return Optional.of(kept.get(anomaly));
        return database
                .rows(
                        row -> new Evidence(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getInt(5),
                                row.getLong(6)),
                        "SELECT anomaly, file, start, sha256, frames, bytes FROM evidence WHERE anomaly = ?",
                        anomaly)
                .stream()
                .findFirst();
    }

    public Optional<User> user(String name) {
        return database.query(User.class, "SELECT json FROM user WHERE name = ?", name).stream()
                .findFirst();
    }

    public boolean hasUsers() {
        return !database.query(User.class, "SELECT json FROM user LIMIT 1").isEmpty();
    }

    public synchronized void put(User user) {
        database.transaction(
                "keep a user",
                () -> database.update("INSERT OR REPLACE INTO user VALUES(?, ?)", user.name(), Json.write(user)));
    }

    @Override
    public synchronized void close() {
        database.close();
    }
}
