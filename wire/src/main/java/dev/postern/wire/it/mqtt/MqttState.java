package dev.postern.wire.it.mqtt;

import dev.postern.model.Verb;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a connection remembers: its version, packets that wait for their acknowledgement, topics behind aliases, and the metrics that births
 * announced. Every table is bounded and its oldest entry goes first.
 */
final class MqttState {
    static final int ASKED_MAX = 256;
    static final int ALIASES_MAX = 256;
    static final int METRICS_MAX = 4096;
    static final int VERSION_5 = 5;

    record Asked(String operation, Verb verb, String target, long atNanos) {}

    /** A metric as its birth certificate announced it. */
    record Metric(String name, int type) {}

    /** Level in the connect packet; 4 (3.1.1) while that was not seen. */
    int version = 4;

    /** Event time of a connect or ping that waits, or -1. */
    long connectNanos = -1;

    long pingNanos = -1;
    String client = "";
    /** Of OPC UA PubSub inside; null until there is any, and from a snapshot of an earlier release. */
    private Object pubSub;

    Verb connectVerb = Verb.SESSION;
    private final LinkedHashMap<Integer, Asked> asked = new LinkedHashMap<>();
    private final LinkedHashMap<Integer, String> topics = new LinkedHashMap<>();
    private final LinkedHashMap<String, Metric> metrics = new LinkedHashMap<>();

    Object pubSub(Dissector inner) {
        if (pubSub == null) pubSub = inner.newState();
        return pubSub;
    }

    boolean isVersion5() {
        return version == VERSION_5;
    }

    private static int key(boolean fromClient, int number) {
        return fromClient ? number : number | 0x1_0000;
    }

    void ask(Turn turn, boolean fromClient, int packet, Asked question) {
        put(turn, asked, key(fromClient, packet), question, ASKED_MAX);
    }

    /** The packet with this identifier that the other side sent, or null. */
    Asked answered(boolean fromClient, int packet) {
        return asked.remove(key(!fromClient, packet));
    }

    void alias(Turn turn, boolean fromClient, int alias, String topic) {
        put(turn, topics, key(fromClient, alias), topic, ALIASES_MAX);
    }

    /** Empty for an alias whose topic was not seen. */
    String topic(boolean fromClient, int alias) {
        return topics.getOrDefault(key(fromClient, alias), "");
    }

    void born(Turn turn, String node, long alias, Metric metric) {
        put(turn, metrics, node + " " + alias, metric, METRICS_MAX);
    }

    Metric metric(String node, long alias) {
        return metrics.get(node + " " + alias);
    }

    private static <K, V> void put(Turn turn, LinkedHashMap<K, V> table, K key, V value, int most) {
        if (table.size() >= most && !table.containsKey(key)) {
            Map.Entry<K, V> oldest = table.firstEntry();
            table.remove(oldest.getKey());
            turn.forgot();
        }
        table.put(key, value);
    }
}
