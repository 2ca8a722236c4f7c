package dev.postern.store;

import dev.postern.model.Decided;
import dev.postern.model.Decision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What people decided about zones and conduits. Anybody who may write adds a decision; the process that concludes gives it the event time from
 * which on it counts, once and for good. Nothing here is ever changed or taken out: a decision is withdrawn by another.
 */
public final class DecisionTable {
    /** Of a decision that no event time was given to yet. */
    public static final long UNDATED = Long.MIN_VALUE;

    private final Connection connection;
    /** Every method holds it, as every method of the state does. */
    private final Object lock;

    DecisionTable(Connection connection, Object lock) {
        this.connection = connection;
        this.lock = lock;
    }

    /**
     * Keeps a decision at once and for good.
     *
     * @param atNanos event time from which on it is to count, or {@link #UNDATED} for as soon as it is heard of
     * @return its number
     */
    public long add(long atNanos, long madeNanos, String who, Decision decision) {
        synchronized (lock) {
            try (PreparedStatement sql = connection.prepareStatement(
                    "INSERT INTO decision(at, made, who, json) VALUES(?, ?, ?, ?) RETURNING number")) {
                if (atNanos == UNDATED) sql.setObject(1, null);
                else sql.setLong(1, atNanos);
                sql.setLong(2, madeNanos);
                sql.setString(3, who);
                sql.setString(4, Json.write(decision));
                try (ResultSet row = sql.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    /** It counts from this event time on; a time that it was given before stays. */
    public void date(long number, long atNanos) {
        synchronized (lock) {
            try (PreparedStatement sql =
                    connection.prepareStatement("UPDATE decision SET at = ? WHERE number = ? AND at IS NULL")) {
                sql.setLong(1, atNanos);
                sql.setLong(2, number);
                sql.executeUpdate();
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    /** The highest number given, 0 if there is none: a cheap question whether there is news. */
    public long last() {
        synchronized (lock) {
            try (PreparedStatement sql = connection.prepareStatement("SELECT coalesce(max(number), 0) FROM decision");
                    ResultSet row = sql.executeQuery()) {
                row.next();
                return row.getLong(1);
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    /** All after {@code number}, in the order in which they were made. */
    public List<Decided> after(long number) {
        synchronized (lock) {
            try (PreparedStatement sql = connection.prepareStatement(
                    "SELECT number, at, made, who, json FROM decision WHERE number > ? ORDER BY number")) {
                sql.setLong(1, number);
                List<Decided> found = new ArrayList<>();
                try (ResultSet row = sql.executeQuery()) {
                    while (row.next()) {
                        long at = row.getLong(2);
                        if (row.wasNull()) at = UNDATED;
                        found.add(new Decided(
                                row.getLong(1),
                                at,
                                row.getLong(3),
                                row.getString(4),
                                Json.read(row.getString(5), Decision.class)));
                    }
                }
                return found;
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    private static StoreException failed(SQLException e) {
        return new StoreException("cannot keep or read a decision: " + e.getMessage(), e);
    }
}
