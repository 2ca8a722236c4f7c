package dev.postern.plant;

import dev.postern.plant.iiot.OpcUaLink;
import dev.postern.plant.iiot.OpcUaVisit;
import dev.postern.plant.machines.CodesysVisit;
import dev.postern.plant.machines.Machines;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Codesys3;
import dev.postern.plant.protocol.Fins;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.Umas;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;

/**
 * After PIPEDREAM of 2022: one tool for many makers, on a panel in the control segment. It calls for CODESYS and OMRON controllers, guesses its way into
 * the OPC UA server and the dosing skid, reserves, rewrites and stops the sludge press, takes the filters' program and stops them; in the end it
 * speaks through the skid, which never asked anybody anything.
 */
final class Pipedream extends Story {
    private static final int GUESSES = 14;
    private static final int BLOCKS = 20;
    private final Host source;
    private final Machines machines;
    private final Host server;
    private int number;

    Pipedream(Stage stage) {
        super(stage);
        source = site.hmi;
        machines = annexes.get(Machines.class);
        server = annexes.get(OpcUaLink.class).server;
    }

    @Override
    void begin(long nowNanos) {
        act(nowNanos, "calls for controllers", source, site.controlRouter, Ledger.Technique.REMOTE_DISCOVERY, () -> {
            long at = new CodesysVisit(network, source, machines.skid, dice).discover(nowNanos);
            machines.filters.discovered(at + 500_000_000, source);
        });
        go(nowNanos, this::guessServer);
    }

    private void go(long nowNanos, Timeline.Deed next) {
        after(nowNanos, pace(90 * SECOND, 2 * DAY), next);
    }

    private void guessServer(long nowNanos) {
        act(nowNanos, "guesses passwords of " + server, source, server, Ledger.Technique.VALID_ACCOUNTS, () -> {
            long at = nowNanos;
            for (int i = 0; i < GUESSES; i++) {
                boolean right = i == GUESSES - 1;
                OpcUaVisit visit = new OpcUaVisit(network, source, server, dice);
                at = visit.open(at);
                if (!visit.isOpen()) return;
                at = visit.login(at + 1_000_000, "operator", right ? "operator1" : "guess" + i, right);
                if (right) at = visit.browse(at + 2_000_000);
                at = visit.close(at + 1_000_000) + dice.around(400_000_000, 0.3);
            }
        });
        after(nowNanos, MINUTE, this::setDose);
        go(nowNanos, this::takePress);
    }

    private void setDose(long nowNanos) {
        act(nowNanos, "sets the dose on " + server, source, server, Ledger.Technique.PARAMETER_CHANGE, () -> {
            OpcUaVisit visit = new OpcUaVisit(network, source, server, dice);
            long at = visit.open(nowNanos);
            if (!visit.isOpen()) return;
            at = visit.login(at + 1_000_000, "operator", "operator1", true);
            at = visit.write(at + 2_000_000, 9.9f);
            visit.close(at + 1_000_000);
        });
    }

    private void takePress(long nowNanos) {
        Host press = machines.press.host();
        Session session = new Session(network, source, machines.press, dice);
        act(nowNanos, "reserves and rewrites " + press, source, press, Ledger.Technique.DOWNLOAD, () -> {
            long at = session.open(nowNanos);
            if (!session.isOpen()) return;
            for (int function : new int[] {Umas.INIT, Umas.READ_ID, Umas.READ_PROJECT})
                at = umas(session, at + 2_000_000, 0, function);
            at = umas(session, at + 2_000_000, 0, Umas.TAKE_RESERVATION, Umas.reservation("ENGPC"));
            int held = session.answer()[session.answer().length - 1];
            at = umas(session, at + 2_000_000, held, Umas.BEGIN_INTO, (byte) 1);
            for (int i = 1; i <= BLOCKS; i++)
                at = umas(session, at + 3_000_000, held, Umas.BLOCK_INTO, Umas.block(i, site.errands.noise(220, dice)));
            at = umas(session, at + 2_000_000, held, Umas.END_INTO);
            session.settle();
        });
        after(nowNanos, 20 * SECOND, now -> stopPress(now, session));
    }

