package dev.postern.plant.net;

/**
 * One TCP connection, both ends of it, RFC 9293. The owner says who sends what and when; sequence numbers, acknowledgements, windows, segment
 * sizes, and now and then a lost segment and its retransmission follow. Times only move forward: whoever sends has heard all that was said.
 */
public final class Tcp {
    /** A segment is lost behind the mirror port once in so many. */
    private static final double LOSS = 4e-4;

    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int PSH = 8;
    private static final int ACK = 16;
    private static final long NANOS_PER_BYTE = 80;
    private static final long STACK_NANOS = 30_000;
    private static final long RETRANSMIT_NANOS = 250_000_000;
    private static final long DELAYED_ACK_NANOS = 70_000_000;
    private static final long SYN_RETRY_NANOS = 1_000_000_000;
    private static final int TRIES = 3;
    private static final byte[] NO_BYTES = {};

    private static final class End {
        final Host host;
        final int port;
        final int boots;
        int sequence;
        long heardAtNanos;
        long saidAtNanos;

        End(Host host, int port, int sequence) {
            this.host = host;
            this.port = port;
            this.sequence = sequence;
            boots = host.boots();
        }
    }

    private final Network network;
    private final Dice dice;
    private final End client;
    private final End server;
    private boolean scaled;
    private int segmentBytes;
    private boolean open;

    private Tcp(Network network, Host clientHost, Host serverHost, int serverPort, long atNanos) {
        this.network = network;
        int clientPort = clientHost.nextPort();
        long who = (long) clientHost.ip() << 32 ^ serverHost.ip() ^ (long) clientPort << 16 ^ serverPort;
        dice = new Dice(network.seed() ^ Dice.mix(who) ^ atNanos);
        client = new End(clientHost, clientPort, (int) dice.bits());
        server = new End(serverHost, serverPort, (int) dice.bits());
        segmentBytes = Math.min(clientHost.stack.segmentBytes, serverHost.stack.segmentBytes);
    }

    /** Three-way handshake; check {@link #isOpen}: nobody may have answered. */
    public static Tcp connect(long atNanos, Network network, Host client, Host server, int serverPort) {
        Tcp tcp = new Tcp(network, client, server, serverPort, atNanos);
        tcp.handshake(atNanos);
        return tcp;
    }

    /** A SYN to a port where nobody listens: answered with a reset if the host is there. */
    public static long knock(long atNanos, Network network, Host client, Host server, int serverPort) {
        Tcp tcp = new Tcp(network, client, server, serverPort, atNanos);
        tcp.segment(atNanos, tcp.client, SYN, tcp.synOptions(tcp.client, true), NO_BYTES, 0, 0);
        tcp.client.sequence++;
        if (tcp.server.heardAtNanos == Network.LOST || server.place != Host.Place.ATTACHED) return Network.LOST;
        tcp.server.sequence = 0;
        tcp.segment(tcp.server.heardAtNanos + STACK_NANOS, tcp.server, RST | ACK, NO_BYTES, NO_BYTES, 0, 0);
        return tcp.client.heardAtNanos;
    }

    private void handshake(long atNanos) {
        byte[] options = synOptions(client, true);
        scaled = client.host.stack.windowShift >= 0 && server.host.stack.windowShift >= 0;
        segment(atNanos, client, SYN, options, NO_BYTES, 0, 0);
        if (server.heardAtNanos == Network.LOST || server.host.place == Host.Place.ABSENT) {
            for (int i = 1; i < TRIES; i++)
                segment(atNanos + ((1L << i) - 1) * SYN_RETRY_NANOS, client, SYN, options, NO_BYTES, 0, 0);
            return;
        }
        client.sequence++;
        segment(think(server), server, SYN | ACK, synOptions(server, scaled), NO_BYTES, 0, 0);
        server.sequence++;
        segment(think(client), client, ACK, NO_BYTES, NO_BYTES, 0, 0);
        open = true;
    }

    private long think(End end) {
        return end.heardAtNanos + dice.around(STACK_NANOS, 0.4);
    }

    private static byte[] synOptions(End end, boolean mayScale) {
        Host.Stack stack = end.host.stack;
        Out options = new Out(12).octets(2, 4).u16(stack.segmentBytes);
        if (stack.windowShift < 0) return options.done();
        if (mayScale) options.octets(1, 3, 3, stack.windowShift);
        return options.octets(1, 1, 4, 2).done();
    }

    public boolean isOpen() {
        return open;
    }

    /** Chance of this connection's own. */
    public Dice dice() {
        return dice;
    }

    public Host client() {
        return client.host;
    }

    public Host server() {
        return server.host;
    }

    /** Before this time something is still on its way. */
    public long readyNanos() {
        return Math.max(
                Math.max(client.heardAtNanos, server.heardAtNanos), Math.max(client.saidAtNanos, server.saidAtNanos));
    }

