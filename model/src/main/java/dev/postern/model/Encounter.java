package dev.postern.model;

/**
 * Both ends of a new flow have spoken. Its {@link Traffic} says so as well, and how much, but only when the minute has ended; whoever should not have met anybody is to be told of now.
 *
 * @param stamp the first frame of the flow
 * @param service name of the protocol recognised in it, else transport and port, as {@link Traffic} has it
 */
public record Encounter(Stamp stamp, Conversation conversation, String service) {}
