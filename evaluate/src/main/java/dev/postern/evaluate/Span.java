package dev.postern.evaluate;

import java.util.Set;

/**
 * A stretch of time of which something is known; both ends belong to it.
 *
 * @param what in words; the kind of a harmless event, empty for one that is not counted as one
 * @param devices addresses of which it is known; empty if of any
 */
public record Span(String what, long fromNanos, long untilNanos, Set<String> devices) {
    /** Of whomever. */
    public Span(String what, long fromNanos, long untilNanos) {
        this(what, fromNanos, untilNanos, Set.of());
    }
}