    /** Sends {@code data}, cut into segments, not before what was sent before has arrived; gives the time all of it is there. */
    public long send(long atNanos, boolean fromClient, byte[] data) {
        End from = fromClient ? client : server;
        End to = fromClient ? server : client;
        long at = Math.max(atNanos, Math.max(from.heardAtNanos, from.saidAtNanos) + 1_000);
        if (!open || forgotten(at, from)) return at;
        int unacknowledged = 0;
        for (int start = 0; start < data.length; start += segmentBytes) {
            int length = Math.min(segmentBytes, data.length - start);
            boolean last = start + length == data.length;
            byte[] frame = segment(at, from, last ? ACK | PSH : ACK, NO_BYTES, data, start, length);
            if (dice.chance(LOSS)) {
                long again = at + RETRANSMIT_NANOS;
                to.heardAtNanos = network.send(again, Packets.again(frame, from.host.nextIpId()), from.host, to.host);
                at = again;
            }
            from.sequence += length;
            if (to.heardAtNanos == Network.LOST) return broken(from, to, frame, at);
            if (to.boots != to.host.boots()) return refused(from, to);
            if (++unacknowledged == 2 && !last) {
                unacknowledged = 0;
                acknowledge(to, to.heardAtNanos + 15_000);
            }
            at += 4_000 + length * NANOS_PER_BYTE;
        }
        from.saidAtNanos = at;
        return to.heardAtNanos;
    }

    /** Nobody is there any more: the sender tries again, twice as late each time, and gives up. */
    private long broken(End from, End to, byte[] frame, long atNanos) {
        for (int i = 1; i < TRIES; i++)
            network.send(
                    atNanos + ((1L << i) - 1) * RETRANSMIT_NANOS,
                    Packets.again(frame, from.host.nextIpId()),
                    from.host,
                    to.host);
        to.heardAtNanos = atNanos;
        open = false;
        return atNanos;
    }

    /** Who was switched off meanwhile knows of no connection and has nothing to say on it. */
    private boolean forgotten(long atNanos, End from) {
        if (from.boots == from.host.boots()) return false;
        from.saidAtNanos = atNanos;
        open = false;
        return true;
    }

    /** The other was switched off meanwhile and answers as to any stranger: RFC 9293 section 3.5.2, group 1. */
    private long refused(End from, End to) {
        to.sequence = 0;
        segment(to.heardAtNanos + STACK_NANOS, to, RST | ACK, NO_BYTES, NO_BYTES, 0, 0);
        open = false;
        return from.heardAtNanos;
    }

    /** Nothing to say for a while, but is the other still there? RFC 9293 section 3.8.4, with one old octet as Windows has it. */
    public long keepAlive(long atNanos, boolean byClient) {
        if (!open) return atNanos;
        End from = byClient ? client : server;
        End to = byClient ? server : client;
        long at = Math.max(atNanos, readyNanos() + 1_000);
        if (forgotten(at, from)) return at;
        from.sequence--;
        byte[] frame = segment(at, from, ACK, NO_BYTES, new byte[1], 0, 1);
        from.sequence++;
        if (to.heardAtNanos == Network.LOST) return broken(from, to, frame, at);
        if (to.boots != to.host.boots()) return refused(from, to);
        from.saidAtNanos = at;
        acknowledge(to, to.heardAtNanos + STACK_NANOS);
        return readyNanos();
    }

    /** A question and its answer; {@code serviceNanos} is what the server takes. Gives the time the answer is there. */
    public long exchange(long atNanos, byte[] question, long serviceNanos, byte[] answer) {
        long there = send(atNanos, true, question);
        if (open && serviceNanos > 2 * DELAYED_ACK_NANOS)
            acknowledge(server, there + dice.around(DELAYED_ACK_NANOS, 0.2));
        return send(there + serviceNanos, false, answer);
    }

    /** The client has nothing more to say: its delayed acknowledgement. */
    public long settle() {
        if (!open) return client.heardAtNanos;
        long at = client.heardAtNanos + dice.around(DELAYED_ACK_NANOS, 0.35);
        acknowledge(client, at);
        return at;
    }

    private void acknowledge(End end, long atNanos) {
        segment(atNanos, end, ACK, NO_BYTES, NO_BYTES, 0, 0);
        end.saidAtNanos = Math.max(end.saidAtNanos, atNanos);
    }

    /** Both ends say goodbye, the client first. */
    public long close(long atNanos) {
        if (!open) return atNanos;
        open = false;
        segment(Math.max(atNanos, readyNanos() + 1_000), client, FIN | ACK, NO_BYTES, NO_BYTES, 0, 0);
        client.sequence++;
        segment(think(server), server, FIN | ACK, NO_BYTES, NO_BYTES, 0, 0);
        server.sequence++;
        segment(think(client), client, ACK, NO_BYTES, NO_BYTES, 0, 0);
        return server.heardAtNanos;
    }

    /** One end throws the connection away. */
    public long reset(long atNanos, boolean byClient) {
        if (!open) return atNanos;
        open = false;
        long at = Math.max(atNanos, readyNanos() + 1_000);
        segment(at, byClient ? client : server, RST | ACK, NO_BYTES, NO_BYTES, 0, 0);
        return at;
    }

    private byte[] segment(long atNanos, End from, int flags, byte[] options, byte[] data, int start, int length) {
        End to = from == client ? server : client;
        boolean acknowledges = (flags & ACK) != 0;
        byte[] frame = Packets.tcp(
                from.host,
                from.port,
                to.host.ip(),
                to.port,
                from.sequence,
                acknowledges ? to.sequence : 0,
                flags,
                window(from, to, flags),
                options,
                data,
                start,
                length);
        to.heardAtNanos = network.send(atNanos, frame, from.host, to.host);
        return frame;
    }

    private int window(End from, End to, int flags) {
        if ((flags & RST) != 0) return 0;
        int window = from.host.stack.window;
        if ((flags & SYN) != 0) return window;
        int free = window - (to.sequence >>> 1 & 0x3FF);
        return scaled ? (free * 4) >> from.host.stack.windowShift : free;
    }
}
