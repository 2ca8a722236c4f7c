package dev.postern.plant;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.Device;
import dev.postern.plant.site.Session;

/** A box that joins a serial line to the network: the SCADA server asks nine stations behind its one address. */
final class SerialGateway extends Story {
    static final String ADDRESS = "10.10.1.240";
    private static final int STATIONS = 9;
    private static final int REGISTERS = 8;
    private static final int UNIT = 6;
    private final Box box;
    private int transaction;

    /** Passes a question to the line and back what came. */
    private record Box(Host host) implements Device {
        @Override
        public int port() {
            return Modbus.PORT;
        }

        @Override
        public byte[] answer(byte[] request, long atNanos) {
            int[] values = new int[REGISTERS];
            for (int i = 0; i < REGISTERS; i++) values[i] = 1_000 * request[UNIT] + (int) (atNanos / MINUTE % 50) + i;
            int transaction = (request[0] & 0xFF) << 8 | request[1] & 0xFF;
            return Modbus.message(transaction, request[UNIT], Modbus.registers(Modbus.READ_HOLDING, values));
        }

        @Override
        public long serviceNanos(Dice dice) {
            return dice.around(45_000_000, 0.3);
        }
    }

    SerialGateway(Stage stage) {
        super(stage);
        box = new Box(
                site.visitor("serial-1", Host.Stack.EMBEDDED, 0x0090E8_77A1C2L, Host.ip(ADDRESS), site.controlRouter));
    }

    @Override
    void begin(long nowNanos) {
        site.attach(box.host());
        network.announce(nowNanos, box.host());
        ask(nowNanos + MINUTE);
    }

    private void ask(long nowNanos) {
        act(nowNanos, "asks the stations of a serial line", site.scada, box.host(), Ledger.Technique.POINT_READ, () -> {
            Session session = new Session(network, site.scada, box, dice);
            long at = session.open(nowNanos);
            if (!session.isOpen()) return;
            for (int unit = 1; unit <= STATIONS; unit++)
                at = session.ask(
                        at + 20_000_000,
                        Modbus.message(++transaction & 0xFFFF, unit, Modbus.read(Modbus.READ_HOLDING, 0, REGISTERS)));
            session.tcp().close(at + 20_000_000);
        });
        timeline.plan(nowNanos + MINUTE, this::ask);
    }
}
