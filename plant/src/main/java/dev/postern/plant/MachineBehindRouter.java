package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.Ntp;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;
import java.util.List;

/** A bought machine is connected with a router of its own: two computers behind one address, which ask for the time and read one pumping station, and stay. */
final class MachineBehindRouter extends Story {
    private static final long TIME_NANOS = 10 * MINUTE;
    private static final long READ_NANOS = MINUTE;
    private final Host router;
    private final Host panel;
    private final Host computer;
    private int transaction;

    MachineBehindRouter(Stage stage) {
        super(stage);
        router = member("cell-router", Host.Stack.LINUX);
        panel = member("cell panel", Host.Stack.WINDOWS_BEHIND);
        computer = member("cell computer", Host.Stack.LINUX_BEHIND);
    }

    private Host member(String name, Host.Stack stack) {
        return site.visitor(name, stack, 0x00A045_5D10F3L, Host.ip("10.10.1.251"), site.controlRouter);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                8 * HOUR,
                "a bought machine with a router of its own",
                List.of(router),
                List.of(site.pumpingStations.getFirst().host()),
                Verb.READ,
                Verb.CONFIGURE);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(router);
        network.announce(nowNanos, router);
        Ledger.Entry entry = action(
                nowNanos,
                "two computers appear behind one address",
                router,
                site.clock,
                Ledger.Technique.ROGUE_NETWORK);
        askTime(nowNanos + SECOND, entry, panel);
        askTime(nowNanos + 9 * SECOND, entry, computer);
        read(nowNanos + MINUTE, entry);
    }

    private void askTime(long atNanos, Ledger.Entry entry, Host who) {
        timeline.plan(atNanos, now -> {
            timeline.witnessed(entry, () -> {
                int port = who.nextPort();
                long there = network.udp(now, who, port, site.clock, Ntp.PORT, Ntp.ask(now));
                network.udp(there + 90_000, site.clock, Ntp.PORT, who, port, Ntp.tell(now, there, there + 60_000));
            });
            askTime(now + TIME_NANOS + dice.between(0, SECOND), entry, who);
        });
    }

    private void read(long atNanos, Ledger.Entry entry) {
        ModbusPlc plc = site.pumpingStations.getFirst();
        timeline.plan(atNanos + dice.around(20_000_000, 0.5), now -> {
            timeline.witnessed(entry, () -> {
                Session session = new Session(network, panel, plc, dice);
                long at = session.open(now);
                if (!session.isOpen()) return;
                transaction = transaction + 1 & 0xFFFF;
                byte[] pdu = Modbus.read(Modbus.READ_INPUT, 0, ModbusPlc.INPUTS);
                at = session.ask(at, Modbus.message(transaction, 1, pdu));
                session.tcp().close(at + 20_000_000);
            });
            read(atNanos + READ_NANOS, entry);
        });
    }
}
