package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.Device;
import dev.postern.plant.site.FileVisit;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;

/**
 * One small step a month, for two years, from a server in the DMZ: a ping, a share that stays closed, a controller asked what it is, a register read. Then
 * nothing for six hundred days; then one register is written. Fast: a month is five minutes.
 */
final class LowAndSlow extends Story {
    private static final int STEPS = 24;
    private final Host source;

    LowAndSlow(Stage stage) {
        super(stage);
        source = site.replica;
    }

    @Override
    void begin(long nowNanos) {
        step(nowNanos, 0);
    }

    private void step(long nowNanos, int number) {
        Device device = site.devices().get(number % site.devices().size());
        Host target = device.host();
        switch (number % 4) {
            case 0 ->
                act(
                        nowNanos,
                        "pings " + target + " once",
                        source,
                        target,
                        Ledger.Technique.REMOTE_DISCOVERY,
                        () -> network.ping(nowNanos, source, target, 1, number));
            case 1 ->
                act(
                        nowNanos,
                        "tries a share of " + site.fileServer,
                        source,
                        site.fileServer,
                        Ledger.Technique.REMOTE_SERVICES,
                        () -> {
                            FileVisit visit =
                                    new FileVisit(nowNanos, network, site.errands, source, site.fileServer, dice);
                            if (visit.isOpen())
                                visit.login("svc-replica")
                                        .refusedShare("Engineering$")
                                        .leave();
                        });
            case 2 ->
                act(
                        nowNanos,
                        "asks " + target + " what it is",
                        source,
                        target,
                        Ledger.Technique.DEVICE_INFORMATION,
                        () -> Visits.ask(nowNanos, network, source, device, false, dice));
            default ->
                modbus(
                        nowNanos,
                        "reads one register of ",
                        Ledger.Technique.POINT_READ,
                        Modbus.read(Modbus.READ_HOLDING, number % ModbusPlc.HOLDINGS, 1));
        }
        if (number + 1 < STEPS)
            after(
                    nowNanos,
                    number == 0 ? pace(5 * MINUTE, 2 * DAY) : pace(5 * MINUTE, 30 * DAY),
                    now -> step(now, number + 1));
        else after(nowNanos, pace(30 * MINUTE, 600 * DAY), this::strike);
    }

    private void strike(long nowNanos) {
        modbus(
                nowNanos,
                "writes the dose of ",
                Ledger.Technique.PARAMETER_CHANGE,
                Modbus.write(Modbus.WRITE_REGISTER, ModbusPlc.DOSE, 4_000));
    }

    private void modbus(long nowNanos, String what, Ledger.Technique how, byte[] pdu) {
        ModbusPlc plc = site.pumpingStations.getLast();
        act(nowNanos, what + plc.host(), source, plc.host(), how, () -> {
            Session session = new Session(network, source, plc, dice);
            long at = session.open(nowNanos);
            if (!session.isOpen()) return;
            at = session.ask(at, Modbus.message(1, 1, pdu));
            session.tcp().close(at + 20_000_000);
        });
    }
}
