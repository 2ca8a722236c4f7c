package dev.postern.plant.telecontrol;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Iec104;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Site;

/**
 * One connection from the SCADA server to a remote terminal unit: started, interrogated, then the unit reports what changed; tests when it
 * is quiet, an interrogation every four hours, the time once a day, and now and then an operator switches.
 */
final class Iec104Link {
    private static final int POINTS = 6;
    private static final int VALUES = 8;
    private static final int FIRST_POINT = 1_001;
    private static final int FIRST_VALUE = 2_001;
    private static final int FIRST_COMMAND = 3_001;
    private static final int STATION_INTERROGATION = 20;
    /** Received units after which the server acknowledges (w). */
    private static final int ACKNOWLEDGE_AFTER = 8;

    private static final int EXECUTE = 0;
    private static final int SELECT = 0x80;
    private static final long TEST_NANOS = 20 * Hours.SECOND;
    private static final long RETRY_NANOS = 30 * Hours.SECOND;

    private final Network network;
    private final Timeline timeline;
    private final Host server;
    private final Host unit;
    private final int station;
    private final double thinning;
    private final Dice dice;
    private final boolean[] points = new boolean[POINTS];
    private final float[] values = new float[VALUES];
    private Tcp tcp;
    /** Numbered units sent by the server and by the unit. */
    private int serverSent;

    private int unitSent;
    private int unacknowledged;
    private long lastNanos;

    Iec104Link(Site site, Host unit, int station, double thinning, Dice dice) {
        network = site.network;
        timeline = network.timeline();
        server = site.scada;
        this.unit = unit;
        this.station = station;
        this.thinning = thinning;
        this.dice = dice;
        for (int i = 0; i < POINTS; i++) points[i] = dice.chance(0.8);
        for (int i = 0; i < VALUES; i++) values[i] = 80 + dice.below(200);
    }

    void begin(long atNanos) {
        timeline.plan(atNanos + dice.between(0, 10 * Hours.SECOND), this::connect);
        timeline.plan(atNanos + 20 * Hours.SECOND, this::change);
        timeline.plan(atNanos + 21 * Hours.SECOND, this::test);
        timeline.plan(atNanos + 4 * Hours.HOUR, this::interrogateAgain);
        timeline.plan(Hours.next(atNanos, 185), this::setClock);
        timeline.plan(atNanos + dice.waiting(6 * Hours.HOUR), this::command);
    }

    private void connect(long nowNanos) {
        tcp = Tcp.connect(nowNanos, network, server, unit, Iec104.PORT);
        if (!tcp.isOpen()) {
            timeline.plan(nowNanos + RETRY_NANOS, this::connect);
            return;
        }
        serverSent = unitSent = unacknowledged = 0;
        long at = tcp.send(tcp.readyNanos() + 2_000_000, true, Iec104.unnumbered(Iec104.START_ACT));
        at = tcp.send(at + 3_000_000, false, Iec104.unnumbered(Iec104.START_CON));
        interrogate(at + 20_000_000);
        tcp.settle();
    }

    /** Whether one may send now; a lost connection is made again. */
    private boolean ready(long nowNanos) {
        if (tcp != null && tcp.isOpen()) return true;
        if (tcp != null) {
            tcp = null;
            timeline.plan(nowNanos + RETRY_NANOS, this::connect);
        }
        return false;
    }

    private long ask(long atNanos, byte[] asdu) {
        lastNanos = atNanos;
        return tcp.send(atNanos, true, Iec104.numbered(serverSent++ & 0x7FFF, unitSent & 0x7FFF, asdu));
    }

    private long tell(long atNanos, byte[] asdu) {
        lastNanos = atNanos;
        long at = tcp.send(atNanos, false, Iec104.numbered(unitSent++ & 0x7FFF, serverSent & 0x7FFF, asdu));
        if (++unacknowledged >= ACKNOWLEDGE_AFTER) {
            unacknowledged = 0;
            at = tcp.send(at + 1_000_000, true, Iec104.supervisory(unitSent & 0x7FFF));
        }
        return at;
    }

