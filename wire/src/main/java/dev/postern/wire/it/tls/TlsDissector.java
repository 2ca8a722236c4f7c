package dev.postern.wire.it.tls;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** TLS and SSL over TCP from the first byte on: hellos, certificates and alerts while they are in the clear. */
public final class TlsDissector implements Dissector {
    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 443 || port == 8443 || port == 4843 || port == 8883);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return TlsStream.probe(pending);
    }

    @Override
    public Object newState() {
        return new TlsStream();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        TlsStream stream = turn.state();
        return stream.dissect(pending, turn);
    }
}
