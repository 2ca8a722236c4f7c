package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Rpc;
import dev.postern.plant.site.FileVisit;
import dev.postern.plant.site.RemoteDesktop;
import dev.postern.plant.site.RpcVisit;

/**
 * In, scan, archive, out. From an office computer onto the historian's screen, from there a quick look at who is around, the passwords of the domain, everything that the file server
 * has, and all of it over the portal out again. Slow: within two days.
 */
final class SmashAndGrab extends Story {
    private static final int ADDRESSES = 60;
    private static final int FILES = 40;
    private static final int UPLOADS = 30;
    private final Host person;
    private final Host source;

    SmashAndGrab(Stage stage) {
        super(stage);
        person = site.officePcs.getLast();
        source = site.historian;
    }

    @Override
    void begin(long nowNanos) {
        act(nowNanos, "opens the screen of " + source, person, source, Ledger.Technique.REMOTE_SERVICES, () -> {
            RemoteDesktop desktop = new RemoteDesktop(network, site.errands, person, source, dice);
            long at = desktop.open(nowNanos, "administrator");
            for (int i = 0; i < 60 && desktop.isOpen(); i++) at = desktop.type(at + dice.around(3 * SECOND, 0.6));
            if (desktop.isOpen()) desktop.close(at + SECOND);
        });
        after(nowNanos, pace(4 * MINUTE, 9 * HOUR), this::scan);
        after(nowNanos, pace(9 * MINUTE, 20 * HOUR), this::replicate);
        after(nowNanos, pace(15 * MINUTE, 26 * HOUR), now -> grab(now, 0));
    }

    private void scan(long nowNanos) {
        Ledger.Entry entry = action(
                nowNanos, "pings everybody around", source, site.controlRouter, Ledger.Technique.REMOTE_DISCOVERY);
        long at = nowNanos;
        for (int i = 1; i <= 2 * ADDRESSES; i++) {
            Host router = i <= ADDRESSES ? site.supervisionRouter : site.controlRouter;
            int ip = router.ip() & 0xFFFFFF00 | 1 + (i - 1) % ADDRESSES;
            Host target = ip == router.ip() ? router : site.at(ip);
            int number = i;
            timeline.plan(at, now -> timeline.witnessed(entry, () -> ping(now, target, number)));
            at += dice.around(120_000_000, 0.3);
        }
    }

    private long ping(long nowNanos, Host target, int number) {
        return target == source ? Network.LOST : network.ping(nowNanos, source, target, 7, number);
    }

    /** As domain controllers do among themselves. */
    private void replicate(long nowNanos) {
        Host target = site.domainServer;
        act(
                nowNanos,
                "has " + target + " replicate its passwords",
                source,
                target,
                Ledger.Technique.CREDENTIALS_COPIED,
                () -> {
                    RpcVisit visit = new RpcVisit(network, site.errands, source, target, dice);
                    long at = visit.bind(nowNanos, Rpc.DIRECTORY, "administrator");
                    if (!visit.isOpen()) return;
                    at = visit.call(at + 1_000_000, Rpc.DIRECTORY_BIND, 128, 96);
                    for (int i = 0; i < 9; i++) at = visit.call(at + 4_000_000, Rpc.GET_CHANGES, 320, 4_800);
                    visit.close(at + SECOND);
                });
    }

    private void grab(long nowNanos, int done) {
        act(
                nowNanos,
                "copies what " + site.fileServer + " has",
                source,
                site.fileServer,
                Ledger.Technique.INFORMATION_THEFT,
                () -> {
                    FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, site.fileServer, dice);
                    if (!visit.isOpen()) return;
                    visit.login("administrator").share("Engineering$", 1);
                    for (int i = done; i < done + FILES / 4; i++)
                        visit.read("projects\\line-" + i + ".zip", 150_000 + dice.below(250_000));
                    visit.leave();
                });
        if (done + FILES / 4 < FILES) after(nowNanos, pace(MINUTE, 40 * MINUTE), now -> grab(now, done + FILES / 4));
        else after(nowNanos, pace(6 * MINUTE, 14 * HOUR), now -> leave(now, UPLOADS));
    }

    private void leave(long nowNanos, int left) {
        act(
                nowNanos,
                "takes the archive out over " + site.portal,
                source,
                site.portal,
                Ledger.Technique.PROXY_OUT,
                () -> site.errands.secure(
                        nowNanos, source, site.portal, "portal.works.example", false, 700_000, 400, dice));
        if (left > 1) after(nowNanos, 20 * SECOND, now -> leave(now, left - 1));
    }
}
