package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.site.Device;

/** From an office computer: pings through the control segment, then knocks at the ports of controllers wherever somebody answered. */
class Scan extends Story {
    private static final int HOSTS = 40;
    private static final int[] PORTS = {102, 502, 20_000, 44_818, 80, 22, 4_840};
    final Host source;
    private final int hosts;

    Scan(Stage stage) {
        this(stage, stage.site().officePcs.getLast(), HOSTS);
    }

    /** @param hosts how many addresses are tried, from the router's on */
    Scan(Stage stage, Host source, int hosts) {
        super(stage);
        this.source = source;
        this.hosts = hosts;
    }

    @Override
    void begin(long nowNanos) {
        ping(nowNanos, 1);
    }

    private Host target(int number) {
        int ip = (site.controlRouter.ip() & 0xFFFFFF00) | number;
        return number == 1 ? site.controlRouter : site.at(ip);
    }

    private void ping(long nowNanos, int number) {
        Host target = target(number);
        long[] answered = {Network.LOST};
        act(nowNanos, "pings " + dotted(target), source, target, Ledger.Technique.REMOTE_DISCOVERY, () -> {
            answered[0] = network.ping(nowNanos, source, target, 1, number);
        });
        if (answered[0] != Network.LOST && target != site.controlRouter)
            after(nowNanos, 2 * SECOND, now -> knock(now, target, 0));
        if (number < hosts) after(nowNanos, 800_000_000, now -> ping(now, number + 1));
    }

    private void knock(long nowNanos, Host target, int index) {
        int port = PORTS[index];
        act(nowNanos, "tries port " + port + " of " + target, source, target, Ledger.Technique.REMOTE_DISCOVERY, () -> {
            Device listener = listener(target, port);
            if (listener == null) Tcp.knock(nowNanos, network, source, target, port);
            else met(nowNanos, listener);
        });
        if (index + 1 < PORTS.length) after(nowNanos, 250_000_000, now -> knock(now, target, index + 1));
    }

    /** Somebody listens there. */
    void met(long nowNanos, Device device) {
        Tcp tcp = Tcp.connect(nowNanos, network, source, device.host(), device.port());
        tcp.reset(tcp.readyNanos() + 400_000, true);
    }

    private Device listener(Host host, int port) {
        for (Device device : site.devices()) if (device.host() == host && device.port() == port) return device;
        return null;
    }
}
