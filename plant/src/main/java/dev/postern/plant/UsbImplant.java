package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Smb2;
import dev.postern.plant.protocol.Tls;
import dev.postern.plant.site.FileVisit;
import java.util.List;

/**
 * Somebody put a stick into the panel of the control segment, which for years did one thing only: it asks for names that it never asked for, knocks at
 * the shares of everybody around, leaves itself where it is let in, and tries public addresses in vain.
 */
final class UsbImplant extends Story {
    private static final List<String> NAMES =
            List.of("wpad.works.example", "time.stickware.example", "cdn7.stickware.example", "drop.stickware.example");
    private static final int ADDRESSES = 60;
    private static final int CALLS = 20;
    private static final int COPY_BYTES = 140_000;
    private final Host source;
    private final Host outside;

    UsbImplant(Stage stage) {
        super(stage);
        source = site.hmi;
        outside = Host.outside("drop", Host.ip("33.77.3.190"), site.seed);
    }

    @Override
    void begin(long nowNanos) {
        act(
                nowNanos,
                "asks for names it never asked for",
                source,
                site.domainServer,
                Ledger.Technique.REMOVABLE_MEDIA,
                () -> {
                    long at = nowNanos;
                    for (String name : NAMES) {
                        at = site.errands.resolve(at, source, site.domainServer, name, 0, dice);
                        if (at == Network.LOST) return;
                        at += dice.around(2 * SECOND, 0.5);
                    }
                });
        after(nowNanos, MINUTE, now -> call(now, CALLS));
        after(nowNanos, pace(2 * MINUTE, 6 * HOUR), now -> knock(now, 2));
    }

    private void call(long nowNanos, int left) {
        act(
                nowNanos,
                "tries a public address",
                source,
                outside,
                Ledger.Technique.BEACON,
                () -> Tcp.connect(nowNanos, network, source, outside, Tls.PORT));
        if (left > 1) after(nowNanos, pace(3 * MINUTE, 7 * HOUR), now -> call(now, left - 1));
    }

    private void knock(long nowNanos, int number) {
        Host target = site.at(site.supervisionRouter.ip() & 0xFFFFFF00 | number);
        boolean shares = target == site.fileServer || target == site.panel || target == site.historian;
        act(
                nowNanos,
                "knocks at the shares of " + dotted(target),
                source,
                target,
                Ledger.Technique.REMOTE_DISCOVERY,
                () -> {
                    if (!shares) Tcp.knock(nowNanos, network, source, target, Smb2.PORT);
                    else {
                        Tcp tcp = Tcp.connect(nowNanos, network, source, target, Smb2.PORT);
                        tcp.reset(tcp.readyNanos() + 3_000_000, true);
                    }
                });
        if (shares) after(nowNanos, 4 * SECOND, now -> copy(now, target));
        if (number < ADDRESSES) after(nowNanos, pace(SECOND, 4 * HOUR), now -> knock(now, number + 1));
    }

    private void copy(long nowNanos, Host target) {
        act(nowNanos, "leaves itself on " + target, source, target, Ledger.Technique.TOOL_TRANSFER, () -> {
            FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, target, dice);
            if (!visit.isOpen()) return;
            visit.login("HMI-1$").share("Public", 1).create("Recipes.lnk");
            for (int done = 0; done < COPY_BYTES; done += 35_000) visit.write(done, 35_000);
            visit.close().leave();
        });
    }
}
