package dev.postern.wire.ot.dlms;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.Arrays;
import java.util.LinkedHashMap;

/** What a flow remembers: requests without an answer, and the segments of an unfinished unit in each direction. */
final class DlmsState {
    /** Sixteen invoke ids for each of the stations behind a connection. */
    static final int PENDING_MAX = 64;

    static final int UNIT_BYTES_MAX = 65_536;
    private static final byte[] NOTHING = {};

    private final LinkedHashMap<Long, Asked> pending = new LinkedHashMap<>();
    private final byte[][] parts = {NOTHING, NOTHING};
    private final int[] lengths = {0, 0};
    boolean clientLost;
    boolean serverLost;

    record Asked(long atNanos, String operation, Verb verb, String target) {}

    /** @param kind group of services whose answers cannot be confused */
    static long key(int client, int server, int kind, int invoke) {
        return (long) client << 40 | (long) server << 16 | (long) kind << 8 | invoke;
    }

    void asked(Turn turn, long key, Asked request) {
        if (pending.size() >= PENDING_MAX && !pending.containsKey(key)) {
            pending.pollFirstEntry();
            turn.forgot();
        }
        pending.put(key, request);
    }

    Asked answered(long key, boolean last) {
        return last ? pending.remove(key) : pending.get(key);
    }

    /** Adds a segment; false if the unit outgrew {@link #UNIT_BYTES_MAX} and is dropped. */
    boolean add(boolean fromClient, Bytes bytes, int from, int count) {
        int side = fromClient ? 0 : 1;
        int length = lengths[side] + count;
        if (length > UNIT_BYTES_MAX) {
            clear(fromClient);
            return false;
        }
        if (length > parts[side].length)
            parts[side] = Arrays.copyOf(parts[side], Math.max(2 * parts[side].length, length));
        System.arraycopy(bytes.array(), bytes.arrayOffset() + from, parts[side], lengths[side], count);
        lengths[side] = length;
        return true;
    }

    boolean unfinished(boolean fromClient) {
        return lengths[fromClient ? 0 : 1] > 0;
    }

    /** The unit, which is then forgotten. */
    Bytes take(boolean fromClient) {
        int side = fromClient ? 0 : 1;
        Bytes unit = new Bytes().wrap(parts[side], 0, lengths[side]);
        clear(fromClient);
        return unit;
    }

    void clear(boolean fromClient) {
        int side = fromClient ? 0 : 1;
        parts[side] = NOTHING;
        lengths[side] = 0;
    }

    /** Whether the direction is lost from now on; true if it was not before. */
    boolean lost(boolean fromClient, boolean value) {
        boolean before = fromClient ? clientLost : serverLost;
        if (fromClient) clientLost = value;
        else serverLost = value;
        return value && !before;
    }
}
