package dev.postern.model;

/**
 * Bytes that break a rule; itself evidence.
 *
 * @param conversation null below the transport
 * @param layer protocol whose rule it is: {@code ipv4}, {@code modbus}
 * @param rule short and fixed, so that it can be counted: {@code quantity out of range}
 * @param offset of the offending byte from the start of that layer
 */
public record Malformed(
        Stamp stamp, Conversation conversation, boolean fromClient, String layer, String rule, int offset)
        implements Observation {}
