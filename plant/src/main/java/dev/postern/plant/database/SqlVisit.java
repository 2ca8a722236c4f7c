package dev.postern.plant.database;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Tds;

/** One connection to the database server. */
public final class SqlVisit {
    private static final int INSERTED = 0xC3;
    private static final int CALLED = 0xE0;
    private static final long SERVICE_NANOS = 4_000_000;
    private static final long KEEP_ALIVE_NANOS = 30_000_000_000L;

    private final Network network;
    private final Host client;
    private final Host server;
    private final Dice dice;
    private Tcp tcp;

    public SqlVisit(Network network, Host client, Host server, Dice dice) {
        this.network = network;
        this.client = client;
        this.server = server;
        this.dice = dice;
    }

    /** Connects and logs in; check {@link #isOpen}. */
    public long login(long atNanos, String user, String password, String application) {
        long at = hello(atNanos);
        return isOpen() ? ask(at, login(user, password, application), Tds.loggedIn()) : at;
    }

    /** Connects and is turned away. */
    public long refused(long atNanos, String user, String password, String application) {
        long at = hello(atNanos);
        if (!isOpen()) return at;
        at = ask(at, login(user, password, application), Tds.refused(server.name, user));
        return tcp.close(at + 1_000_000);
    }

    private long hello(long atNanos) {
        tcp = Tcp.connect(atNanos, network, client, server, Tds.PORT);
        return tcp.isOpen() ? ask(tcp.readyNanos(), Tds.prelogin(), Tds.preloginAnswer()) : tcp.readyNanos();
    }

    private byte[] login(String user, String password, String application) {
        return Tds.login(client.name, user, password, application, server.name, Database.NAME);
    }

    public boolean isOpen() {
        return tcp != null && tcp.isOpen();
    }

    public long readyNanos() {
        return tcp.readyNanos();
    }

    public long insert(long atNanos, String statement, int rows) {
        return ask(atNanos, Tds.batch(statement), Tds.changed(INSERTED, rows));
    }

    public long call(long atNanos, String statement) {
        return ask(atNanos, Tds.batch(statement), Tds.changed(CALLED, 0));
    }

    /** @param rows of one column */
    public long select(long atNanos, String statement, String column, int rows) {
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) values[i] = 40 + dice.unit() * 30;
        return ask(atNanos, Tds.batch(statement), Tds.rows(column, values));
    }

    private long ask(long atNanos, byte[] question, byte[] answer) {
        return tcp.exchange(atNanos + 300_000, question, dice.around(SERVICE_NANOS, 0.5), answer);
    }

    /** The client's driver looks every half minute whether the server is still there, MS's documented default, until {@code untilNanos}. */
    void keepAlive(long untilNanos) {
        network.timeline().plan(tcp.readyNanos() + KEEP_ALIVE_NANOS, now -> {
            if (!isOpen() || tcp.readyNanos() + KEEP_ALIVE_NANOS > now || now >= untilNanos) return;
            tcp.keepAlive(now, true);
            keepAlive(untilNanos);
        });
    }

    public void settle() {
        tcp.settle();
    }

    public long close(long atNanos) {
        return isOpen() ? tcp.close(atNanos) : atNanos;
    }
}
