package dev.postern.wire.it.remote;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** Knows a remote access tool by its first bytes and tells once a flow that it is used; everything else passes unread. */
public final class RemoteToolDissector implements Dissector {
    /** How sure the first bytes of one side make. */
    private interface Opening {
        Recognition judge(Bytes pending, Transport transport, boolean fromClient);
    }

    private static final class Session {
        private boolean told;
    }

    private final String protocol;
    private final String tool;
    private final int tcpPort;
    private final int udpPort;
    private final Opening opening;

    private RemoteToolDissector(String protocol, String tool, int tcpPort, int udpPort, Opening opening) {
        this.protocol = protocol;
        this.tool = tool;
        this.tcpPort = tcpPort;
        this.udpPort = udpPort;
        this.opening = opening;
    }

    public static Dissector teamViewer() {
        return new RemoteToolDissector("teamviewer", "TeamViewer", 5938, 5938, RemoteToolDissector::teamViewer);
    }

    public static Dissector radmin() {
        return new RemoteToolDissector("radmin", "Radmin", 4899, -1, RemoteToolDissector::radmin);
    }

    public static Dissector dameWare() {
        return new RemoteToolDissector("dameware", "DameWare", 6129, -1, RemoteToolDissector::dameWare);
    }

    /** TCP: magic, command, length (little-endian) of what follows. UDP: the magic stands behind a zero and ten octets. */
    private static Recognition teamViewer(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.UDP) {
            boolean magic = pending.length() > 13 && pending.u8(0) == 0 && pending.u16(11) == 0x1724;
            return magic ? Recognition.UNSURE : Recognition.NOT;
        }
        int magic = pending.u16(0);
        if (magic == 0x1724 && pending.length() >= 5 && pending.length() == 5 + pending.u16le(3))
            return Recognition.CERTAIN;
        // A transaction of Modbus may have the number, and is followed by two zeros.
        boolean command = !pending.has(2, 2) || pending.u16(2) != 0;
        return command && (magic == 0x1724 || magic == 0x1130) ? Recognition.UNSURE : Recognition.NOT;
    }

    /** Both sides begin with a length and a fixed head. */
    private static Recognition radmin(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u32(0) != 0x0100_0000L) return Recognition.NOT;
        if (fromClient)
            return pending.length() == 10 && pending.u32(4) == 0x0100_0000L && pending.u16(8) == 0x0808
                    ? Recognition.CERTAIN
                    : Recognition.NOT;
        return pending.u32(4) == 0x2500_0002L && pending.u16(8) == 0x1208 ? Recognition.CERTAIN : Recognition.NOT;
    }

    /** The version of the protocol, a small number, then that of the program as a floating point number. */
    private static Recognition dameWare(Bytes pending, Transport transport, boolean fromClient) {
        boolean head = pending.u32(0) == 0x3011_0000L && pending.u32(4) == 0 && pending.length() >= 16;
        double version = pending.f64le(8);
        return head && version >= 1 && version < 100 ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == tcpPort || transport == Transport.UDP && port == udpPort;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP && udpPort > 0;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return opening.judge(pending, transport, fromClient);
    }

    @Override
    public Object newState() {
        return new Session();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Session session = turn.state();
        if (!session.told) {
            session.told = true;
            turn.message("remote access", Verb.SESSION, Outcome.NOTICE)
                    .field("purpose", "remote access")
                    .field("tool", tool)
                    .emit();
            turn.identity(turn.source(), Attribute.SOFTWARE, tool, 0.6);
        }
        return pending.length();
    }
}
