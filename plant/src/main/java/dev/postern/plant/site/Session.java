package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;

/** One client's connection to a device: asks, and the device answers from what it is at that moment. */
public final class Session {
    /** Now and then a device has other things to do: what makes the tail of real answer times. */
    private static final double BUSY = 4e-3;

    private static final int BUSY_FACTOR_MAX = 30;

    private final Network network;
    private final Host client;
    private final Device device;
    private final Dice dice;
    private Tcp tcp;
    private byte[] answer = {};

    public Session(Network network, Host client, Device device, Dice dice) {
        this.network = network;
        this.client = client;
        this.device = device;
        this.dice = dice;
    }

    public long open(long atNanos) {
        tcp = Tcp.connect(atNanos, network, client, device.host(), device.port());
        return tcp.readyNanos();
    }

    public boolean isOpen() {
        return tcp != null && tcp.isOpen();
    }

    /** The connection is gone without a word. */
    void forget() {
        tcp = null;
    }

    public Host client() {
        return client;
    }

    public Device device() {
        return device;
    }

    /** The connection below, for what is neither question nor answer. */
    public Tcp tcp() {
        return tcp;
    }

    public Dice dice() {
        return dice;
    }

    /** Gives the time the answer is there. */
    public long ask(long atNanos, byte[] question) {
        if (!tcp.isOpen()) return Math.max(atNanos, tcp.readyNanos());
        answer = device.answer(question, atNanos);
        long service = device.serviceNanos(dice);
        if (dice.chance(BUSY)) service *= dice.between(4, BUSY_FACTOR_MAX);
        return tcp.exchange(Math.max(atNanos, tcp.readyNanos()), question, service, answer);
    }

    /** What the device said last. */
    public byte[] answer() {
        return answer;
    }

    /** Nothing more to say for now. */
    public long settle() {
        return tcp.settle();
    }
}
