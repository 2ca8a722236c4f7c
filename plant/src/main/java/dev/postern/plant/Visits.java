package dev.postern.plant;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Cip;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.S7;
import dev.postern.plant.site.CipPlc;
import dev.postern.plant.site.Device;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.S7Plc;
import dev.postern.plant.site.Session;

/** Short visits to a device by a tool that wants to know what it is and how it is set. */
final class Visits {
    private static final int PROGRAMMING_DEVICE = 1;

    private Visits() {}

    /** Connects, asks, leaves; gives the time it is over. */
    static long ask(long nowNanos, Network network, Host client, Device device, boolean settings, Dice dice) {
        Session session = new Session(network, client, device, dice);
        long at = session.open(nowNanos);
        if (!session.isOpen()) return at;
        at = switch (device) {
            case ModbusPlc _ -> modbus(session, at, settings);
            case S7Plc _ -> s7(session, at);
            case CipPlc _ -> cip(session, at);
            default -> at;
        };
        session.settle();
        return session.tcp().close(at + dice.around(Story.SECOND, 0.3));
    }

    private static long modbus(Session session, long atNanos, boolean settings) {
        long at = session.ask(atNanos, Modbus.message(1, 255, Modbus.askIdentity()));
        if (!settings) return at;
        at = session.ask(at + 5_000_000, Modbus.message(2, 1, Modbus.read(Modbus.READ_HOLDING, 0, ModbusPlc.HOLDINGS)));
        return session.ask(at + 5_000_000, Modbus.message(3, 1, Modbus.read(Modbus.READ_INPUT, 0, ModbusPlc.INPUTS)));
    }

    private static long s7(Session session, long atNanos) {
        long at = session.ask(atNanos, S7.connect(PROGRAMMING_DEVICE, 0, 2));
        at = session.ask(at + 1_000_000, S7.job(1, S7.setup(480)));
        at = session.ask(at + 4_000_000, S7.ask(2, 4, 1, S7.statusList(0x11, 0)));
        return session.ask(at + 4_000_000, S7.ask(3, 4, 1, S7.statusList(0x1C, 0)));
    }

    private static long cip(Session session, long atNanos) {
        long at = session.ask(atNanos, Cip.registerSession(0));
        return session.ask(at + 1_000_000, Cip.sendRrData(0x0B00_1D02, 1, Cip.askIdentity()));
    }
}
