package dev.postern.model;

/**
 * One protocol message, decoded.
 *
 * @param stamp the frame in which it was complete
 * @param protocol lower-case name of the dissector: {@code modbus}, {@code s7comm}, {@code enip}, {@code cip}, {@code dnp3}, {@code dns}
 * @param operation what is asked, in the protocol's own words, lower case: {@code read holding registers}; the answer has the same
 * @param unit station within the server (unit id, rack and slot, outstation address), or the empty string
 * @param target the object asked for, without its value: {@code holding 100 x10}, {@code DB1.DBX0.0}; empty where there is none. What
 *     varies from message to message without meaning (sequence numbers, handles) never stands here
 * @param latencyNanos from the request to this answer, or -1
 */
public record Message(
        Stamp stamp,
        Conversation conversation,
        boolean fromClient,
        String protocol,
        String operation,
        Verb verb,
        Outcome outcome,
        String unit,
        String target,
        long latencyNanos,
        Fields fields)
        implements Observation {}
