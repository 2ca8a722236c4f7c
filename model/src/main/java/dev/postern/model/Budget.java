package dev.postern.model;

/**
 * How many alarms a day a person wants to hear of. What is beyond is kept one tier lower; what is never hidden is told and does not count.
 *
 * @param incidentsPerDay at least 0
 * @param noticesPerDay at least 0
 */
public record Budget(String id, double incidentsPerDay, double noticesPerDay, long saidNanos, String author)
        implements Decree {
    /** Where nobody has said anything. */
    public static final Budget DEFAULT = new Budget("", 10, 100, 0, "");

    @Override
    public Budget heardAt(long atNanos) {
        return new Budget(id, incidentsPerDay, noticesPerDay, atNanos, author);
    }
}
