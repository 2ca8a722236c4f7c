package dev.postern.model;

/**
 * How often the same thing was asked in one conversation in one minute: the form in which routine messages are remembered.
 *
 * @param stamp the first such message of the minute
 * @param client asking side
 * @param service protocol name
 * @param refused how many of the answers were exceptions or errors
 * @param count messages in the direction of {@code outcome}
 */
public record Tally(
        Stamp stamp,
        Address client,
        Address server,
        String service,
        String unit,
        String operation,
        Verb verb,
        String target,
        long windowNanos,
        long count,
        long refused)
        implements Observation {}
