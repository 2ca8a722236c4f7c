package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.ModbusPoller;
import java.util.List;

/** A new picture at the SCADA server: registers are read that were not, and by day an operator sets one of them. */
final class NewScreen extends Story {
    private static final int FIRST_REGISTER = 4;
    private static final int REGISTERS = 4;
    private static final int DOSE = 5;
    private static final int DOSE_LEAST = 8_600;

    NewScreen(Stage stage) {
        super(stage);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                2 * HOUR,
                "a new screen of a pumping station",
                List.of(site.scada),
                List.of(site.pumpingStations.getFirst().host()),
                Verb.READ);
    }

    @Override
    void begin(long nowNanos) {
        ModbusPoller poller = pollers.pumps.getFirst();
        poller.alsoAsks(Modbus.read(Modbus.READ_HOLDING, FIRST_REGISTER, REGISTERS));
        after(nowNanos, 30 * MINUTE, this::set);
    }

    private void set(long nowNanos) {
        after(nowNanos, 9 * HOUR, this::set);
        if (!Hours.isDayShift(nowNanos)) return;
        ModbusPoller poller = pollers.pumps.getFirst();
        int value = DOSE_LEAST + 50 * dice.below(12);
        act(
                nowNanos,
                "sets the dose on the new screen",
                poller.client(),
                poller.plc().host(),
                Ledger.Technique.PARAMETER_CHANGE,
                () -> poller.write(nowNanos, Modbus.write(Modbus.WRITE_REGISTER, DOSE, value)));
    }
}
