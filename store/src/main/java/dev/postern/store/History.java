package dev.postern.store;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Conversation;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Years of observations: the current day in a DuckDB table, the days before in Parquet files by day and kind. Every observation has a number; a
 * batch is one transaction, so after a crash all numbers up to some point are there, once each.
 *
 * <p>A Parquet file's name holds the numbers it was made of. Should the process die after a file got its name and before its rows left the
 * table, the rows are taken out at the next start. Thread safe: every method holds the one connection.
 */
public final class History implements AutoCloseable {
    /** Observations in one transaction. */
    private static final int BATCH = 16_384;

    private static final String MEMORY = "256MB";
    private static final String ALL_KINDS = "*";
    private static final Pattern PART = Pattern.compile("part-(\\d+)-(\\d+)\\.parquet");
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final Path folder;
    private final DuckDBConnection connection;
    private DuckDBAppender appender;
    private long number;
    private int inBatch;
    private long oldestDay;
    private final Set<String> kindsInParquet = new TreeSet<>();

    private History(Path folder, DuckDBConnection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    static History open(Path folder) {
        try {
            Path spill = folder.resolve("spill");
            Files.createDirectories(spill);
            DuckDBConnection connection =
                    (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hot.duckdb"));
            History history = new History(folder, connection);
            history.execute("SET threads=1");
            history.execute("SET memory_limit='" + MEMORY + "'");
            history.execute("SET temp_directory='" + spill.toString().replace("'", "''") + "'");
            history.execute("""
                    CREATE TABLE IF NOT EXISTS observation(number BIGINT, day BIGINT, at_nanos BIGINT, kind VARCHAR, capture INTEGER, frame BIGINT,
                      late BOOLEAN, src VARCHAR, dst VARCHAR, sport INTEGER, dport INTEGER, vlan INTEGER, service VARCHAR, operation VARCHAR,
                      verb VARCHAR, outcome VARCHAR, unit VARCHAR, target VARCHAR, count BIGINT, bytes BIGINT, detail VARCHAR)""");
            history.finishMoves();
            history.number = history.longOf("SELECT coalesce(max(number), 0) FROM observation");
            history.oldestDay = history.longOf("SELECT coalesce(min(day), " + Long.MAX_VALUE + ") FROM observation");
            return history;
        } catch (SQLException | IOException e) {
            throw new StoreException("cannot open the history in " + folder + ": " + e.getMessage(), e);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private long longOf(String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void finishMoves() throws SQLException, IOException {
        deleteTree(folder.resolve("moving"));
        long oldest = longOf("SELECT coalesce(min(number), " + Long.MAX_VALUE + ") FROM observation");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Matcher part = PART.matcher(file.getFileName().toString());
                if (!part.matches()) continue;
                long day = Long.parseLong(
                        file.getParent().getParent().getFileName().toString().replaceFirst("day=", ""));
                String kind = file.getParent().getFileName().toString().replaceFirst("kind=", "");
                kindsInParquet.add(kind);
                if (Long.parseLong(part.group(2)) < oldest) continue;
                try (PreparedStatement sql = connection.prepareStatement(
                        "DELETE FROM observation WHERE day = ? AND kind = ? AND number BETWEEN ? AND ?")) {
                    sql.setLong(1, day);
                    sql.setString(2, kind);
                    sql.setLong(3, Long.parseLong(part.group(1)));
                    sql.setLong(4, Long.parseLong(part.group(2)));
                    sql.executeUpdate();
                }
            }
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
                execute("BEGIN");
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
        appender.beginRow();
        appender.append(++number);
        appender.append(day);
        appender.append(stamp.atNanos());
        appender.append(kind(o));
        appender.append(stamp.capture());
        appender.append(stamp.frame());
        appender.append(stamp.late());
        switch (o) {
            case Message m -> {
                ends(m.conversation(), m.fromClient());
                what(m.protocol(), m.operation(), m.verb().name(), m.outcome().name(), m.unit(), m.target());
                sizes(1, 0, Json.write(m.fields().toMap()));
            }
            case Traffic t -> {
                ends(t.conversation(), true);
                what(t.service(), "", "", t.opening().name(), "", "");
                sizes(t.packetsUp() + t.packetsDown(), t.bytesUp() + t.bytesDown(), null);
            }
            case Tally t -> {
                addresses(t.client(), t.server());
                what(
                        t.service(),
                        t.operation(),
                        t.verb().name(),
                        t.refused() > 0 ? "REFUSED" : "",
                        t.unit(),
                        t.target());
                sizes(t.count(), 0, null);
            }
            case Binding b -> {
                addresses(b.address(), Address.mac(b.mac()));
                what("arp", b.source().name(), "", "", "", "");
                sizes(1, 0, null);
            }
            case Identity i -> {
                addresses(i.subject(), null);
                what(i.protocol(), i.attribute().name(), "", "", "", "");
                sizes(1, 0, i.value());
            }
            case Malformed m -> {
                if (m.conversation() == null) addresses(null, null);
                else ends(m.conversation(), m.fromClient());
                what(m.layer(), m.rule(), "", "", "", "");
                sizes(1, m.offset(), null);
            }
        }
        appender.endRow();
    }

    private static String kind(Observation o) {
        return o.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void ends(Conversation c, boolean fromClient) throws SQLException {
        appender.append(c.source(fromClient).toString());
        appender.append(c.destination(fromClient).toString());
        appender.append(c.sourcePort(fromClient));
        appender.append(c.destinationPort(fromClient));
        appender.append(c.vlan());
    }

    private void addresses(Address source, Address destination) throws SQLException {
        text(source == null ? null : source.toString());
        text(destination == null ? null : destination.toString());
        appender.append(0);
        appender.append(0);
        appender.append(0);
    }

    private void what(String service, String operation, String verb, String outcome, String unit, String target)
            throws SQLException {
        appender.append(service);
        appender.append(operation);
        appender.append(verb);
        appender.append(outcome);
        appender.append(unit);
        appender.append(target);
    }

    private void sizes(long count, long bytes, String value) throws SQLException {
        appender.append(count);
        appender.append(bytes);
        text(value);
    }

    private void text(String value) throws SQLException {
        if (value == null) appender.appendNull();
        else appender.append(value);
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
        execute("COMMIT");
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
            long first = longOf("SELECT coalesce(min(number), 0) FROM observation WHERE day < " + today);
            if (first > 0) move(today, first);
            oldestDay = today;
        } catch (SQLException | IOException e) {
            throw new StoreException("cannot move old days of the history to Parquet: " + e.getMessage(), e);
        }
    }

    /** One day at a time: DuckDB holds a buffer for every partition that it writes. */
    private void move(long today, long first) throws SQLException, IOException {
        List<Long> days = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(
                        "SELECT DISTINCT day FROM observation WHERE day < " + today + " ORDER BY day")) {
            while (rows.next()) days.add(rows.getLong(1));
        }
        String name = "part-" + first + "-" + number;
        Path moving = folder.resolve("moving");
        for (long day : days) {
            deleteTree(moving);
            execute("COPY (SELECT * FROM observation WHERE day = " + day + ") TO '"
                    + moving.toString().replace("'", "''")
                    + "' (FORMAT parquet, PARTITION_BY (day, kind), WRITE_PARTITION_COLUMNS true, FILENAME_PATTERN '"
                    + name
                    + "_{i}')");
            try (Stream<Path> files = Files.walk(moving)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target =
                            folder.resolve(moving.relativize(file).getParent()).resolve(name + ".parquet");
                    Files.createDirectories(target.getParent());
                    if (Files.exists(target)) throw new IOException(target + " is already there");
                    Durable.force(file);
                    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                    kindsInParquet.add(
                            target.getParent().getFileName().toString().replaceFirst("kind=", ""));
                }
            }
        }
        execute("DELETE FROM observation WHERE day < " + today);
        deleteTree(moving);
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) return;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    /** Everything of a kind, or of all with {@code *}, hot and in Parquet, as a table expression. */
    private String everything(String kind) {
        if (kindsInParquet.isEmpty() || !ALL_KINDS.equals(kind) && !kindsInParquet.contains(kind)) return "observation";
        return "(SELECT * FROM observation UNION ALL BY NAME SELECT * FROM read_parquet('"
                + folder.toString().replace("'", "''")
                + "/day=*/kind=" + kind + "/*.parquet', hive_partitioning = false))";
    }

    /** Bytes and packets of a device in one hour. */
    public record Hour(long atNanos, long packets, long bytes) {}

    /** Traffic of any of these addresses by hour, at most the last {@code hours} that have any. */
    public synchronized List<Hour> activity(List<String> addresses, int hours) {
        List<Hour> found = new ArrayList<>();
        select(
                "traffic",
                "SELECT at_nanos // 3600000000000 AS hour, sum(count), sum(bytes) FROM %s WHERE kind = 'traffic' AND (src IN %s OR dst IN %s)"
                        + " GROUP BY hour ORDER BY hour DESC LIMIT " + hours,
                addresses,
                row -> found.add(new Hour(row.getLong(1) * 3_600_000_000_000L, row.getLong(2), row.getLong(3))));
        return found.reversed();
    }

    /** What is asked of or by a device. */
    public record Operation(String peer, String service, String operation, String target, long count, long lastNanos) {}

    /** The commands that these addresses give or are given, the most frequent first. */
    public synchronized List<Operation> operations(List<String> addresses, int limit) {
        List<Operation> found = new ArrayList<>();
        select(
                "tally",
                "SELECT CASE WHEN src IN %2$s THEN dst ELSE src END AS peer, service, operation, target, sum(count) AS n, max(at_nanos) FROM %1$s"
                        + " WHERE kind = 'tally' AND (src IN %2$s OR dst IN %3$s) GROUP BY ALL ORDER BY n DESC, peer, operation, target LIMIT "
                        + limit,
                addresses,
                row -> found.add(new Operation(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6))));
        return found;
    }

    /** Number of observations by kind. */
    public synchronized Map<String, Long> countByKind() {
        Map<String, Long> counts = new TreeMap<>();
        select(
                ALL_KINDS,
                "SELECT kind, count(*) FROM %s GROUP BY kind",
                List.of(),
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void select(String kind, String statement, List<String> addresses, Row reader) {
        String list = "("
                + String.join(
                        ",",
                        addresses.stream()
                                .map(a -> "'" + a.replace("'", "''") + "'")
                                .toList()) + ")";
        try {
            commit();
            try (Statement sql = connection.createStatement();
                    ResultSet rows = sql.executeQuery(String.format(statement, everything(kind), list, list))) {
                while (rows.next()) reader.read(rows);
            }
        } catch (SQLException e) {
            throw new StoreException("cannot search the history: " + e.getMessage(), e);
        }
    }

    private static StoreException failed(SQLException e) {
        return new StoreException("cannot write the history: " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() {
        try {
            commit();
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
