package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Tristation;
import dev.postern.plant.safety.Safety;
import dev.postern.plant.safety.SafetyController;
import dev.postern.plant.safety.Workbench;
import dev.postern.plant.site.RemoteDesktop;

/**
 * After TRITON of 2017: from an office computer over the engineering station to the one of the safety controller, whose key somebody left on
 * "program". It looks who is there, how the controller stands and what it runs, then appends pieces to the running program and asks whether they
 * took.
 */
final class Triton extends Story {
    private static final int LOOKS = 3;
    private static final int PIECES = 24;
    private static final int CHUNKS = 30;
    private final Host office;
    private final Host jump;
    private final Host station;
    private final SafetyController controller;

    Triton(Stage stage) {
        super(stage);
        office = site.officePcs.get(2);
        jump = site.engineering;
        Safety safety = annexes.get(Safety.class);
        station = safety.station;
        controller = safety.controller;
    }

    @Override
    void begin(long nowNanos) {
        controller.turnKey(Tristation.KEY_PROGRAM);
        screen(nowNanos, office, jump, 40);
        after(nowNanos, pace(6 * MINUTE, 2 * DAY), now -> {
            screen(now, jump, station, 80);
            after(now, 2 * MINUTE, then -> look(then, LOOKS));
        });
    }

    private void screen(long nowNanos, Host source, Host target, int turns) {
        act(nowNanos, "opens the screen of " + target, source, target, Ledger.Technique.REMOTE_SERVICES, () -> {
            RemoteDesktop desktop = new RemoteDesktop(network, site.errands, source, target, dice);
            long at = desktop.open(nowNanos, "engineer");
            for (int i = 0; i < turns && desktop.isOpen(); i++) at = desktop.type(at + dice.around(5 * SECOND, 0.7));
            if (desktop.isOpen()) desktop.close(at + SECOND);
        });
    }

    private void look(long nowNanos, int left) {
        act(
                nowNanos,
                "asks the safety controller how it stands and what it runs",
                station,
                controller.host(),
                Ledger.Technique.DEVICE_INFORMATION,
                () -> {
                    Workbench bench = new Workbench(network, station, controller, dice);
                    long at = bench.discover(nowNanos);
                    at = bench.open(at + 700_000_000);
                    at = bench.status(at + 20_000_000);
                    at = bench.modules(at + 20_000_000);
                    if (left == LOOKS) at = bench.upload(at + 20_000_000, CHUNKS);
                    bench.close(at + 30_000_000);
                });
        if (left > 1) after(nowNanos, pace(3 * MINUTE, 12 * DAY), now -> look(now, left - 1));
        else after(nowNanos, pace(4 * MINUTE, 5 * DAY), this::append);
    }

    private void append(long nowNanos) {
        Workbench bench = new Workbench(network, station, controller, dice);
        act(
                nowNanos,
                "appends to the program of the safety controller",
                station,
                controller.host(),
                Ledger.Technique.DOWNLOAD,
                () -> {
                    long at = bench.open(nowNanos);
                    at = bench.status(at + 15_000_000);
                    bench.download(at + 15_000_000, PIECES);
                });
        after(nowNanos, 20 * SECOND, now -> probe(now, bench, 5));
    }

    private void probe(long nowNanos, Workbench bench, int left) {
        act(
                nowNanos,
                "asks the implant through the processor status",
                station,
                controller.host(),
                Ledger.Technique.DEVICE_INFORMATION,
                () -> {
                    long at = bench.processors(nowNanos);
                    if (left == 1) bench.close(at + SECOND);
                });
        if (left > 1) after(nowNanos, 10 * SECOND, now -> probe(now, bench, left - 1));
    }
}
