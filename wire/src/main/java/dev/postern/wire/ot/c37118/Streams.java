package dev.postern.wire.ot.c37118;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * Configurations by the id of their stream: of a flow, and of all flows between two hosts, for a stream may be asked for over TCP and come over UDP (annex F.3). At most
 * {@value #STREAMS_MAX}; the oldest goes first.
 */
final class Streams {
    static final int STREAMS_MAX = 16;

    private final LinkedHashMap<Integer, Configuration> configurations = new LinkedHashMap<>();

    Configuration get(int id) {
        return configurations.get(id);
    }

    void put(Turn turn, int id, Configuration configuration) {
        put(turn, configurations, id, configuration);
    }

    static void put(Turn turn, LinkedHashMap<Integer, Configuration> configurations, int id, Configuration one) {
        if (configurations.size() >= STREAMS_MAX && !configurations.containsKey(id)) {
            configurations.pollFirstEntry();
            turn.forgot();
        }
        configurations.put(id, one);
    }
}
