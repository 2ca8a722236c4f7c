package dev.postern.wire.it.dcerpc;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** What SMB is to a pipe: two octets of its own, then octets of {@code svcctl}. */
final class PipeCarrier implements Dissector {
    private static final int HEADER_BYTES = 2;

    @Override
    public String protocol() {
        return "carrier";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return false;
    }

    @Override
    public boolean speaks(Transport transport) {
        return true;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new RpcPipe("\\\\PIPE\\\\svcctl");
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        RpcPipe pipe = turn.state();
        Bytes data = new Bytes().wrap(pending, HEADER_BYTES, pending.length() - HEADER_BYTES);
        pipe.read(data, HEADER_BYTES, turn.fromClient(), turn);
        return pending.length();
    }
}
