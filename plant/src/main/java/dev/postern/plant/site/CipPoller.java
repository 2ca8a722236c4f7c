package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Cip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A panel reads tags of a mixing line over a connection of class 3. */
public final class CipPoller extends Poller {
    private static final int CLASS_3_PARAMETERS = 0x43F4;
    private static final int CLASS_3_TRIGGER = 0xA3;
    private static final int TIMEOUT_MICROS = 10_000_000;
    private static final byte[] TO_MESSAGE_ROUTER = {1, 0, 0x20, 2, 0x24, 1};
    private static final int HANDLE = 4;
    private static final int ORIGINATOR_VENDOR = 0x004D;

    private final Dice dice;
    private int handle;
    private int connection;
    private int sequence;

    CipPoller(Network network, Host client, CipPlc plc, long periodNanos, Dice dice) {
        super(network, client, plc, periodNanos, dice);
        this.dice = dice;
    }

    public CipPlc plc() {
        return (CipPlc) device();
    }

    @Override
    void greet(long atNanos) {
        long at = session.ask(atNanos, Cip.registerSession(0));
        handle =
                ByteBuffer.wrap(session.answer()).order(ByteOrder.LITTLE_ENDIAN).getInt(HANDLE);
        connection = 0x2000_0001 + (dice.below(0x1000) << 12);
        Cip.Opening opening = new Cip.Opening(
                0,
                connection,
                dice.below(0x10000),
                ORIGINATOR_VENDOR,
                client().ip(),
                TIMEOUT_MICROS,
                CLASS_3_PARAMETERS,
                CLASS_3_PARAMETERS,
                CLASS_3_TRIGGER,
                TO_MESSAGE_ROUTER);
        session.ask(at + 1_000_000, Cip.sendRrData(handle, dice.bits(), Cip.forwardOpen(opening)));
        sequence = 0;
    }

    @Override
    void cycle(long atNanos, long count) {
        long at = atNanos;
        int tags = count % 6 == 0 ? CipPlc.TAGS.size() : 3;
        for (int i = 0; i < tags; i++) at = session.ask(at + 400_000, connected(Cip.readTag(CipPlc.TAGS.get(i))));
    }

    private byte[] connected(byte[] message) {
        sequence = (sequence + 1) & 0xFFFF;
        return Cip.sendUnitData(handle, connection - 1, sequence, message);
    }

    /** Loads a recipe: its number, then its speed. */
    public void writeRecipe(long nowNanos, int number, float turns) {
        if (!session.isOpen()) return;
        command(nowNanos, connected(Cip.writeTag(CipPlc.RECIPE_TAG, Cip.DINT, number)));
        writeSetpoint(nowNanos, turns);
    }

    /** Speed setpoint in turns a minute, by an operator. */
    public void writeSetpoint(long nowNanos, float turns) {
        if (!session.isOpen()) return;
        command(nowNanos, connected(Cip.writeTag(CipPlc.SETPOINT_TAG, Cip.REAL, Float.floatToIntBits(turns))));
    }
}
