package dev.postern.life;

import java.util.Arrays;

/**
 * What the site knows about its conversations, handed to the shards at whole hours: how usual an operation or target is among all
 * conversations of the same service. Immutable. The arrays are parallel and sorted by {@code items}.
 */
public final class Priors {
    /** Nothing known: every group is empty, so a conversation stands on its own history. */
    public static final Priors NONE =
            new Priors(0, new long[0], new double[0], new int[0], new long[0], new double[0], new int[0]);

    private final long version;
    private final long[] items;
    private final double[] masses;
    private final int[] keepers;
    private final long[] groups;
    private final double[] unseen;
    private final int[] sizes;

    /** @param items in any order, and so {@code masses} and {@code keepers}; {@code groups} are sorted */
    static Priors of(
            long version, long[] items, double[] masses, int[] keepers, long[] groups, double[] unseen, int[] sizes) {
        // Numbers are sorted many times faster than objects that hold them, and found again fast.
        long[] sorted = items.clone();
        Arrays.sort(sorted);
        double[] sortedMasses = new double[items.length];
        int[] sortedKeepers = new int[items.length];
        for (int i = 0; i < items.length; i++) {
            int at = Arrays.binarySearch(sorted, items[i]);
            sortedMasses[at] = masses[i];
            sortedKeepers[at] = keepers[i];
        }
        return new Priors(version, sorted, sortedMasses, sortedKeepers, groups, unseen, sizes);
    }

    private Priors(
            long version, long[] items, double[] masses, int[] keepers, long[] groups, double[] unseen, int[] sizes) {
        this.version = version;
        this.items = items;
        this.masses = masses;
        this.keepers = keepers;
        this.groups = groups;
        this.unseen = unseen;
        this.sizes = sizes;
    }

    /** Event time in minutes when it was made; 0 for {@link #NONE}. */
    public long version() {
        return version;
    }

    /** Probability, in the group, of what is no more common than {@code item}. */
    public double mass(long group, long item) {
        int at = Arrays.binarySearch(items, item);
        if (at >= 0) return masses[at];
        int of = Arrays.binarySearch(groups, group);
        return of < 0 ? 1 : unseen[of];
    }

    public int keepersOf(long item) {
        int at = Arrays.binarySearch(items, item);
        return at < 0 ? 0 : keepers[at];
    }

    public int groupSize(long group) {
        int of = Arrays.binarySearch(groups, group);
        return of < 0 ? 0 : sizes[of];
    }
}
