package dev.postern.wire;

import dev.postern.model.Binding;
import dev.postern.model.Observation;
import java.util.HashMap;
import java.util.function.Consumer;

/**
 * Which hardware address each network address of this shard was last seen at: {@value #SETS} sets of {@value #WAYS} entries, the one longest
 * unused gives way. A forgotten entry costs one more observation, nothing else.
 *
 * <p>A mirror that shows both sides of a router sees its hosts at two cards with every packet. A card that carries {@link #ROUTER_ADDRESSES} is a
 * router's, here as in the pattern of life; what packets show of a change back to it or from it is told once in {@link #FLIP_NANOS}.
 */
final class Bindings {
    static final int SETS = 2048;
    static final int WAYS = 4;

    static final int ROUTER_ADDRESSES = 4;
    static final long FLIP_NANOS = 60_000_000_000L;
    private static final int CARDS_MAX = 4096;

    private final long[] high = new long[SETS * WAYS];
    private final long[] low = new long[SETS * WAYS];
    /** Hardware address, with the VLAN above it. */
    private final long[] macs = new long[SETS * WAYS];

    /** The same of who had it before, and when that was told. */
    private final long[] before = new long[SETS * WAYS];

    private final long[] toldNanos = new long[SETS * WAYS];
    /** Addresses told at a card, with the VLAN above it. */
    private final HashMap<Long, Integer> carried = new HashMap<>();

    private final long[] used = new long[SETS * WAYS];
    private long clock;
    /** Entries that gave way since the minute began: in a flood of senders one for each packet. */
    private int gaveWay;

    /** The sender of an IP packet; reported when new or changed. */
    void ip(Packet packet, Counters counters, Consumer<Observation> out) {
        if (packet.sourceMac == 0 || packet.sourceHigh == 0 && packet.sourceLow == 0) return;
        if (learn(packet.sourceHigh, packet.sourceLow, packet.sourceMac, packet, true, counters))
            out.accept(new Binding(packet.stamp(), packet.source(), packet.sourceMac, packet.vlan, Binding.Source.IP));
    }

    /** The minute is over. */
    void close(Counters counters) {
        counters.limit("bindings", gaveWay);
        gaveWay = 0;
    }

    /** What a protocol says. @return true if this pair is not what was known */
    boolean learn(long addressHigh, long addressLow, long mac, Packet packet, Counters counters) {
        return learn(addressHigh, addressLow, mac, packet, false, counters);
    }

    private boolean learn(
            long addressHigh, long addressLow, long mac, Packet packet, boolean fromPacket, Counters counters) {
        int vlan = packet.vlan;
        long tagged = (long) vlan << 48 | mac;
        int set = (int) (Octets.mix(addressHigh * 31 + addressLow + ((long) vlan << 40)) & SETS - 1) * WAYS;
        int victim = set;
        for (int i = set; i < set + WAYS; i++) {
            boolean same = used[i] != 0 && low[i] == addressLow && high[i] == addressHigh && macs[i] >>> 48 == vlan;
            if (same) {
                used[i] = ++clock;
                return macs[i] != tagged && changes(i, tagged, fromPacket, packet.atNanos(), counters);
            }
            if (used[i] < used[victim]) victim = i;
        }
        if (used[victim] != 0) gaveWay++;
        high[victim] = addressHigh;
        low[victim] = addressLow;
        macs[victim] = tagged;
        before[victim] = 0;
        used[victim] = ++clock;
        carry(tagged, counters);
        return true;
    }

    private boolean changes(int entry, long tagged, boolean fromPacket, long atNanos, Counters counters) {
        boolean back = before[entry] == tagged;
        if (!back) carry(tagged, counters);
        else if (fromPacket
                && Math.abs(atNanos - toldNanos[entry]) < FLIP_NANOS
                && (isRouter(tagged) || isRouter(macs[entry]))) return false;
        before[entry] = macs[entry];
        macs[entry] = tagged;
        toldNanos[entry] = atNanos;
        return true;
    }

    /** Where cards are too many, as in a flood from forged ones, those that are no router's begin anew. */
    private void carry(long card, Counters counters) {
        if (carried.size() >= CARDS_MAX && !carried.containsKey(card)) {
            counters.limit("cards with addresses");
            carried.values().removeIf(addresses -> addresses < ROUTER_ADDRESSES);
            if (carried.size() >= CARDS_MAX) return;
        }
        carried.merge(card, 1, Integer::sum);
    }

    private boolean isRouter(long card) {
        return carried.getOrDefault(card, 0) >= ROUTER_ADDRESSES;
    }
}
