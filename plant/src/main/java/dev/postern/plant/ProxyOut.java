package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Out;
import dev.postern.plant.net.Tcp;

/** A panel asks a program on the portal to fetch pages of its maker: HTTP CONNECT, RFC 9110 section 9.3.6. */
final class ProxyOut extends Story {
    private static final int PROXY_PORT = 3_128;
    private static final int ROUNDS = 20;

    ProxyOut(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        fetch(nowNanos, ROUNDS);
    }

    private void fetch(long nowNanos, int left) {
        Host panel = site.hmi;
        act(nowNanos, "has a page fetched by the portal", panel, site.portal, Ledger.Technique.PROXY_OUT, () -> {
            Tcp tcp = Tcp.connect(nowNanos, network, panel, site.portal, PROXY_PORT);
            if (!tcp.isOpen()) return;
            byte[] ask = new Out(128)
                    .ascii(
                            "CONNECT update.panelware.example:443 HTTP/1.1\r\nHost: update.panelware.example:443\r\n\r\n")
                    .done();
            byte[] ok = new Out(64)
                    .ascii("HTTP/1.1 200 Connection established\r\n\r\n")
                    .done();
            long at = tcp.exchange(tcp.readyNanos() + 1_000_000, ask, 60_000_000, ok);
            for (int i = 0; i < 4; i++)
                at = tcp.exchange(
                        at + dice.around(200_000_000, 0.3),
                        site.errands.noise(300 + dice.below(400), dice),
                        40_000_000,
                        site.errands.noise(1_000 + dice.below(9_000), dice));
            tcp.close(at + SECOND);
        });
        if (left > 1) after(nowNanos, 5 * MINUTE, now -> fetch(now, left - 1));
    }
}
