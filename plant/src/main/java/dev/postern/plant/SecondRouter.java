package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;

/**
 * Somebody joins office and controllers with a box of his own: an office computer takes it for its gateway and reads pumping stations through it; answers
 * come back by the known router. As a firewall the box lets Modbus through and swallows what else is tried.
 */
final class SecondRouter extends Story {
    static final String OFFICE_SIDE = "10.10.30.77";
    static final String CONTROL_SIDE = "10.10.1.77";
    private static final int ROUNDS = 40;
    private static final int[] TRIED = {22, 23, 80, 443, 445, 3389, 44_818, 102};

    private final boolean filters;
    private final Host officeSide;
    private final Host controlSide;
    private final Host client;
    private int transaction;

    SecondRouter(Stage stage, boolean filters) {
        super(stage);
        this.filters = filters;
        officeSide = site.visitor("box-office", Host.Stack.LINUX, 0x00907F_4410A1L, Host.ip(OFFICE_SIDE), null);
        controlSide = site.visitor("box-control", Host.Stack.LINUX, 0x00907F_4410A2L, Host.ip(CONTROL_SIDE), null);
        client = site.officePcs.get(1);
    }

    @Override
    void begin(long nowNanos) {
        act(
                nowNanos,
                "a second way between office and controllers",
                officeSide,
                controlSide,
                Ledger.Technique.ROGUE_NETWORK,
                () -> {
                    network.announce(nowNanos, officeSide);
                    network.announce(nowNanos + SECOND, controlSide);
                });
        network.secondWay(officeSide, controlSide, filters ? Modbus.PORT : 0);
        client.gateway(officeSide);
        after(nowNanos, MINUTE, now -> read(now, ROUNDS));
        if (filters) after(nowNanos, 3 * MINUTE, now -> tries(now, 0));
    }

    private void read(long nowNanos, int left) {
        for (ModbusPlc plc : site.pumpingStations)
            act(
                    nowNanos,
                    "reads " + plc.host() + " through it",
                    client,
                    plc.host(),
                    Ledger.Technique.POINT_READ,
                    () -> {
                        Session session = new Session(network, client, plc, dice);
                        long at = session.open(nowNanos);
                        if (!session.isOpen()) return;
                        for (int i = 0; i < 6; i++)
                            at = session.ask(
                                    at + SECOND,
                                    Modbus.message(
                                            ++transaction & 0xFFFF,
                                            1,
                                            Modbus.read(Modbus.READ_HOLDING, 0, ModbusPlc.HOLDINGS)));
                        session.tcp().close(at + SECOND);
                    });
        if (left > 1) after(nowNanos, 2 * MINUTE, now -> read(now, left - 1));
    }

    private void tries(long nowNanos, int done) {
        Host target =
                site.pumpingStations.get(done % site.pumpingStations.size()).host();
        int port = TRIED[done % TRIED.length];
        act(
                nowNanos,
                "tries port " + port + " in vain",
                client,
                target,
                Ledger.Technique.REMOTE_DISCOVERY,
                () -> Tcp.connect(nowNanos, network, client, target, port));
        if (done < 3 * TRIED.length) after(nowNanos, MINUTE, now -> tries(now, done + 1));
    }
}
