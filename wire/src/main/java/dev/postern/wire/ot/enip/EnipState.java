package dev.postern.wire.ot.enip;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * What a flow remembers: requests without an answer yet, the two ids of each connection opened in it, what was last said of the device and
 * its modules, which of its cyclic data are outputs, and what values these had. At most {@link #PENDING_MAX}, {@link #CONNECTIONS_MAX}, {@link #IDENTITIES_MAX}, {@link #OUTPUTS_MAX} and {@link #CYCLIC_MAX};
 * the oldest goes first.
 */
final class EnipState {
    static final int PENDING_MAX = 64;
    static final int CONNECTIONS_MAX = 64;
    static final int IDENTITIES_MAX = 64;
    /** Two of each connection, and all between two hosts may be in one flow. */
    static final int OUTPUTS_MAX = 256;
    /** Those whose values are told; one that has ended gives way, none that goes on. */
    static final int CYCLIC_MAX = 64;

    private final LinkedHashMap<Key, Asked> pending = new LinkedHashMap<>();
    /** Originator to target id, to the other id and the way to the module. */
    private final LinkedHashMap<Long, Connection> connections = new LinkedHashMap<>();
    /** Target to originator id, to the other. */
    private final LinkedHashMap<Long, Long> reverse = new LinkedHashMap<>();
    /** Attribute of the device, or way to a module, to what was last reported. */
    private final LinkedHashMap<String, String> identities = new LinkedHashMap<>();

    /** Id of a connection of cyclic data to what it says of its originator. */
    private final LinkedHashMap<Long, Outputs> outputs = new LinkedHashMap<>();

    /** The same id to its values. Null until there are some, and from a snapshot of an earlier release. */
    private LinkedHashMap<Long, IoConnection> cyclic;

    record Connection(long back, String unit) {}

    /** What ties an answer to its request: sender context; or connection and sequence; or only the command. */
    record Key(char kind, long high, long low) {
        static Key encapsulation(int command) {
            return new Key('e', 0, command);
        }

        static Key unconnected(long context) {
            return new Key('u', 0, context);
        }

        static Key connected(long connection, int sequence) {
            return new Key('c', connection, sequence);
        }
    }

    void ask(Turn turn, Key key, Asked asked) {
        pending.remove(key);
        trim(turn, pending, PENDING_MAX);
        pending.put(key, asked);
    }

    /** The request this answers, or null. */
    Asked answered(Key key) {
        return pending.remove(key);
    }

    void opened(Turn turn, long forth, long back, String unit) {
        trim(turn, connections, CONNECTIONS_MAX);
        trim(turn, reverse, CONNECTIONS_MAX);
        connections.put(forth, new Connection(back, unit));
        reverse.put(back, forth);
    }

    /**
     * Asked of what both hosts know in common once for each connection.
     *
     * @param begins whether it may be another connection than the one that had this id before
     */
    Outputs outputs(Turn turn, long connection, boolean begins) {
        if (begins) outputs.remove(connection);
        Outputs known = outputs.get(connection);
        if (known != null) return known;
        trim(turn, outputs, OUTPUTS_MAX);
        IoOpenings openings = turn.common(IoOpenings::new);
        known = Outputs.of(openings.outputsOf(connection));
        outputs.put(connection, known);
        return known;
    }

    /**
     * Null if there are too many.
     *
     * @param begins as above
     */
    IoConnection cyclic(Turn turn, long connection, boolean begins) {
        if (cyclic == null) cyclic = new LinkedHashMap<>();
        if (begins) cyclic.remove(connection);
        IoConnection known = cyclic.get(connection);
        if (known != null) return known;
        if (cyclic.size() == CYCLIC_MAX) cyclic.values().removeIf(one -> one.hasEnded(turn.atNanos()));
        if (cyclic.size() == CYCLIC_MAX) {
            turn.forgot();
            return null;
        }
        known = new IoConnection(turn);
        cyclic.put(connection, known);
        return known;
    }

    /** Nobody tells what this one's values are called. */
    void settle(IoConnection one) {
        for (IoConnection other : cyclic.values()) one.compare(other);
    }

    /** True if this is news. */
    boolean learns(Turn turn, String about, String identity) {
        if (identity.equals(identities.get(about))) return false;
        trim(turn, identities, IDENTITIES_MAX);
        identities.put(about, identity);
        return true;
    }

    /** Requests bear one id of a connection and answers the other; where it was not seen opening, the sequence alone must do. */
    Cip.Carrier carrier(long connection, int sequence, long session) {
        Connection known = connections.get(connection);
        Key request = Key.connected(known == null ? -1 : connection, sequence);
        Key answer = Key.connected(reverse.getOrDefault(connection, -1L), sequence);
        return new Cip.Carrier(request, answer, known == null ? "" : known.unit(), connection, sequence, session);
    }

    private static void trim(Turn turn, LinkedHashMap<?, ?> table, int max) {
        while (table.size() >= max) {
            table.pollFirstEntry();
            turn.forgot();
        }
    }
}
