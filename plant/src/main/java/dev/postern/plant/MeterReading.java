package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;
import java.util.List;

/** An accounting system begins to read the pumping stations' inputs at every quarter of an hour, and stays. */
final class MeterReading extends Story {
    private static final long PERIOD_NANOS = 15 * MINUTE;
    private static final int UNIT = 1;
    private final Host reader;
    private int transaction;

    MeterReading(Stage stage) {
        super(stage);
        reader = site.visitor(
                "meters-1", Host.Stack.WINDOWS, 0xD4AE52_9C11C3L, Host.ip("10.10.2.55"), site.supervisionRouter);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                8 * HOUR,
                "meters are read for the accounts",
                List.of(reader),
                hosts(site.pumpingStations),
                Verb.READ);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(reader);
        network.announce(nowNanos, reader);
        housekeeping.join(nowNanos, reader, true);
        for (ModbusPlc plc : site.pumpingStations) {
            Ledger.Entry entry = action(
                    nowNanos,
                    "begins to read the meters of " + plc.host(),
                    reader,
                    plc.host(),
                    Ledger.Technique.POINT_READ);
            read(nowNanos + dice.between(SECOND, 9 * SECOND), plc, entry);
        }
    }

    private void read(long atNanos, ModbusPlc plc, Ledger.Entry entry) {
        timeline.plan(atNanos + dice.around(40_000_000, 0.6), now -> {
            timeline.witnessed(entry, () -> ask(now, plc));
            read(atNanos + PERIOD_NANOS, plc, entry);
        });
    }

    private void ask(long nowNanos, ModbusPlc plc) {
        Session session = new Session(network, reader, plc, dice);
        long at = session.open(nowNanos);
        if (!session.isOpen()) return;
        transaction = (transaction + 1) & 0xFFFF;
        at = session.ask(
                at + 300_000, Modbus.message(transaction, UNIT, Modbus.read(Modbus.READ_INPUT, 0, ModbusPlc.INPUTS)));
        session.settle();
        session.tcp().close(at + SECOND);
    }
}
