package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Address;
import dev.postern.model.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Who searched the network of late, and whom anybody met for the first time in the minutes in which a search may not have been noticed yet: a search is
 * judged when its minute ends, and by then the searcher may have asked what it found.
 */
final class Searchers {
    private static final int SEARCHERS_MAX = 4_096;
    private static final int MET_MAX = 256;
    /** A search explains who is met for as long. */
    private static final long SEARCHED_NANOS = 7 * Settings.DAY_NANOS;

    private static final long MINUTE_NANOS = 2 * Settings.MINUTE_NANOS;

    private final TreeMap<Address, Long> searched = new TreeMap<>();
    private final ArrayDeque<Tally> met = new ArrayDeque<>();

    boolean searched(Address client, long atNanos) {
        Long last = searched.get(client);
        return last != null && atNanos - last <= SEARCHED_NANOS;
    }

    /** The oldest is forgotten where there are too many. */
    void met(Tally t) {
        if (met.size() >= MET_MAX) met.removeFirst();
        met.add(t);
    }

    /** @return whom it met in the last minutes */
    List<Tally> searches(Address client, long atNanos, Context context) {
        if (searched.containsKey(client) || context.limit().room("searchers", searched.size(), SEARCHERS_MAX))
            searched.put(client, atNanos);
        List<Tally> found = new ArrayList<>();
        for (Tally t : met)
            if (t.client().equals(client) && atNanos - t.stamp().atNanos() <= MINUTE_NANOS) found.add(t);
        return found;
    }
}
