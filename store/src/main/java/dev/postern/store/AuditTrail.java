package dev.postern.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Who did what. Each entry holds the hash of all before it: none before the last can be changed or taken out unseen. */
public final class AuditTrail {
    private final Database database;

    AuditTrail(Database database) {
        this.database = database;
    }

    /** One line. */
    public record Entry(long seq, long atNanos, String who, String what, String hash) {}

    public void add(long atNanos, String who, String what) {
        database.transaction("write the audit trail", () -> write(atNanos, who, what));
    }

    /** Within a transaction that also does what it says. */
    void write(long atNanos, String who, String what) throws SQLException {
        List<Entry> last = read("ORDER BY seq DESC LIMIT 1");
        long seq = last.isEmpty() ? 1 : last.getFirst().seq() + 1;
        String before = last.isEmpty() ? "" : last.getFirst().hash();
        database.update(
                "INSERT INTO audit VALUES(?, ?, ?, ?, ?)",
                seq,
                atNanos,
                who,
                what,
                hash(before, seq, atNanos, who, what));
    }

    /** Oldest first. */
    public List<Entry> all() {
        return read("ORDER BY seq");
    }

    /** The first entry whose hash is not that of its content and all before it. */
    public Optional<Entry> firstBroken() {
        String before = "";
        long seq = 1;
        for (Entry entry : all()) {
            if (entry.seq() != seq++
                    || !entry.hash().equals(hash(before, entry.seq(), entry.atNanos(), entry.who(), entry.what())))
                return Optional.of(entry);
            before = entry.hash();
        }
        return Optional.empty();
    }

    private List<Entry> read(String suffix) {
        return database.rows(
                row -> new Entry(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5)),
                "SELECT seq, at, who, what, hash FROM audit " + suffix);
    }

    private static String hash(String before, long seq, long atNanos, String who, String what) {
        return Hashes.sha256(Json.write(List.of(before, seq, atNanos, who, what)));
    }
}
