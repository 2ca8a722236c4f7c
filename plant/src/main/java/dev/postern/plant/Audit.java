package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.FileVisit;
import java.util.List;

/** The auditor's laptop for a day: pings everybody once, takes the documents that the file server keeps for it, and hands its report in at the portal. */
final class Audit extends Story {
    private static final int ADDRESSES = 60;
    private static final int DOCUMENTS = 24;
    private final Host laptop;

    Audit(Stage stage) {
        super(stage);
        laptop = site.visitor(
                "auditor", Host.Stack.WINDOWS, 0x8CEC4B_71D46EL, Host.ip("10.10.2.70"), site.supervisionRouter);
    }

    @Override
    void order(long atNanos) {
        order(atNanos, 8 * HOUR, "the auditor looks who is there", List.of(laptop), around(), Verb.IDENTIFY);
        order(
                atNanos,
                8 * HOUR,
                "the auditor takes documents and hands the report in",
                List.of(laptop),
                List.of(site.fileServer, site.portal),
                Verb.FILE_READ);
    }

    @Override
    void begin(long nowNanos) {
        network.announce(nowNanos, laptop);
        Ledger.Entry entry = action(
                nowNanos, "pings everybody once", laptop, site.supervisionRouter, Ledger.Technique.REMOTE_DISCOVERY);
        long at = nowNanos + 5 * MINUTE;
        for (int i = 2; i <= ADDRESSES; i++) {
            Host target = site.at(address(i));
            int number = i;
            timeline.plan(at, now -> timeline.witnessed(entry, () -> ping(now, target, number)));
            at += dice.around(400_000_000, 0.3);
        }
        after(nowNanos, 50 * MINUTE, this::collect);
    }

    private int address(int number) {
        return site.supervisionRouter.ip() & 0xFFFFFF00 | number;
    }

    /** Whom the works has at the addresses that are tried. */
    private List<Host> around() {
        return site.hosts().stream()
                .filter(host -> host.ip() >= address(2) && host.ip() <= address(ADDRESSES))
                .toList();
    }

    private void ping(long nowNanos, Host target, int number) {
        network.ping(nowNanos, laptop, target, 3, number);
    }

    private void collect(long nowNanos) {
        act(
                nowNanos,
                "takes the documents for the audit",
                laptop,
                site.fileServer,
                Ledger.Technique.INFORMATION_THEFT,
                () -> {
                    FileVisit visit = new FileVisit(nowNanos, network, site.errands, laptop, site.fileServer, dice);
                    if (!visit.isOpen()) return;
                    visit.login("auditor").share("Audit", 1);
                    for (int i = 1; i <= DOCUMENTS; i++)
                        visit.read("evidence\\" + i + ".pdf", 90_000 + dice.below(200_000));
                    visit.leave();
                });
        after(
                nowNanos,
                3 * HOUR,
                now -> act(
                        now,
                        "hands the report in",
                        laptop,
                        site.portal,
                        Ledger.Technique.PROXY_OUT,
                        () -> site.errands.secure(
                                now, laptop, site.portal, "portal.works.example", true, 900_000, 800, dice)));
    }
}
