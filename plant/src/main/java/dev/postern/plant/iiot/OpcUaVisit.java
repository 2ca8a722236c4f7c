package dev.postern.plant.iiot;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.OpcUa;

/** One connection of a client to the OPC UA server, from hello to close. */
public final class OpcUaVisit {
    private final Network network;
    private final Host client;
    private final Host server;
    private final Dice dice;
    private final String url;
    private Tcp tcp;
    private int channel;
    private int token;
    private int sequence;
    private int session;

    public OpcUaVisit(Network network, Host client, Host server, Dice dice) {
        this.network = network;
        this.client = client;
        this.server = server;
        this.dice = dice;
        url = "opc.tcp://" + server.name + ":" + OpcUa.PORT;
    }

    /** Up to a session that nobody has logged in to; check {@link #isOpen}. */
    public long open(long atNanos) {
        tcp = Tcp.connect(atNanos, network, client, server, OpcUa.PORT);
        if (!tcp.isOpen()) return tcp.readyNanos();
        long at = ask(tcp.readyNanos() + 300_000, OpcUa.hello(url), OpcUa.acknowledge());
        OpcUa.Head first = new OpcUa.Head(0, 0, ++sequence, sequence, 0, at);
        channel = 1_000 + dice.below(50_000);
        token = 1 + dice.below(1_000);
        OpcUa.Head opened = new OpcUa.Head(channel, token, sequence, sequence, 0, at);
        at = ask(at + 500_000, OpcUa.open(first, false), OpcUa.opened(opened));
        OpcUa.Head head = next(at);
        int shown = 1_000 + dice.below(50_000);
        at = ask(at + 900_000, OpcUa.createSession(head, client.name, url), OpcUa.sessionCreated(head, shown));
        session = shown;
        return at;
    }

    public boolean isOpen() {
        return tcp != null && tcp.isOpen();
    }

    public long login(long atNanos) {
        OpcUa.Head head = next(atNanos);
        return ask(atNanos, OpcUa.activateSession(head), OpcUa.sessionActivated(head));
    }

    public long login(long atNanos, String user, String password, boolean right) {
        OpcUa.Head head = next(atNanos);
        byte[] answer = right ? OpcUa.sessionActivated(head) : OpcUa.fault(head, OpcUa.USER_ACCESS_DENIED);
        return ask(atNanos, OpcUa.activateSession(head, user, password), answer);
    }

    /** The folder of objects, then each of what hangs there. */
    public long browse(long atNanos) {
        OpcUa.Head head = next(atNanos);
        long at = ask(atNanos, OpcUa.browse(head, null), OpcUa.browsed(head, OpcUaLink.NODES));
        for (String node : OpcUaLink.NODES) {
            head = next(at);
            at = ask(at + 1_000_000, OpcUa.browse(head, node), OpcUa.browsed(head));
        }
        return at;
    }

    public long read(long atNanos) {
        OpcUa.Head head = next(atNanos);
        return ask(atNanos, OpcUa.read(head, OpcUaLink.NODES), OpcUa.readAnswer(head, 0.3f, 120, 3.1f, 0.3f));
    }

    public long write(long atNanos, float value) {
        OpcUa.Head head = next(atNanos);
        String node = OpcUaLink.NODES[OpcUaLink.NODES.length - 1];
        return ask(atNanos, OpcUa.write(head, node, value), OpcUa.written(head));
    }

    public long close(long atNanos) {
        return isOpen() ? tcp.close(atNanos) : atNanos;
    }

    private OpcUa.Head next(long atNanos) {
        sequence++;
        return new OpcUa.Head(channel, token, sequence, sequence, session, atNanos);
    }

    private long ask(long atNanos, byte[] question, byte[] answer) {
        return tcp.exchange(atNanos, question, dice.around(2_100_000, 0.4), answer);
    }
}
