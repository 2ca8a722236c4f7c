package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.booster.Booster;
import dev.postern.plant.booster.BoosterVisit;
import dev.postern.plant.net.Host;
import java.util.List;

/** The owner's technician at the booster with a laptop and a work order: the password at the second try, the project loaded, started, looked at. */
final class BoosterService extends Story {
    private static final int PIECES = 60;
    private final Booster booster;
    private final Host laptop;

    BoosterService(Stage stage) {
        super(stage);
        booster = annexes.get(Booster.class);
        laptop = site.visitor(
                "technician", Host.Stack.WINDOWS, 0x8CEC4B_71D44CL, Host.ip("10.10.1.241"), site.controlRouter);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                2 * HOUR,
                "the booster is loaded",
                List.of(laptop),
                List.of(booster.controller),
                Verb.LOGIN,
                Verb.STOP,
                Verb.DOWNLOAD,
                Verb.START);
    }

    @Override
    void begin(long nowNanos) {
        network.announce(nowNanos, laptop);
        after(
                nowNanos,
                4 * MINUTE,
                now -> act(
                        now,
                        "loads the booster by work order",
                        laptop,
                        booster.controller,
                        Ledger.Technique.DOWNLOAD,
                        () -> {
                            BoosterVisit visit = new BoosterVisit(now, network, laptop, booster, dice);
                            if (!visit.isOpen()) return;
                            long at = visit.identify(visit.readyNanos() + 3_000_000);
                            at = visit.password(at + 5 * SECOND, "tide7", false);
                            at = visit.password(at + 7 * SECOND, "Tide7", true);
                            at = visit.stop(at + 20 * SECOND);
                            at = visit.download(at + SECOND, PIECES);
                            at = visit.run(at + 5 * SECOND);
                            at = visit.identify(at + 30 * SECOND);
                            visit.close(at + 20 * SECOND);
                        }));
    }
}
