package dev.postern.life;

import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import java.util.Map;
import java.util.TreeMap;

/** How usual each thing is over all members of the site: what a single habit falls back on. */
public final class Groups {
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
    public long refused() {
        return refused;
    }

    public void learn(long group, long item, long member, int minute) {
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
    public void retract(Retraction retraction) {
        for (GroupLife life : groups.values()) {
            life.kinds.forgetFrom(retraction.sinceMinute(), retraction::isSource);
            life.kinds.forgetLonersFrom(retraction.sinceMinute());
        }
    }

    public double mass(long group, long item) {
        GroupLife life = groups.get(group);
        return life == null ? 1 : life.kinds.groupMass(item);
    }

    public int keepersOf(long group, long item) {
        GroupLife life = groups.get(group);
        return life == null ? 0 : life.kinds.keepersOf(item);
    }

    public int sizeOf(long group) {
        GroupLife life = groups.get(group);
        return life == null ? 0 : life.size();
    }

    public Priors priors(long version) {
        long[] names = new long[groups.size()];
        double[] unseen = new double[names.length];
        int[] sizes = new int[names.length];
        int room = 0;
        for (GroupLife life : groups.values()) room += life.kinds.size();
        long[] items = new long[Math.min(room, PRIORS_ITEMS_MAX)];
        double[] masses = new double[items.length];
        int[] keepers = new int[items.length];
        int size = 0;
        int at = 0;
        for (Map.Entry<Long, GroupLife> entry : groups.entrySet()) {
            Kinds kinds = entry.getValue().kinds;
            names[at] = entry.getKey();
            double[] byKeepers = kinds.groupMasses();
            unseen[at] = byKeepers[0];
            sizes[at++] = entry.getValue().size();
            long[] own = kinds.items();
            for (int i = 0; i < own.length && size < items.length; i++) {
                items[size] = Hash.of(entry.getKey(), own[i]);
                keepers[size] = kinds.keepersOf(own[i]);
                masses[size] = byKeepers[keepers[size++]];
            }
        }
        return Priors.of(version, items, masses, keepers, names, unseen, sizes);
    }
}
