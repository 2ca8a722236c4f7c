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
import java.util.List;
import java.util.Optional;

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
    private final DecisionTable decisions;
    private final Findings findings;
    private final Inventory inventory;
    private final Pending<AuditReport> audits =
            new Pending<>(AuditReport::span, "INSERT OR REPLACE INTO cold_audit VALUES(?, ?, ?)", (sql, r) -> {
                sql.setString(1, r.span());
                sql.setLong(2, r.atNanos());
                sql.setString(3, Json.write(r));
            });
    private final Pending<GapReport> gap = theOnly("INSERT OR REPLACE INTO gap VALUES(1, ?)");
    private final Pending<Zoning> zoning = theOnly("INSERT OR REPLACE INTO zoning VALUES(1, ?)");
    private final List<Pending<?>> pending = new ArrayList<>(List.of(audits, gap, zoning));

    private State(Database database) {
        this.database = database;
        chain = new AttestationChain(database);
        audit = new AuditTrail(database);
        decrees = new Decrees(database, audit);
        decisions = new DecisionTable(database, audit);
        advisories = new AdvisoryShelf(database);
        findings = new Findings(database);
        inventory = new Inventory(database);
        pending.addAll(findings.pending());
        pending.addAll(inventory.pending());
    }

    private static <T> Pending<T> theOnly(String write) {
        return new Pending<>(_ -> "", write, (sql, document) -> sql.setString(1, Json.write(document)));
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

    /** Anomalies, stories and evidence, as of the last {@link #flush}. */
    public Findings findings() {
        return findings;
    }

    /** Devices and what belongs to them, as of the last {@link #flush}. */
    public Inventory inventory() {
        return inventory;
    }

    public synchronized void put(Anomaly anomaly) {
        findings.put(anomaly);
    }

    public synchronized void put(Incident incident) {
        findings.put(incident);
    }

    public synchronized void put(Findings.Evidence evidence) {
        findings.put(evidence);
    }

    public synchronized void put(Device device) {
        inventory.put(device);
    }

    public synchronized void put(Conduit conduit) {
        inventory.put(conduit);
    }

    public synchronized void put(Threat threat) {
        inventory.put(threat);
    }

    public synchronized void put(Person person) {
        inventory.put(person);
    }

    /** Replaces that of the same address; forgotten at the next checkpoint that says of nothing remembered there. */
    public synchronized void put(Chronicle chronicle) {
        inventory.put(chronicle);
    }

    public synchronized void put(Weakness weakness) {
        inventory.put(weakness);
    }

    /** Replaces that of the same span. */
    public synchronized void put(AuditReport report) {
        audits.put(report);
    }

    /** Replaces the one before. */
    public synchronized void put(GapReport report) {
        gap.put(report);
    }

    /** Replaces the one before. */
    public synchronized void put(Zoning now) {
        zoning.put(now);
    }

    /** What was put and is not flushed included. */
    public synchronized Optional<Findings.Evidence> evidence(String anomaly) {
        return findings.evidence(anomaly);
    }

    /** Makes what was put since the last time visible and lasting. */
    public synchronized void flush() {
        if (pending.stream().allMatch(Pending::isEmpty)) return;
        database.transaction("keep conclusions", this::writePending);
        pending.forEach(Pending::forget);
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
            inventory.replaceBy(allDevices, allConduits, allWeaknesses, allFootprints);
            writePending();
            inventory.forgetUnremembered();
            database.update("INSERT OR REPLACE INTO checkpoint VALUES(1, ?)", Json.write(checkpoint));
            for (Capture capture : checkpoint.captures()) writeCapture(capture);
        });
        pending.forEach(Pending::forget);
    }

    private void writePending() throws SQLException {
        for (Pending<?> kind : pending) kind.write(database);
    }

    /** When the first capture began; 0 if there is none. */
    public long sinceNanos() {
        return captures().stream()
                .mapToLong(Capture::firstNanos)
                .filter(at -> at > 0)
                .min()
                .orElse(0);
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
