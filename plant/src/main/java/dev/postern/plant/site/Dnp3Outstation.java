package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Out;
import dev.postern.plant.protocol.Dnp3;
import java.util.ArrayList;
import java.util.List;

/** A remote terminal of a substation; answers DNP3: events, all points, select and operate, clock, restart. */
public final class Dnp3Outstation implements Device {
    private static final int RESTART_MILLIS = 30_000;
    private static final int EVENT_CLASSES_BYTES = 9;
    private static final int EVENTS_MAX = 8;
    private static final double DEADBAND_AMPERE = 4;
    private static final int CONTROL_INDEX = 5;
    private static final int CONTROL_CODE = 7;

    private final Host host;
    private final int address;
    private final Feeders feeders;
    private final List<byte[]> events = new ArrayList<>();
    private final double[] reported = new double[Feeders.COUNT];
    private int indications;

    Dnp3Outstation(Host host, int address, long seed, long startNanos) {
        this.host = host;
        this.address = address;
        feeders = new Feeders(new Dice(seed, "rtu " + host.name).bits(), startNanos);
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public int port() {
        return Dnp3.PORT;
    }

    @Override
    public long serviceNanos(Dice dice) {
        return dice.around(11_000_000, 0.6);
    }

    /** Its number on the link. */
    public int address() {
        return address;
    }

    /** Answers a request frame; a confirm gets none, so do not ask with one. */
    @Override
    public byte[] answer(byte[] request, long atNanos) {
        feeders.advance(atNanos);
        byte[] application = Dnp3.application(request);
        int function = application[1];
        byte[] objects = java.util.Arrays.copyOfRange(application, 2, application.length);
        return switch (function) {
            case Dnp3.READ -> read(request, objects);
            case Dnp3.SELECT -> respond(request, false, objects);
            case Dnp3.OPERATE, Dnp3.DIRECT_OPERATE -> {
                operate(objects, atNanos);
                yield respond(request, false, objects);
            }
            case Dnp3.WRITE -> {
                indications &= ~Dnp3.NEED_TIME & ~Dnp3.RESTARTED;
                yield respond(request, false, new byte[0]);
            }
            case Dnp3.COLD_RESTART -> {
                indications |= Dnp3.RESTARTED | Dnp3.NEED_TIME;
                yield respond(request, false, Dnp3.restartDelay(RESTART_MILLIS));
            }
            default -> respond(request, false, new byte[0]);
        };
    }

    /** Power is back: it says so, and wants to know the time. */
    public void restarted() {
        indications |= Dnp3.RESTARTED | Dnp3.NEED_TIME;
        events.clear();
    }

    private byte[] read(byte[] request, byte[] objects) {
        boolean everything = objects.length > EVENT_CLASSES_BYTES;
        Out out = new Out();
        noteAnalogs();
        boolean hasEvents = !events.isEmpty();
        for (byte[] event : events) out.bytes(event);
        events.clear();
        if (everything) {
            int[] analogs = new int[Feeders.COUNT + 1];
            for (int i = 0; i < Feeders.COUNT; i++) analogs[i] = (int) feeders.current[i];
            analogs[Feeders.COUNT] = (int) (feeders.voltage + feeders.noise(9, 8));
            out.bytes(Dnp3.binaries(feeders.closed)).bytes(Dnp3.analogs(analogs));
        }
        return respond(request, hasEvents, out.done());
    }

    private void noteAnalogs() {
        for (int i = 0; i < Feeders.COUNT; i++) {
            if (Math.abs(feeders.current[i] - reported[i]) < DEADBAND_AMPERE) continue;
            reported[i] = feeders.current[i];
            events.add(Dnp3.analogEvent(i, (int) reported[i]));
        }
    }

    private void operate(byte[] objects, long atNanos) {
        int index = objects[CONTROL_INDEX];
        boolean close = (objects[CONTROL_CODE] & 0xFF) == Dnp3.CLOSE;
        if (index >= Feeders.COUNT || feeders.closed[index] == close) return;
        feeders.closed[index] = close;
        if (events.size() < EVENTS_MAX) events.add(Dnp3.binaryEvent(index, close, atNanos / 1_000_000));
    }

    private byte[] respond(byte[] request, boolean wantsConfirm, byte[] objects) {
        int sequence = request[Dnp3.APPLICATION] & 15;
        return Dnp3.response(Dnp3.source(request), address, sequence, wantsConfirm, indications, objects);
    }
}
