package dev.postern.plant;

import dev.postern.plant.booster.Booster;
import dev.postern.plant.booster.BoosterVisit;
import dev.postern.plant.net.Host;

/**
 * After the attacks on Unitronics controllers of 2023: the booster's modem has an address that the whole internet reaches. From there somebody
 * asks what the controller is, gets in with the password it was delivered with, and replaces its project.
 */
final class Unitronics extends Story {
    private static final int PIECES = 60;
    private final Booster booster;
    private final Host outside;

    Unitronics(Stage stage) {
        super(stage);
        booster = annexes.get(Booster.class);
        outside = Host.outside("stranger", Host.ip("33.19.220.41"), site.seed);
    }

    @Override
    void begin(long nowNanos) {
        network.opensDoor(booster.modem);
        look(nowNanos);
        after(nowNanos, pace(10 * MINUTE, 2 * DAY), this::replace);
    }

    private void look(long nowNanos) {
        tell(nowNanos, "asks the booster from outside what it is", Ledger.Technique.INTERNET_ACCESSIBLE, () -> {
            BoosterVisit visit = new BoosterVisit(nowNanos, network, outside, booster, dice);
            if (!visit.isOpen()) return;
            visit.close(visit.identify(visit.readyNanos() + 3_000_000) + 100_000_000);
        });
    }

    private void replace(long nowNanos) {
        BoosterVisit visit = new BoosterVisit(nowNanos, network, outside, booster, dice);
        if (!visit.isOpen()) return;
        tell(nowNanos, "gets in with the password it was delivered with", Ledger.Technique.DEFAULT_PASSWORD, () -> {
            long at = visit.identify(visit.readyNanos() + 3_000_000);
            visit.password(at + 900_000_000, "1111", true);
        });
        after(
                nowNanos,
                6 * SECOND,
                now -> tell(now, "replaces the project of the booster", Ledger.Technique.DOWNLOAD, () -> {
                    long at = visit.stop(now);
                    at = visit.download(at + 20_000_000, PIECES);
                    at = visit.reset(at + 100_000_000);
                    visit.close(at + SECOND);
                    timeline.plan(at + 10 * MINUTE, end -> network.closesDoor(booster.modem));
                }));
    }

    private void tell(long nowNanos, String what, Ledger.Technique how, Runnable work) {
        act(nowNanos, what, outside, booster.controller, how, work);
    }
}
