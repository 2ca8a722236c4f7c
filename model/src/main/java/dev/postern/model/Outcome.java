package dev.postern.model;

/** Which half of an exchange a message is, and how it went. */
public enum Outcome {
    /** Asks; the answer is a message of its own. */
    REQUEST,
    /** Answers, and the answer is yes. */
    SUCCESS,
    /** Answers with an exception, error status or negative confirmation. */
    REFUSED,
    /** Stands alone: announcements, unsolicited reports, cyclic data. */
    NOTICE
}
