package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.ModbusPoller;
import dev.postern.plant.site.RemoteDesktop;

/**
 * After Oldsmar of 2021: somebody opens the SCADA server's screen from outside the control room, has a look, comes back hours later and sets the
 * dose to a hundred times what it was. The operator sees it and sets it back.
 */
final class Oldsmar extends Story {
    private static final int TIMES = 100;
    private final Host source;

    Oldsmar(Stage stage) {
        super(stage);
        source = site.officePcs.getFirst();
    }

    @Override
    void begin(long nowNanos) {
        screen(nowNanos, 12);
        after(nowNanos, 40 * MINUTE, now -> {
            screen(now, 40);
            after(now, 2 * MINUTE, this::raise);
        });
    }

    private void screen(long nowNanos, int turns) {
        act(nowNanos, "opens the screen of " + site.scada, source, site.scada, Ledger.Technique.REMOTE_SERVICES, () -> {
            RemoteDesktop desktop = new RemoteDesktop(network, site.errands, source, site.scada, dice);
            long at = desktop.open(nowNanos, "operator");
            for (int i = 0; i < turns && desktop.isOpen(); i++) at = desktop.type(at + dice.around(4 * SECOND, 0.6));
            if (desktop.isOpen()) desktop.close(at + SECOND);
        });
    }

    private void raise(long nowNanos) {
        ModbusPoller poller = pollers.pumps.getFirst();
        int before = poller.plc().dose();
        set(nowNanos, poller, Math.min(0xFFFF, before * TIMES), true);
        after(nowNanos, 4 * MINUTE, now -> set(now, poller, before, false));
    }

    private void set(long nowNanos, ModbusPoller poller, int value, boolean raises) {
        Host target = poller.plc().host();
        byte[] write = Modbus.write(Modbus.WRITE_REGISTER, ModbusPlc.DOSE, value);
        if (raises)
            act(
                    nowNanos,
                    "sets the dose of " + target + " to " + value,
                    site.scada,
                    target,
                    Ledger.Technique.PARAMETER_CHANGE,
                    () -> poller.write(nowNanos, write));
        else poller.write(nowNanos, write);
    }
}
