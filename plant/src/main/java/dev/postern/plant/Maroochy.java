package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Dnp3;
import dev.postern.plant.site.Dnp3Outstation;
import dev.postern.plant.site.Dnp3Poller;
import dev.postern.plant.site.Feeders;
import dev.postern.plant.site.Session;

/**
 * After Maroochy of 2000: a former contractor's laptop on the outstations' network gives itself the station number of the SCADA server. Each night it
 * comes again, switches an outstation's reports off so that nobody is called, and switches one of its motors off.
 */
final class Maroochy extends Story {
    private static final int VISITS = 12;
    private static final int PULSE_MILLIS = 800;
    private final Host laptop;
    private int sequence;

    Maroochy(Stage stage) {
        super(stage);
        laptop = site.visitor(
                "laptop", Host.Stack.WINDOWS, 0x001D72_08AA51L, Host.ip("10.10.1.242"), site.controlRouter);
    }

    @Override
    void begin(long nowNanos) {
        network.announce(nowNanos, laptop);
        visit(nowNanos + 2 * SECOND, 0);
    }

    private void visit(long nowNanos, int number) {
        Dnp3Outstation outstation = site.substations.get(number % site.substations.size());
        Host target = outstation.host();
        Session session = new Session(network, laptop, outstation, dice);
        act(nowNanos, "switches off the reports of " + target, laptop, target, Ledger.Technique.ALARMS_OFF, () -> {
            long at = session.open(nowNanos);
            if (session.isOpen()) ask(session, at + 3_000_000, Dnp3.DISABLE_UNSOLICITED, Dnp3.classes(false));
        });
        after(nowNanos, 5 * SECOND, now -> operate(now, session, number / site.substations.size() % Feeders.COUNT));
        if (number + 1 < VISITS) after(nowNanos, pace(5 * MINUTE, 3 * DAY), now -> visit(now, number + 1));
    }

    private void operate(long nowNanos, Session session, int motor) {
        if (!session.isOpen()) return;
        Host target = session.device().host();
        act(
                nowNanos,
                "switches a motor of " + target + " off",
                laptop,
                target,
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> {
                    ask(session, nowNanos, Dnp3.DIRECT_OPERATE, Dnp3.control(motor, Dnp3.TRIP, PULSE_MILLIS));
                    session.tcp().close(session.tcp().readyNanos() + SECOND);
                });
    }

    private void ask(Session session, long atNanos, int function, byte[] objects) {
        sequence = sequence + 1 & 15;
        int outstation = ((Dnp3Outstation) session.device()).address();
        session.ask(atNanos, Dnp3.request(outstation, Dnp3Poller.MASTER, sequence, function, objects));
        session.settle();
    }
}
