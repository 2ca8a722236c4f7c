package dev.postern.evaluate;

/**
 * A stretch of time of which something is known; both ends belong to it.
 *
 * @param what in words; the kind of a harmless event
 */
public record Span(String what, long fromNanos, long untilNanos) {}
