package dev.postern.life.device;

import dev.postern.life.habit.Presence;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger of one device: the presence of each edge it asks over, by the hash of the server. At most {@value #EDGES_MAX}; who was there
 * on the fewest days, then longest ago, gives way, who was ever told of stays as long as others can go.
 */
public final class Edges {
    static final int EDGES_MAX = 128;

    private static final Comparator<Presence> VALUE = Comparator.comparing(Presence::told)
            .thenComparingInt(Presence::daysActive)
            .thenComparingInt(Presence::lastMinute);

    private final TreeMap<Long, Presence> edges = new TreeMap<>();
    private long forgotten;

    public Presence at(long edge) {
        return edges.get(edge);
    }

    public Presence begin(long edge, Presence presence) {
        if (edges.size() >= EDGES_MAX) {
            edges.remove(least());
            forgotten++;
        }
        edges.put(edge, presence);
        return presence;
    }

    private Long least() {
        Map.Entry<Long, Presence> least = null;
        for (Map.Entry<Long, Presence> entry : edges.entrySet())
            if (least == null || VALUE.compare(entry.getValue(), least.getValue()) < 0) least = entry;
        return least.getKey();
    }

    /** Those that began then or later. */
    void forgetFrom(int minute) {
        edges.values().removeIf(presence -> presence.firstMinute() >= minute);
    }

    public long forgotten() {
        return forgotten;
    }
}
