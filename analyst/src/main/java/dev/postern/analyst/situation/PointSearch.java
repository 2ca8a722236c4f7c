package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.life.habit.Hash;
import dev.postern.model.FrameRef;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One point, unit or object after the other asked of a controller that does not have them. Who polls a controller knows its points, and a client whose list is
 * wrong asks the same wrong ones in each round: only what was refused and never asked again counts, unless one minute holds more than any list. Known
 * without history.
 */
public final class PointSearch {
    private static final int PAIRS_MAX = 2_000;
    private static final int POINTS_MAX = 512;
    /** So many in more than one minute, none of them twice. */
    private static final int POINTS_MIN = 64;
    /** So many in one minute. */
    private static final int MINUTE_MIN = 128;

    private static final long ROUND_NANOS = 10 * Settings.MINUTE_NANOS;
    private static final int FRAMES_MAX = 8;
    /** In place of a minute: it was asked in another one as well. */
    private static final long AGAIN = -1;

    private final TreeMap<String, Search> searches = new TreeMap<>();

    /** What one client asked of one server in vain; mutable. */
    static final class Search {
        long firstNanos;
        /** Point to the minute in which it was refused. */
        final TreeMap<Long, Long> points = new TreeMap<>();

        final ArrayList<FrameRef> frames = new ArrayList<>(1);
        boolean told;

        void begin(long atNanos) {
            points.clear();
            frames.clear();
            firstNanos = atNanos;
        }

        int once(long fromNanos, long toNanos) {
            int count = 0;
            for (long minute : points.values()) if (minute >= fromNanos && minute <= toNanos) count++;
            return count;
        }
    }

    public void tally(Tally t, Context context) {
        if (t.refused() == 0 || t.target().isEmpty() || !Services.plant(t.service())) return;
        if (t.verb() != Verb.READ && t.verb() != Verb.WRITE && t.verb() != Verb.BROWSE) return;
        String key = t.client() + " " + t.server();
        Search search = searches.get(key);
        if (search == null) {
            if (!context.limit().room("searches for points", searches.size(), PAIRS_MAX)) return;
            searches.put(key, search = new Search());
            search.firstNanos = t.stamp().atNanos();
        }
        if (t.stamp().atNanos() - search.firstNanos > ROUND_NANOS)
            search.begin(t.stamp().atNanos());
        if (search.told) return;
        long point = Hash.of(Hash.of(t.unit() + " " + t.operation()), Hash.of(t.target()));
        Long before = search.points.get(point);
        if (before != null) {
            if (before != t.windowNanos()) search.points.put(point, AGAIN);
            return;
        }
        if (search.points.size() >= POINTS_MAX) return;
        search.points.put(point, t.windowNanos());
        if (search.frames.size() < FRAMES_MAX) search.frames.add(t.stamp().ref());
        int all = search.once(0, Long.MAX_VALUE);
        int now = search.once(t.windowNanos(), t.windowNanos());
        if (now >= MINUTE_MIN || all >= POINTS_MIN && now < all) tell(search, all, t, context);
    }

    private static void tell(Search search, int points, Tally t, Context context) {
        search.told = true;
        Situation s = Situation.POINTS_SOUGHT;
        context.desk()
                .raise(new Finding(
                        s,
                        t.client() + "|" + t.server(),
                        t.stamp(),
                        t.client(),
                        t.server(),
                        t.service(),
                        t.verb(),
                        s.title,
                        context.inventory().describe(t.client()) + " asked "
                                + context.inventory().describe(t.server()) + " for " + points
                                + " different things within minutes that it does not have, none of them again (\""
                                + t.operation() + " " + t.target() + "\" the last).",
                        "Who polls a controller knows what it has.",
                        "known without history",
                        s.consequence,
                        s.neverHidden,
                        List.copyOf(search.frames),
                        List.of(Part.source(t.client()), Part.target(t.server())),
                        ""));
    }
}
