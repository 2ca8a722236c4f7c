package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Out;
import dev.postern.plant.protocol.S7;

/** A panel or a historian reads a pressure zone: the process block each cycle, settings and flags each twelfth. */
public final class S7Poller extends Poller {
    private static final int PANEL = 2;
    private static final int SLOT = 2;
    private static final S7.Item PROCESS = new S7.Item(S7.DATA_BLOCK, S7Plc.PROCESS_BLOCK, 0, S7Plc.PROCESS_BYTES);
    private static final S7.Item SETTINGS = new S7.Item(S7.DATA_BLOCK, S7Plc.SETTINGS_BLOCK, 0, S7Plc.SETTINGS_BYTES);
    private static final S7.Item FLAGS = new S7.Item(S7.MERKER, 0, 0, 4);
    private int reference;

    S7Poller(Network network, Host client, S7Plc plc, long periodNanos, Dice dice) {
        super(network, client, plc, periodNanos, dice);
    }

    public S7Plc plc() {
        return (S7Plc) device();
    }

    @Override
    void greet(long atNanos) {
        long at = session.ask(atNanos, S7.connect(PANEL, 0, SLOT));
        session.ask(at + 1_000_000, S7.job(next(), S7.setup(480)));
    }

    @Override
    void cycle(long atNanos, long count) {
        long at = session.ask(atNanos, S7.job(next(), S7.variables(S7.READ, PROCESS)));
        if (count % 12 == 0) session.ask(at + 700_000, S7.job(next(), S7.variables(S7.READ, SETTINGS, FLAGS)));
    }

    private int next() {
        reference = (reference + 1) & 0xFFFF;
        return reference;
    }

    /** Pressure setpoint in bar, by an operator. */
    public void writeSetpoint(long nowNanos, float bar) {
        S7.Item item = new S7.Item(S7.DATA_BLOCK, S7Plc.PROCESS_BLOCK, 0, Float.BYTES);
        byte[] value = new Out(4).u32(Float.floatToIntBits(bar)).done();
        command(nowNanos, S7.job(next(), S7.variables(S7.WRITE, item), S7.values(0, value)));
    }
}
