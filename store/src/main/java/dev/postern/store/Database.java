package dev.postern.store;

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

/**
 * One connection to {@code state.db}, SQLite in WAL mode with {@code synchronous=FULL}, brought to the present schema when it is opened for
 * writing. Thread safe: every method holds the connection, a transaction for its whole length.
 */
final class Database implements AutoCloseable {
    /** Version of the schema; each step up is one script. */
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
            CREATE TABLE decree(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, json TEXT NOT NULL);
            CREATE TABLE threat(device TEXT PRIMARY KEY, json TEXT NOT NULL);
            """, """
            CREATE TABLE decision(number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER, made INTEGER NOT NULL, who TEXT NOT NULL, json TEXT NOT NULL);
            CREATE TABLE zoning(id INTEGER PRIMARY KEY CHECK(id = 1), json TEXT NOT NULL);
            """, """
            CREATE TABLE weakness(id TEXT PRIMARY KEY, device TEXT NOT NULL, rank INTEGER NOT NULL, json TEXT NOT NULL);
            CREATE INDEX weakness_device ON weakness(device);
            CREATE TABLE cold_audit(span TEXT PRIMARY KEY, at INTEGER NOT NULL, json TEXT NOT NULL);
            CREATE TABLE advisory(publisher TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY(publisher, id));
            CREATE TABLE advisory_match(publisher TEXT NOT NULL, advisory TEXT NOT NULL, device TEXT NOT NULL, json TEXT NOT NULL,
                PRIMARY KEY(publisher, advisory, device));
            CREATE INDEX advisory_match_device ON advisory_match(device);
            """, """
            CREATE TABLE person(account TEXT PRIMARY KEY, json TEXT NOT NULL);
            """, """
            ALTER TABLE evidence ADD COLUMN start INTEGER NOT NULL DEFAULT 0;
            """, """
            CREATE TABLE footprint(address TEXT PRIMARY KEY, json TEXT NOT NULL);
            """, """
            CREATE INDEX incident_tier ON incident(tier, first);
            """, """
            CREATE TABLE chronicle(address TEXT PRIMARY KEY, json TEXT NOT NULL);
            """);

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** @param writable false to read beside a process that writes */
    static Database open(Path file, boolean writable) {
        if (!writable && !Files.exists(file))
            throw new StoreException(
                    "there is no Postern home at " + file.getParent() + "; 'postern replay' or 'watch' makes one");
        try {
            return open(DriverManager.getConnection("jdbc:sqlite:" + file), writable);
        } catch (SQLException e) {
            throw failed("open " + file, e);
        }
    }

    private static Database open(Connection connection, boolean writable) throws SQLException {
        try {
            try (Statement sql = connection.createStatement()) {
                sql.execute("PRAGMA busy_timeout=10000");
                if (writable) {
                    sql.execute("PRAGMA journal_mode=WAL");
                    sql.execute("PRAGMA synchronous=FULL");
                } else sql.execute("PRAGMA query_only=ON");
            }
            Database database = new Database(connection);
            database.migrate(writable);
            return database;
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

    interface Work {
        void run() throws SQLException;
    }

    /** All of it or nothing. */
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

    interface Binder<T> {
        void bind(PreparedStatement sql, T value) throws SQLException;
    }

    synchronized <T> void batch(String statement, Iterable<T> values, Binder<T> binder) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(statement)) {
            for (T value : values) {
                binder.bind(sql, value);
                sql.addBatch();
            }
            sql.executeBatch();
        }
    }

    synchronized void update(String statement, Object... values) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) sql.setObject(i + 1, values[i]);
            sql.executeUpdate();
        }
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    synchronized <T> List<T> rows(Row<T> reader, String statement, Object... values) {
        try (PreparedStatement sql = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) sql.setObject(i + 1, values[i]);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw failed("read the state", e);
        }
    }

    /** Documents in the first column. */
    <T> List<T> query(Class<T> type, String statement, Object... values) {
        return rows(row -> Json.read(row.getString(1), type), statement, values);
    }

    private static StoreException failed(String what, SQLException e) {
        return new StoreException("cannot " + what + ": " + e.getMessage(), e);
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
