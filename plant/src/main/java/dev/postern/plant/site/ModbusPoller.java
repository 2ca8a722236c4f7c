package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Modbus;

/** SCADA reads a pumping station: inputs each cycle, coils each third, settings each tenth. */
public final class ModbusPoller extends Poller {
    public static final int UNIT = 1;
    private int transaction;
    private byte[][] also = {};

    ModbusPoller(Network network, Host client, ModbusPlc plc, long periodNanos, Dice dice) {
        super(network, client, plc, periodNanos, dice);
        transaction = dice.below(0x10000);
    }

    public ModbusPlc plc() {
        return (ModbusPlc) device();
    }

    @Override
    void greet(long atNanos) {}

    @Override
    void cycle(long atNanos, long count) {
        long at = ask(atNanos, Modbus.read(Modbus.READ_INPUT, 0, ModbusPlc.INPUTS));
        if (count % 3 == 0) at = ask(at + 900_000, Modbus.read(Modbus.READ_COILS, 0, ModbusPlc.COILS));
        if (count % 10 == 0) at = ask(at + 900_000, Modbus.read(Modbus.READ_HOLDING, 0, ModbusPlc.HOLDINGS));
        for (byte[] question : also) at = ask(at + 900_000, question);
    }

    /** A new screen: these are asked too from now on, each cycle. */
    public void alsoAsks(byte[]... questions) {
        also = questions;
    }

    private long ask(long atNanos, byte[] pdu) {
        return session.ask(atNanos, Modbus.message(nextTransaction(), UNIT, pdu));
    }

    private int nextTransaction() {
        transaction = (transaction + 1) & 0xFFFF;
        return transaction;
    }

    /** Writes something for an operator. */
    public void write(long nowNanos, byte[] pdu) {
        command(nowNanos, Modbus.message(nextTransaction(), UNIT, pdu));
    }
}
