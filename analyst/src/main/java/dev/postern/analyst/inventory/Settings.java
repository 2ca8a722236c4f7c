package dev.postern.analyst.inventory;

/**
 * What the analyst may be told; everything else it learns.
 *
 * @param learningNanos event time after which a first path between zones counts as new
 * @param coldStartNanos event time before which no first writer of a new home is called new
 * @param quietNanos an incident that saw nothing for this long is closed
 * @param noticeP a lone anomaly rarer than this becomes a notice
 * @param incidentP several anomalies together rarer than this become an incident
 * @param masterPauseNanos quiet for this long, a new master's visit is over and its return is told
 * @param masterQuarantineNanos a new master's first stretch that wins it no trust
 */
public record Settings(
        long learningNanos,
        long coldStartNanos,
        long quietNanos,
        double noticeP,
        double incidentP,
        long masterPauseNanos,
        long masterQuarantineNanos,
        Limits limits) {
    public static final long SECOND_NANOS = 1_000_000_000L;
    public static final long MINUTE_NANOS = 60 * SECOND_NANOS;
    public static final long HOUR_NANOS = 60 * MINUTE_NANOS;
    public static final long DAY_NANOS = 24 * HOUR_NANOS;

    /** Event time before which first visits of writers and engineers are a notice by themselves: they come once a week, if that. */
    public static final long RIPE_NANOS = 7 * DAY_NANOS;

    /**
     * Entries per table; what does not fit is counted in {@link Analyst#limitsHit} under the table's name.
     *
     * @param publicDevices of {@code devices}, how many may have public addresses
     * @param spokenOfDevices of {@code devices}, how many may never have been heard
     */
    public record Limits(
            int devices,
            int publicDevices,
            int spokenOfDevices,
            int conduits,
            int claims,
            int sessions,
            int openIncidents,
            int closedIncidents,
            int anomaliesPerIncident) {}

    /** The same, but for how long a new master stays one: docs/decisions/0007. */
    public Settings withMasters(long pauseNanos, long quarantineNanos) {
        return new Settings(
                learningNanos, coldStartNanos, quietNanos, noticeP, incidentP, pauseNanos, quarantineNanos, limits);
    }

    public static Settings defaults() {
        return new Settings(
                DAY_NANOS,
                10 * MINUTE_NANOS,
                30 * MINUTE_NANOS,
                1e-4,
                1e-6,
                10 * MINUTE_NANOS,
                3 * DAY_NANOS,
                new Limits(20_000, 4_000, 4_000, 60_000, 20_000, 4_000, 500, 2_000, 200));
    }
}
