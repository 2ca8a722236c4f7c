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
    /** An account acts from, on or over what it never did, or at an hour at which it never did. */
    NOVELTY_ACCOUNT,
    /** A value is written that this client does not write there. */
    VALUE_WRITE,
    /** A set point is moved one way again and again. */
    VALUE_CREEP,
    /** A point goes on reading as it did, although something else was written into it. */
    VALUE_UNHEEDED,
    /** Two points that moved together no longer do. */
    VALUE_PAIR,
    /** A switch acts, and nothing measured says why. */
    VALUE_TRIP,
    /** Numbers that a publisher counts up go back, leap or repeat. */
    VALUE_NUMBERING,
    /** A value is off where it was in its first quarter of a year, and stays off. */
    VALUE_WALK,
    /** A point reads as it never did. */
    VALUE_LEVEL,
    /** A point moves further at once than it ever did, or a counter goes back. */
    VALUE_STEP,
    /** A point that always moves stands still. */
    VALUE_STILL,
    /** The same sequence of noisy values again. */
    VALUE_REPLAY,
    /** More is switched in a row than this hand ever did. */
    COUNT_COMMANDS,
    COUNT_MESSAGES,
    COUNT_BYTES,
    COUNT_CONNECTIONS,
    COUNT_FAILURES,
    COUNT_PEERS,
    /** Addresses and ports asked that nobody answers at. */
    COUNT_SILENT,
    /** Frames to everybody or to groups, from all devices together. */
    COUNT_GROUP,
    /** Refused logins. */
    COUNT_LOGINS,
    /** Logins in vain from public addresses, all together, at one server in a day. */
    COUNT_OUTSIDE,
    /** What is read out of one store in a day. */
    COUNT_READ,
    CYCLE_PERIOD,
    CYCLE_MISSED,
    CYCLE_EXTRA,
    /** Things are asked in an order that is less expected than any before. */
    SEQUENCE_ORDER,
    /** Answers take longer, or less long, than such requests take here. */
    HEALTH_LATENCY,
    /** A larger share of answers are refusals. */
    HEALTH_REFUSED,
    /** A larger share of packets is sent again, or of connections reset. */
    HEALTH_TRANSPORT,
    /** A device says that it, or a point of it, is in trouble. */
    HEALTH_TROUBLE,
    BINDING_HARDWARE,
    BINDING_VLAN,
    BINDING_TTL,
    BINDING_NAME,
    /** What an hour brings, summed over hours. */
    DRIFT_HOUR,
    /** What a day brings, summed over days. */
    DRIFT_DAY,
    /** What a week brings, month by month through a year. */
    DRIFT_YEAR,
    /** A phase of activity, such as a shift or a batch, that was never there. */
    PHASE_NEW,
    /** Back after a long absence. */
    PRESENCE_RETURN,
    /** Comes rarely, but again and again. */
    PRESENCE_VISITOR,
    /** A new contact that keeps a beat. */
    PRESENCE_BEACON,
    /** What comes by the calendar did not. */
    PRESENCE_MISSED,
    /** Information carried by the names that are asked for. */
    NAMES_INFORMATION,
    /** What a station of its kind does not do: commands without ever having looked. */
    ROLE_LINK,
    /** Several aspects together, none of them enough alone. */
    BREADTH,
    /** Protocol knowledge, not a learned habit: a program download is a program download on the first day. */
    KNOWLEDGE;

    /** About a value of the process; the verb says whether it was read, reported or written. */
    public boolean isOfValue() {
        return name().startsWith("VALUE_");
    }

    /** Lower case with a dot: {@code novelty.peer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }
}
