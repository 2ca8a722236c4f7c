package dev.postern.plant.telecontrol;

import static dev.postern.plant.telecontrol.RemoteUnit.FIRST_COMMAND;
import static dev.postern.plant.telecontrol.RemoteUnit.FIRST_POINT;
import static dev.postern.plant.telecontrol.RemoteUnit.FIRST_VALUE;
import static dev.postern.plant.telecontrol.RemoteUnit.POINTS;
import static dev.postern.plant.telecontrol.RemoteUnit.VALUES;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Iec104;

/** One connection of a controlling station to a remote terminal unit, both ends of it: IEC 60870-5-104 section 5. */
public final class Iec104Master {
    /** Qualifier of a command that only selects. */
    public static final int SELECT = 0x80;

    public static final int EXECUTE = 0;
    private static final int STATION_INTERROGATION = 20;
    /** Received units after which the master acknowledges (w). */
    private static final int ACKNOWLEDGE_AFTER = 8;

    private final Network network;
    private final Host client;
    private final RemoteUnit unit;
    private Tcp tcp;
    /** Numbered units sent by the master and by the unit. */
    private int masterSent;

    private int unitSent;
    private int unacknowledged;
    private long lastNanos;

    public Iec104Master(Network network, Host client, RemoteUnit unit) {
        this.network = network;
        this.client = client;
        this.unit = unit;
    }

    /** Connects; data does not flow before {@link #start}. */
    public boolean connect(long atNanos) {
        tcp = Tcp.connect(atNanos, network, client, unit.host(), Iec104.PORT);
        masterSent = unitSent = unacknowledged = 0;
        if (tcp.isOpen() && !unit.masters.contains(this)) unit.masters.add(this);
        return tcp.isOpen();
    }

    public boolean isOpen() {
        return tcp != null && tcp.isOpen();
    }

    public long readyNanos() {
        return tcp.readyNanos();
    }

    /** When the last numbered unit was sent. */
    long lastNanos() {
        return lastNanos;
    }

    public void settle() {
        tcp.settle();
    }

    public void close(long atNanos) {
        unit.masters.remove(this);
        if (isOpen()) tcp.close(atNanos);
    }

    /** What the unit takes, far from quick. */
    private long service(long medianNanos) {
        return tcp.dice().around(medianNanos, 0.7);
    }

    public long start(long atNanos) {
        return handshake(atNanos, Iec104.START_ACT, Iec104.START_CON);
    }

    public long test(long atNanos) {
        return handshake(atNanos, Iec104.TEST_ACT, Iec104.TEST_CON);
    }

    private long handshake(long atNanos, int act, int con) {
        long at = tcp.send(atNanos, true, Iec104.unnumbered(act));
        return tcp.send(at + service(3_000_000), false, Iec104.unnumbered(con));
    }

    private long ask(long atNanos, byte[] asdu) {
        lastNanos = atNanos;
        return tcp.send(atNanos, true, Iec104.numbered(masterSent++ & 0x7FFF, unitSent & 0x7FFF, asdu));
    }

    private long tell(long atNanos, byte[] asdu) {
        lastNanos = atNanos;
        long at = tcp.send(atNanos, false, Iec104.numbered(unitSent++ & 0x7FFF, masterSent & 0x7FFF, asdu));
        if (++unacknowledged >= ACKNOWLEDGE_AFTER) {
            unacknowledged = 0;
            at = tcp.send(at + 1_000_000, true, Iec104.supervisory(unitSent & 0x7FFF));
        }
        return at;
    }

    /** The unit reports. */
    void hears(long atNanos, byte[] asdu) {
        if (!isOpen()) return;
        tell(atNanos, asdu);
        tcp.settle();
    }

    public long interrogate(long atNanos) {
        byte[] how = {STATION_INTERROGATION};
        int station = unit.station;
        long at = ask(atNanos, Iec104.unit(Iec104.INTERROGATION, Iec104.ACTIVATION, station, 0, how));
        at = tell(at + service(9_000_000), Iec104.unit(Iec104.INTERROGATION, Iec104.CONFIRMATION, station, 0, how));
        byte[][] all = new byte[POINTS][];
        for (int i = 0; i < POINTS; i++) all[i] = Iec104.point(unit.points[i]);
        at = tell(
                at + service(4_000_000),
                Iec104.units(Iec104.SINGLE_POINT, Iec104.BY_INTERROGATION, station, FIRST_POINT, all));
        all = new byte[VALUES][];
        for (int i = 0; i < VALUES; i++) all[i] = Iec104.value(unit.values[i]);
        at = tell(
                at + service(4_000_000),
                Iec104.units(Iec104.SHORT_FLOAT, Iec104.BY_INTERROGATION, station, FIRST_VALUE, all));
        return tell(at + service(4_000_000), Iec104.unit(Iec104.INTERROGATION, Iec104.TERMINATION, station, 0, how));
    }

    public long setClock(long atNanos) {
        byte[] time = Iec104.time(atNanos / 1_000_000);
        long at = ask(atNanos, Iec104.unit(Iec104.CLOCK, Iec104.ACTIVATION, unit.station, 0, time));
        return tell(at + service(6_000_000), Iec104.unit(Iec104.CLOCK, Iec104.CONFIRMATION, unit.station, 0, time));
    }

    /** As operators do: selected, executed, carried out, ended. */
    public void switches(long atNanos, int which, boolean on, long pauseNanos) {
        int object = FIRST_COMMAND + which;
        long at = order(atNanos, object, SELECT, on);
        execute(at + pauseNanos, object, on);
    }

    /** Without selecting first. The unit refuses what it does not have. */
    public long execute(long atNanos, int object, boolean on) {
        long at = order(atNanos, object, EXECUTE, on);
        if (!unit.commands(object)) return at;
        unit.moves(at, object - FIRST_COMMAND, on);
        byte[] done = {(byte) (on ? 1 : 0)};
        return tell(
                Math.max(at + service(125_000_000), tcp.readyNanos() + 5_000_000),
                Iec104.unit(Iec104.SINGLE_COMMAND, Iec104.TERMINATION, unit.station, object, done));
    }

    private long order(long atNanos, int object, int qualifier, boolean on) {
        byte[] order = {(byte) (qualifier | (on ? 1 : 0))};
        int answer = unit.commands(object) ? Iec104.CONFIRMATION : Iec104.UNKNOWN_OBJECT | Iec104.NEGATIVE;
        long at = ask(atNanos, Iec104.unit(Iec104.SINGLE_COMMAND, Iec104.ACTIVATION, unit.station, object, order));
        return tell(at + service(7_000_000), Iec104.unit(Iec104.SINGLE_COMMAND, answer, unit.station, object, order));
    }
}
