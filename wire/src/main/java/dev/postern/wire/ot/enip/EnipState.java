package dev.postern.wire.ot.enip;

import java.util.LinkedHashMap;

/**
 * What a flow remembers: requests without an answer yet, the two ids of each connection opened in it, and what was last said of the device and
 * its modules. At most {@link #PENDING_MAX}, {@link #CONNECTIONS_MAX} and {@link #IDENTITIES_MAX}; the oldest goes first.
 */
final class EnipState {
    static final int PENDING_MAX = 64;
    static final int CONNECTIONS_MAX = 64;
    static final int IDENTITIES_MAX = 64;

    private final LinkedHashMap<Key, Asked> pending = new LinkedHashMap<>();
    /** Originator to target id, to the other id and the way to the module. */
    private final LinkedHashMap<Long, Connection> connections = new LinkedHashMap<>();
    /** Target to originator id, to the other. */
    private final LinkedHashMap<Long, Long> reverse = new LinkedHashMap<>();
    /** Attribute of the device, or way to a module, to what was last reported. */
    private final LinkedHashMap<String, String> identities = new LinkedHashMap<>();

    private long forgotten;

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

    void ask(Key key, Asked asked) {
        pending.remove(key);
        forgotten += trim(pending, PENDING_MAX);
        pending.put(key, asked);
    }

    /** The request this answers, or null. */
    Asked answered(Key key) {
        return pending.remove(key);
    }

    void opened(long forth, long back, String unit) {
        forgotten += trim(connections, CONNECTIONS_MAX);
        forgotten += trim(reverse, CONNECTIONS_MAX);
        connections.put(forth, new Connection(back, unit));
        reverse.put(back, forth);
    }

    /** True if this is news. */
    boolean learns(String about, String identity) {
        if (identity.equals(identities.get(about))) return false;
        forgotten += trim(identities, IDENTITIES_MAX);
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

    private static int trim(LinkedHashMap<?, ?> table, int max) {
        int gone = 0;
        while (table.size() >= max) {
            table.pollFirstEntry();
            gone++;
        }
        return gone;
    }

    /** Entries given up because of a limit. */
    long forgotten() {
        return forgotten;
    }
}
