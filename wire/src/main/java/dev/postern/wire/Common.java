package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/**
 * What the flows of one protocol between two hosts know in common: a server that calls back over a connection of its own is understood by what it was
 * asked in another. Plain data, {@value #PAIRS_MAX} pairs of hosts a shard; the one longest unused goes, and that is counted.
 */
final class Common {
    static final int PAIRS_MAX = 256;

    private record Pair(Address low, Address high, int vlan, String protocol) {
        static Pair of(Conversation between, String protocol) {
            Address client = between.source(true);
            Address server = between.source(false);
            return client.compareTo(server) <= 0
                    ? new Pair(client, server, between.vlan(), protocol)
                    : new Pair(server, client, between.vlan(), protocol);
        }
    }

    private final LinkedHashMap<Pair, Object> known = new LinkedHashMap<>();

    Object of(Turn turn, String protocol, Supplier<?> fresh) {
        Pair pair = Pair.of(turn.conversation(), protocol);
        Object present = known.get(pair);
        Object state = present != null ? present : fresh.get();
        known.putLast(pair, state);
        if (known.size() > PAIRS_MAX) {
            known.pollFirstEntry();
            turn.forgot();
        }
        return state;
    }
}
