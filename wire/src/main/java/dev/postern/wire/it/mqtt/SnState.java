package dev.postern.wire.it.mqtt;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;
import java.util.LinkedHashMap;

/** What is known of a client and its gateway, or of all nodes behind a forwarder: requests that wait, and the names of topic ids. Bounded, the oldest goes first. */
final class SnState {
    static final int TOPICS_MAX = 1024;

    /** {@code topic} is what an acknowledgement will give an id to, or empty. */
    record Asked(String operation, Verb verb, String target, String topic, long atNanos) {}

    /** By node, side, type and message id, which is 0 for types without one. */
    final Waiting<String, Asked> asked = new Waiting<>();

    private final LinkedHashMap<String, String> topics = new LinkedHashMap<>();

    static String key(String node, boolean fromClient, int type, int message) {
        return node + (fromClient ? " c" : " s") + type + " " + message;
    }

    void topic(Turn turn, String node, int id, String name) {
        topics.putLast(node + " " + id, name);
        if (topics.size() <= TOPICS_MAX) return;
        topics.pollFirstEntry();
        turn.forgot();
    }

    /** Null for an id whose registration was not seen. */
    String topic(String node, int id) {
        return topics.get(node + " " + id);
    }
}
