package dev.postern.plant;

import dev.postern.plant.net.Host;

/**
 * A program on the historian talks to one on the portal in the DMZ inside pings, whose answers carry something else than their questions. Fast:
 * a kilobyte a second; slow: forty-eight bytes an hour, as long as those of anybody's ping.
 */
final class IcmpTunnel extends Story {
    private static final int FAST_PINGS = 1_200;
    private static final int SLOW_PINGS = 24 * 60;
    private static final int SLOW_BYTES = 48;
    private final Host source;
    private final Host target;

    IcmpTunnel(Stage stage) {
        super(stage);
        source = site.historian;
        target = site.portal;
    }

    @Override
    void begin(long nowNanos) {
        Ledger.Entry entry =
                action(nowNanos, "talks to " + target + " inside pings", source, target, Ledger.Technique.TUNNEL);
        talk(nowNanos, entry, isSlow() ? SLOW_PINGS : FAST_PINGS, 0);
    }

    private void talk(long nowNanos, Ledger.Entry entry, int left, int sequence) {
        byte[] out = site.errands.noise(isSlow() ? SLOW_BYTES : 900 + dice.below(400), dice);
        byte[] back = site.errands.noise(isSlow() ? SLOW_BYTES : 40 + dice.below(900), dice);
        timeline.witnessed(entry, () -> network.echo(nowNanos, source, target, 0x2A17, sequence & 0xFFFF, out, back));
        if (left > 1) after(nowNanos, pace(SECOND, HOUR), now -> talk(now, entry, left - 1, sequence + 1));
    }
}
