package dev.postern.wire.ot.dlms;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * DLMS/COSEM over TCP and UDP: units in the wrapper or in HDLC frames ({@link Hdlc}).
 *
 * <pre>{@code
 * wrapper  0 version 1(2) | 2 source port(2) | 4 destination port(2) | 6 length(2) | 8 unit
 * }</pre>
 */
public final class DlmsDissector implements Dissector {
    static final int PORT = 4059;
    private static final int SOURCE = 2, DESTINATION = 4, LENGTH = 6, UNIT = 8;
    private static final int VERSION = 1;
    /** Wrapper ports from here on belong to nobody yet: clients and servers have low numbers. */
    private static final int WRAPPER_PORT_MAX = 0x3FFF;

    @Override
    public String protocol() {
        return "dlms";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new DlmsState();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u8(0) == Hdlc.FLAG) {
            Boolean frame = transport == Transport.TCP ? Hdlc.isFrame(pending) : Boolean.FALSE;
            return frame == null ? Recognition.UNSURE : frame ? Recognition.CERTAIN : Recognition.NOT;
        }
        if (!pending.has(0, UNIT + 2) || pending.u16(0) != VERSION) return Recognition.NOT;
        int length = pending.u16(LENGTH);
        boolean ports = isPort(pending.u16(SOURCE)) && isPort(pending.u16(DESTINATION));
        boolean fits = transport == Transport.TCP || pending.length() == UNIT + length;
        if (!ports || !fits || length < 2) return Recognition.NOT;
        return Apdu.probe(new Bytes().wrap(pending, UNIT, length), length);
    }

    private static boolean isPort(int port) {
        return port > 0 && port <= WRAPPER_PORT_MAX;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        DlmsState state = turn.state();
        boolean stream = turn.conversation().transport() == Transport.TCP;
        if (stream && pending.u8(0) == Hdlc.FLAG) return Hdlc.read(pending, turn, state);
        if (pending.length() < UNIT) {
            if (!stream) turn.malformed("wrapper ends early", pending.length());
            turn.need(UNIT);
            return stream ? NEED_MORE : pending.length();
        }
        if (pending.u16(0) != VERSION) {
            if (!stream || state.lost(turn.fromClient(), true)) turn.malformed("wrapper version not 1", 0);
            return stream ? LOST : pending.length();
        }
        int total = UNIT + pending.u16(LENGTH);
        if (pending.length() < total) {
            if (!stream) turn.malformed("unit ends early", pending.length());
            turn.need(total);
            return stream ? NEED_MORE : pending.length();
        }
        state.lost(turn.fromClient(), false);
        int source = pending.u16(SOURCE);
        int destination = pending.u16(DESTINATION);
        Apdu.Ends ends = turn.fromClient() ? new Apdu.Ends(source, destination) : new Apdu.Ends(destination, source);
        if (total > UNIT) Apdu.read(new Bytes().wrap(pending, UNIT, total - UNIT), ends, turn, state, total);
        return total;
    }
}
