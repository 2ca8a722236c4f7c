package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;

/**
 * After FrostyGoop of 2024: over the portal in the DMZ, which never spoke Modbus, somebody reads every pumping station, comes back once, is quiet
 * for a long time; then reads again and writes values out of range into all of them, one register at a time, and reads what became of it.
 */
final class FrostyGoop extends Story {
    private static final int UNIT = 1;
    private static final int[][] WRITES = {{ModbusPlc.SETPOINT, 400}, {ModbusPlc.VALVE, 0}, {ModbusPlc.DOSE, 60_000}};
    private final Host source;
    private int transaction;

    FrostyGoop(Stage stage) {
        super(stage);
        source = site.portal;
    }

    @Override
    void begin(long nowNanos) {
        lookAtAll(nowNanos);
        after(nowNanos, pace(4 * MINUTE, 3 * DAY), this::lookAtAll);
        after(nowNanos, pace(40 * MINUTE, 120 * DAY), this::strike);
    }

    private void lookAtAll(long nowNanos) {
        long at = nowNanos;
        for (ModbusPlc plc : site.pumpingStations) {
            timeline.plan(at, now -> visit(now, plc, false));
            at += dice.around(8 * SECOND, 0.3);
        }
    }

    private void strike(long nowNanos) {
        long at = nowNanos;
        for (ModbusPlc plc : site.pumpingStations) {
            timeline.plan(at, now -> visit(now, plc, true));
            at += dice.around(pace(15 * SECOND, 2 * HOUR), 0.3);
        }
    }

    private void visit(long nowNanos, ModbusPlc plc, boolean writes) {
        Session session = new Session(network, source, plc, dice);
        act(nowNanos, "reads registers of " + plc.host(), source, plc.host(), Ledger.Technique.POINT_READ, () -> {
            long at = session.open(nowNanos);
            if (!session.isOpen()) return;
            at = ask(session, at + 300_000, Modbus.read(Modbus.READ_HOLDING, 0, ModbusPlc.HOLDINGS));
            if (!writes) session.tcp().close(at + 20_000_000);
        });
        if (writes) after(nowNanos, 2 * SECOND, now -> write(now, session, 0));
    }

    private void write(long nowNanos, Session session, int step) {
        if (!session.isOpen()) return;
        Host target = session.device().host();
        act(
                nowNanos,
                "writes register " + WRITES[step][0] + " of " + target + " out of range",
                source,
                target,
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> {
                    long at = ask(
                            session, nowNanos, Modbus.write(Modbus.WRITE_REGISTER, WRITES[step][0], WRITES[step][1]));
                    at = ask(session, at + 4_000_000, Modbus.read(Modbus.READ_HOLDING, WRITES[step][0], 1));
                    if (step + 1 == WRITES.length) session.tcp().close(at + 20_000_000);
                    else session.settle();
                });
        if (step + 1 < WRITES.length) after(nowNanos, 3 * SECOND, now -> write(now, session, step + 1));
    }

    private long ask(Session session, long atNanos, byte[] pdu) {
        transaction = transaction + 1 & 0xFFFF;
        return session.ask(atNanos, Modbus.message(transaction, UNIT, pdu));
    }
}
