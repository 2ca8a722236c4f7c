package dev.postern.model;

import java.util.Locale;

/**
 * A person's word on an anomaly, for all that is like it within the scope. It never silences what is never hidden.
 *
 * @param anomaly id of the one it was said of
 * @param device of that anomaly, as are {@code peer} (may be null), {@code service}, {@code channel}, {@code situation} and {@code verb}
 * @param role of the device when it was said; what a group is named by; may be empty
 * @param lastsNanos for how long it holds
 */
public record Word(
        String id,
        Kind kind,
        Scope scope,
        String anomaly,
        Address device,
        Address peer,
        String service,
        Channel channel,
        String situation,
        Verb verb,
        String role,
        long saidNanos,
        long lastsNanos,
        String author,
        String note)
        implements Decree {
    /** Ninety days. */
    public static final long LASTS_NANOS = 90L * 86_400 * 1_000_000_000;

    /** What is said. */
    public enum Kind {
        /** Kept, but told no more. */
        EXPECTED,
        /** Told as a notice, no more. */
        EXPECTED_TELL,
        /** An incident whenever it comes back, whatever the budget; what the sources of its incident taught is taken back. */
        MALICIOUS,
        /** The verdict stands, its reason does not: remembered and shown, changes nothing. */
        WRONG_REASON
    }

    /** How far it reaches. */
    public enum Scope {
        /** The same again: device, peer, service, channel, situation and verb. */
        EVENT,
        /** Whatever these two do with each other. */
        EDGE,
        /** Whatever this device shows in this respect. */
        DEVICE_CHANNEL,
        /** Whatever a device of this role shows in this respect. */
        GROUP
    }

    /** About one anomaly, not heard yet. */
    public static Word on(
            Anomaly a, Kind kind, Scope scope, String role, long lastsNanos, String author, String note, long number) {
        return new Word(
                Ids.of("word", a.id(), kind, scope, author, number),
                kind,
                scope,
                a.id(),
                a.device(),
                a.peer(),
                a.service(),
                a.channel(),
                a.situation(),
                a.verb(),
                role,
                UNHEARD,
                lastsNanos,
                author,
                note);
    }

    @Override
    public Word heardAt(long atNanos) {
        return new Word(
                id,
                kind,
                scope,
                anomaly,
                device,
                peer,
                service,
                channel,
                situation,
                verb,
                role,
                atNanos,
                lastsNanos,
                author,
                note);
    }

    /** The same for another while. */
    public Word lasting(long nanos) {
        return new Word(
                id, kind, scope, anomaly, device, peer, service, channel, situation, verb, role, saidNanos, nanos,
                author, note);
    }

    public long untilNanos() {
        return saidNanos + lastsNanos;
    }

    /** In words: {@code B1, download over s7comm, of 10.0.0.1 and 10.0.0.2}, {@code novelty.peer of 10.0.0.1}. */
    public String reach() {
        return switch (scope) {
            case EVENT -> event() + ", of " + device + (peer == null ? "" : " and " + peer);
            case EDGE -> "whatever " + device + (peer == null ? " does alone" : " and " + peer + " do with each other");
            case DEVICE_CHANNEL -> channel.label() + " of " + device;
            case GROUP -> channel.label() + " of every " + (role.isEmpty() ? "device without a role" : role);
        };
    }

    /** Which event: what is known without learning by its situation, what was learned by its channel as well. */
    private String event() {
        StringBuilder text = new StringBuilder(situation);
        if (situation.isEmpty() || channel != Channel.KNOWLEDGE)
            text.append(situation.isEmpty() ? "" : ", ").append(channel.label());
        boolean deed = verb != null && verb != Verb.OTHER;
        if (deed) text.append(", ").append(verb.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!service.isEmpty()) text.append(deed ? "" : ",").append(" over ").append(service);
        return text.toString();
    }
}
