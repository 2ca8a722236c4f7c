package dev.postern.wire.it.text;

import dev.postern.model.Identity;
import dev.postern.wire.Turn;

/** Remembers the last {@link #SLOTS} things told in a flow, so that what is repeated with every message is told once. Part of a flow's state. */
public final class Once {
    static final int SLOTS = 16;
    private final int[] hashes = new int[SLOTS];
    private int next;
    private int count;

    /** Tells an identity of the side that sends if it was not told lately. */
    public void identity(Turn turn, Identity.Attribute attribute, String value, double confidence) {
        if (tell((turn.fromClient() ? "client " : "server ") + attribute.name(), value))
            turn.identity(turn.source(), attribute, value, confidence);
    }

    /** @return true if this was not told lately; then it counts as told. Two things with one hash are taken for one */
    public boolean tell(String kind, String value) {
        if (value == null) return false;
        int hash = 31 * kind.hashCode() + value.hashCode();
        for (int i = 0; i < count; i++) if (hashes[i] == hash) return false;
        hashes[next] = hash;
        next = (next + 1) % SLOTS;
        count = Math.min(SLOTS, count + 1);
        return true;
    }
}
