package dev.postern.store;

import dev.postern.model.Decided;
import dev.postern.model.Decision;
import java.util.List;

/**
 * What people decided about zones and conduits. Anybody who may write adds a decision; the process that concludes gives it the event time from
 * which on it counts, once and for good. Each is kept together with its line of the audit trail, and nothing is ever changed or taken out: a decision is
 * withdrawn by another. What people say of findings is kept likewise, see {@link Decrees}.
 */
public final class DecisionTable {
    /** Of a decision that no event time was given to yet. */
    public static final long UNDATED = Long.MIN_VALUE;

    private final Database database;
    private final AuditTrail audit;

    DecisionTable(Database database, AuditTrail audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Keeps a decision at once and for good.
     *
     * @param atNanos event time from which on it is to count, or {@link #UNDATED} for as soon as it is heard of
     * @return its number
     */
    public long add(long atNanos, long madeNanos, String who, Decision decision) {
        long[] number = new long[1];
        database.transaction("keep what was decided", () -> {
            number[0] = insert(atNanos, madeNanos, who, decision);
            audit.write(madeNanos, who, "decided: " + decision.sentence());
        });
        return number[0];
    }

    /**
     * Keeps all decisions of another home, in their order and with their times, or none.
     *
     * @param wallNanos of the audit trail
     */
    public void takeOver(List<Decided> decisions, long wallNanos, String who) {
        database.transaction("take over decisions", () -> {
            for (Decided d : decisions) insert(d.atNanos(), d.madeNanos(), d.who(), d.decision());
            audit.write(wallNanos, who, "imported " + decisions.size() + " decisions");
        });
    }

    private long insert(long atNanos, long madeNanos, String who, Decision decision) {
        return database.rows(
                        row -> row.getLong(1),
                        "INSERT INTO decision(at, made, who, json) VALUES(?, ?, ?, ?) RETURNING number",
                        atNanos == UNDATED ? null : atNanos,
                        madeNanos,
                        who,
                        Json.write(decision))
                .getFirst();
    }

    /** It counts from this event time on; a time that it was given before stays. */
    public void date(long number, long atNanos) {
        database.transaction(
                "date a decision",
                () -> database.update("UPDATE decision SET at = ? WHERE number = ? AND at IS NULL", atNanos, number));
    }

    /** The highest number given, 0 if there is none: a cheap question whether there is news. */
    public long last() {
        return database.rows(row -> row.getLong(1), "SELECT coalesce(max(number), 0) FROM decision")
                .getFirst();
    }

    /** All after {@code number}, in the order in which they were made. */
    public List<Decided> after(long number) {
        return database.rows(
                row -> {
                    long at = row.getLong(2);
                    if (row.wasNull()) at = UNDATED;
                    return new Decided(
                            row.getLong(1),
                            at,
                            row.getLong(3),
                            row.getString(4),
                            Json.read(row.getString(5), Decision.class));
                },
                "SELECT number, at, made, who, json FROM decision WHERE number > ? ORDER BY number",
                number);
    }
}
