package dev.postern.store;

import dev.postern.model.Advisory;
import dev.postern.model.AdvisoryMatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The advisories of a home and what they say of its devices. Unlike conclusions they are written at once. Thread safe as {@link State} is. */
public final class AdvisoryShelf {
    static final int ADVISORIES_MAX = 20_000;

    private final State state;
    private final Connection connection;

    AdvisoryShelf(State state, Connection connection) {
        this.state = state;
        this.connection = connection;
    }

    /** What became of an advisory that was put. */
    public enum Taken {
        KEPT,
        /** The same document, in the same version. */
        KNOWN,
        FULL
    }

    /** By publisher and id. */
    public List<Advisory> all() {
        return state.query(Advisory.class, "SELECT json FROM advisory ORDER BY publisher, id");
    }

    public long count() {
        String mark = mark();
        return Long.parseLong(mark.substring(0, mark.indexOf(' ')));
    }

    /** Differs after advisories were imported or forgotten, each of which the audit trail tells; costs little. */
    public String mark() {
        synchronized (state) {
            try (Statement sql = connection.createStatement();
                    ResultSet row = sql.executeQuery(
                            "SELECT count(*) || ' ' || (SELECT coalesce(max(seq), 0) FROM audit) FROM advisory")) {
                return row.getString(1);
            } catch (SQLException e) {
                throw State.failed("read the advisories", e);
            }
        }
    }

    /** Replaces another version of the same document. */
    public Taken put(Advisory advisory) {
        synchronized (state) {
            Optional<Advisory> before = state
                    .query(
                            Advisory.class,
                            "SELECT json FROM advisory WHERE publisher = ? AND id = ?",
                            advisory.publisher(),
                            advisory.id())
                    .stream()
                    .findFirst();
            if (before.isPresent() && before.get().equals(advisory)) return Taken.KNOWN;
            if (before.isEmpty() && count() >= ADVISORIES_MAX) return Taken.FULL;
            state.transaction(
                    "keep an advisory",
                    () -> state.update(
                            "INSERT OR REPLACE INTO advisory VALUES(?, ?, ?)",
                            advisory.publisher(),
                            advisory.id(),
                            Json.write(advisory)));
            return Taken.KEPT;
        }
    }

    /** @return how many there were */
    public long forget() {
        long count = count();
        state.transaction("forget the advisories", () -> {
            state.update("DELETE FROM advisory");
            state.update("DELETE FROM advisory_match");
        });
        return count;
    }

    /** In place of what was found before. */
    public void replaceMatches(List<AdvisoryMatch> matches) {
        state.transaction("keep what advisories say", () -> {
            state.update("DELETE FROM advisory_match");
            state.batch("INSERT INTO advisory_match VALUES(?, ?, ?, ?)", matches, (sql, m) -> {
                sql.setString(1, m.publisher());
                sql.setString(2, m.advisory());
                sql.setString(3, m.device());
                sql.setString(4, Json.write(m));
            });
        });
    }

    /** By publisher, advisory and device. */
    public List<AdvisoryMatch> matches() {
        return state.query(AdvisoryMatch.class, "SELECT json FROM advisory_match ORDER BY publisher, advisory, device");
    }

    public List<AdvisoryMatch> matchesOf(String device) {
        return state.query(
                AdvisoryMatch.class,
                "SELECT json FROM advisory_match WHERE device = ? ORDER BY publisher, advisory",
                device);
    }
}
