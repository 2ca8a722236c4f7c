package dev.postern.evaluate.baseline;

import dev.postern.model.Observation;

/** A method that scores what it observes, in one pass, judging first and learning then. */
public interface Baseline {
    String name();

    void observe(Observation observation, Alarms out);

    /** Everything before this whole minute has been observed. */
    default void close(long minuteNanos, Alarms out) {}
}
