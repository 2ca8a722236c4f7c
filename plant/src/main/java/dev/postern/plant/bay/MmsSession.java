package dev.postern.plant.bay;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Mms;

/** One association of a client with the relay. */
public final class MmsSession {
    private static final long SERVICE_NANOS = 6_000_000;

    private final Network network;
    private final Host client;
    private final Relay relay;
    private final Dice dice;
    private Tcp tcp;
    private int invocation;
    private int controls;

    public MmsSession(Network network, Host client, Relay relay, Dice dice) {
        this.network = network;
        this.client = client;
        this.relay = relay;
        this.dice = dice;
    }

    /** Connects and associates; check {@link #isOpen}. */
    public long open(long atNanos) {
        tcp = Tcp.connect(atNanos, network, client, relay.host(), Mms.PORT);
        if (!tcp.isOpen()) return tcp.readyNanos();
        long at = tcp.exchange(tcp.readyNanos() + 400_000, Mms.connect(), service(), Mms.connected());
        return tcp.exchange(at + 700_000, Mms.initiate(), service(), Mms.initiated());
    }

    public boolean isOpen() {
        return tcp != null && tcp.isOpen();
    }

    public long readyNanos() {
        return tcp.readyNanos();
    }

    public void settle() {
        tcp.settle();
    }

    public void close(long atNanos) {
        if (isOpen()) tcp.close(atNanos);
    }

    /** All devices, then all variables of the first. */
    public long browse(long atNanos) {
        long at = tcp.exchange(atNanos, Mms.devices(next()), service(), Mms.names(invocation, Relay.DEVICE));
        return tcp.exchange(
                at + 2_000_000,
                Mms.variables(next(), Relay.DEVICE),
                service(),
                Mms.names(invocation, Relay.variables()));
    }

    public long read(long atNanos, String... items) {
        byte[][] values = new byte[items.length][];
        for (int i = 0; i < items.length; i++) values[i] = relay.read(items[i], atNanos, dice);
        byte[] question = Mms.read(next(), Relay.DEVICE, items);
        return tcp.exchange(atNanos, question, service(), Mms.readAnswer(invocation, values));
    }

    public long write(long atNanos, String item, byte[] value) {
        byte[] question = Mms.write(next(), Relay.DEVICE, item, value);
        return tcp.exchange(atNanos, question, service(), Mms.written(invocation));
    }

    /** Opens or closes the breaker. */
    public long operate(long atNanos, boolean close) {
        relay.operate(close);
        controls = controls + 1 & 0xFF;
        return write(atNanos, Relay.OPERATE, Mms.operate(close, client.name, controls, atNanos));
    }

    private int next() {
        invocation = invocation + 1 & 0x7FFF;
        return invocation;
    }

    private long service() {
        return dice.around(SERVICE_NANOS, 0.3);
    }
}
