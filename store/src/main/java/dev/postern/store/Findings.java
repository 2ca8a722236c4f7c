package dev.postern.store;

import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Anomalies, the stories told of them, and the packets kept as evidence. */
public final class Findings {
    /** Anomalies that are in memory at once while many are read. */
    static final int PAGE = 500;

    private final Database database;
    private final Pending<Anomaly> anomalies =
            new Pending<>(Anomaly::id, "INSERT OR REPLACE INTO anomaly VALUES(?, ?, ?, ?, ?, ?)", (sql, a) -> {
                sql.setString(1, a.id());
                sql.setLong(2, a.atNanos());
                sql.setLong(3, a.order());
                sql.setString(4, a.device() == null ? null : a.device().toString());
                sql.setString(5, a.peer() == null ? null : a.peer().toString());
                sql.setString(6, Json.write(a));
            });
    private final Pending<Incident> incidents =
            new Pending<>(Incident::id, "INSERT OR REPLACE INTO incident VALUES(?, ?, ?, ?, ?)", (sql, i) -> {
                sql.setString(1, i.id());
                sql.setLong(2, i.firstNanos());
                sql.setLong(3, i.lastNanos());
                sql.setString(4, i.tier().name());
                sql.setString(5, Json.write(i));
            });
    private final Pending<Evidence> kept =
            new Pending<>(Evidence::anomaly, "INSERT OR REPLACE INTO evidence VALUES(?, ?, ?, ?, ?, ?)", (sql, e) -> {
                sql.setString(1, e.anomaly());
                sql.setString(2, e.file());
                sql.setString(3, e.sha256());
                sql.setInt(4, e.frames());
                sql.setLong(5, e.bytes());
                sql.setLong(6, e.start());
            });

    Findings(Database database) {
        this.database = database;
    }

    /**
     * A pcapng file within a file.
     *
     * @param file name within the evidence folder
     * @param start where in it, in bytes; sha256 is that of the {@code bytes} from there
     */
    public record Evidence(String anomaly, String file, long start, String sha256, int frames, long bytes) {}

    List<Pending<?>> pending() {
        return List.of(anomalies, incidents, kept);
    }

    void put(Anomaly anomaly) {
        anomalies.put(anomaly);
    }

    void put(Incident incident) {
        incidents.put(incident);
    }

    void put(Evidence evidence) {
        kept.put(evidence);
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
     * Shows anomalies of a while that have one of these addresses on either side, the oldest first, until there are no more or the visitor has enough. Their ids are
     * sorted and then read page by page: sorting the documents would cost the square of their number.
     *
     * @param addresses at least one
     * @param untilNanos excluded
     * @param limit shown at the most
     * @param visitor false for enough
     */
    public void visitAnomaliesOf(
            List<String> addresses, long fromNanos, long untilNanos, int limit, Predicate<Anomaly> visitor) {
        String any = oneOf(addresses.size());
        List<Object> values = new ArrayList<>(addresses);
        values.addAll(addresses);
        values.addAll(List.of(fromNanos, untilNanos, limit));
        List<String> ids = database.rows(
                row -> row.getString(1),
                "SELECT id FROM anomaly WHERE (device IN " + any + " OR peer IN " + any
                        + ") AND at >= ? AND at < ? ORDER BY ord, id LIMIT ?",
                values.toArray());
        for (int from = 0; from < ids.size(); from += PAGE) {
            List<String> page = ids.subList(from, Math.min(from + PAGE, ids.size()));
            String statement = "SELECT json FROM anomaly WHERE id IN " + oneOf(page.size()) + " ORDER BY ord, id";
            for (Anomaly a : database.query(Anomaly.class, statement, page.toArray())) if (!visitor.test(a)) return;
        }
    }

    private static String oneOf(int values) {
        return "(" + String.join(", ", Collections.nCopies(values, "?")) + ")";
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

    public long countAnomalies() {
        return number("SELECT COUNT(*) FROM anomaly");
    }

    /** When the newest anomaly was; 0 if there is none. */
    public long lastAnomalyNanos() {
        return number("SELECT COALESCE(MAX(at), 0) FROM anomaly");
    }

    /** All incidents by the time they began, then by id. */
    public List<Incident> incidents() {
        return database.query(Incident.class, "SELECT json FROM incident ORDER BY first, id");
    }

    /** How many incidents of this tier began at or after a moment. */
    public long countIncidents(Incident.Tier tier, long sinceNanos) {
        return number("SELECT COUNT(*) FROM incident WHERE tier = ? AND first >= ?", tier.name(), sinceNanos);
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

    private long number(String statement, Object... values) {
        return database.rows(row -> row.getLong(1), statement, values).getFirst();
    }

    /** What waits included. */
    Optional<Evidence> evidence(String anomaly) {
        return kept.find(anomaly).or(() -> written(anomaly));
    }

    private Optional<Evidence> written(String anomaly) {
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
}
