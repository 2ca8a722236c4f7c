package dev.postern.store;

import dev.postern.model.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * Courses of points. A {@link Reading} is one row of the history, its points as lists in four columns with a tab between two points: names in {@code target},
 * types in {@code operation}, qualities in {@code outcome}, and in {@code detail} value, least and greatest expected with a space between. Most rows repeat the first
 * three of the row before, which costs a column store nothing.
 */
public final class PointHistory {
    private static final String TAB = "\t";
    /** Moments of one course that are told. */
    private static final int MOMENTS = 120;

    private PointHistory() {}

    record Columns(String names, String types, String qualities, String values) {}

    static Columns columns(List<Reading.Point> points) {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<String> qualities = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Reading.Point p : points) {
            names.add(p.name());
            types.add(p.type());
            qualities.add(p.quality());
            values.add(p.value() + " " + p.low() + " " + p.high());
        }
        return new Columns(
                String.join(TAB, names),
                String.join(TAB, types),
                String.join(TAB, qualities),
                String.join(TAB, values));
    }

    /** A value at a moment. */
    public record Moment(long atNanos, double value) {}

    /**
     * What was seen of one point between two devices.
     *
     * @param written what was set; otherwise what was read
     * @param quality of the last value; empty where the protocol has none
     * @param samples how many values the figures rest on
     * @param changes how often it was another value than the sample before
     * @param falls how often it was a smaller one
     * @param changedNanos since when the last value stands, by the samples
     * @param low quantile 5 % of the samples, as {@code median} and {@code high} are 50 and 95 %
     * @param expectedLow least value that the pattern of life holds for usual; NaN where it is not known yet
     * @param moments at most {@value #MOMENTS}, the oldest first, each the last value of its stretch of time
     */
    public record Course(
            String client,
            String server,
            String service,
            String unit,
            String name,
            boolean written,
            String type,
            String quality,
            double last,
            long samples,
            long kinds,
            long changes,
            long falls,
            long firstNanos,
            long changedNanos,
            long lastNanos,
            double least,
            double low,
            double median,
            double high,
            double greatest,
            double expectedLow,
            double expectedHigh,
            List<Moment> moments) {}

    private static final String KEY = "src, dst, service, unit, verb, name";

    private static final String STATEMENT =
            "WITH s AS (SELECT at_nanos AS moment, number, src, dst, service, unit, verb,"
                    + " unnest(string_split(target, chr(9))) AS name, unnest(string_split(operation, chr(9))) AS type,"
                    + " unnest(string_split(outcome, chr(9))) AS quality, unnest(string_split(detail, chr(9))) AS told FROM %1$s"
                    + " WHERE kind = 'reading' AND at_nanos BETWEEN %3$d AND %4$d AND (src IN %2$s OR dst IN %2$s)),"
                    + " v AS (SELECT *, CAST(split_part(told, ' ', 1) AS DOUBLE) AS value, CAST(split_part(told, ' ', 2) AS DOUBLE) AS el,"
                    + " CAST(split_part(told, ' ', 3) AS DOUBLE) AS eh FROM s),"
                    + " w AS (SELECT *, lag(value) OVER k AS before, (moment - min(moment) OVER a) // greatest(1, (max(moment) OVER a - min(moment) OVER a) // "
                    + (MOMENTS - 1)
                    + ") AS stretch FROM v WINDOW k AS (PARTITION BY " + KEY
                    + " ORDER BY moment, number), a AS (PARTITION BY " + KEY + ")),"
                    + " m AS (SELECT " + KEY
                    + ", stretch, max(moment) AS latest, arg_max(value, moment) AS said FROM w GROUP BY ALL),"
                    + " c AS (SELECT " + KEY
                    + ", string_agg(latest || ' ' || said, chr(9) ORDER BY latest) AS course FROM m GROUP BY ALL),"
                    + " g AS (SELECT " + KEY
                    + ", arg_max(type, moment) AS type, arg_max(quality, moment) AS quality, arg_max(value, moment) AS last, count(*) AS n,"
                    + " count(DISTINCT value) AS kinds, count(*) FILTER (value <> before) AS changes, count(*) FILTER (value < before) AS falls,"
                    + " min(moment) AS first, coalesce(max(moment) FILTER (value <> before), min(moment)) AS changed, max(moment) AS latest, min(value) AS least,"
                    + " quantile_cont(value, 0.05) AS low, quantile_cont(value, 0.5) AS median, quantile_cont(value, 0.95) AS high,"
                    + " max(value) AS greatest, arg_max(el, moment) AS el, arg_max(eh, moment) AS eh FROM w GROUP BY ALL)"
                    + " SELECT " + KEY
                    + ", type, quality, last, n, kinds, changes, falls, first, changed, latest, least, low, median, high, greatest, el, eh,"
                    + " course FROM g JOIN c USING (" + KEY + ") ORDER BY latest // 3600000000000 DESC, " + KEY
                    + " LIMIT ";

    /** Those seen last first. */
    static List<Course> of(History history, List<String> addresses, long untilNanos, int hours, int limit) {
        return history.recent(
                "reading",
                untilNanos,
                hours,
                STATEMENT + limit,
                addresses,
                row -> new Course(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(6),
                        row.getString(5).equals("WRITE"),
                        row.getString(7),
                        row.getString(8),
                        row.getDouble(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12),
                        row.getLong(13),
                        row.getLong(14),
                        row.getLong(15),
                        row.getLong(16),
                        row.getDouble(17),
                        row.getDouble(18),
                        row.getDouble(19),
                        row.getDouble(20),
                        row.getDouble(21),
                        row.getDouble(22),
                        row.getDouble(23),
                        moments(row.getString(24))));
    }

    private static List<Moment> moments(String course) {
        List<Moment> all = new ArrayList<>();
        for (String moment : course.split(TAB)) {
            int space = moment.indexOf(' ');
            all.add(new Moment(
                    Long.parseLong(moment.substring(0, space)), Double.parseDouble(moment.substring(space + 1))));
        }
        return all;
    }
}
