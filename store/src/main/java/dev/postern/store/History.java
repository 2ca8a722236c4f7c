package dev.postern.store;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Conversation;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Reading;
import dev.postern.model.Recorded;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
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
 * table, the rows are taken out at the next start. Thread safe: whoever writes holds the one connection for it. Questions about a device go
 * over a connection of their own and look back a bounded time, so that no reader holds the writer up; they see what was committed.
 */
public final class History implements AutoCloseable {
    /** Observations in one transaction. */
    private static final int BATCH = 122_880;

    private static final String MEMORY = "256MB";
    private static final String ALL_KINDS = "*";
    private static final String DAY_FOLDER = "day=";
    private static final Pattern PART = Pattern.compile("part-(\\d+)-(\\d+)\\.parquet");
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private final Path folder;
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
        this.folder = folder;
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
            history.newestNanos = Math.max(
                    history.longOf("SELECT coalesce(max(at_nanos), " + Long.MIN_VALUE + ") FROM observation"),
                    history.days().stream()
                            .map(day -> (day + 1) * DAY_NANOS - 1)
                            .max(Long::compare)
                            .orElse(Long.MIN_VALUE));
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

    /** Days of which there is something in Parquet. */
    private List<Long> days() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.startsWith(DAY_FOLDER))
                    .map(name -> Long.valueOf(name.substring(DAY_FOLDER.length())))
                    .toList();
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
                        file.getParent().getParent().getFileName().toString().substring(DAY_FOLDER.length()));
                String kind = file.getParent().getFileName().toString().replaceFirst("kind=", "");
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
        if (stamp.atNanos() > newestNanos) newestNanos = stamp.atNanos();
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
            case Reading r -> {
                addresses(r.client(), r.server());
                PointHistory.Columns columns = PointHistory.columns(r.points());
                what(
                        r.service(),
                        columns.types(),
                        (r.written() ? Verb.WRITE : Verb.READ).name(),
                        columns.qualities(),
                        r.unit(),
                        columns.names());
                sizes(r.points().size(), 0, columns.values());
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
            if (first > 0) {
                moves.incrementAndGet();
                move(today, first);
                moves.incrementAndGet();
            }
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
                    Durable.createFolders(target.getParent());
                    if (Files.exists(target)) throw new IOException(target + " is already there");
                    Durable.force(file);
                    Durable.rename(file, target);
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

    /** Everything of a kind, or of all with {@code *}, of some days, and all that is hot, as a table expression. */
    private String everything(String kind, long fromDay, long toDay) throws IOException {
        List<String> files = new ArrayList<>();
        for (long day : days()) if (day >= fromDay && day <= toDay) files.addAll(parquetFiles(day, kind));
        if (files.isEmpty()) return "observation";
        return "(SELECT * FROM observation UNION ALL BY NAME SELECT * FROM read_parquet([" + String.join(",", files)
                + "], hive_partitioning = false))";
    }

    private List<String> parquetFiles(long day, String kind) throws IOException {
        Path of = folder.resolve(DAY_FOLDER + day);
        if (!ALL_KINDS.equals(kind)) of = of.resolve("kind=" + kind);
        if (!Files.isDirectory(of)) return List.of();
        try (Stream<Path> files = Files.walk(of)) {
            return files.map(Path::toString)
                    .filter(f -> f.endsWith(".parquet"))
                    .map(f -> "'" + f.replace("'", "''") + "'")
                    .toList();
        }
    }

    /** Minutes with a command before its rhythm is told. */
    private static final int RHYTHM_MINUTES_MIN = 10;

    /** Bytes and packets of a device in one hour. */
    public record Hour(long atNanos, long packets, long bytes) {}

    /** Traffic of any of these addresses by hour, in the last {@code hours} before {@code untilNanos}. */
    public List<Hour> activity(List<String> addresses, long untilNanos, int hours) {
        return recent(
                        "traffic",
                        untilNanos,
                        hours,
                        "SELECT at_nanos // 3600000000000 AS hour, sum(count), sum(bytes) FROM %1$s WHERE kind = 'traffic' AND at_nanos BETWEEN %3$d AND %4$d"
                                + " AND (src IN %2$s OR dst IN %2$s) GROUP BY hour ORDER BY hour DESC LIMIT " + hours,
                        addresses,
                        row -> new Hour(row.getLong(1) * HOUR_NANOS, row.getLong(2), row.getLong(3)))
                .reversed();
    }

    /**
     * What is asked of or by a device, and in which rhythm.
     *
     * @param periodSeconds from one to the next, 0 where it was seen in too few minutes to say
     * @param variation standard deviation of the rhythm as a share of it: of the number in a minute, or of the pauses where not every minute has one
     */
    public record Operation(
            String peer,
            String service,
            String operation,
            String target,
            long count,
            long lastNanos,
            double periodSeconds,
            double variation) {}

    /** The commands that these addresses gave or were given in the last {@code hours} before {@code untilNanos}, the most frequent first. */
    public List<Operation> operations(List<String> addresses, long untilNanos, int hours, int limit) {
        String statement =
                "WITH m AS (SELECT CASE WHEN src IN %2$s THEN dst ELSE src END AS peer, service, operation, target,"
                        + " at_nanos // 60000000000 AS minute, sum(count) AS n, max(at_nanos) AS b FROM %1$s"
                        + " WHERE kind = 'tally' AND at_nanos BETWEEN %3$d AND %4$d AND (src IN %2$s OR dst IN %2$s) GROUP BY ALL),"
                        + " g AS (SELECT *, minute - lag(minute) OVER (PARTITION BY peer, service, operation, target ORDER BY minute) AS gap FROM m)"
                        + " SELECT peer, service, operation, target, sum(n) AS total, max(b), count(*), avg(n), stddev_pop(n), coalesce(median(gap), 0),"
                        + " coalesce(avg(gap), 0), coalesce(stddev_pop(gap), 0) FROM g GROUP BY ALL ORDER BY total DESC, peer, operation, target LIMIT "
                        + limit;
        return recent("tally", untilNanos, hours, statement, addresses, row -> {
            boolean known = row.getLong(7) >= RHYTHM_MINUTES_MIN;
            boolean everyMinute = row.getDouble(10) <= 1;
            double mean = row.getDouble(everyMinute ? 8 : 11);
            double spread = row.getDouble(everyMinute ? 9 : 12);
            return new Operation(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    known ? everyMinute ? 60 / mean : 60 * row.getDouble(10) : 0,
                    known ? spread / mean : 0);
        });
    }

    /** What the points of these addresses, or those that they ask, read as and were set to in the last {@code hours} before {@code untilNanos}. */
    public List<PointHistory.Course> points(List<String> addresses, long untilNanos, int hours, int limit) {
        return PointHistory.of(this, addresses, untilNanos, hours, limit);
    }

    /** Something that was set, with what the message carried as JSON. */
    public record Written(
            long atNanos, String from, String to, String service, String operation, String target, String fields) {}

    /** What these addresses set or had set in the last {@code hours} before {@code untilNanos}, the newest first. */
    public List<Written> written(List<String> addresses, long untilNanos, int hours, int limit) {
        return recent(
                "message",
                untilNanos,
                hours,
                "SELECT at_nanos, src, dst, service, operation, target, coalesce(detail, '{}') FROM %1$s WHERE kind = 'message' AND at_nanos BETWEEN %3$d AND %4$d"
                        + " AND verb IN ('WRITE', 'OPERATE') AND outcome IN ('REQUEST', 'NOTICE') AND (src IN %2$s OR dst IN %2$s)"
                        + " ORDER BY at_nanos DESC, number DESC LIMIT " + limit,
                addresses,
                row -> new Written(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
    }

    /**
     * Every conversation of the last {@code hours} before the newest observation, with how regularly it happened: its traffic, and each verb that
     * was asked in it; the most active first.
     */
    public List<Recorded> conversations(int hours, int limit) {
        List<Recorded> all = new ArrayList<>(regularity("traffic", "'' AS verb", "TRUE", hours, limit));
        all.addAll(regularity("tally", "verb", "TRUE", hours, limit));
        all.addAll(regularity("message", "verb", "outcome = 'REQUEST'", hours, limit));
        return all;
    }

    private List<Recorded> regularity(String kind, String verb, String which, int hours, int limit) {
        String statement = "WITH m AS (SELECT src, dst, service, " + verb
                + ", at_nanos // 60000000000 AS minute, sum(count) AS n, min(at_nanos) AS a, max(at_nanos) AS b FROM %1$s WHERE kind = '"
                + kind + "' AND at_nanos BETWEEN %3$d AND %4$d AND src IS NOT NULL AND dst IS NOT NULL AND " + which
                + " GROUP BY ALL), g AS (SELECT *, minute - lag(minute) OVER (PARTITION BY src, dst, service, verb ORDER BY minute) AS gap FROM m)"
                + " SELECT src, dst, service, verb, count(*) AS minutes, sum(n), min(a), max(b), coalesce(avg(gap), 0),"
                + " coalesce(stddev_pop(gap), 0) FROM g GROUP BY ALL ORDER BY minutes DESC, src, dst, service, verb LIMIT "
                + limit;
        return recent(kind, Long.MAX_VALUE, hours, statement, List.of(), row -> {
            double gap = row.getDouble(9);
            String asked = row.getString(4);
            return new Recorded(
                    Address.parse(row.getString(1)),
                    Address.parse(row.getString(2)),
                    row.getString(3),
                    asked.isEmpty() ? null : Verb.valueOf(asked),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    gap,
                    gap == 0 ? 0 : row.getDouble(10) / gap);
        });
    }

    /** Number of observations by kind, those not yet committed included. */
    public synchronized Map<String, Long> countByKind() {
        Map<String, Long> counts = new TreeMap<>();
        try {
            commit();
            String all = everything(ALL_KINDS, Long.MIN_VALUE, Long.MAX_VALUE);
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
        String table = everything(kind, Math.floorDiv(fromNanos, DAY_NANOS), Math.floorDiv(untilNanos, DAY_NANOS));
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
