package dev.postern.wire.ot.c1222;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** What a flow remembers: services asked for that have no answer. At most {@link #PENDING_MAX}, the oldest goes first; and how meters write their tables. */
final class C1222State {
    static final int PENDING_MAX = 64;
    /** Meters of a flow whose form of tables is known. */
    static final int METERS_MAX = 64;

    private final ArrayList<Asked> pending = new ArrayList<>();
    private boolean clientLost;
    private boolean serverLost;
    /** By their titles, the one longest unused first. */
    private LinkedHashMap<String, Meter> meters;

    private String firstMeter;

    /**
     * @param index place of the service within its unit
     * @param table that is asked for, or {@link Tables#NONE}
     * @param offset octets of the table that are passed over
     * @param secret what is answered is not to be shown
     */
    record Asked(
            boolean fromClient,
            long invocation,
            int index,
            long atNanos,
            String operation,
            Verb verb,
            String target,
            int table,
            int offset,
            boolean secret) {}

    void asked(Turn turn, Asked request) {
        if (pending.size() == PENDING_MAX) {
            pending.removeFirst();
            turn.forgot();
        }
        pending.add(request);
    }

    /** Takes the request of the other side with this invocation id and place, or null. */
    Asked answered(boolean answerFromClient, long invocation, int index) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Asked asked = pending.get(i);
            if (asked.fromClient != answerFromClient && asked.invocation == invocation && asked.index == index)
                return pending.remove(i);
        }
        return null;
    }

    /** What is known of the meter with this title, made now if that is nothing. */
    Meter meter(String title, Turn turn) {
        // A snapshot of an earlier release has none.
        if (meters == null) meters = new LinkedHashMap<>();
        Meter known = meters.get(title);
        Meter meter = known == null ? new Meter() : known;
        meters.putLast(title, meter);
        if (meters.size() > METERS_MAX) {
            meters.pollFirstEntry();
            turn.forgot();
        }
        return meter;
    }

    /** Empty for the first meter that answers here, which is taken for the one that has the address; others are behind it. */
    String place(String title) {
        if (title.isEmpty()) return "";
        if (firstMeter == null) firstMeter = title;
        return firstMeter.equals(title) ? "" : "meter " + title;
    }

    /** True if the direction was not lost before. */
    boolean lost(boolean fromClient, boolean value) {
        boolean before = fromClient ? clientLost : serverLost;
        if (fromClient) clientLost = value;
        else serverLost = value;
        return value && !before;
    }
}
