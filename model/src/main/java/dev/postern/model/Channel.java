package dev.postern.model;

import java.util.Locale;

/** Which aspect of a pattern of life an anomaly is about. */
public enum Channel {
    NOVELTY_DEVICE,
    NOVELTY_PEER,
    NOVELTY_SERVICE,
    NOVELTY_OPERATION,
    NOVELTY_TARGET,
    NOVELTY_UNIT,
    NOVELTY_NAME,
    /** A client that never wrote to this server writes. */
    NOVELTY_WRITER,
    /** A station that never did engineering does. */
    NOVELTY_ENGINEER,
    COUNT_MESSAGES,
    COUNT_BYTES,
    COUNT_CONNECTIONS,
    COUNT_FAILURES,
    COUNT_PEERS,
    CYCLE_PERIOD,
    CYCLE_MISSED,
    CYCLE_EXTRA,
    BINDING_HARDWARE,
    BINDING_VLAN,
    BINDING_TTL,
    BINDING_NAME,
    /** What an hour brings, summed over hours. */
    DRIFT_HOUR,
    /** What a day brings, summed over days. */
    DRIFT_DAY,
    /** Several aspects together, none of them enough alone. */
    BREADTH,
    /** Protocol knowledge, not a learned habit: a program download is a program download on the first day. */
    KNOWLEDGE;

    /** Lower case with a dot: {@code novelty.peer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }
}
