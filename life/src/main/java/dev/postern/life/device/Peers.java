package dev.postern.life.device;

import dev.postern.life.Fellows;
import dev.postern.life.habit.Kinds;
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
        int size = 0;
        int ever = 0;
        for (DeviceLife other : all) {
            if (other == device || !areAlike(device, other, fellows)) continue;
            size++;
            if (other.wasExtreme(channel)) ever++;
        }
        return new Peers(size, ever, fellows.name(fellows.groupOf(device.address)));
    }

    static boolean areAlike(DeviceLife device, DeviceLife other, Fellows fellows) {
        int group = fellows.groupOf(device.address);
        if (group != 0) return fellows.groupOf(other.address) == group;
        return device.served.size() > 0
                ? areAlike(device.served, other.served)
                : other.served.size() == 0 && areAlike(device.used, other.used);
    }

    private static boolean areAlike(Kinds one, Kinds another) {
        long[] a = one.items();
        long[] b = another.items();
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
