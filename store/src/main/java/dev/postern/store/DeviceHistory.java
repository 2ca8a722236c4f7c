package dev.postern.store;

import java.util.List;

/** What a device did and had done to it: traffic by hour, commands and their rhythm, points, what was set. */
public final class DeviceHistory {
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    /** Minutes with a command before its rhythm is told. */
    private static final int RHYTHM_MINUTES_MIN = 10;

    private final History history;

    DeviceHistory(History history) {
        this.history = history;
    }

    /** Bytes and packets of a device in one hour. */
    public record Hour(long atNanos, long packets, long bytes) {}

    /** Traffic of any of these addresses by hour, in the last {@code hours} before {@code untilNanos}. */
    public List<Hour> activity(List<String> addresses, long untilNanos, int hours) {
        return history.recent(
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
        return history.recent("tally", untilNanos, hours, statement, addresses, row -> {
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
        return PointHistory.of(history, addresses, untilNanos, hours, limit);
    }

    /** Something that was set, with what the message carried as JSON. */
    public record Written(
            long atNanos, String from, String to, String service, String operation, String target, String fields) {}

    /** What these addresses set or had set in the last {@code hours} before {@code untilNanos}, the newest first. */
    public List<Written> written(List<String> addresses, long untilNanos, int hours, int limit) {
        return history.recent(
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
}
