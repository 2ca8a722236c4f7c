package dev.postern.plant;

/** Somebody sets the site's clock: within two minutes everybody asks it, and the outstations are told. */
final class ClockCorrection extends Story {
    ClockCorrection(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        housekeeping.askTimeOnce(
                nowNanos,
                dice,
                action(
                        nowNanos,
                        "sets the site's clock, which everybody asks then",
                        site.clock,
                        site.scada,
                        Ledger.Technique.UNAUTHORISED_COMMAND));
        timeline.plan(
                nowNanos + 2 * MINUTE,
                now -> act(
                        now,
                        "sets the clocks of the outstations",
                        site.scada,
                        site.substations.getFirst().host(),
                        Ledger.Technique.UNAUTHORISED_COMMAND,
                        () -> housekeeping.setClocksOnce(now)));
    }
}
