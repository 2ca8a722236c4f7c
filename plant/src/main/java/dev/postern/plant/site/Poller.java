package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;

/**
 * A program that asks a device the same questions in a fixed rhythm, for ever. Its cycles start on a grid, a little late each time; now and then
 * the program hangs for seconds, or is restarted and throws its connection away.
 */
public abstract class Poller {
    private static final double HANGS = 5e-5;
    private static final double RESTARTS = 1e-4;
    private static final long LATE_NANOS = 2_500_000;
    private static final long RETRY_NANOS = 20 * Hours.SECOND;

    protected final Session session;
    private final Network network;
    private final Dice dice;
    private final long periodNanos;
    private long gridNanos;
    private long cycles;

    Poller(Network network, Host client, Device device, long periodNanos, Dice dice) {
        this.network = network;
        this.dice = dice;
        this.periodNanos = periodNanos;
        session = new Session(network, client, device, dice);
    }

    public Host client() {
        return session.client();
    }

    public Device device() {
        return session.device();
    }

    void begin(long atNanos) {
        gridNanos = atNanos + dice.between(0, periodNanos);
        network.timeline().plan(gridNanos, this::turn);
    }

    private void turn(long nowNanos) {
        gridNanos += periodNanos;
        long late = dice.around(LATE_NANOS, 0.5);
        if (dice.chance(HANGS)) late += dice.between(Hours.SECOND, 4 * Hours.SECOND);
        network.timeline().plan(Math.max(gridNanos, nowNanos) + late, this::turn);
        if (session.isOpen() && dice.chance(RESTARTS)) {
            session.tcp().reset(nowNanos, true);
            return;
        }
        if (ready(nowNanos)) {
            cycle(Math.max(nowNanos, session.tcp().readyNanos()), cycles++);
            session.settle();
        }
    }

    private boolean ready(long nowNanos) {
        if (session.isOpen()) return session.tcp().readyNanos() < nowNanos + periodNanos;
        long open = session.open(nowNanos + 1_000);
        if (!session.isOpen()) {
            gridNanos += RETRY_NANOS;
            return false;
        }
        greet(open);
        return true;
    }

    /** What protocol wants said once a connection is there. */
    abstract void greet(long atNanos);

    /** One round of questions; the first is asked at {@code atNanos} or when the connection is free. */
    abstract void cycle(long atNanos, long count);

    /** Somebody at this program changes something: the question goes in between the cyclic ones. */
    public void command(long nowNanos, byte[] question) {
        if (!ready(nowNanos)) return;
        session.ask(nowNanos, question);
        session.settle();
    }
}
