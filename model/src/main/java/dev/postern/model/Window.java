package dev.postern.model;

import java.util.List;

/**
 * Announced work: who will do what to which devices, and when. What was announced is reconciled; everything else alarms as ever, and so
 * does work that was announced and did not happen.
 *
 * @param who stations that do it; empty for any
 * @param devices to which it is done; at least one
 * @param verbs what is done; looking on the way (verbs of weight 1) is part of it
 * @param fromNanos event time
 * @param untilNanos event time, excluded
 */
public record Window(
        String id,
        List<Address> who,
        List<Address> devices,
        List<Verb> verbs,
        long fromNanos,
        long untilNanos,
        long saidNanos,
        String author,
        String note)
        implements Decree {
    @Override
    public Window heardAt(long atNanos) {
        return new Window(id, who, devices, verbs, fromNanos, untilNanos, atNanos, author, note);
    }

    /** Whether this was announced: something {@code actor} does to {@code target} at this moment. */
    public boolean announces(Address actor, Address target, Verb verb, long atNanos) {
        return atNanos >= fromNanos
                && atNanos < untilNanos
                && atNanos > saidNanos
                && (who.isEmpty() || who.contains(actor))
                && devices.contains(target)
                && (verb == null || verb.weight() == 1 || includes(verb));
    }

    /** Whether the deed is one of those announced, or the file that announced firmware comes in. */
    public boolean includes(Verb verb) {
        return verbs.contains(verb) || verb == Verb.FILE_WRITE && verbs.contains(Verb.FIRMWARE);
    }
}
