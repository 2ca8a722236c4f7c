package dev.postern.plant.building;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Bacnet;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * A building server in the office segment and three controllers: it looks who is there every quarter of an hour, reads temperatures and
 * valves in a slow round, and writes setpoints in the morning and in the evening.
 */
public final class Building {
    private static final int CONTROLLERS = 3;
    private static final int VENDOR = 36;
    /** The same in ASHRAE's list. */
    private static final String VENDOR_NAME = "Tridium Inc.";

    private static final int FIRST_INSTANCE = 1_201;
    private static final long ROUND_NANOS = 10 * Hours.SECOND;
    private static final long WHO_IS_NANOS = 15 * Hours.MINUTE;
    private static final int SETPOINT = 1;
    private static final float BY_DAY = 21.5f;
    private static final float BY_NIGHT = 17;

    private final Network network;
    private final Host server;
    private final List<Host> controllers = new ArrayList<>();
    private final float[] setpoints = new float[CONTROLLERS];
    private final long roundNanos;
    private final Dice dice;
    private int invoke;

    private Building(Site site, Life life) {
        network = site.network;
        dice = new Dice(site.seed, "building");
        roundNanos = (long) (ROUND_NANOS * life.thinning());
        Host router = site.officePcs.getFirst().gateway();
        server = site.visitor("bms-1", Host.Stack.WINDOWS, 0x3CD92B_5502E4L, Host.ip("10.10.30.20"), router);
        site.attach(server);
        for (int i = 0; i < CONTROLLERS; i++) {
            long mac = 0x00A045_000000L | dice.below(1 << 24);
            Host host =
                    site.visitor("ahu-" + (i + 1), Host.Stack.EMBEDDED, mac, Host.ip("10.10.30." + (21 + i)), router);
            site.attach(host);
            controllers.add(host);
            setpoints[i] = BY_NIGHT;
        }
    }

    public static Building install(Site site, Life life) {
        Building building = new Building(site, life);
        building.begin(site.startNanos);
        return building;
    }

    private void begin(long atNanos) {
        network.timeline().plan(atNanos + dice.between(0, roundNanos), this::round);
        network.timeline().plan(atNanos + 5 * Hours.SECOND, this::lookAround);
        Daily.plan(network.timeline(), atNanos, 6 * 60 + 30, now -> setAll(now, BY_DAY));
        Daily.plan(network.timeline(), atNanos, 18 * 60, now -> setAll(now, BY_NIGHT));
    }

    private void lookAround(long nowNanos) {
        network.timeline().plan(nowNanos + WHO_IS_NANOS + dice.around(30_000_000, 0.5), this::lookAround);
        network.broadcastUdp(nowNanos, server, server.ip(), Bacnet.PORT, Bacnet.PORT, Bacnet.whoIs());
        for (int i = 0; i < CONTROLLERS; i++) {
            Host host = controllers.get(i);
            host.tells("vendor", VENDOR_NAME);
            network.broadcastUdp(
                    nowNanos + dice.around(40_000_000, 0.6),
                    host,
                    host.ip(),
                    Bacnet.PORT,
                    Bacnet.PORT,
                    Bacnet.iAm(FIRST_INSTANCE + i, VENDOR));
        }
    }

    private void round(long nowNanos) {
        network.timeline().plan(nowNanos + roundNanos + dice.around(5_000_000, 0.5), this::round);
        long at = nowNanos;
        for (int i = 0; i < CONTROLLERS; i++) {
            double outside = Demand.celsius(nowNanos / Hours.SECOND);
            float room = (float) (setpoints[i] + 0.02 * outside + dice.bell() * 0.1);
            at = ask(at, i, Bacnet.ANALOG_INPUT, 1, Bacnet.real(room));
            at = ask(at, i, Bacnet.ANALOG_INPUT, 2, Bacnet.real((float) (outside + dice.bell() * 0.2)));
            at = ask(at, i, Bacnet.BINARY_OUTPUT, 1, Bacnet.enumerated(room < setpoints[i] ? 1 : 0));
            at = ask(at, i, Bacnet.ANALOG_VALUE, SETPOINT, Bacnet.real(setpoints[i]));
        }
    }

    private long ask(long atNanos, int controller, int type, int instance, byte[] value) {
        invoke = (invoke + 1) & 0xFF;
        byte[] question = Bacnet.read(invoke, type, instance, Bacnet.PRESENT_VALUE);
        return exchange(
                atNanos, controller, question, Bacnet.readAnswer(invoke, type, instance, Bacnet.PRESENT_VALUE, value));
    }

    private long exchange(long atNanos, int controller, byte[] question, byte[] answer) {
        Host host = controllers.get(controller);
        long there = network.udp(atNanos, server, Bacnet.PORT, host, Bacnet.PORT, question);
        if (there == Network.LOST) return atNanos + Hours.SECOND;
        long back = network.udp(there + dice.around(4_000_000, 0.4), host, Bacnet.PORT, server, Bacnet.PORT, answer);
        return back + 1_000_000;
    }

    private void setAll(long nowNanos, float setpoint) {
        if (setpoint == BY_DAY && !Hours.isWorkday(nowNanos)) return;
        long at = nowNanos + dice.between(0, 5 * Hours.SECOND);
        for (int i = 0; i < CONTROLLERS; i++) {
            setpoints[i] = setpoint;
            invoke = (invoke + 1) & 0xFF;
            byte[] order =
                    Bacnet.write(invoke, Bacnet.ANALOG_VALUE, SETPOINT, Bacnet.PRESENT_VALUE, Bacnet.real(setpoint));
            at = exchange(at, i, order, Bacnet.written(invoke));
        }
    }
}
