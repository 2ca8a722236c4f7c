package dev.postern.plant.iiot;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.OpcUa;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** The historian reads dosing values from an OPC UA server in the supervision segment; on a working day somebody changes a dose now and then. */
public final class OpcUaLink {
    private static final long PERIOD_NANOS = 5 * Hours.SECOND;
    private static final long CHANGE_NANOS = 3 * Hours.HOUR;
    /** A channel lives an hour and is renewed after three quarters of it. */
    private static final long RENEWED_AFTER_NANOS = 45 * Hours.MINUTE;

    static final String[] NODES = {"Dosing.Chlorine", "Dosing.Flow", "Dosing.Tank", "Dosing.Setpoint"};

    private final Network network;
    private final Host client;
    public final Host server;
    private final String url;
    private final long periodNanos;
    private final Dice dice;
    private Tcp tcp;
    private int channel = 17;
    private int token = 50;
    private long openedNanos;
    private int sequence;
    private int session;
    private float setpoint = 0.3f;

    private OpcUaLink(Site site, Life life) {
        network = site.network;
        client = site.historian;
        server = site.visitor(
                "opcua-1", Host.Stack.WINDOWS, 0xD4AE52_9C1199L, Host.ip("10.10.2.35"), site.supervisionRouter);
        site.attach(server);
        life.housekeeping().join(site.startNanos, server, true);
        url = "opc.tcp://" + server.name + ":" + OpcUa.PORT;
        periodNanos = (long) (PERIOD_NANOS * life.thinning());
        dice = new Dice(site.seed, "opc ua");
    }

    public static OpcUaLink install(Site site, Life life) {
        OpcUaLink link = new OpcUaLink(site, life);
        link.network.timeline().plan(site.startNanos + link.dice.between(0, link.periodNanos), link::turn);
        link.network.timeline().plan(site.startNanos + link.dice.waiting(CHANGE_NANOS), link::change);
        return link;
    }

    private OpcUa.Head next(long atNanos) {
        sequence++;
        return new OpcUa.Head(channel, token, sequence, sequence, session, atNanos);
    }

    private boolean ready(long nowNanos) {
        if (tcp != null && tcp.isOpen()) return tcp.readyNanos() < nowNanos;
        tcp = Tcp.connect(nowNanos, network, client, server, OpcUa.PORT);
        if (!tcp.isOpen()) return false;
        sequence = session = 0;
        long at = tcp.exchange(tcp.readyNanos() + 300_000, OpcUa.hello(url), service(), OpcUa.acknowledge());
        OpcUa.Head first = new OpcUa.Head(0, 0, ++sequence, sequence, 0, at);
        channel++;
        OpcUa.Head opened = new OpcUa.Head(channel, ++token, sequence, sequence, 0, at);
        at = tcp.exchange(at + 500_000, OpcUa.open(first, false), service(), OpcUa.opened(opened));
        openedNanos = at;
        int shown = 1_000 + dice.below(50_000);
        OpcUa.Head head = next(at);
        at = tcp.exchange(
                at + 900_000,
                OpcUa.createSession(head, client.name, url),
                service(),
                OpcUa.sessionCreated(head, shown));
        session = shown;
        head = next(at);
        tcp.exchange(at + 900_000, OpcUa.activateSession(head), service(), OpcUa.sessionActivated(head));
        return true;
    }

    private void renew(long nowNanos) {
        OpcUa.Head head = next(nowNanos);
        OpcUa.Head renewed = new OpcUa.Head(channel, ++token, head.sequence(), head.request(), session, nowNanos);
        tcp.exchange(nowNanos, OpcUa.open(head, true), service(), OpcUa.opened(renewed));
        openedNanos = nowNanos;
    }

    private long service() {
        return dice.around(2_100_000, 0.4);
    }

    private void turn(long nowNanos) {
        network.timeline().plan(nowNanos + periodNanos + dice.around(3_000_000, 0.5), this::turn);
        if (!ready(nowNanos)) return;
        if (nowNanos - openedNanos > RENEWED_AFTER_NANOS) renew(nowNanos);
        double demand = Demand.water(nowNanos / Hours.SECOND);
        OpcUa.Head head = next(nowNanos);
        byte[] answer = OpcUa.readAnswer(
                head,
                (float) (setpoint + dice.bell() * 0.01),
                (float) (120 * demand + dice.bell()),
                (float) (4 - nowNanos / Hours.HOUR % 72 * 0.04),
                setpoint);
        tcp.exchange(Math.max(nowNanos, tcp.readyNanos()), OpcUa.read(head, NODES), service(), answer);
        tcp.settle();
    }

    private void change(long nowNanos) {
        network.timeline().plan(nowNanos + Hours.MINUTE + dice.waiting(CHANGE_NANOS), this::change);
        if (!Hours.isOfficeTime(nowNanos) || !ready(nowNanos)) return;
        setpoint = 0.2f + dice.below(5) * 0.05f;
        OpcUa.Head head = next(nowNanos);
        tcp.exchange(
                Math.max(nowNanos, tcp.readyNanos()),
                OpcUa.write(head, NODES[NODES.length - 1], setpoint),
                service(),
                OpcUa.written(head));
        tcp.settle();
    }
}
