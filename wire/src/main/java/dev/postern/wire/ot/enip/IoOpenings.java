package dev.postern.wire.ot.enip;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * Connections of cyclic data that were opened between two hosts, in whatever flow: which ids carry outputs, and of which transport class. How both directions are to be read is agreed
 * for whoever hears them, as inputs may go to a group ({@link IoForm}). Plain data, at most {@value #OPENINGS_MAX}; the oldest goes first.
 */
final class IoOpenings {
    private static final int OPENINGS_MAX = 128;

    /** Who asked for it (serial number, vendor, serial number of the originator) to the transport class. */
    private final LinkedHashMap<Long, Integer> asked = new LinkedHashMap<>();
    /** Id of the outputs, which the target chose, to the same. */
    private final LinkedHashMap<Long, Integer> outputs = new LinkedHashMap<>();

    /** How to read what was asked for, by the same. Null until something is, and from a snapshot of an earlier release. */
    private LinkedHashMap<Long, IoForm.Both> forms;

    /** What an answer repeats of its request; the ids of the connection it may have chosen itself. */
    static long key(int serial, int vendor, long originator) {
        return originator << 32 | (long) vendor << 16 | serial;
    }

    void asked(Turn turn, long key, CipData.Opening opening) {
        int transportClass = opening.transport() & Cip.TRANSPORT_CLASS;
        if (!Outputs.mayHave(transportClass)) return;
        put(turn, asked, key, transportClass);
        if (forms == null) forms = new LinkedHashMap<>();
        put(turn, forms, key, IoForm.of(opening, transportClass));
    }

    void opened(Turn turn, long outputsId, long inputsId, long key) {
        Integer transportClass = asked.remove(key);
        if (transportClass != null) put(turn, outputs, outputsId, transportClass);
        IoForm.Both both = forms == null ? null : forms.remove(key);
        if (both != null) both.granted(turn, outputsId, inputsId);
    }

    /** @return transport class of a connection of outputs; -1 if it is none, or was not seen opening */
    int outputsOf(long connection) {
        return outputs.getOrDefault(connection, -1);
    }

    private static <T> void put(Turn turn, LinkedHashMap<Long, T> table, long id, T what) {
        table.putLast(id, what);
        if (table.size() <= OPENINGS_MAX) return;
        table.pollFirstEntry();
        turn.forgot();
    }
}
