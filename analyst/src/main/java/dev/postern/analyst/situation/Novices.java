package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Address;
import dev.postern.model.Tally;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who plays which role in what protocol a works shows within its first hour, for machines ask in seconds or minutes: who begins to ask over a protocol later on
 * the first day, and asked nobody over it before, is no master by its role. It may be the engineer on his first round or a box that was
 * planted: one change is told once, however many controllers and protocols follow, and believed. From the second day on nothing is asked of it.
 */
final class Novices {
    static final String EXPECTED =
            "Who asks controllers by its role shows in the first hour; this one asked nobody over this protocol then.";

    private static final int SPEAKERS_MAX = 20_000;
    /** Client and protocol to when it first asked anybody over it. */
    private final TreeMap<String, Long> speakers = new TreeMap<>();

    private final TreeSet<Address> told = new TreeSet<>();

    /** To be asked of each client the first time that it asks a server; true once for each. */
    boolean isNovice(Tally t, Context context) {
        if (context.learned()) {
            speakers.clear();
            told.clear();
            return false;
        }
        long at = t.stamp().atNanos();
        String key = t.client() + " " + t.service();
        if (!speakers.containsKey(key)) {
            if (!context.limit().room("speakers of the first day", speakers.size(), SPEAKERS_MAX)) return false;
            speakers.put(key, at);
        }
        long firstHourNanos = at - context.homeNanos() + Settings.HOUR_NANOS;
        Asset server = context.inventory().at(t.server());
        // A device that is new itself has new masters by nature.
        boolean settled = server != null && server.firstNanos < firstHourNanos;
        return settled && speakers.get(key) >= firstHourNanos && told.add(t.client());
    }
}
