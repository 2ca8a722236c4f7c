package dev.postern.life.device;

import dev.postern.life.Fellows;
import dev.postern.model.Channel;
import java.util.Collection;

/**
 * Devices that do the same work, asked only when something is told: those of its group; where it has none those that serve at least half of what both
 * ever served, or, of clients, use half of what both used.
 *
 * @param ever how many of them had a minute as extreme in the same respect
 * @param kind what those of the group have in common, empty for no group
 */
record Peers(int size, int ever, String kind) {
    private static final double ALIKE = 0.5;

    static Peers of(DeviceLife device, Channel channel, Collection<DeviceLife> all, Fellows fellows) {
        int group = fellows.groupOf(device.address);
        long[] served = device.served.items();
        long[] used = device.used.items();
        int size = 0;
        int ever = 0;
        for (DeviceLife other : all) {
            if (other == device) continue;
            boolean alike = group != 0
                    ? fellows.groupOf(other.address) == group
                    : served.length > 0 ? alike(served, other.served.items())
                    : other.served.size() == 0 && alike(used, other.used.items());
            if (!alike) continue;
            size++;
            if (other.wasExtreme(channel)) ever++;
        }
        return new Peers(size, ever, fellows.name(group));
    }

    /** Both ascending. */
    private static boolean alike(long[] a, long[] b) {
        int both = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            long difference = Long.compare(a[i], b[j]);
            if (difference == 0) both++;
            if (difference <= 0) i++;
            if (difference >= 0) j++;
        }
        return both > 0 && both >= ALIKE * (a.length + b.length - both);
    }
}
