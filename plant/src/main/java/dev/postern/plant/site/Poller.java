package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;

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
    /** Counts beginnings, so that a turn planned before a stop is none. */
    private int life;

    private boolean running;
    private Poller standIn;
    private Timeline.Witness witness;

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

    public void begin(long atNanos) {
        gridNanos = atNanos + dice.between(0, periodNanos);
        running = true;
        plan(gridNanos, ++life);
    }

    /** Asks no more until it begins again. */
    public void stop(long nowNanos, boolean tidily) {
        running = false;
        life++;
        if (tidily && session.isOpen()) session.tcp().close(nowNanos);
        session.forget();
    }

    /** While this one is stopped, {@code other} carries out the commands of operators. */
    public void standIn(Poller other) {
        standIn = other;
    }

    /** From now on everything that is asked belongs to {@code owner}; null for nobody. */
    public void witnessedBy(Timeline.Witness owner) {
        witness = owner;
    }

    private void plan(long atNanos, int ofLife) {
        network.timeline().plan(atNanos, now -> {
            if (life != ofLife) return;
            if (witness == null) turn(now);
            else network.timeline().witnessed(witness, () -> turn(now));
        });
    }

    private void turn(long nowNanos) {
        gridNanos += periodNanos;
        long late = dice.around(LATE_NANOS, 0.5);
        if (dice.chance(HANGS)) late += dice.between(Hours.SECOND, 4 * Hours.SECOND);
        plan(Math.max(gridNanos, nowNanos) + late, life);
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
        if (!running && standIn != null) {
            standIn.command(nowNanos, question);
            return;
        }
        if (!ready(nowNanos)) return;
        session.ask(nowNanos, question);
        session.settle();
    }
}
