package dev.postern.store;

import dev.postern.model.Advisory;
import dev.postern.model.AdvisoryMatch;
import java.util.List;
import java.util.Optional;

/** The advisories of a home and what they say of its devices. Unlike conclusions they are written at once. Thread safe. */
public final class AdvisoryShelf {
    static final int ADVISORIES_MAX = 20_000;

    private final Database database;

    AdvisoryShelf(Database database) {
        this.database = database;
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
        return database.query(Advisory.class, "SELECT json FROM advisory ORDER BY publisher, id");
    }

    public long count() {
        String mark = mark();
        return Long.parseLong(mark.substring(0, mark.indexOf(' ')));
    }

    /** Differs after advisories were imported or forgotten, each of which the audit trail tells; costs little. */
    public String mark() {
        return database.rows(
                        row -> row.getString(1),
                        "SELECT count(*) || ' ' || (SELECT coalesce(max(seq), 0) FROM audit) FROM advisory")
                .getFirst();
    }

    /** Replaces another version of the same document. */
    public synchronized Taken put(Advisory advisory) {
        Optional<Advisory> before = database
                .query(
                        Advisory.class,
                        "SELECT json FROM advisory WHERE publisher = ? AND id = ?",
                        advisory.publisher(),
                        advisory.id())
                .stream()
                .findFirst();
        if (before.isPresent() && before.get().equals(advisory)) return Taken.KNOWN;
        if (before.isEmpty() && count() >= ADVISORIES_MAX) return Taken.FULL;
        database.transaction(
                "keep an advisory",
                () -> database.update(
                        "INSERT OR REPLACE INTO advisory VALUES(?, ?, ?)",
                        advisory.publisher(),
                        advisory.id(),
                        Json.write(advisory)));
        return Taken.KEPT;
    }

    /** @return how many there were */
    public long forget() {
        long count = count();
        database.transaction("forget the advisories", () -> {
            database.update("DELETE FROM advisory");
            database.update("DELETE FROM advisory_match");
        });
        return count;
    }

    /** In place of what was found before. */
    public void replaceMatches(List<AdvisoryMatch> matches) {
        database.transaction("keep what advisories say", () -> {
            database.update("DELETE FROM advisory_match");
            database.batch("INSERT INTO advisory_match VALUES(?, ?, ?, ?)", matches, (sql, m) -> {
                sql.setString(1, m.publisher());
                sql.setString(2, m.advisory());
                sql.setString(3, m.device());
                sql.setString(4, Json.write(m));
            });
        });
    }

    /** By publisher, advisory and device. */
    public List<AdvisoryMatch> matches() {
        return database.query(
                AdvisoryMatch.class, "SELECT json FROM advisory_match ORDER BY publisher, advisory, device");
    }

    public List<AdvisoryMatch> matchesOf(String device) {
        return database.query(
                AdvisoryMatch.class,
                "SELECT json FROM advisory_match WHERE device = ? ORDER BY publisher, advisory",
                device);
    }
}
