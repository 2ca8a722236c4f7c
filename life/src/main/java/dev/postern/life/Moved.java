package dev.postern.life;

import dev.postern.model.Address;
import dev.postern.model.Stamp;

/**
 * That what one publisher measures began to move or came to rest, or that the state it publishes changed: from stage 1 to the site, which knows the others.
 *
 * @param unit which of the publisher's streams, by its application id
 * @param what the value that leapt furthest, or the control block whose state changed
 * @param atNanos when it showed, a few hundredths of a second before {@code stamp} for what moves; of rest, when something last moved
 * @param moved values that have moved since all was at rest
 * @param carrying values that were not nought before
 * @param leap the largest of what moved, in what it usually is
 * @param state names the new state of switches
 */
public record Moved(
        Stamp stamp,
        Address publisher,
        String service,
        String unit,
        String what,
        Kind kind,
        long atNanos,
        int moved,
        int carrying,
        double leap,
        long state) {
    /** What is told. */
    public enum Kind {
        SETTLED,
        MOVES,
        RESTS,
        SWITCHES
    }
}
