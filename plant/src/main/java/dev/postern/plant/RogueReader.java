package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;

/** A box that somebody planted in the control segment: looks at the pumping stations for two minutes, is quiet, comes back. It writes nothing. */
final class RogueReader extends Story {
    private static final int LOOKS = 8;
    private static final long STAYS_NANOS = 42 * DAY;
    private static final int UNIT = 1;

    private final Host box;
    private final long pauseNanos;
    private long endNanos;
    private int transaction;

    RogueReader(Stage stage, long pauseNanos) {
        super(stage);
        this.pauseNanos = pauseNanos;
        String ip = pauseNanos == HOUR ? "10.10.1.67" : pauseNanos == DAY ? "10.10.1.68" : "10.10.1.69";
        box = site.visitor(
                "planted-" + ip,
                Host.Stack.LINUX,
                0xDCA632_000000L | Host.ip(ip) & 0xFFFF,
                Host.ip(ip),
                site.controlRouter);
    }

    @Override
    void begin(long nowNanos) {
        endNanos = nowNanos + STAYS_NANOS;
        network.announce(nowNanos, box);
        visit(nowNanos);
    }

    private void visit(long nowNanos) {
        for (ModbusPlc plc : site.pumpingStations) {
            Session session = new Session(network, box, plc, dice);
            Ledger.Entry entry =
                    action(nowNanos, "reads registers of " + plc.host(), box, plc.host(), Ledger.Technique.POINT_READ);
            look(nowNanos + dice.between(SECOND, 5 * SECOND), session, entry, LOOKS);
        }
        if (nowNanos < endNanos) after(nowNanos, pauseNanos, this::visit);
    }

    private void look(long atNanos, Session session, Ledger.Entry entry, int left) {
        timeline.plan(atNanos, now -> {
            timeline.witnessed(entry, () -> ask(now, session, left));
            if (left > 1) look(now + dice.around(15 * SECOND, 0.1), session, entry, left - 1);
        });
    }

    private void ask(long nowNanos, Session session, int left) {
        if (left == LOOKS) session.open(nowNanos);
        if (!session.isOpen()) return;
        long at = session.ask(nowNanos, message(Modbus.read(Modbus.READ_HOLDING, 0, ModbusPlc.HOLDINGS)));
        at = session.ask(at + 20_000_000, message(Modbus.read(Modbus.READ_INPUT, 0, ModbusPlc.INPUTS)));
        session.settle();
        if (left == 1) session.tcp().close(at + SECOND);
    }

    private byte[] message(byte[] pdu) {
        transaction = (transaction + 1) & 0xFFFF;
        return Modbus.message(transaction, UNIT, pdu);
    }
}
