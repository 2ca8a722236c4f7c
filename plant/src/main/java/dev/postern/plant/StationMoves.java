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
        after(nowNanos, 9 * MINUTE, now -> {
            Ledger.Entry entry = action(
                            now,
                            site.engineering + " is at a meeting in the office",
                            officeSide,
                            site.officeServer,
                            Ledger.Technique.DUAL_HOMED)
                    .involves(site.engineering);
            timeline.witnessed(entry, () -> OfficeLeg.arrive(now, network, site, officeSide, dice));
        });
        after(nowNanos, 2 * HOUR, now -> {
            officeSide.goesDown();
            site.engineering.comesUp();
            Ledger.Entry entry = action(
                            now,
                            site.engineering + " is back at its place",
                            site.engineering,
                            site.supervisionRouter,
                            Ledger.Technique.DUAL_HOMED)
                    .involves(officeSide);
            timeline.witnessed(entry, () -> network.announce(now, site.engineering));
        });
    }
}
