package dev.postern.life.device;

import dev.postern.life.habit.Presence;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The ledger of one device: the presence of each edge it asks over, by the hash of the server. At most {@value #EDGES_MAX}; who was there
 * on the fewest days, then longest ago, gives way, who was ever told of stays as long as others can go.
 */
public final class Edges {
    static final int EDGES_MAX = 128;

    private static final Comparator<Presence> VALUE = Comparator.comparing(Presence::told)
            .thenComparingInt(Presence::daysActive)
            .thenComparingInt(Presence::lastMinute);

    /** Ascending; the first {@link #size} are taken. */
    private long[] names = new long[2];

    private Presence[] presences = new Presence[2];
    private int size;
    private long forgotten;

    public Presence at(long edge) {
        int at = Arrays.binarySearch(names, 0, size, edge);
        return at < 0 ? null : presences[at];
    }

    public Presence begin(long edge, Presence presence) {
        if (size >= EDGES_MAX) {
            remove(least());
            forgotten++;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            presences = Arrays.copyOf(presences, 2 * size);
        }
        int at = -Arrays.binarySearch(names, 0, size, edge) - 1;
        System.arraycopy(names, at, names, at + 1, size - at);
        System.arraycopy(presences, at, presences, at + 1, size - at);
        names[at] = edge;
        presences[at] = presence;
        size++;
        return presence;
    }

    private void remove(int at) {
        size--;
        System.arraycopy(names, at + 1, names, at, size - at);
        System.arraycopy(presences, at + 1, presences, at, size - at);
        presences[size] = null;
    }

    private int least() {
        int least = 0;
        for (int i = 1; i < size; i++) if (VALUE.compare(presences[i], presences[least]) < 0) least = i;
        return least;
    }

    /** Those that began then or later. */
    void forgetFrom(int minute) {
        for (int i = size - 1; i >= 0; i--) if (presences[i].firstMinute() >= minute) remove(i);
    }

    public long forgotten() {
        return forgotten;
    }
}
