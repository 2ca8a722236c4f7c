package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.ModbusPoller;
import java.util.List;

/** The season changes: from the SCADA server an operator sets level, band and dose of every pumping station anew, within what is allowed. */
final class NewRecipe extends Story {
    private static final int BAND = 1;

    NewRecipe(Stage stage) {
        super(stage);
    }

    @Override
    void order(long atNanos) {
        order(atNanos, 2 * HOUR, "values of the season", List.of(site.scada), hosts(site.pumpingStations), Verb.WRITE);
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (ModbusPoller poller : pollers.pumps) {
            int level = 6_000 + 50 * dice.below(20);
            at = plan(at, poller, ModbusPlc.SETPOINT, level);
            at = plan(at, poller, BAND, 500 + 50 * dice.below(4));
            at = plan(at, poller, ModbusPlc.DOSE, 450 + 10 * dice.below(20));
        }
    }

    private long plan(long atNanos, ModbusPoller poller, int register, int value) {
        timeline.plan(
                atNanos,
                now -> act(
                        now,
                        "sets register " + register + " of " + poller.plc().host() + " for the season",
                        poller.client(),
                        poller.plc().host(),
                        Ledger.Technique.PARAMETER_CHANGE,
                        () -> poller.write(now, Modbus.write(Modbus.WRITE_REGISTER, register, value))));
        return atNanos + dice.around(12 * SECOND, 0.4);
    }
}
