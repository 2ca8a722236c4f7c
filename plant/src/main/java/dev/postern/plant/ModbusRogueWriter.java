package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;

/** After FrostyGoop: a host that never spoke Modbus reads what there is, waits, then writes values that no operator would. */
final class ModbusRogueWriter extends Story {
    private static final int LOOKS = 6;
    private static final int WRITES = 8;
    private static final int UNIT = 1;
    private int transaction = 1;

    ModbusRogueWriter(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (ModbusPlc plc : site.pumpingStations) {
            timeline.plan(at, now -> look(now, open(plc), LOOKS));
            at += dice.around(40 * SECOND, 0.3);
        }
    }

    private Session open(ModbusPlc plc) {
        return new Session(network, site.historian, plc, dice);
    }

    private void look(long nowNanos, Session session, int left) {
        Host target = session.device().host();
        actCovertly(
                nowNanos, "reads registers of " + target, session.client(), target, Ledger.Technique.POINT_READ, () -> {
                    if (!session.isOpen()) session.open(nowNanos);
                    if (!session.isOpen()) return;
                    long at = ask(session, nowNanos, Modbus.read(Modbus.READ_HOLDING, 0, ModbusPlc.HOLDINGS));
                    ask(session, at + 30_000_000, Modbus.read(Modbus.READ_HOLDING, 10 * left, 10));
                    session.settle();
                });
        if (left > 1) after(nowNanos, 20 * SECOND, now -> look(now, session, left - 1));
        else after(nowNanos, 2 * MINUTE, now -> write(now, session, WRITES));
    }

    private void write(long nowNanos, Session session, int left) {
        Host target = session.device().host();
        if (!session.isOpen()) return;
        act(nowNanos, "writes to " + target, session.client(), target, Ledger.Technique.UNAUTHORISED_COMMAND, () -> {
            long at = ask(session, nowNanos, Modbus.writeRegisters(ModbusPlc.SETPOINT, 9_800 - 100 * left, 2_000, 0));
            ask(session, at + 50_000_000, Modbus.write(Modbus.WRITE_COIL, ModbusPlc.COIL_AUTOMATIC, 0));
            session.settle();
        });
        if (left > 1) after(nowNanos, 15 * SECOND, now -> write(now, session, left - 1));
        else session.tcp().close(nowNanos + SECOND);
    }

    private long ask(Session session, long atNanos, byte[] pdu) {
        return session.ask(atNanos, Modbus.message(transaction++ & 0xFFFF, UNIT, pdu));
    }
}
