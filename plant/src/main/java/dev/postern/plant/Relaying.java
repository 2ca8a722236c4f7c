package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;

/** A program on the historian listens for an office computer and passes on what it says to a controller, and back what that answers. */
final class Relaying extends Story {
    private static final int LISTENS = 5_020;
    private static final int ROUNDS = 40;
    private static final long PASSES_NANOS = 900_000;
    private int transaction;

    Relaying(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        visit(nowNanos, ROUNDS);
    }

    private void visit(long nowNanos, int left) {
        Host client = site.officePcs.get(2);
        ModbusPlc plc = site.pumpingStations.getFirst();
        act(
                nowNanos,
                "reads " + plc.host() + " through the historian",
                client,
                site.historian,
                Ledger.Technique.PROXY,
                () -> {
                    Tcp near = Tcp.connect(nowNanos, network, client, site.historian, LISTENS);
                    if (!near.isOpen()) return;
                    Session far = new Session(network, site.historian, plc, dice);
                    long at = far.open(near.readyNanos() + PASSES_NANOS);
                    if (!far.isOpen()) return;
                    int questions = 3 + dice.below(30);
                    for (int i = 0; i < questions; i++) {
                        byte[] question = Modbus.message(
                                ++transaction & 0xFFFF,
                                1,
                                Modbus.read(Modbus.READ_HOLDING, 0, 1 + dice.below(ModbusPlc.HOLDINGS)));
                        long there = near.send(at + dice.around(SECOND, 0.3), true, question);
                        long answered = far.ask(there + PASSES_NANOS, question);
                        at = near.send(answered + PASSES_NANOS, false, far.answer());
                    }
                    far.tcp().close(at + SECOND);
                    near.close(at + SECOND + PASSES_NANOS);
                });
        if (left > 1) after(nowNanos, 4 * MINUTE, now -> visit(now, left - 1));
    }
}
