package dev.postern.life.device;

import dev.postern.model.Channel;
import java.util.Collection;

/**
 * Devices that do the same work, asked only when something is told: those that serve at least half of what both serve, or, of clients,
 * use half of what both use.
 *
 * @param ever how many of them had a minute as extreme in the same respect
 */
record Peers(int size, int ever) {
    private static final double ALIKE = 0.5;

    static Peers of(DeviceLife device, Channel channel, Collection<DeviceLife> all) {
        long[] served = device.served.items();
        long[] used = device.used.items();
        int size = 0;
        int ever = 0;
        for (DeviceLife other : all) {
            if (other == device) continue;
            boolean alike = served.length > 0
                    ? alike(served, other.served.items())
                    : other.served.size() == 0 && alike(used, other.used.items());
            if (!alike) continue;
            size++;
            if (other.wasExtreme(channel)) ever++;
        }
        return new Peers(size, ever);
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
