package dev.postern.store;

import dev.postern.model.Address;
import dev.postern.model.Recorded;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;

/** How regularly conversations happened: the same ones every minute, or once in a while. */
final class Regularity {
    private Regularity() {}

    /**
     * Every conversation of the last {@code hours} before the newest observation, with how regularly it happened: its traffic, and each verb that
     * was asked in it; the most active first.
     */
    static List<Recorded> of(History history, int hours, int limit) {
        List<Recorded> all = new ArrayList<>(regularity(history, "traffic", "'' AS verb", "TRUE", hours, limit));
        all.addAll(regularity(history, "tally", "verb", "TRUE", hours, limit));
        all.addAll(regularity(history, "message", "verb", "outcome = 'REQUEST'", hours, limit));
        return all;
    }

    private static List<Recorded> regularity(
            History history, String kind, String verb, String which, int hours, int limit) {
        String statement = "WITH m AS (SELECT src, dst, service, " + verb
                + ", at_nanos // 60000000000 AS minute, sum(count) AS n, min(at_nanos) AS a, max(at_nanos) AS b FROM %1$s WHERE kind = '"
                + kind + "' AND at_nanos BETWEEN %3$d AND %4$d AND src IS NOT NULL AND dst IS NOT NULL AND " + which
                + " GROUP BY ALL), g AS (SELECT *, minute - lag(minute) OVER (PARTITION BY src, dst, service, verb ORDER BY minute) AS gap FROM m)"
                + " SELECT src, dst, service, verb, count(*) AS minutes, sum(n), min(a), max(b), coalesce(avg(gap), 0),"
                + " coalesce(stddev_pop(gap), 0) FROM g GROUP BY ALL ORDER BY minutes DESC, src, dst, service, verb LIMIT "
                + limit;
        return history.recent(kind, Long.MAX_VALUE, hours, statement, List.of(), row -> {
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
}
