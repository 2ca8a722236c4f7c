package dev.postern.wire.ot.rtps;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** Topics by endpoint, as far as this flow carried their discovery; at most {@link #ENDPOINTS_MAX}, the oldest goes first. */
final class RtpsState {
    static final int ENDPOINTS_MAX = 1024;

    private final LinkedHashMap<String, String> topics = new LinkedHashMap<>();

    /** @param guid prefix and entity in hex */
    void announce(Turn turn, String guid, String topic) {
        topics.remove(guid);
        if (topics.size() >= ENDPOINTS_MAX) {
            topics.pollFirstEntry();
            turn.forgot();
        }
        topics.put(guid, topic);
    }

    /** Null if its announcement was not seen here. */
    String topic(String guid) {
        return topics.get(guid);
    }
}
