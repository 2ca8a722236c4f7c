package dev.postern.wire.ot.iec104;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/** What a flow remembers: when commands were sent that no confirmation has answered. At most {@link #PENDING_MAX}, the oldest goes first. */
final class Iec104State {
    /** More than the 12 unacknowledged APDUs (k) that the standard allows by default. */
    static final int PENDING_MAX = 256;

    private static final long FROM_CLIENT = 1L << 62;

    private final LinkedHashMap<Long, Long> pending = new LinkedHashMap<>();
    boolean clientInStep;
    boolean serverInStep;

    /** Key of an ASDU's command: a confirmation repeats type, common address and object address. */
    static long key(int type, int commonAddress, int objectAddress) {
        return (long) type << 40 | (long) commonAddress << 24 | objectAddress;
    }

    void asked(Turn turn, long key) {
        if (pending.size() >= PENDING_MAX) {
            pending.pollFirstEntry();
            turn.forgot();
        }
        pending.put(turn.fromClient() ? key | FROM_CLIENT : key, turn.atNanos());
    }

    /** Time of the other side's command, which is forgotten, or -1. */
    long answered(boolean answerFromClient, long key) {
        Long atNanos = pending.remove(answerFromClient ? key : key | FROM_CLIENT);
        return atNanos == null ? -1 : atNanos;
    }

    boolean inStep(boolean fromClient) {
        return fromClient ? clientInStep : serverInStep;
    }

    void inStep(boolean fromClient, boolean value) {
        if (fromClient) clientInStep = value;
        else serverInStep = value;
    }
}
