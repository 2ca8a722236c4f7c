package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Cip;

/** Cyclic inputs and outputs between a mixing line's controller and its I/O block, over UDP. */
final class CipIo {
    private static final int POINT_TO_POINT_SCHEDULED = 0x4800;
    private static final int CYCLIC = 1;
    private static final byte[] TO_ASSEMBLIES = {
        0x34, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 4, 0x24, 0x67, 0x2C, 0x66, 0x2C, 0x65
    };
    private static final int SESSION = 0x0100_0203;

    private final Network network;
    private final CipPlc plc;
    private final Host block;
    private final long periodNanos;
    private final Dice dice;
    private int outputs;
    private int inputs;
    private int outputSequence;
    private int inputSequence;
    private long outputGridNanos;
    private long inputGridNanos;
    private int connections;

    CipIo(Network network, CipPlc plc, Host block, long periodNanos, Dice dice) {
        this.network = network;
        this.plc = plc;
        this.block = block;
        this.periodNanos = periodNanos;
        this.dice = dice;
    }

    void begin(long atNanos) {
        network.timeline().plan(atNanos + dice.between(0, Hours.SECOND), this::open);
    }

    /** Controller and block were without power: the connection is made anew. */
    void restart(long nowNanos) {
        connections++;
        outputSequence = inputSequence = 0;
        begin(nowNanos);
    }

    private void open(long nowNanos) {
        inputs = 0x4000_0000 + dice.below(0x10000) * 16;
        outputs = inputs + 1;
        Tcp tcp = Tcp.connect(nowNanos, network, plc.host(), block, Cip.PORT);
        long at = tcp.exchange(
                tcp.readyNanos(), Cip.registerSession(0), dice.around(1_500_000, 0.3), Cip.registerSession(SESSION));
        Cip.Opening opening = new Cip.Opening(
                outputs,
                inputs,
                dice.below(0x10000),
                plc.identity().vendor(),
                plc.identity().serial(),
                (int) (periodNanos / 1_000),
                POINT_TO_POINT_SCHEDULED | 10,
                POINT_TO_POINT_SCHEDULED | 10,
                CYCLIC,
                TO_ASSEMBLIES);
        at = tcp.exchange(
                at + 500_000,
                Cip.sendRrData(SESSION, 1, Cip.forwardOpen(opening)),
                dice.around(2_500_000, 0.3),
                Cip.sendRrData(SESSION, 1, Cip.forwardOpened(opening)));
        tcp.settle();
        outputGridNanos = at + 3_000_000;
        inputGridNanos = at + 5_000_000 + dice.between(0, periodNanos);
        int connection = connections;
        network.timeline().plan(outputGridNanos, now -> sendOutputs(now, connection));
        network.timeline().plan(inputGridNanos, now -> sendInputs(now, connection));
    }

    private void sendOutputs(long nowNanos, int connection) {
        if (connection != connections) return;
        network.udp(
                nowNanos,
                plc.host(),
                Cip.IO_PORT,
                block,
                Cip.IO_PORT,
                Cip.io(outputs, ++outputSequence, true, plc.outputs(nowNanos)));
        outputGridNanos += periodNanos;
        network.timeline().plan(outputGridNanos + jitter(), now -> sendOutputs(now, connection));
    }

    private void sendInputs(long nowNanos, int connection) {
        if (connection != connections) return;
        network.udp(
                nowNanos,
                block,
                Cip.IO_PORT,
                plc.host(),
                Cip.IO_PORT,
                Cip.io(inputs, ++inputSequence, false, plc.inputs(nowNanos)));
        inputGridNanos += periodNanos;
        network.timeline().plan(inputGridNanos + jitter(), now -> sendInputs(now, connection));
    }

    private long jitter() {
        return dice.around(300_000, 0.5);
    }
}
