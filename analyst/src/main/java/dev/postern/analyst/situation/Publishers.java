package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;
import java.util.TreeMap;

/**
 * Who tells a broker the values of a topic (MQTT 5.0 section 3.3, B17). A topic that had one publisher, who goes on, and suddenly has another, carries values that somebody else made up, for a
 * broker tells nobody whom they are from. A stand-by publishes when the other has fallen silent; topics that several wrote to while the home learned are theirs together.
 */
public final class Publishers {
    private static final int TOPICS_MAX = 20_000;
    /** A publisher is heard of again once an hour. */
    private static final long SILENT_NANOS = 2 * Settings.HOUR_NANOS;

    private final TreeMap<String, Topic> topics = new TreeMap<>();

    /** Mutable. */
    static final class Topic {
        Address publisher;
        long lastNanos;
        boolean shared;
    }

    /** Routine messages that are heard one by one, each publisher of a topic once an hour. */
    public static boolean concerns(Message m) {
        return m.protocol().equals("mqtt")
                && m.fromClient()
                && m.verb() == Verb.REPORT
                && (m.outcome() == Outcome.REQUEST || m.outcome() == Outcome.NOTICE)
                && !m.target().isEmpty();
    }

    public void message(Message m, Context context) {
        if (!concerns(m) || m.stamp().late()) return;
        Address broker = m.conversation().server();
        Address publisher = m.conversation().client();
        String key = broker + " " + m.target();
        long at = m.stamp().atNanos();
        Topic topic = topics.get(key);
        if (topic == null) {
            if (!context.limit().room("topics of a broker", topics.size(), TOPICS_MAX)) return;
            topics.put(key, topic = new Topic());
            topic.publisher = publisher;
        }
        if (topic.shared) return;
        boolean same = topic.publisher.equals(publisher);
        if (!same && at - topic.lastNanos <= SILENT_NANOS) {
            topic.shared = true;
            if (context.learned()) tell(m, topic.publisher, context);
        }
        topic.publisher = publisher;
        topic.lastNanos = at;
    }

    private static void tell(Message m, Address other, Context context) {
        Situation s = Situation.SECOND_SOURCE;
        Address who = m.conversation().client();
        Address broker = m.conversation().server();
        context.desk()
                .raise(new Finding(
                        s,
                        broker + " " + m.target(),
                        m.stamp(),
                        who,
                        broker,
                        m.protocol(),
                        m.verb(),
                        s.title,
                        context.inventory().describe(who) + " publishes " + m.target() + " at "
                                + context.inventory().describe(broker) + ", as "
                                + context.inventory().describe(other) + " does.",
                        "Only " + other + " did, for as long as Postern listens.",
                        "first time for this topic",
                        s.consequence,
                        s.neverHidden,
                        List.of(m.stamp().ref()),
                        List.of(Part.source(who), Part.target(broker), Part.involved(other)),
                        "topics of " + broker + " by " + who));
    }
}
