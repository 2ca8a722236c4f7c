package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Rdp;
import dev.postern.plant.protocol.Tls;

/** Somebody works on another machine's screen: the beginning in clear, then TLS; a few keys go there, pictures come back. */
public final class RemoteDesktop {
    private static final int CHANNELS = 6;

    private final Network network;
    private final Errands errands;
    private final Host client;
    private final Host server;
    private final Dice dice;
    private Tcp tcp;

    public RemoteDesktop(Network network, Errands errands, Host client, Host server, Dice dice) {
        this.network = network;
        this.errands = errands;
        this.client = client;
        this.server = server;
        this.dice = dice;
    }

    /** Logs in; gives the time the first picture is there. */
    public long open(long atNanos, String user) {
        tcp = Tcp.connect(atNanos, network, client, server, Rdp.PORT);
        if (!tcp.isOpen()) return tcp.readyNanos();
        String name = server.name + "." + Site.DOMAIN;
        byte[] session = noise(32);
        long at = tcp.exchange(tcp.readyNanos() + 300_000, Rdp.connect(user), service(), Rdp.connected());
        at = tcp.exchange(
                at + 900_000,
                Tls.clientHello(noise(32), name, false),
                service(),
                Tls.serverHello(noise(32), session, errands.certificate(name, at), noise(256)));
        at = tcp.exchange(at + 900_000, Tls.clientFinish(noise(64)), service(), Tls.serverFinish(noise(64)));
        // CredSSP: a challenge and its answer, the server's key given back; then the conference and its channels.
        at = tcp.exchange(at + 900_000, Tls.data(noise(95)), service(), Tls.data(noise(190)));
        at = tcp.exchange(at + 900_000, Tls.data(noise(560)), service(), Tls.data(noise(95)));
        at = tcp.exchange(at + 900_000, Tls.data(noise(600)), service(), Tls.data(noise(140)));
        for (int i = 0; i < CHANNELS; i++)
            at = tcp.exchange(at + 300_000, Tls.data(noise(34)), service(), Tls.data(noise(37)));
        at = tcp.exchange(at + 900_000, Tls.data(noise(1_400)), service(), Tls.data(noise(300)));
        tcp.settle();
        return at;
    }

    public boolean isOpen() {
        return tcp != null && tcp.isOpen();
    }

    /** Some keys and what they change on the screen. */
    public long type(long atNanos) {
        long at = tcp.exchange(
                atNanos, Tls.data(noise(60 + dice.below(90))), service(), Tls.data(noise(400 + dice.below(5_000))));
        tcp.settle();
        return at;
    }

    /** Works on for {@code turns} times some seconds, then leaves. */
    public void work(long atNanos, int turns) {
        network.timeline().plan(atNanos + dice.around(6 * Hours.SECOND, 0.8), now -> {
            if (!isOpen()) return;
            long at = type(now);
            if (turns <= 1) close(at + Hours.SECOND);
            else work(at, turns - 1);
        });
    }

    public void close(long atNanos) {
        tcp.close(atNanos);
    }

    private byte[] noise(int length) {
        return errands.noise(length, dice);
    }

    private long service() {
        return dice.around(1_800_000, 0.4);
    }
}
