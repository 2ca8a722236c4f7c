package dev.postern.wire;

import dev.postern.model.Binding;
import dev.postern.model.Observation;
import java.util.function.Consumer;

/**
 * Which hardware address each network address of this shard was last seen at: {@value #SETS} sets of {@value #WAYS} entries, the one longest
 * unused gives way. A forgotten entry costs one more observation, nothing else.
 */
final class Bindings {
    static final int SETS = 2048;
    static final int WAYS = 4;

    private final long[] high = new long[SETS * WAYS];
    private final long[] low = new long[SETS * WAYS];
    /** Hardware address, with the VLAN above it. */
    private final long[] macs = new long[SETS * WAYS];

    private final long[] used = new long[SETS * WAYS];
    private long clock;

    /** The sender of an IP packet; reported when new or changed. */
    void ip(Packet packet, Counters counters, Consumer<Observation> out) {
        if (packet.sourceMac == 0 || packet.sourceHigh == 0 && packet.sourceLow == 0) return;
        if (learn(packet.sourceHigh, packet.sourceLow, packet.sourceMac, packet.vlan, counters))
            out.accept(new Binding(packet.stamp(), packet.source(), packet.sourceMac, packet.vlan, Binding.Source.IP));
    }

    /** @return true if this pair is not what was known */
    boolean learn(long addressHigh, long addressLow, long mac, int vlan, Counters counters) {
        long tagged = (long) vlan << 48 | mac;
        int set = (int) (Octets.mix(addressHigh * 31 + addressLow + ((long) vlan << 40)) & SETS - 1) * WAYS;
        int victim = set;
        for (int i = set; i < set + WAYS; i++) {
            boolean same = used[i] != 0 && low[i] == addressLow && high[i] == addressHigh && macs[i] >>> 48 == vlan;
            if (same) {
                used[i] = ++clock;
                if (macs[i] == tagged) return false;
                macs[i] = tagged;
                return true;
            }
            if (used[i] < used[victim]) victim = i;
        }
        if (used[victim] != 0) counters.limit("bindings");
        high[victim] = addressHigh;
        low[victim] = addressLow;
        macs[victim] = tagged;
        used[victim] = ++clock;
        return true;
    }
}
