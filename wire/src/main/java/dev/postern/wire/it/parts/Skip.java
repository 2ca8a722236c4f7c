package dev.postern.wire.it.parts;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** Octets of long messages, of which enough was read, that are still to pass over; each side of a flow by itself. */
public final class Skip {
    private long fromClient;
    private long fromServer;

    /** Octets of {@code pending} that were to be passed over and are now, 0 where the next message begins. */
    public int pass(Bytes pending, Turn turn) {
        return pass(pending, turn, turn.fromClient() ? fromClient : fromServer);
    }

    /** Of a message of so many octets those that are there; the others once they come. */
    public int pass(Bytes pending, Turn turn, long octets) {
        int now = (int) Math.min(octets, pending.length());
        leave(turn.fromClient(), octets - now);
        return now;
    }

    /** So many octets of a side are to be passed over from the next on. */
    public void leave(boolean ofClient, long octets) {
        if (ofClient) fromClient = octets;
        else fromServer = octets;
    }
}
