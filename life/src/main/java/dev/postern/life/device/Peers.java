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
        int size = 0;
        int ever = 0;
        Work work = Work.of(device, fellows);
        for (DeviceLife other : all) {
            if (other == device || !work.isLike(Work.of(other, fellows))) continue;
            size++;
            if (other.wasExtreme(channel)) ever++;
        }
        return new Peers(size, ever, fellows.name(fellows.groupOf(device.address)));
    }

    /**
     * What a device does, as it is asked of many at once.
     *
     * @param group 0 for none
     * @param served ascending, like {@code used}
     */
    record Work(int group, long[] served, long[] used) {
        static Work of(DeviceLife device, Fellows fellows) {
            return new Work(fellows.groupOf(device.address), device.served.items(), device.used.items());
        }

        boolean isLike(Work other) {
            if (group != 0) return other.group == group;
            return served.length > 0
                    ? areAlike(served, other.served)
                    : other.served.length == 0 && areAlike(used, other.used);
        }

        private static boolean areAlike(long[] a, long[] b) {
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
}
