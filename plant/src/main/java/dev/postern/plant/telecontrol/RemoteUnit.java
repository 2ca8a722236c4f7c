package dev.postern.plant.telecontrol;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Iec104;
import java.util.ArrayList;
import java.util.List;

/** A remote terminal unit: positions, measured values, and the masters that it reports to. */
public final class RemoteUnit {
    public static final int FIRST_COMMAND = 3_001;
    public static final int POINTS = 6;
    static final int VALUES = 8;
    static final int FIRST_POINT = 1_001;
    static final int FIRST_VALUE = 2_001;

    private final Host host;
    final int station;
    final boolean[] points = new boolean[POINTS];
    final float[] values = new float[VALUES];
    final List<Iec104Master> masters = new ArrayList<>();

    RemoteUnit(Host host, int station, Dice dice) {
        this.host = host;
        this.station = station;
        for (int i = 0; i < POINTS; i++) points[i] = dice.chance(0.8);
        for (int i = 0; i < VALUES; i++) values[i] = 80 + dice.below(200);
    }

    public Host host() {
        return host;
    }

    public boolean isOn(int which) {
        return points[which];
    }

    boolean commands(int object) {
        return object >= FIRST_COMMAND && object < FIRST_COMMAND + POINTS;
    }

    /** A breaker or a valve moved: every master that listens is told. */
    void moves(long atNanos, int which, boolean on) {
        points[which] = on;
        byte[] position = Iec104.timed(Iec104.point(on), atNanos / 1_000_000);
        for (Iec104Master master : masters)
            master.hears(
                    atNanos + 120_000_000,
                    Iec104.unit(Iec104.SINGLE_POINT_TIME, Iec104.SPONTANEOUS, station, FIRST_POINT + which, position));
    }
}
