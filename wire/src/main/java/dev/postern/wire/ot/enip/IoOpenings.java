package dev.postern.wire.ot.enip;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * Connections of cyclic data that were opened between two hosts, in whatever flow: which ids carry outputs, and of which transport class. Plain data, at most {@value
 * #OPENINGS_MAX}; the oldest goes first.
 */
final class IoOpenings {
    private static final int OPENINGS_MAX = 128;

    /** Who asked for it (serial number, vendor, serial number of the originator) to the transport class. */
    private final LinkedHashMap<Long, Integer> asked = new LinkedHashMap<>();
    /** Id of the outputs, which the target chose, to the same. */
    private final LinkedHashMap<Long, Integer> outputs = new LinkedHashMap<>();

    /** What an answer repeats of its request; the ids of the connection it may have chosen itself. */
    static long key(int serial, int vendor, long originator) {
        return originator << 32 | (long) vendor << 16 | serial;
    }

    void asked(Turn turn, long key, int transportClass) {
        if (Outputs.mayHave(transportClass)) put(turn, asked, key, transportClass);
    }

    void opened(Turn turn, long outputsId, long key) {
        Integer transportClass = asked.remove(key);
        if (transportClass != null) put(turn, outputs, outputsId, transportClass);
    }

    /** @return transport class of a connection of outputs; -1 if it is none, or was not seen opening */
    int outputsOf(long connection) {
        return outputs.getOrDefault(connection, -1);
    }

    private static void put(Turn turn, LinkedHashMap<Long, Integer> table, long id, int transportClass) {
        table.putLast(id, transportClass);
        if (table.size() <= OPENINGS_MAX) return;
        table.pollFirstEntry();
        turn.forgot();
    }
}
