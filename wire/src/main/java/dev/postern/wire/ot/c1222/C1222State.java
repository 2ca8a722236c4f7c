package dev.postern.wire.ot.c1222;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;

/** What a flow remembers: services asked for that have no answer. At most {@link #PENDING_MAX}, the oldest goes first. */
final class C1222State {
    static final int PENDING_MAX = 64;

    private final ArrayList<Asked> pending = new ArrayList<>();
    private boolean clientLost;
    private boolean serverLost;
    /** The meter whose numbers in tables have their most significant octet first, as it said in table 0, or null. Most do not. */
    private String bigEndian;

    private String firstMeter;

    /**
     * @param index place of the service within its unit
     * @param table that is asked for from its beginning, or {@link Tables#NONE}
     */
    record Asked(
            boolean fromClient,
            long invocation,
            int index,
            long atNanos,
            String operation,
            Verb verb,
            String target,
            int table) {}

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

    void order(String meter, boolean big) {
        if (big) bigEndian = meter;
        else if (meter.equals(bigEndian)) bigEndian = null;
    }

    /** Number of two octets in a table of this meter. */
    int u16(Bytes bytes, int at, String meter) {
        return meter.equals(bigEndian) ? bytes.u16(at) : bytes.u16le(at);
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
