package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Dnp3;
import dev.postern.plant.site.Dnp3Outstation;
import dev.postern.plant.site.Session;
import java.util.List;

/** With a work order a technician tries an outstation from a laptop with a station number of its own: reads all points, moves one motor, sets the clock. */
final class StationTried extends Story {
    private static final int MASTER = 9;
    private static final int PULSE_MILLIS = 800;
    private static final int MOTOR = 2;
    private final Host laptop;
    private int sequence;

    StationTried(Stage stage) {
        super(stage);
        laptop = site.visitor(
                "technician-2", Host.Stack.WINDOWS, 0x8CEC4B_71D45DL, Host.ip("10.10.1.243"), site.controlRouter);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                HOUR,
                "a motor is tried from a laptop",
                List.of(laptop),
                List.of(site.substations.getLast().host()),
                Verb.READ,
                Verb.OPERATE);
    }

    @Override
    void begin(long nowNanos) {
        network.announce(nowNanos, laptop);
        Dnp3Outstation outstation = site.substations.getLast();
        Session session = new Session(network, laptop, outstation, dice);
        tell(nowNanos, "reads all points", session, Ledger.Technique.POINT_READ, () -> {
            long at = session.open(nowNanos + 20 * SECOND);
            if (session.isOpen()) ask(session, at + 3_000_000, Dnp3.READ, Dnp3.classes(true));
        });
        after(nowNanos, 6 * MINUTE, now -> operate(now, session, Dnp3.TRIP));
        after(nowNanos, 9 * MINUTE, now -> operate(now, session, Dnp3.CLOSE));
        after(nowNanos, 15 * MINUTE, now -> {
            if (session.isOpen()) session.tcp().close(now);
        });
    }

    private void operate(long nowNanos, Session session, int code) {
        if (!session.isOpen()) return;
        tell(nowNanos, "moves a motor for the trial", session, Ledger.Technique.UNAUTHORISED_COMMAND, () -> {
            byte[] control = Dnp3.control(MOTOR, code, PULSE_MILLIS);
            ask(session, nowNanos, Dnp3.SELECT, control);
            ask(session, nowNanos + SECOND, Dnp3.OPERATE, control);
        });
    }

    private void ask(Session session, long atNanos, int function, byte[] objects) {
        sequence = sequence + 1 & 15;
        int outstation = ((Dnp3Outstation) session.device()).address();
        session.ask(atNanos, Dnp3.request(outstation, MASTER, sequence, function, objects));
        session.settle();
    }

    private void tell(long nowNanos, String what, Session session, Ledger.Technique how, Runnable work) {
        act(nowNanos, what, laptop, session.device().host(), how, work);
    }
}
