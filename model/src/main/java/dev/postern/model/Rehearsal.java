package dev.postern.model;

import java.util.List;

/**
 * What a policy would have done to the traffic that is on record.
 *
 * @param fromNanos of the first conversation looked at
 * @param conversations looked at
 * @param crossing of these, between zones
 * @param blocked conversations, the most frequent first; at most 1,000
 * @param left how many more
 * @param sentence the result for people
 */
public record Rehearsal(
        long fromNanos,
        long toNanos,
        long conversations,
        long crossing,
        List<Blocked> blocked,
        long left,
        String sentence) {
    /**
     * @param ask the least of what would not have passed
     * @param periodic it happened at regular intervals: something waits for it
     * @param basis {@code rule 7} or {@code nobody}
     */
    public record Blocked(
            Address client,
            Address server,
            String from,
            String to,
            String service,
            Decision.Ask ask,
            boolean periodic,
            String basis,
            long minutes,
            long firstNanos,
            long lastNanos,
            String sentence) {}
}
