package dev.postern.life.conversation;

import dev.postern.life.Watch;
import dev.postern.life.habit.Hash;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.ToldTime;

/**
 * What the devices of a shard lately said about themselves. Many announce the same every few seconds for years: it is news once an hour. What tells
 * one machine from others, whose steadiness and places are judged, is news once a minute. So it is with how a publication is configured, with the time that a server tells, and with who publishes a topic. {@value #SETS} sets of {@value #WAYS} entries, the one longest silent gives way; a forgotten one is
 * news again, nothing else.
 */
final class Sayings {
    static final int SETS = 1024;
    static final int WAYS = 4;
    private static final int OWN_MINUTES = 1;
    private static final int OTHER_MINUTES = 60;

    private final long[] said = new long[SETS * WAYS];
    private final int[] minutes = new int[SETS * WAYS];

    @SuppressWarnings("EnumOrdinal") // a hash that must not change from run to run
    boolean isNews(Identity identity) {
        long subject = Hash.of(Hash.of(identity.subject()), identity.attribute().ordinal());
        long what = Hash.of(Hash.of(identity.value()), Hash.of(identity.protocol()));
        long hash = Hash.of(subject, identity.ofModule() ? Hash.of(what, Hash.of(identity.place())) : what);
        int minute = Watch.minute(identity.stamp().atNanos());
        int again = switch (identity.attribute()) {
            case NAME, SERIAL, FINGERPRINT, CERTIFICATE, PROGRAM -> OWN_MINUTES;
            default -> OTHER_MINUTES;
        };
        return isNews(hash, minute, again);
    }

    /** As what a publisher of a substation is configured, or what a report of one is: of its revision and its data set, not of the values. */
    boolean isNews(Message publication) {
        Object revision = publication.fields().get("conf_rev");
        if (revision == null)
            return publication.protocol().equals("mqtt") ? isNewSource(publication) : isNewTime(publication);
        Object dataSet = publication.fields().get("data_set");
        long who = Hash.of(
                Hash.of(publication.conversation().source(publication.fromClient())), Hash.of(publication.target()));
        long what = Hash.of(revision.hashCode(), dataSet == null ? 0 : Hash.of(dataSet.toString()));
        return isNews(Hash.of(who, what), Watch.minute(publication.stamp().atNanos()), OTHER_MINUTES);
    }

    /** Who publishes which topic at a broker. */
    private boolean isNewSource(Message message) {
        long who = Hash.of(
                Hash.of(message.conversation().client()),
                Hash.of(message.conversation().server()));
        return isNews(
                Hash.of(who, Hash.of(message.target())),
                Watch.minute(message.stamp().atNanos()),
                OTHER_MINUTES);
    }

    /** By how many minutes a clock that tells the time is wrong. */
    private boolean isNewTime(Message message) {
        Long told = ToldTime.millis(message);
        if (told == null) return false;
        long offMinutes = Math.round((told - message.stamp().atNanos() / 1e6) / 60e3);
        long who = Hash.of(Hash.of(message.conversation().source(message.fromClient())), Hash.of(message.protocol()));
        return isNews(Hash.of(who, offMinutes), Watch.minute(message.stamp().atNanos()), OTHER_MINUTES);
    }

    private boolean isNews(long hash, int minute, int again) {
        int set = (int) (hash & SETS - 1) * WAYS;
        int victim = set;
        for (int i = set; i < set + WAYS; i++) {
            if (said[i] == hash) {
                if (minute - minutes[i] < again && minute >= minutes[i]) return false;
                minutes[i] = minute;
                return true;
            }
            if (minutes[i] < minutes[victim]) victim = i;
        }
        said[victim] = hash;
        minutes[victim] = minute;
        return true;
    }
}
