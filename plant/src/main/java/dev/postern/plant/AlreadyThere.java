package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Tls;

/**
 * In place before anybody watches: begun with the plant's first minute, a beacon from the historian to a public address with a fifth of jitter, and a tap in
 * the control segment that says nothing but who it is when a scan asks for it. Nobody can know it as new. Fast: every ten minutes; slow: every six hours.
 */
final class AlreadyThere extends Story {
    private static final int CALLS = 2_000;
    private static final double JITTER = 0.2;
    private final Host outside;
    private final Host tap;

    AlreadyThere(Stage stage) {
        super(stage);
        outside = Host.outside("relay", Host.ip("33.91.140.12"), site.seed);
        tap = site.visitor("tap", Host.Stack.LINUX, 0xB827EB_77A0C4L, Host.ip("10.10.1.252"), null);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(tap);
        call(nowNanos + dice.between(SECOND, MINUTE), CALLS);
    }

    private void call(long atNanos, int left) {
        timeline.plan(atNanos, now -> {
            act(
                    now,
                    "calls a public address",
                    site.historian,
                    outside,
                    Ledger.Technique.BEACON,
                    () -> Tcp.connect(now, network, site.historian, outside, Tls.PORT));
            long period = pace(10 * MINUTE, 6 * HOUR);
            long next = (long) (period * (1 - JITTER + 2 * JITTER * dice.unit()));
            if (left > 1) call(now + next, left - 1);
        });
    }
}
