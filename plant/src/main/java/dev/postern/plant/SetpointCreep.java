package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.ModbusPoller;

/** An insider at the SCADA server raises a level setpoint in steps that nobody would notice, far beyond what operators use. */
final class SetpointCreep extends Story {
    private static final int OPERATORS_MOST = 7_500;
    private static final int STEPS = 40;
    private static final int STEP_HUNDREDTHS = 50;

    SetpointCreep(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        step(nowNanos, STEPS);
    }

    private void step(long nowNanos, int left) {
        ModbusPoller poller = pollers.pumps.getFirst();
        int value = Math.min(9_700, poller.plc().setpoint() + STEP_HUNDREDTHS);
        Host target = poller.plc().host();
        String what = "raises the level setpoint to " + value / 100.0 + " %";
        Runnable work = () -> poller.write(nowNanos, Modbus.write(Modbus.WRITE_REGISTER, ModbusPlc.SETPOINT, value));
        // Up to there operators go themselves.
        if (value <= OPERATORS_MOST)
            actCovertly(nowNanos, what, poller.client(), target, Ledger.Technique.PARAMETER_CHANGE, work);
        else act(nowNanos, what, poller.client(), target, Ledger.Technique.PARAMETER_CHANGE, work);
        if (left > 1) after(nowNanos, pace(12 * MINUTE, DAY), now -> step(now, left - 1));
    }
}