    private void stopPress(long nowNanos, Session session) {
        if (!session.isOpen()) return;
        Host press = machines.press.host();
        act(nowNanos, "stops " + press, source, press, Ledger.Technique.STOP, () -> {
            int held = session.answer()[8];
            long at = umas(session, nowNanos, held, Umas.STOP, (byte) 0xFF, (byte) 0);
            at = umas(session, at + 5_000_000, held, Umas.RELEASE_RESERVATION);
            session.tcp().close(at + SECOND);
        });
        go(nowNanos, this::takeSkid);
    }

    private long umas(Session session, long atNanos, int held, int function, byte... data) {
        number = number + 1 & 0xFFFF;
        return session.ask(atNanos, Modbus.message(number, 0, Umas.ask(held, function, data)));
    }

    private void takeSkid(long nowNanos) {
        Host skid = machines.skid.host();
        CodesysVisit visit = new CodesysVisit(network, source, machines.skid, dice);
        act(
                nowNanos,
                "guesses its way into " + skid + " and loads a program",
                source,
                skid,
                Ledger.Technique.DOWNLOAD,
                () -> {
                    long at = visit.open(nowNanos);
                    if (!visit.isOpen()) return;
                    for (int i = 0; i < GUESSES; i++) at = visit.login(at + 300_000_000, "Administrator", "guess" + i);
                    at = visit.ask(at + 5_000_000, Codesys3.APP, Codesys3.APP_LOGIN);
                    at = visit.ask(at + 5_000_000, Codesys3.APP, Codesys3.APP_STOP);
                    at = visit.load(at + 5_000_000, Codesys3.APP, Codesys3.APP_DOWNLOAD, 10);
                    at = visit.ask(at + 5_000_000, Codesys3.APP, Codesys3.APP_START);
                    visit.close(at + SECOND);
                });
        go(nowNanos, this::takeFilters);
    }

    private void takeFilters(long nowNanos) {
        Host filters = machines.filters.host();
        act(nowNanos, "takes the program of " + filters, source, filters, Ledger.Technique.PROGRAM_UPLOAD, () -> {
            long at = nowNanos;
            for (int i = 0; i < BLOCKS; i++)
                at = machines.filters.ask(at + 2_000_000, source, i + 1, Fins.PROGRAM_READ, Fins.program(256 * i, 512));
        });
        after(
                nowNanos,
                15 * SECOND,
                now -> act(
                        now,
                        "stops " + filters,
                        source,
                        filters,
                        Ledger.Technique.STOP,
                        () -> machines.filters.ask(now, source, 0x61, Fins.STOP)));
        go(nowNanos, now -> speakThroughSkid(now, 0));
    }

    private void speakThroughSkid(long nowNanos, int which) {
        Host skid = machines.skid.host();
        ModbusPlc plc = site.pumpingStations.get(which);
        act(
                nowNanos,
                "reads and sets " + plc.host() + " through " + skid,
                skid,
                plc.host(),
                Ledger.Technique.PROXY,
                () -> {
                    Session session = new Session(network, skid, plc, dice);
                    long at = session.open(nowNanos);
                    if (!session.isOpen()) return;
                    at = session.ask(at, Modbus.message(1, 1, Modbus.read(Modbus.READ_HOLDING, 0, ModbusPlc.HOLDINGS)));
                    at = session.ask(
                            at + 300_000_000,
                            Modbus.message(2, 1, Modbus.write(Modbus.WRITE_REGISTER, ModbusPlc.SETPOINT, 9_700)));
                    session.tcp().close(at + SECOND);
                });
        if (which + 1 < site.pumpingStations.size())
            after(nowNanos, 30 * SECOND, now -> speakThroughSkid(now, which + 1));
    }
}
