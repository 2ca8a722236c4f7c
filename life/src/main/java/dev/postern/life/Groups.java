package dev.postern.life;

import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How usual each thing is over all members of the site: what a single habit falls back on. */
final class Groups {
    static final int GROUPS_MAX = 512;
    private static final int ITEMS_MAX = 1024;
    private static final int PRIORS_ITEMS_MAX = 65_536;

    private final TreeMap<Long, GroupLife> groups = new TreeMap<>();
    private long refused;

    private static final class GroupLife {
        final Kinds kinds = Kinds.ofGroup(ITEMS_MAX);
        /** Members, one bit of 64 each. */
        long members;

        int size() {
            int set = Long.bitCount(members);
            return set >= 64 ? 64 : (int) Math.round(-64 * Math.log(1 - set / 64.0));
        }
    }

    /** Groups not opened because there were too many. */
    long refused() {
        return refused;
    }

    void learn(long group, long item, long member, int minute) {
        GroupLife life = groups.get(group);
        if (life == null) {
            if (groups.size() >= GROUPS_MAX) {
                refused++;
                return;
            }
            life = new GroupLife();
            groups.put(group, life);
        }
        life.members |= 1L << (member >>> 58);
        life.kinds.learn(item, member, minute);
    }

    /** What its source alone brought; of a group only what several have is common, so what else began since and has one keeper goes as well. */
    void retract(Retraction retraction) {
        for (GroupLife life : groups.values()) {
            life.kinds.forgetFrom(retraction.sinceMinute(), retraction::isSource);
            life.kinds.forgetLonersFrom(retraction.sinceMinute());
        }
    }

    double mass(long group, long item) {
        GroupLife life = groups.get(group);
        return life == null ? 1 : life.kinds.groupMass(item);
    }

    int keepersOf(long group, long item) {
        GroupLife life = groups.get(group);
        return life == null ? 0 : life.kinds.keepersOf(item);
    }

    int sizeOf(long group) {
        GroupLife life = groups.get(group);
        return life == null ? 0 : life.size();
    }

    private record Entry(long item, double mass, int keepers) {}

    Priors priors(long version) {
        List<Entry> entries = new ArrayList<>();
        long[] names = new long[groups.size()];
        double[] unseen = new double[names.length];
        int[] sizes = new int[names.length];
        int at = 0;
        for (Map.Entry<Long, GroupLife> entry : groups.entrySet()) {
            Kinds kinds = entry.getValue().kinds;
            names[at] = entry.getKey();
            double[] masses = kinds.groupMasses();
            unseen[at] = masses[0];
            sizes[at++] = entry.getValue().size();
            for (long item : kinds.items()) {
                if (entries.size() >= PRIORS_ITEMS_MAX) break;
                int keepers = kinds.keepersOf(item);
                entries.add(new Entry(Hash.of(entry.getKey(), item), masses[keepers], keepers));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::item));
        return new Priors(
                version,
                entries.stream().mapToLong(Entry::item).toArray(),
                entries.stream().mapToDouble(Entry::mass).toArray(),
                entries.stream().mapToInt(Entry::keepers).toArray(),
                names,
                unseen,
                sizes);
    }
}
