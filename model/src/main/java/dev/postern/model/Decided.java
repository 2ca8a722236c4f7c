package dev.postern.model;

/**
 * A decision as it is kept: part of what a home is made of, like the packets it read.
 *
 * @param number 1, 2, ... in the order in which they were made
 * @param atNanos event time from which on it counts
 * @param madeNanos when the person made it, by this machine's clock
 * @param who user name, or {@code command line}
 */
public record Decided(long number, long atNanos, long madeNanos, String who, Decision decision) {}
