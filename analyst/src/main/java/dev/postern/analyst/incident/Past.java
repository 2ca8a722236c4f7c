package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Limit;
import dev.postern.life.Retraction;
import dev.postern.life.habit.Hash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What judging needs of stories that were let go, whose words and anomalies only the store still has: whose deeds they were, for a person may call one
 * malicious years later, and those that an audit lists first. About 60 octets for a story and 8 for each anomaly in it.
 */
final class Past {
    private static final int STORIES_MAX = 2_000;
    /** Of all these stories. */
    private static final int ANOMALIES_MAX = 20_000;
    /** Sources of one story that are kept, in the order of addresses. */
    private static final int SOURCES_MAX = 32;

    /** Oldest first. */
    private final ArrayDeque<Gist> stories = new ArrayDeque<>();

    private int anomalies;
    /** The gravest first. */
    private final ArrayList<Headlines.Line> headlines = new ArrayList<>();
    /** Told, and not among the gravest. */
    private long others;

    /** @param anomalies names of their ids, see {@link #name} */
    private record Gist(long[] anomalies, List<Retraction> sources) {
        boolean holds(long anomaly) {
            for (long mine : anomalies) if (mine == anomaly) return true;
            return false;
        }
    }

    /** 64 bits of an id. */
    private static long name(String id) {
        long name = 0;
        for (int i = 0; i < id.length(); i++) name = Hash.of(name, id.charAt(i));
        return name;
    }

    void add(Case c, Limit limit) {
        long[] names = new long[c.entries.size()];
        for (int i = 0; i < names.length; i++)
            names[i] = name(c.entries.get(i).anomaly().id());
        while (!stories.isEmpty() && !hasRoom(names.length, limit)) anomalies -= stories.removeFirst().anomalies.length;
        List<Retraction> sources = c.sources();
        if (!limit.room("sources of a story let go", sources.size() - 1, SOURCES_MAX))
            sources = sources.subList(0, SOURCES_MAX);
        stories.addLast(new Gist(names, List.copyOf(sources)));
        anomalies += names.length;
        if (c.heed.apart()) return;
        headlines.add(Headlines.of(c, false));
        headlines.sort(Headlines.GRAVEST);
        if (headlines.size() <= Headlines.LISTED_MAX) return;
        headlines.removeLast();
        others++;
    }

    private boolean hasRoom(int more, Limit limit) {
        return limit.room("stories let go", stories.size(), STORIES_MAX)
                && limit.room("anomalies of stories let go", anomalies + more, ANOMALIES_MAX);
    }

    /** Whose lessons go with this anomaly; empty if nobody knows any more. */
    List<Retraction> sources(String anomaly) {
        long name = name(anomaly);
        for (Iterator<Gist> all = stories.descendingIterator(); all.hasNext(); ) {
            Gist gist = all.next();
            if (gist.holds(name)) return gist.sources;
        }
        return List.of();
    }

    List<Headlines.Line> headlines() {
        return headlines;
    }

    long others() {
        return others;
    }
}
