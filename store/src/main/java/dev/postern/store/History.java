package dev.postern.store;

import dev.postern.model.Observation;
import dev.postern.model.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Years of observations: the current day in a DuckDB table, the days before in Parquet files by day and kind. Every observation has a number; a
 * batch is one transaction, so after a crash all numbers up to some point are there, once each.
 *
 * <p>Thread safe: whoever writes holds the one connection for it. Questions about a device go
 * over a connection of their own and look back a bounded time, so that no reader holds the writer up; they see what was committed.
 */
public final class History implements AutoCloseable {
    /** Observations in one transaction. */
    private static final int BATCH = 122_880;

    private static final String MEMORY = "256MB";
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private final DayFiles files;
    private final DuckDBConnection connection;
    private final Connection reading;
    /** Odd while days are on their way to Parquet: a row may then be seen twice. */
    private final AtomicLong moves = new AtomicLong();

    private volatile long newestNanos = Long.MIN_VALUE;
    private DuckDBAppender appender;
    private long number;
    private int inBatch;
    private long oldestDay;

    private History(Path folder, DuckDBConnection connection) throws SQLException {
        files = new DayFiles(folder, connection);
        this.connection = connection;
        reading = connection.duplicate();
    }

    static History open(Path folder) {
        try {
            Path spill = folder.resolve("spill");
            Files.createDirectories(spill);
            DuckDBConnection connection =
                    (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hot.duckdb"));
            History history = new History(folder, connection);
            history.files.execute("SET threads=1");
            history.files.execute("SET memory_limit='" + MEMORY + "'");
            history.files.execute("SET temp_directory='" + spill.toString().replace("'", "''") + "'");
            history.files.execute("""
                    CREATE TABLE IF NOT EXISTS observation(number BIGINT, day BIGINT, at_nanos BIGINT, kind VARCHAR, capture INTEGER, frame BIGINT,
                      late BOOLEAN, src VARCHAR, dst VARCHAR, sport INTEGER, dport INTEGER, vlan INTEGER, service VARCHAR, operation VARCHAR,
                      verb VARCHAR, outcome VARCHAR, unit VARCHAR, target VARCHAR, count BIGINT, bytes BIGINT, detail VARCHAR)""");
            history.files.finishMoves();
            history.number = history.files.longOf("SELECT coalesce(max(number), 0) FROM observation");
            history.oldestDay =
                    history.files.longOf("SELECT coalesce(min(day), " + Long.MAX_VALUE + ") FROM observation");
            history.newestNanos = Math.max(
                    history.files.longOf("SELECT coalesce(max(at_nanos), " + Long.MIN_VALUE + ") FROM observation"),
                    history.files.days().stream()
                            .map(day -> (day + 1) * DAY_NANOS - 1)
                            .max(Long::compare)
                            .orElse(Long.MIN_VALUE));
            return history;
        } catch (SQLException | IOException e) {
            throw new StoreException("cannot open the history in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Takes back everything after the first {@code kept} observations: it will be told again. */
    public synchronized void truncateAfter(long kept) {
        try (PreparedStatement sql = connection.prepareStatement("DELETE FROM observation WHERE number > ?")) {
            sql.setLong(1, kept);
            sql.executeUpdate();
            number = kept;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Observations ever added. */
    public synchronized long size() {
        return number;
    }

    public synchronized void add(Observation observation) {
        try {
            if (appender == null) {
                // The appender does not heed setAutoCommit(false): only a transaction begun in SQL holds its rows back.
                files.execute("BEGIN");
                appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "observation");
            }
            append(observation);
            if (++inBatch >= BATCH) commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void append(Observation o) throws SQLException {
        var stamp = o.stamp();
        long day = Math.floorDiv(stamp.atNanos(), DAY_NANOS);
        oldestDay = Math.min(oldestDay, day);
        if (stamp.atNanos() > newestNanos) newestNanos = stamp.atNanos();
        new ObservationRow(appender).append(++number, day, o);
    }

    /** Makes what was added lasting and visible. */
    public synchronized void flush() {
        try {
            commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void commit() throws SQLException {
        if (appender == null) return;
        appender.close();
        appender = null;
        inBatch = 0;
        files.execute("COMMIT");
    }

    /**
     * Moves whole days before that of {@code clockNanos} to Parquet. To be called after a checkpoint that covers everything added, so that
     * {@link #truncateAfter} never reaches into a file.
     */
    public synchronized void moveOldDays(long clockNanos) {
        long today = Math.floorDiv(clockNanos, DAY_NANOS);
        if (oldestDay >= today) return;
        try {
            commit();
            long first = files.longOf("SELECT coalesce(min(number), 0) FROM observation WHERE day < " + today);
            if (first > 0) {
                moves.incrementAndGet();
                files.move(today, first, number);
                moves.incrementAndGet();
            }
            oldestDay = today;
        } catch (SQLException | IOException e) {
            throw new StoreException("cannot move old days of the history to Parquet: " + e.getMessage(), e);
        }
    }

    /** What is asked about single devices. */
    public DeviceHistory ofDevices() {
        return new DeviceHistory(this);
    }

    /** Every conversation of the last {@code hours} before the newest observation, see {@link Regularity}. */
    public List<Recorded> conversations(int hours, int limit) {
        return Regularity.of(this, hours, limit);
    }

    /** Number of observations by kind, those not yet committed included. */
    public synchronized Map<String, Long> countByKind() {
        Map<String, Long> counts = new TreeMap<>();
        try {
            commit();
            String all = files.everything(DayFiles.ALL_KINDS, Long.MIN_VALUE, Long.MAX_VALUE);
            select(connection, "SELECT kind, count(*) FROM " + all + " GROUP BY kind", row -> {
                counts.put(row.getString(1), row.getLong(2));
                return null;
            });
            return counts;
        } catch (SQLException | IOException e) {
            throw unreadable(e);
        }
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * @param untilNanos the last moment that is asked for, or later than the newest observation
     * @param statement with the table, the addresses, the beginning and the end to be filled in
     */
    <T> List<T> recent(
            String kind, long untilNanos, int hours, String statement, List<String> addresses, Row<T> reader) {
        long newest = Math.min(newestNanos, untilNanos);
        if (newest == Long.MIN_VALUE) return List.of();
        long span = hours * HOUR_NANOS;
        long from = newest < Long.MIN_VALUE + span ? Long.MIN_VALUE : newest - span;
        String list = "("
                + String.join(
                        ",",
                        addresses.stream()
                                .map(a -> "'" + a.replace("'", "''") + "'")
                                .toList()) + ")";
        try {
            synchronized (reading) {
                long before = moves.get();
                if (before % 2 == 0) {
                    List<T> found = select(reading, filled(statement, kind, list, from, newest), reader);
                    if (moves.get() == before) return found;
                }
            }
        } catch (SQLException | IOException e) {
            if (moves.get() == 0) throw unreadable(e);
            // A file may have come and gone with a day on its way: asked again below.
        }
        synchronized (this) {
            try {
                return select(connection, filled(statement, kind, list, from, newest), reader);
            } catch (SQLException | IOException e) {
                throw unreadable(e);
            }
        }
    }

    private String filled(String statement, String kind, String list, long fromNanos, long untilNanos)
            throws IOException {
        String table =
                files.everything(kind, Math.floorDiv(fromNanos, DAY_NANOS), Math.floorDiv(untilNanos, DAY_NANOS));
        return String.format(Locale.ROOT, statement, table, list, fromNanos, untilNanos);
    }

    private static <T> List<T> select(Connection connection, String statement, Row<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(statement)) {
            while (rows.next()) found.add(reader.read(rows));
        }
        return found;
    }

    private static StoreException unreadable(Exception e) {
        return new StoreException("cannot search the history: " + e.getMessage(), e);
    }

    private static StoreException failed(SQLException e) {
        return new StoreException("cannot write the history: " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() {
        try {
            commit();
            synchronized (reading) {
                reading.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