    private void interrogate(long atNanos) {
        byte[] how = {STATION_INTERROGATION};
        long at = ask(atNanos, Iec104.unit(Iec104.INTERROGATION, Iec104.ACTIVATION, station, 0, how));
        at = tell(at + 9_000_000, Iec104.unit(Iec104.INTERROGATION, Iec104.CONFIRMATION, station, 0, how));
        byte[][] all = new byte[POINTS][];
        for (int i = 0; i < POINTS; i++) all[i] = Iec104.point(points[i]);
        at = tell(
                at + 4_000_000, Iec104.units(Iec104.SINGLE_POINT, Iec104.BY_INTERROGATION, station, FIRST_POINT, all));
        all = new byte[VALUES][];
        for (int i = 0; i < VALUES; i++) all[i] = Iec104.value(values[i]);
        at = tell(at + 4_000_000, Iec104.units(Iec104.SHORT_FLOAT, Iec104.BY_INTERROGATION, station, FIRST_VALUE, all));
        tell(at + 4_000_000, Iec104.unit(Iec104.INTERROGATION, Iec104.TERMINATION, station, 0, how));
    }

    private void interrogateAgain(long nowNanos) {
        timeline.plan(nowNanos + 4 * Hours.HOUR, this::interrogateAgain);
        if (!ready(nowNanos)) return;
        interrogate(nowNanos);
        tcp.settle();
    }

    /** A measured value left its dead band. */
    private void change(long nowNanos) {
        timeline.plan(nowNanos + dice.between(Hours.SECOND, (long) (6 * Hours.SECOND * thinning)), this::change);
        if (!ready(nowNanos)) return;
        int which = dice.below(VALUES);
        values[which] = (float) Math.clamp(
                values[which] + dice.bell() * 3 + (Hours.demand(nowNanos / Hours.SECOND) - 1) * 0.2, 20, 400);
        byte[] element = Iec104.timed(Iec104.value(values[which]), nowNanos / 1_000_000);
        tell(nowNanos, Iec104.unit(Iec104.SHORT_FLOAT_TIME, Iec104.SPONTANEOUS, station, FIRST_VALUE + which, element));
        tcp.settle();
    }

    private void test(long nowNanos) {
        timeline.plan(nowNanos + TEST_NANOS + dice.around(4_000_000, 0.4), this::test);
        if (!ready(nowNanos) || nowNanos - lastNanos < TEST_NANOS) return;
        long at = tcp.send(nowNanos, true, Iec104.unnumbered(Iec104.TEST_ACT));
        tcp.send(at + 3_000_000, false, Iec104.unnumbered(Iec104.TEST_CON));
        tcp.settle();
    }

    private void setClock(long nowNanos) {
        timeline.plan(nowNanos + Hours.DAY, this::setClock);
        if (!ready(nowNanos)) return;
        byte[] time = Iec104.time(nowNanos / 1_000_000);
        long at = ask(nowNanos, Iec104.unit(Iec104.CLOCK, Iec104.ACTIVATION, station, 0, time));
        tell(at + 6_000_000, Iec104.unit(Iec104.CLOCK, Iec104.CONFIRMATION, station, 0, time));
        tcp.settle();
    }

    /** Select, operate, and the position that comes of it. */
    private void command(long nowNanos) {
        timeline.plan(nowNanos + Hours.MINUTE + dice.waiting(6 * Hours.HOUR), this::command);
        if (!Hours.isDayShift(nowNanos) || !ready(nowNanos)) return;
        int which = dice.below(POINTS);
        boolean on = !points[which];
        long at = command(nowNanos, which, SELECT | (on ? 1 : 0));
        at = command(at + dice.around(1_500_000_000L, 0.3), which, EXECUTE | (on ? 1 : 0));
        points[which] = on;
        byte[] position = Iec104.timed(Iec104.point(on), at / 1_000_000);
        at = tell(
                at + 120_000_000,
                Iec104.unit(Iec104.SINGLE_POINT_TIME, Iec104.SPONTANEOUS, station, FIRST_POINT + which, position));
        byte[] done = {(byte) (on ? 1 : 0)};
        tell(
                at + 5_000_000,
                Iec104.unit(Iec104.SINGLE_COMMAND, Iec104.TERMINATION, station, FIRST_COMMAND + which, done));
        tcp.settle();
    }

    private long command(long atNanos, int which, int qualifier) {
        byte[] order = {(byte) qualifier};
        int object = FIRST_COMMAND + which;
        long at = ask(atNanos, Iec104.unit(Iec104.SINGLE_COMMAND, Iec104.ACTIVATION, station, object, order));
        return tell(at + 7_000_000, Iec104.unit(Iec104.SINGLE_COMMAND, Iec104.CONFIRMATION, station, object, order));
    }
}
