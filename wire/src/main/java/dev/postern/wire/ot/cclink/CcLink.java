package dev.postern.wire.ot.cclink;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * CC-Link IE: that it is, and the kind of each frame by its first octet. The kinds are numbers here, as the document that names them is not public; they
 * are enough to know the rhythm of a ring and what is new in it.
 */
public final class CcLink implements Dissector {
    static final int ETHER_TYPE = 0x890F;
    private static final int TYPE = 0, DATA_TYPE = 1;
    private static final int HEADER_BYTES_MIN = 2;
    private static final String[] TARGETS = new String[256];

    static {
        for (int i = 0; i < TARGETS.length; i++) TARGETS[i] = "type 0x" + Integer.toHexString(i);
    }

    @Override
    public String protocol() {
        return "cclink";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    /** Nothing to hold it against but the EtherType, which the reader asks for. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return pending.length() >= HEADER_BYTES_MIN ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int type = pending.u8(TYPE);
        turn.message("frame", Verb.EXCHANGE, Outcome.NOTICE)
                .target(TARGETS[type])
                .field("type", (long) type)
                .field("data_type", (long) pending.u8(DATA_TYPE))
                .field("length", (long) pending.length())
                .emit();
        return Math.max(1, pending.length());
    }
}
