package dev.postern.plant;

import dev.postern.plant.net.Host;

/** The engineer takes the engineering station along to a meeting: for two hours it is in the office and not at its place; never on both sides at once. */
final class StationMoves extends Story {
    private final Host officeSide;

    StationMoves(Stage stage) {
        super(stage);
        officeSide = OfficeLeg.of(site);
    }

    @Override
    void begin(long nowNanos) {
        site.engineering.goesDown();
        Ledger.Entry entry = action(
                        nowNanos,
                        site.engineering + " is taken to a meeting in the office, and back",
                        officeSide,
                        site.officeServer,
                        Ledger.Technique.DUAL_HOMED)
                .involves(site.engineering);
        after(
                nowNanos,
                9 * MINUTE,
                now -> timeline.witnessed(entry, () -> OfficeLeg.arrive(now, network, site, officeSide, dice)));
        after(nowNanos, 2 * HOUR, now -> {
            officeSide.goesDown();
            site.engineering.comesUp();
            timeline.witnessed(entry, () -> network.announce(now, site.engineering));
        });
    }
}
