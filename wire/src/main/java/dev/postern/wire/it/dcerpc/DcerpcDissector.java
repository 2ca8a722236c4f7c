package dev.postern.wire.it.dcerpc;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** DCE/RPC over TCP (version 5, connections) and over UDP (version 4, datagrams). Calls within SMB pipes come through {@link RpcPipe}. */
public final class DcerpcDissector implements Dissector {
    static final String PROTOCOL = "dcerpc";
    private static final int ENDPOINT_MAPPER = 135, PROFINET_CM = 34964;

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == ENDPOINT_MAPPER || transport == Transport.UDP && port == PROFINET_CM;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return transport == Transport.UDP ? DatagramPdu.probe(pending) : ConnectionPdu.probe(pending);
    }

    /** Devices of PROFINET answer from a port of their own choice; what they ask themselves is another matter. */
    @Override
    public boolean mayCall(Bytes datagram) {
        return answersForCertain(datagram);
    }

    @Override
    public boolean answersForCertain(Bytes datagram) {
        return DatagramPdu.answers(datagram);
    }

    /** An association of either kind. */
    private static final class State {
        private final Association association = new Association();
        private final Activities activities = new Activities();
    }

    @Override
    public Object newState() {
        return new State();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        State state = turn.state();
        if (turn.conversation().transport() == Transport.UDP) {
            new DatagramPdu(pending, state.activities, turn).read();
            return Math.max(1, pending.length());
        }
        if (pending.length() < ConnectionPdu.HEADER_BYTES) {
            turn.need(ConnectionPdu.HEADER_BYTES);
            return NEED_MORE;
        }
        if (!ConnectionPdu.begins(pending)) return LOST;
        int length = ConnectionPdu.length(pending);
        if (pending.length() < length) {
            turn.need(length);
            return NEED_MORE;
        }
        Bytes pdu = new Bytes().wrap(pending, 0, length);
        new ConnectionPdu(pdu, 0, state.association, null, turn).read();
        if (pdu.overrun()) turn.malformed("pdu ends early", Math.min(length, pdu.overrunAt()));
        return length;
    }
}
