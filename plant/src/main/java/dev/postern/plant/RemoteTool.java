package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Out;
import dev.postern.plant.net.Tcp;

/** Somebody left a remote access program on the engineering station, and from an office computer somebody sits at it now and then. */
final class RemoteTool extends Story {
    private static final int PORT = 4_899;
    private static final int VISITS = 6;

    RemoteTool(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        visit(nowNanos, VISITS);
    }

    private void visit(long nowNanos, int left) {
        Host person = site.officePcs.getFirst();
        act(
                nowNanos,
                "sits at " + site.engineering + " over a remote access program",
                person,
                site.engineering,
                Ledger.Technique.REMOTE_SERVICES,
                () -> {
                    Tcp tcp = Tcp.connect(nowNanos, network, person, site.engineering, PORT);
                    if (!tcp.isOpen()) return;
                    byte[] hello = new Out(16)
                            .u32(0x0100_0000)
                            .u32(0x0100_0000)
                            .u16(0x0808)
                            .done();
                    byte[] answer = new Out(64)
                            .u32(0x0100_0000)
                            .u32(0x2500_0002)
                            .u16(0x1208)
                            .bytes(site.errands.noise(36, dice))
                            .done();
                    long at = tcp.exchange(tcp.readyNanos() + 1_000_000, hello, 5_000_000, answer);
                    for (int i = 0; i < 60; i++)
                        at = tcp.exchange(
                                at + dice.around(2 * SECOND, 0.5),
                                site.errands.noise(30 + dice.below(60), dice),
                                20_000_000,
                                site.errands.noise(200 + dice.below(9_000), dice));
                    tcp.close(at + SECOND);
                });
        if (left > 1) after(nowNanos, 20 * MINUTE, now -> visit(now, left - 1));
    }
}
