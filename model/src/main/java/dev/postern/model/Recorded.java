package dev.postern.model;

/**
 * One conversation as the history has it, and how regularly it happened.
 *
 * @param verb what was asked, or null for its traffic as a whole
 * @param minutes in which it was active
 * @param count packets, or messages of the verb
 * @param gapMinutes mean time from one active minute to the next, 0 where there is one only
 * @param gapSpread standard deviation of that time over its mean, 0 for a clockwork
 */
public record Recorded(
        Address client,
        Address server,
        String service,
        Verb verb,
        long minutes,
        long count,
        long firstNanos,
        long lastNanos,
        double gapMinutes,
        double gapSpread) {}
