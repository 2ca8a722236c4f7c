package dev.postern.plant.bay;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Mms;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Site;

/** The SCADA server reads measurements and positions of the relay over MMS, and now and then changes a setting group's value. */
final class MmsClient {
    private static final long PERIOD_NANOS = 4 * Hours.SECOND;
    private static final long RETRY_NANOS = 30 * Hours.SECOND;
    private static final String[] ITEMS = {"MMXU1$MX$TotW", "MMXU1$MX$Hz", Relay.POSITION};
    private static final String PICKUP = "PTOC1$SE$StrVal$setMag$f";
    private static final double CHANGES = 2e-4;

    private final Timeline timeline;
    private final long periodNanos;
    private final Dice dice;
    private final MmsSession session;

    MmsClient(Site site, Relay relay, double thinning) {
        timeline = site.network.timeline();
        periodNanos = (long) (PERIOD_NANOS * thinning);
        dice = new Dice(site.seed, "mms " + relay.host());
        session = new MmsSession(site.network, site.scada, relay, dice);
    }

    void begin(long atNanos) {
        timeline.plan(atNanos + dice.between(0, periodNanos), this::turn);
    }

    private void turn(long nowNanos) {
        boolean open = session.isOpen();
        long at = open ? nowNanos : session.open(nowNanos);
        long pause = session.isOpen() ? periodNanos : Math.max(periodNanos, RETRY_NANOS);
        timeline.plan(nowNanos + pause + dice.around(2_500_000, 0.5), this::turn);
        if (!session.isOpen() || open && session.readyNanos() > nowNanos) return;
        session.read(at, ITEMS);
        if (dice.chance(CHANGES))
            session.write(session.readyNanos() + 800_000_000L, PICKUP, Mms.number(1 + dice.below(8) / 10f));
        session.settle();
    }
}
