package dev.postern.store;

import dev.postern.model.Budget;
import dev.postern.model.Decree;
import dev.postern.model.Window;
import dev.postern.model.Withdrawal;
import dev.postern.model.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * What people decided: words, windows, budgets, and what of them was taken back. Only ever added to, each together with its line of the
 * audit trail, at once and for good. Any process may add; the one that runs the engine says when each was heard.
 */
public final class Decrees {
    private final Database database;
    private final AuditTrail audit;

    Decrees(Database database, AuditTrail audit) {
        this.database = database;
        this.audit = audit;
    }

    /** @param wallNanos of the audit trail */
    public void add(Decree decree, long wallNanos, String sentence) {
        database.transaction("keep what was said", () -> {
            database.update(
                    "INSERT INTO decree(id, kind, json) VALUES(?, ?, ?)",
                    decree.id(),
                    decree.getClass().getSimpleName(),
                    Json.write(decree));
            audit.write(wallNanos, decree.author(), sentence);
        });
    }

    /** How many there are, heard or not. */
    public long count() {
        return database.rows(row -> row.getLong(1), "SELECT COUNT(*) FROM decree")
                .getFirst();
    }

    /** All, in the order they were said. */
    public List<Decree> all() {
        return database.rows(
                row -> Json.read(row.getString(2), type(row.getString(1))),
                "SELECT kind, json FROM decree ORDER BY seq");
    }

    private static Class<? extends Decree> type(String kind) {
        return switch (kind) {
            case "Word" -> Word.class;
            case "Window" -> Window.class;
            case "Budget" -> Budget.class;
            case "Withdrawal" -> Withdrawal.class;
            default -> throw new StoreException("this home holds a " + kind + ", which this release does not know");
        };
    }

    /**
     * The engine hears now what it has not heard yet.
     *
     * @param atNanos event time; nothing that happened up to then is touched
     * @return all that was heard, in order
     */
    public List<Decree> hear(long atNanos) {
        List<Decree> heard = new ArrayList<>();
        for (Decree decree : all()) {
            if (decree.saidNanos() != Decree.UNHEARD) {
                heard.add(decree);
                continue;
            }
            Decree now = decree.heardAt(atNanos);
            database.transaction(
                    "keep when it was heard",
                    () -> database.update("UPDATE decree SET json = ? WHERE id = ?", Json.write(now), now.id()));
            heard.add(now);
        }
        return heard;
    }
}
