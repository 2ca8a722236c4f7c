package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Dnp3;
import dev.postern.plant.site.Dnp3Outstation;
import dev.postern.plant.site.Session;

/** After Ukraine 2015: a second master opens breakers one by one, silences reports, restarts the outstation. */
final class Dnp3Breakers extends Story {
    private static final int MASTER = 3;
    private static final int BREAKERS = 4;
    private static final int PULSE_MILLIS = 1_000;
    private int sequence;

    Dnp3Breakers(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (Dnp3Outstation outstation : site.substations) {
            timeline.plan(at, now -> look(now, new Session(network, site.panel, outstation, dice)));
            at += dice.around(3 * MINUTE, 0.2);
        }
    }

    private void look(long nowNanos, Session session) {
        Host target = session.device().host();
        actCovertly(nowNanos, "reads all points of " + target, site.panel, target, Ledger.Technique.POINT_READ, () -> {
            long at = session.open(nowNanos);
            if (session.isOpen()) ask(session, at + 2_000_000, Dnp3.READ, Dnp3.classes(true));
        });
        after(nowNanos, 30 * SECOND, now -> open(now, session, 0));
    }

    private void open(long nowNanos, Session session, int breaker) {
        if (!session.isOpen()) return;
        Host target = session.device().host();
        act(
                nowNanos,
                "opens breaker " + (breaker + 1) + " of " + target,
                site.panel,
                target,
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> ask(session, nowNanos, Dnp3.DIRECT_OPERATE, Dnp3.control(breaker, Dnp3.TRIP, PULSE_MILLIS)));
        if (breaker + 1 < BREAKERS) after(nowNanos, 12 * SECOND, now -> open(now, session, breaker + 1));
        else after(nowNanos, 20 * SECOND, now -> silence(now, session));
    }

    private void silence(long nowNanos, Session session) {
        Host target = session.device().host();
        act(
                nowNanos,
                "switches off reports of " + target,
                site.panel,
                target,
                Ledger.Technique.ALARMS_OFF,
                () -> ask(session, nowNanos, Dnp3.DISABLE_UNSOLICITED, Dnp3.classes(false)));
        after(nowNanos, 10 * SECOND, now -> restart(now, session));
    }

    private void restart(long nowNanos, Session session) {
        Host target = session.device().host();
        act(nowNanos, "restarts " + target, site.panel, target, Ledger.Technique.RESTART, () -> {
            ask(session, nowNanos, Dnp3.COLD_RESTART, new byte[0]);
            session.tcp().reset(nowNanos + 2 * SECOND, false);
        });
    }

    private void ask(Session session, long atNanos, int function, byte[] objects) {
        sequence = (sequence + 1) & 15;
        int outstation = ((Dnp3Outstation) session.device()).address();
        session.ask(atNanos, Dnp3.request(outstation, MASTER, sequence, function, objects));
        session.settle();
    }
}
