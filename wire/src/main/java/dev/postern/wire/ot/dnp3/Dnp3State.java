package dev.postern.wire.ot.dnp3;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a flow remembers: fragments not yet whole (transport function, IEEE 1815 clause 8) and the last request of each association; a
 * master has one outstanding at a time (clause 4). At most {@link #ASSOCIATIONS_MAX} of each, the oldest goes first.
 */
final class Dnp3State {
    /** Application fragment, octets; the standard's default is 2048. */
    static final int FRAGMENT_BYTES_MAX = 8192;

    static final int ASSOCIATIONS_MAX = 64;
    private static final int FINAL = 0x80, FIRST = 0x40, SEQUENCE = 0x3F;

    private final LinkedHashMap<Long, Assembly> assemblies = new LinkedHashMap<>();
    private final LinkedHashMap<Integer, Asked> asked = new LinkedHashMap<>();
    private final LinkedHashMap<Long, LinkAsked> linkAsked = new LinkedHashMap<>();

    /** A request of the master that waits for its answer. {@code sequence} is that of the next fragment awaited. */
    record Asked(int sequence, int function, String operation, Verb verb, String target, long atNanos) {}

    record LinkAsked(String operation, long atNanos) {}

    private static final class Assembly {
        private byte[] bytes = new byte[256];
        private int length;
        private int nextSequence;

        private void add(byte[] user) {
            int more = user.length - 1;
            if (length + more > bytes.length)
                bytes = java.util.Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            System.arraycopy(user, 1, bytes, length, more);
            length += more;
            nextSequence = user[0] + 1 & SEQUENCE;
        }
    }

    /** Takes one transport segment; returns the application fragment it completes, or null. */
    byte[] segment(LinkAddress link, byte[] user, Turn turn) {
        if (user.length == 0) {
            turn.malformed("user data without transport octet", 10);
            return null;
        }
        int header = user[0] & 0xFF;
        long key = (long) link.source() << 17 | (long) link.destination() << 1 | (link.fromMaster() ? 1 : 0);
        if ((header & FIRST) != 0) {
            boolean cut = assemblies.remove(key) != null;
            if (cut) turn.malformed("transport segment begins before the last one ended", 10);
            if ((header & FINAL) != 0) return java.util.Arrays.copyOfRange(user, 1, user.length);
            put(turn, assemblies, key, new Assembly());
        }
        Assembly assembly = assemblies.get(key);
        if (assembly == null) {
            turn.malformed("transport segment without a first", 10);
            return null;
        }
        if ((header & FIRST) == 0 && (header & SEQUENCE) != assembly.nextSequence) {
            turn.malformed("transport sequence", 10);
            assemblies.remove(key);
            return null;
        }
        if (assembly.length + user.length - 1 > FRAGMENT_BYTES_MAX) {
            turn.malformed("application fragment too long", 10);
            assemblies.remove(key);
            return null;
        }
        assembly.add(user);
        if ((header & FINAL) == 0) return null;
        assemblies.remove(key);
        return java.util.Arrays.copyOf(assembly.bytes, assembly.length);
    }

    void ask(Turn turn, LinkAddress link, Asked request) {
        put(turn, asked, link.association(), request);
    }

    /** What waits for an answer of this sequence number, or null. */
    Asked asked(LinkAddress link, int sequence) {
        Asked request = asked.get(link.association());
        return request == null || request.sequence() != sequence ? null : request;
    }

    /** The request that a response with this sequence answers, or null. */
    Asked answered(LinkAddress link, int sequence, boolean last) {
        Asked request = asked(link, sequence);
        if (request == null) return null;
        if (last) asked.remove(link.association());
        else
            asked.put(
                    link.association(),
                    new Asked(
                            sequence + 1 & 15,
                            request.function(),
                            request.operation(),
                            request.verb(),
                            request.target(),
                            request.atNanos()));
        return request;
    }

    void linkAsked(Turn turn, LinkAddress link, String operation) {
        put(turn, linkAsked, (long) link.source() << 16 | link.destination(), new LinkAsked(operation, turn.atNanos()));
    }

    LinkAsked linkAnswered(LinkAddress answer) {
        return linkAsked.remove((long) answer.destination() << 16 | answer.source());
    }

    private static <K, V> void put(Turn turn, LinkedHashMap<K, V> table, K key, V value) {
        if (table.size() >= ASSOCIATIONS_MAX && !table.containsKey(key)) {
            Map.Entry<K, V> oldest = table.firstEntry();
            table.remove(oldest.getKey());
            turn.forgot();
        }
        table.put(key, value);
    }
}
