package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Transport;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/**
 * What the flows of one protocol between two hosts know in common: a server that calls back over a connection of its own is understood by what it was
 * asked in another. Plain data, {@value #PAIRS_MAX} pairs of hosts a shard; the one longest unused goes, and that is counted.
 */
final class Common {
    static final int PAIRS_MAX = 256;
    static final int EXPECTED_MAX = 256;
    /** An answer that comes later is none. */
    static final long EXPECTED_NANOS_MAX = 30_000_000_000L;

    /** Who is called at which port, and by whom. */
    private record Call(Transport transport, Address client, int port, Address server, int vlan) {}

    private record Expected(String protocol, long sinceNanos) {}

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
    /** Null until something is expected, and from a snapshot of an earlier release. */
    private LinkedHashMap<Call, Expected> expected;

    /** Null from a snapshot of an earlier release. */
    private Agreements agreements;

    Agreements agreements() {
        if (agreements == null) agreements = new Agreements();
        return agreements;
    }

    Object of(Turn turn, String protocol, Supplier<?> fresh) {
        Pair pair = Pair.of(turn.conversation(), protocol);
        Object present = known.get(pair);
        Object state = present != null ? present : fresh.get();
        if (state == null) return null;
        known.putLast(pair, state);
        if (known.size() > PAIRS_MAX) {
            known.pollFirstEntry();
            turn.forgot();
        }
        return state;
    }

    /** The client of this turn will be called, from whatever port, by who speaks the protocol of the turn. The oldest that nobody called goes, and counts if it was not too old. */
    void expect(Turn turn, String protocol) {
        if (expected == null) expected = new LinkedHashMap<>();
        while (!expected.isEmpty() && isOver(expected.firstEntry().getValue(), turn.atNanos()))
            expected.pollFirstEntry();
        expected.putLast(call(turn.conversation(), true), new Expected(protocol, turn.atNanos()));
        if (expected.size() > EXPECTED_MAX) {
            expected.pollFirstEntry();
            turn.forgot();
        }
    }

    private static Call call(Conversation flow, boolean client) {
        return new Call(
                flow.transport(),
                flow.source(client),
                client ? flow.clientPort() : flow.serverPort(),
                flow.source(!client),
                flow.vlan());
    }

    private static boolean isOver(Expected call, long atNanos) {
        return atNanos - call.sinceNanos > EXPECTED_NANOS_MAX;
    }

    /** The protocol that is expected at the client or at the server of a flow, until {@link #hasCalled}, or null. */
    String expectedAt(Conversation flow, boolean client, long atNanos) {
        if (expected == null || expected.isEmpty()) return null;
        Expected found = expected.get(call(flow, client));
        return found == null || isOver(found, atNanos) ? null : found.protocol;
    }

    void hasCalled(Conversation flow, boolean client) {
        expected.remove(call(flow, client));
    }
}
