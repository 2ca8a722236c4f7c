package dev.postern.plant;

/** A change at the switch drops one direction from the mirror session; an hour later somebody notices. */
final class HalfMirror extends Story {
    HalfMirror(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        action(
                nowNanos,
                "the mirror loses what the control segment sends",
                site.controlRouter,
                site.controlRouter,
                Ledger.Technique.ALARMS_OFF);
        network.mirrorLoses(site.controlRouter);
        timeline.plan(nowNanos + HOUR, now -> network.mirrorLoses(null));
    }
}
